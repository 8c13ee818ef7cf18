#include <catch2/catch.hpp>

#include "fixtures.hpp"
#include "gis/archive.hpp"
#include "gis/import.hpp"
#include "mosaic.hpp"
#include "support/temporary_folder.hpp"

using namespace anlan::gis;
using namespace anlan::gis::test;
using anlan::test::TemporaryFolder;

namespace {

/// The code of the fault an upload meets, or "accepted".
std::string fate_of(const std::string& bytes) {
  const TemporaryFolder uploads, scratch;
  write_bytes(uploads / "upload.csv", bytes);
  const auto outcome = import_layer({.path = (uploads / "upload.csv").string()}, scratch.path().string());
  return outcome ? "accepted" : outcome.error().code;
}

std::string fate_of_zip(const std::vector<ZipEntry>& entries) {
  const TemporaryFolder uploads, scratch;
  write_zip(uploads / "a.zip", entries);
  const auto outcome = import_layer({.path = (uploads / "a.zip").string()}, scratch.path().string());
  return outcome ? "accepted" : outcome.error().code;
}

constexpr std::string_view kVrt =
    "<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/vsicurl/http://127.0.0.1:9/a.csv</SrcDataSource>"
    "</OGRVRTLayer></OGRVRTDataSource>";

}  // namespace

TEST_CASE("a virtual layer is refused whatever it calls itself") {
  CHECK(fate_of(std::string{kVrt}) == "vrt-refused");
  CHECK(fate_of("\n\n  " + std::string{kVrt}) == "vrt-refused");
  CHECK(fate_of("{ \"a\": 1 } " + std::string{kVrt}) == "vrt-refused");
  CHECK(fate_of_zip({{"a.kml", std::string{kVrt}}}) == "vrt-refused");
}

TEST_CASE("a GeoJSON whose system is a link is refused before GDAL sees it") {
  const std::string link = R"("crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/","type":"proj4"}})";
  CHECK(fate_of(R"({"type":"FeatureCollection",)" + link + R"(,"features":[]})") == "crs-link-refused");
  CHECK(fate_of(R"({"type":"FeatureCollection","crs":{"type":"link","type":"name"},"features":[]})") ==
        "crs-link-refused");
  CHECK(fate_of(R"({"type":"FeatureCollection","features":[{"type":"Feature",)" + link + R"(}]})") ==
        "crs-link-refused");
  // What only a lenient parser reads is refused too.
  CHECK(fate_of("{'type':'FeatureCollection','crs':{'type':'link'}}") == "json-malformed");
  CHECK(fate_of("{\"a\":" + std::string(100'000, '[')) == "json-malformed");
}

TEST_CASE("archives are measured before they are unpacked") {
  CHECK(fate_of_zip({{"a.shp", std::string(30'000'000, '\0')}}) == "archive-too-large");
  CHECK(fate_of_zip({{"../a.geojson", "{}"}}) == "archive-unsafe");
  CHECK(fate_of_zip({{"/etc/a.geojson", "{}"}}) == "archive-unsafe");
  CHECK(fate_of_zip({{"a\\..\\b.geojson", "{}"}}) == "archive-unsafe");
  CHECK(fate_of_zip({{"a.geojson", "", "/etc/passwd"}}) == "archive-unsafe");
  CHECK(fate_of_zip(std::vector<ZipEntry>(65, {"a.txt", "x"})) == "archive-too-many");
  CHECK(fate_of_zip({{"readme.txt", "x"}}) == "archive-empty");
  CHECK(fate_of_zip({{"a.geojson", "{}"}, {"b.geojson", "{}"}}) == "archive-several");
  CHECK(fate_of_zip({{"a.geojson", "{}"}, {"a.GeoJSON", "{}"}}) == "archive-damaged");
  CHECK(fate_of_zip({{"a.shp", std::string{"\x00\x00\x27\x0a", 4}}}) == "shapefile-incomplete");
}

TEST_CASE("unpacked files bear our names and keep together") {
  const TemporaryFolder folder;
  write_zip(folder / "a.zip", {{"村/界.SHP", "1"},
                               {"村/界.dbf", "2"},
                               {"__MACOSX/村/._界.shp", "x"},
                               {".DS_Store", "x"},
                               {"g.gdb/a00000001.gdbtable", "3"},
                               {"g.gdb/../x", ""}});
  CHECK(unpack_zip(folder / "a.zip", folder / "out").error().code == "archive-unsafe");
  CHECK_FALSE(fs::exists(folder / "out"));
  write_zip(folder / "b.zip", {{"村/界.SHP", "1"},
                               {"村/界.dbf", "2"},
                               {"__MACOSX/村/._界.shp", "x"},
                               {".DS_Store", "x"},
                               {"g.gdb/a00000001.gdbtable", "3"}});
  const auto unpacked = unpack_zip(folder / "b.zip", folder / "out");
  REQUIRE(unpacked);
  CHECK(*unpacked == std::vector<fs::path>{folder / "out/1.dbf", folder / "out/1.shp", folder / "out/2.gdb"});
  CHECK(read_bytes(folder / "out/2.gdb/a00000001.gdbtable") == "3");
}

TEST_CASE("damaged files are refused whole") {
  const TemporaryFolder folder;
  write_file(folder / "a.gpkg", Mosaic{8, 8, 40, 1}.layer(), {.driver = "GPKG"});
  const std::string whole = read_bytes(folder / "a.gpkg");
  CHECK(fate_of(whole) == "accepted");
  for (const std::size_t part : {std::size_t{100}, whole.size() / 4, whole.size() / 2, whole.size() - 8192}) {
    const std::string fate = fate_of(whole.substr(0, part));
    CHECK((fate == "file-unreadable" || fate == "file-damaged" || fate == "layer-missing"));
  }
  CHECK(fate_of("") == "file-unreadable");
  CHECK(fate_of("hello") == "format-unknown");
  CHECK(fate_of("PK\x03\x04 and then nothing") == "archive-damaged");
}
