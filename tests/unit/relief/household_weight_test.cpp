#include <functional>
#include <utility>

#include <catch2/catch.hpp>

#include "relief/household_rules.hpp"
#include "way_house.hpp"

namespace anlan::relief::test {
namespace {

Statement statement() {
  return {.facts = {.village = kVillage,
                    .people = 3,
                    .needy = 2,
                    .hazard = "02",
                    .circumstances = {Circumstance::crop_lost, Circumstance::home_damaged},
                    .applied_on = "2026-09-12"},
          .personal = {.members = {{.name = "王小明"}}, .phone = "13812345678", .address = "东村1号"}};
}

json two_members(int head, int spouse) {
  return {{{"name", "王小明"}, {"kinship", "head"}, {"id_number", ReliefHouse::number(head)}},
          {{"name", "李三"}, {"kinship", "spouse"}, {"id_number", ReliefHouse::number(spouse)}}};
}

ChangeWeight weight(const std::function<void(Statement&)>& change) {
  auto after = statement();
  change(after);
  return weigh_change(statement(), after);
}

}  // namespace

TEST_CASE("a change weighs by what hangs on the wall or decides the amount") {
  CHECK(weight([](auto&) {}) == ChangeWeight::quiet);
  CHECK(weight([](auto& it) { it.personal.phone = "13912345678"; }) == ChangeWeight::quiet);
  CHECK(weight([](auto& it) { it.personal.account = "6228481"; }) == ChangeWeight::quiet);
  CHECK(weight([](auto& it) { it.facts.pay_by = PayBy::cash; }) == ChangeWeight::quiet);
  CHECK(weight([](auto& it) { it.personal.members.push_back({.name = "李三"}); }) == ChangeWeight::quiet);
  CHECK(weight([](auto& it) { std::swap(it.facts.circumstances[0], it.facts.circumstances[1]); }) ==
        ChangeWeight::quiet);
  CHECK(weight([](auto& it) { it.facts.needy = 1; }) == ChangeWeight::less);
  CHECK(weight([](auto& it) { it.facts.people = 2; }) == ChangeWeight::less);
  CHECK(weight([](auto& it) { it.facts.needy = 3; }) == ChangeWeight::more);
  CHECK(weight([](auto& it) { it.facts.people = 4; }) == ChangeWeight::more);
  CHECK(weight([](auto& it) { it.facts.people = 4, it.facts.needy = 1; }) == ChangeWeight::more);
  CHECK(weight([](auto& it) { it.facts.village = kNextVillage; }) == ChangeWeight::more);
  CHECK(weight([](auto& it) { it.facts.household_class = HouseholdClass::minimum_living; }) == ChangeWeight::more);
  CHECK(weight([](auto& it) { it.facts.circumstances.pop_back(); }) == ChangeWeight::more);
  CHECK(weight([](auto& it) { it.facts.vulnerabilities = {Vulnerability::orphan}; }) == ChangeWeight::more);
  CHECK(weight([](auto& it) { it.personal.members[0].name = "王大明"; }) == ChangeWeight::more);
}

TEST_CASE_METHOD(Way, "fewer people than were entered go on when a visit found it, and only then") {
  rows = {enter(campaign, 1, {{"people", 2}, {"needy", 2}, {"members", two_members(1, 2)}})["household"],
          enter(campaign, 3, {{"people", 2}, {"needy", 2}, {"members", two_members(3, 4)}})["household"]};
  until_notice();
  act(kClerk, "gate.pass");
  visit_all();
  now += std::chrono::hours{1};
  done(kClerk, "household.change", {{"household", rows[0]}, {"expected_version", 1}, {"needy", 1}});
  CHECK(missing() == std::vector<std::string>{"township-not-hung"});
  act(kReviewer, "gate.visit",
      {{"household", rows[0]}, {"at", format_time(now)}, {"result", "adjust"}, {"photo", blobs["visit"]}});
  CHECK(missing() == std::vector<std::string>{"township-visit-unsettled"});  // changed, but not since
  now += std::chrono::hours{1};
  done(kClerk, "household.change", {{"household", rows[0]}, {"expected_version", 2}, {"phone", "13912345678"}});
  CHECK(missing().empty());
  done(kClerk, "household.change", {{"household", rows[0]}, {"expected_version", 3}, {"needy", 2}});
  CHECK(missing() == std::vector<std::string>{"township-not-hung"});
  CHECK(verifies());
}

}  // namespace anlan::relief::test
