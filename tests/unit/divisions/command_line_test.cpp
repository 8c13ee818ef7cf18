#include "divisions/command_line.hpp"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "jiaozuo.hpp"
#include "journal/reading.hpp"

namespace anlan::divisions {
namespace {

using test::House;
using test::kCity;
using test::kSample;

struct Console : House {
  ImportTool tool() { return {*offline, kCity, test::kNow, out, error}; }

  int boundaries(const std::string& file, Level level, bool dry_run = false) {
    return import_boundaries(tool(), {.file = {.path = file, .level = level}, .dry_run = dry_run});
  }

  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
    std::ofstream{folder / name, std::ios::binary} << text;
    return (folder / name).string();
  }

  std::ostringstream out;
  std::ostringstream error;
};

bool says(const std::ostringstream& stream, const std::string& text) {
  return stream.str().find(text) != std::string::npos;
}

}  // namespace

TEST_CASE_METHOD(Console, "a register is imported once; the second time there is nothing to do") {
  CHECK(import_register(tool(), {.file = kSample / "divisions.csv"}) == 0);
  CHECK(says(out, "新增 2148"));
  CHECK(says(out, "已采用 / adopted"));
  CHECK(import_register(tool(), {.file = kSample / "divisions.csv"}) == 0);
  CHECK(says(out, "无需改动 / in force already"));
  CHECK(journal::head_seq(db()) == 1);
}

TEST_CASE_METHOD(Console, "a dry run tells what would change and changes nothing") {
  CHECK(import_register(tool(), {.file = kSample / "divisions.csv", .dry_run = true}) == 0);
  CHECK(says(out, "没有改动 / dry run"));
  CHECK(journal::head_seq(db()) == 0);
}

TEST_CASE_METHOD(Console, "a bad register is refused with line and column") {
  const auto file = write("bad.csv", test::register_csv() + "410882,沁阳市,county,,,statutory,,,s\n");
  CHECK(import_register(tool(), {.file = file}) == 1);
  CHECK(says(error, "第 2150 行 code 列"));
  CHECK(says(error, "line 2150, code"));
  CHECK(import_register(tool(), {.file = "/nowhere.csv"}) == 1);
  CHECK(import_register(tool(), {.file = kSample / "divisions.csv", .day = "tomorrow"}) == 1);
  CHECK(journal::head_seq(db()) == 0);
}

TEST_CASE_METHOD(Console, "boundaries need a register first") {
  CHECK(boundaries((kSample / "boundaries/county.geojson").string(), Level::county) == 1);
  CHECK(says(error, "anlan import divisions"));
}

TEST_CASE_METHOD(Console, "boundaries are tried, imported, and refused when they are none") {
  REQUIRE(import_register(tool(), {.file = kSample / "divisions.csv"}) == 0);
  const auto file = (kSample / "boundaries/county.geojson").string();
  CHECK(boundaries(file, Level::county, true) == 0);
  CHECK(journal::head_seq(db()) == 1);
  CHECK(boundaries(file, Level::county) == 0);
  CHECK(says(out, "接受 11 个"));
  CHECK(journal::head_seq(db()) == 2);
  CHECK(boundaries(file, Level::township) == 1);
  CHECK(boundaries(write("x.geojson", "nonsense"), Level::county) == 1);
  CHECK(journal::head_seq(db()) == 2);
}

TEST_CASE_METHOD(Console, "a first start that was cut off half-way is finished by the next") {
  REQUIRE(import_register(tool(), {.file = kSample / "divisions.csv"}) == 0);
  REQUIRE(boundaries((kSample / "boundaries/county.geojson").string(), Level::county) == 0);
  CHECK(adopt_sample(tool(), kSample) == 0);
  CHECK(journal::head_seq(db()) == 4);
  CHECK(read_layers(db()).size() == 3);
}

TEST_CASE_METHOD(Console, "a sample whose boundaries fail is taken up where it stopped") {
  const auto broken = folder / "sample";
  std::filesystem::copy(kSample, broken, std::filesystem::copy_options::recursive);
  std::ofstream{broken / "boundaries/county.geojson", std::ios::binary} << "nonsense";
  CHECK(adopt_sample(tool(), broken) == 1);
  CHECK(journal::head_seq(db()) == 1);
  CHECK(read_layers(db()).empty());
  CHECK(adopt_sample(tool(), kSample) == 0);
  CHECK(journal::head_seq(db()) == 4);
  CHECK(read_layers(db()).size() == 3);
}

TEST_CASE_METHOD(Console, "a register of one's own does not get the sample's boundaries") {
  const auto csv = test::register_csv();
  const auto own = write("own.csv", csv.substr(0, csv.rfind('\n', csv.size() - 2) + 1));
  REQUIRE(import_register(tool(), {.file = own}) == 0);
  CHECK(adopt_sample(tool(), kSample) == 0);
  CHECK(journal::head_seq(db()) == 1);
}

TEST_CASE_METHOD(Console, "the sample is adopted at first start and never again") {
  CHECK(adopt_sample(tool(), kSample) == 0);
  CHECK(journal::head_seq(db()) == 4);
  CHECK(adopt_sample(tool(), kSample) == 0);
  CHECK(journal::head_seq(db()) == 4);
  CHECK(read_layers(db()).size() == 3);
}

}  // namespace anlan::divisions
