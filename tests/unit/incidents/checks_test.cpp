#include "incidents/checks.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include <catch2/catch.hpp>

#include "report_house.hpp"

namespace anlan::incidents {
namespace {

using nlohmann::json;
using Ids = std::set<std::string>;

Ids failing(const Figures& figures, const Figures& before = {}) {
  Ids ids;
  for (const auto& finding : evaluate_checks(test::catalogue(), figures)) ids.insert(finding.check);
  for (const auto& finding : compare_versions(test::catalogue(), before, figures)) ids.insert(finding.check);
  return ids;
}

Figure stating(const std::string& code, Amount amount) {
  if (test::catalogue().indicator(code)->stock) return {.instant = amount, .cumulative = amount};
  return {.single = amount};
}

/// Only the check's own figures: every right one 10, every left one its share of the right side plus `extra`.
Figures around(const Check& check, Amount extra) {
  Figures figures;
  const auto share = static_cast<Amount>(check.right.size()) * 10 * kHundred / static_cast<Amount>(check.left.size());
  for (const auto& code : check.left) figures[code] = stating(code, share + extra);
  for (const auto& code : check.right) figures[code] = stating(code, 10 * kHundred);
  return figures;
}

TEST_CASE("the shared vectors: server and browser judge figures alike") {
  const auto vectors = json::parse(test::file_text("tests/vectors/checks.json")).at("vectors");
  CHECK(vectors.size() >= 40);
  for (const auto& vector : vectors) {
    INFO(vector.at("name").get<std::string>());
    CHECK(failing(read_figures(vector.at("figures")), read_figures(vector.value("before", json::object()))) ==
          vector.at("failing").get<Ids>());
  }
}

TEST_CASE("every check of the catalogue fails by one hundredth and holds without it") {
  for (const auto& check : test::catalogue().checks()) {
    INFO(check.id);
    CHECK(failing(around(check, -1)).contains(check.id));
    CHECK_FALSE(failing(around(check, 0)).contains(check.id));
    CHECK(failing(around(check, 1)).contains(check.id) == (check.relation == Relation::equal));
  }
}

TEST_CASE("every check stays silent while its left side is unknown") {
  for (const auto& check : test::catalogue().checks()) {
    INFO(check.id);
    auto figures = around(check, -1);
    figures[check.left.front()] = {.unknown = true};
    CHECK_FALSE(failing(figures).contains(check.id));
  }
}

TEST_CASE("every check between versions fails one way and holds the other") {
  for (const auto& check : test::catalogue().soft_checks()) {
    if (check.rule == SoftCheck::Rule::instant_not_above_cumulative) continue;
    for (const auto& code : check.indicators) {
      INFO(check.id << " " << code);
      const Figures high{{code, stating(code, 900 * kHundred)}};
      const Figures low{{code, stating(code, 100 * kHundred)}};
      CHECK(failing(low, high).contains(check.id));
      CHECK(failing(high, low).contains(check.id) == (check.rule == SoftCheck::Rule::jump));
      CHECK_FALSE(failing(high, high).contains(check.id));
    }
  }
}

TEST_CASE("a finding says the catalogue's sentence with the numbers, and where to look") {
  const Figures figures{{"A01013", {.instant = 3'000, .cumulative = 9'000}},
                        {"A01014", {.instant = 3'100}},
                        {"A01015", {.unknown = true}}};
  const auto findings = evaluate_checks(test::catalogue(), figures);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].pointer == "/figures/A01013/instant");
  CHECK(findings[0].text.zh ==
        "紧急转移安置人口应等于集中安置人口、分散安置人口之和：紧急转移安置人口（实时） 30 < "
        "集中安置人口（实时） 31 + 分散安置人口（实时） 不详");
  CHECK(findings[0].text.en.find("People evacuated and resettled (instant) 30 < ") != std::string::npos);
}

TEST_CASE("fewer deaths are an error that a reason meets; the finding shows both numbers") {
  const auto findings =
      compare_versions(test::catalogue(), {{"A01008", {.single = 200}}}, {{"A01008", {.single = 100}}});
  const auto found = std::ranges::find(findings, "L-DEATHS-DOWN", &Finding::check);
  REQUIRE(found != findings.end());
  CHECK(found->severity == Severity::error);
  CHECK(found->asks_reason);
  CHECK(found->text.zh.ends_with("因灾死亡人口 2 → 1"));
}

TEST_CASE("what the chain knows is each number's latest statement, across versions that left it out") {
  Figures known;
  remember_known(known, {{"A01008", {.single = 200}}, {"A01013", {.instant = 500, .cumulative = 900}}});
  remember_known(known, {{"A01008", {.unknown = true}}, {"A01013", {.instant = 700}}});
  CHECK(known.at("A01008").single == 200);
  CHECK(known.at("A01013").instant == 700);
  CHECK(known.at("A01013").cumulative == 900);
}

}  // namespace
}  // namespace anlan::incidents
