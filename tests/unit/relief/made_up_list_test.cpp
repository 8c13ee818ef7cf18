#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include <catch2/catch.hpp>

#include "made_up_list.hpp"
#include "relief/account_number.hpp"
#include "relief/id_number.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::relief::test {

using namespace std::chrono_literals;

TEST_CASE("the made-up list is the same each time, says what it is, and has 300 faults of 20 kinds") {
  const anlan::test::TemporaryFolder folder;
  make_up_list(folder / "a");
  make_up_list(folder / "b");
  for (const auto* name : {"list.csv", "deaths.csv", "payroll.csv", "cadres.csv", "faults.json"}) {
    const auto text = read_text(folder / "a" / name);
    CHECK(text == read_text(folder / "b" / name));
    CHECK(text.find("编造数据") < 200);
  }
  make_up_list(folder / "c", "--seed 7");
  CHECK(read_text(folder / "c" / "list.csv") != read_text(folder / "a" / "list.csv"));
  const auto faults = nlohmann::json::parse(read_text(folder / "a" / "faults.json")).at("faults");
  CHECK(faults.size() == 20);
  std::set<int> touched;
  std::size_t count = 0;
  std::size_t rows = 0;
  for (const auto& kind : faults) {
    for (const auto& fault : kind) {
      ++count;
      for (const auto& row : fault.at("rows")) {
        touched.insert(row.get<int>());
        ++rows;
      }
    }
  }
  CHECK(count == 300);
  CHECK(touched.size() == rows);
}

TEST_CASE("the checks of numbers find every planted one, name it, and raise no false alarm") {
  const anlan::test::TemporaryFolder folder;
  make_up_list(folder.path());
  const auto rows = table_of(folder / "list.csv");
  REQUIRE(rows.size() == 6000);
  std::map<std::string, std::set<std::size_t>> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto id = parse_id_number(rows[i].at(2), 2026y / 9 / 20);
    if (!id) found[id.error().type].insert(i + 1);
    if (id && id->lengthened) found["lengthened"].insert(i + 1);
    const auto account = parse_account_number(rows[i].at(7));
    if (!account) found[account.error().type].insert(i + 1);
    if (!parse_phone_number(rows[i].at(3))) found["phone-number"].insert(i + 1);
  }
  const auto faults = nlohmann::json::parse(read_text(folder / "faults.json")).at("faults");
  const auto planted = [&faults](const char* kind) {
    std::set<std::size_t> out;
    for (const auto& fault : faults.at(kind)) out.insert(fault.at("rows").at(0).get<std::size_t>());
    return out;
  };
  CHECK(found["id-number-check-digit"] == planted("wrong_check_digit"));
  CHECK(found["id-number-birth"] == planted("impossible_birth"));
  CHECK(found["id-number-rounded"] == planted("rounded_by_spreadsheet"));
  CHECK(found["lengthened"] == planted("fifteen_digits"));
  CHECK(found["account-check-digit"] == planted("wrong_card_digit"));
  CHECK(found.size() == 5);
}

}  // namespace anlan::relief::test
