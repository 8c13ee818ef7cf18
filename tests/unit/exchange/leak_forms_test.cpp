// A number of a person in each form in which something leaves the server, made by what makes it there: none is missed.
#include <map>
#include <sstream>

#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/metrics.hpp"
#include "base/problem.hpp"
#include "exchange/relief_sheets.hpp"
#include "exchange/workbook.hpp"
#include "relief/leak_check.hpp"
#include "unit/exchange/unpacked.hpp"
#include "unit/relief/numbers.hpp"

namespace anlan::exchange::test {
namespace {

using nlohmann::json;
using relief::test::made_up_card;
using relief::test::made_up_id;

/// Whoever is named on a line: identity numbers of both sexes and centuries and one that ends in X, one of fifteen
/// digits, cards of all lengths, telephones.
std::vector<std::string> planted() {
  std::vector<std::string> all{"410882600501123", made_up_id(410'882, 1900, 2, 28, 999),
                               made_up_id(650'105, 2008, 12, 31, 2)};
  for (int order = 1;; ++order) {
    all.push_back(made_up_id(410'821, 1960, 5, 1, order));
    if (all.back().ends_with('X')) break;
  }
  for (const auto* card : {"621700123456789", "6228480012345678", "62284800123456789", "622848001234567890"}) {
    all.push_back(made_up_card(card));
  }
  for (const char third : {'3', '4', '5', '6', '7', '8', '9'}) {
    all.push_back(std::string{"1"} + third + "812345678");
  }
  return all;
}

/// A workbook with the number in a cell, in a note and in its mark, as its parts.
std::string in_workbook(const std::string& number) {
  const Sheet sheet{.name = "测试",
                    .title = "测试一览表",
                    .notes = {"联系 " + number},
                    .columns = {{.title = "序号"}, {.title = "户主"}, {.title = "备注"}},
                    .rows = {{std::int64_t{1}, "张*", "电话（" + number + "）"}},
                    .mark = "供 " + number + " 使用"};
  std::string all = text_of(sheet);
  for (const auto& [part, text] : anlan::test::unzipped(write_workbook(sheet).value())) all += "\n" + text;
  return all;
}

std::string in_log(const std::string& number) {
  std::ostringstream said;
  spdlog::logger log{"test", std::make_shared<spdlog::sinks::ostream_sink_mt>(said)};
  log.warn("household {} was refused after {} ms", number, 138);
  log.flush();
  return said.str();
}

std::string in_metrics(const std::string& number) {
  Metrics metrics;
  metrics.count("anlan_problems_total", {{"operation", "household.enter"}, {"type", number}}, 13);
  return metrics.text();
}

std::string in_problem(const std::string& number) {
  return dump(to_json(Problem{.kind = ProblemKind::invalid,
                              .type = "bad-number",
                              .detail = {"证件号" + number + "有误，请核对", "check the number " + number},
                              .errors = {{.pointer = "/members/" + number, .detail = {"请更正", "correct it"}}}}));
}

const std::map<std::string, std::string (*)(const std::string&)> kForms{
    {"workbook", in_workbook},
    {"line of CSV", [](const std::string& number) { return "3,\"张*\"," + number + ",4,600.00\r\n"; }},
    {"CSV kept from being a formula", [](const std::string& number) { return "3,\"'=" + number + "\",4\r\n"; }},
    {"log", in_log},
    {"metrics", in_metrics},
    {"problem", in_problem},
    {"page", [](const std::string& number) { return "<tr><td>张*</td><td>" + number + "</td><td>3</td></tr>"; }},
    {"attribute of a page", [](const std::string& number) { return "<a href=\"tel:" + number + "\">电话</a>"; }},
    {"script of a page",
     [](const std::string& number) { return "<script>window.known={\"of\":[\"" + number + "\"]}</script>"; }},
    {"address", [](const std::string& number) { return "GET /api/household.list?id=" + number + "&limit=50"; }},
};

std::size_t times(const std::string& text, const std::string& number) {
  std::size_t count = 0;
  for (auto at = text.find(number); at != std::string::npos; at = text.find(number, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("every number planted in a file, a log, a counter, an error or a page is found, and nothing else") {
  std::size_t sought = 0;
  std::size_t found = 0;
  for (const auto& [form, plant] : kForms) {
    for (const auto& number : planted()) {
      const auto text = plant(number);
      INFO(form << ": " << text.substr(0, 2'000));
      const auto expected = times(text, number);
      REQUIRE(expected > 0);
      sought += expected;
      for (const auto& leak : relief::find_leaks(text)) {
        CHECK(text.substr(leak.at, leak.length) == number);
        ++found;
      }
      CHECK_FALSE(relief::check_no_leak(text).has_value());
    }
  }
  CHECK(found == sought);
}

}  // namespace anlan::exchange::test
