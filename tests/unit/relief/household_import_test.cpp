#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "base/uuid.hpp"
#include "relief_house.hpp"

namespace anlan::relief::test {
namespace {

/// A campaign and a clerk's table.
struct Reading : ReliefHouse {
  Result<json> import(const json& rows, bool dry_run, const access::Caller& who = kClerk) {
    const auto text = dump({{"campaign", campaign}, {"dry_run", dry_run}, {"rows", rows}});
    return ask(who, "household.import",
               {{"media_type", "application/json"}, {"bytes", json::binary({text.begin(), text.end()})}});
  }
  json row(int number, int order, json more = json::object()) {
    auto out = one_household(campaign, order, std::move(more));
    out.erase("campaign");
    out["row"] = number;
    out["phone"] = nullptr;
    out["account"] = nullptr;
    return out;
  }
  std::int64_t households() {
    store::Connection db{file(), store::Mode::read_write};
    return db.number("SELECT count(*) FROM household");
  }

  std::string campaign = open_campaign()["campaign"];
};

std::vector<std::string> places(const json& report) {
  std::vector<std::string> out;
  for (const auto& fault : report["faults"]) {
    out.push_back(std::to_string(fault["row"].get<int>()) + fault["pointer"].get<std::string>());
  }
  return out;
}

}  // namespace

TEST_CASE_METHOD(Reading, "a list is tried first, then read in, and reading it again enters nothing") {
  json rows = json::array();
  for (int i = 1; i <= 450; ++i)
    rows.push_back(row(i + 2, i, {{"village", (i % 2 == 0 ? kVillage : kNextVillage).text()}}));
  const auto tried = import(rows, true).value();
  CHECK(tried["taken"] == 450);
  CHECK(tried["faults"].empty());
  CHECK(households() == 0);

  const auto report = import(rows, false).value();
  CHECK(report["taken"] == 450);
  CHECK(households() == 450);
  store::Connection db{file(), store::Mode::read_write};
  CHECK(db.number("SELECT count(*) FROM entry WHERE type = 'household.entered'") == 3);

  const auto again = import(rows, false).value();
  CHECK(again["taken"] == 0);
  CHECK(again["already"] == 450);
  CHECK(households() == 450);
  const auto villages = done(kClerk, "campaign.get", {{"campaign", campaign}})["villages"];
  CHECK(villages[0]["households"] == 225);

  // A row of a list has its own history, like one that was typed.
  const auto listed = done(kClerk, "household.list", {{"campaign", campaign}, {"division", kXixiang.text()}});
  const auto id = listed["households"][7]["household"].get<std::string>();
  (void)done(kClerk, "household.change", {{"household", id}, {"expected_version", 1}, {"needy", 0}});
  const auto history = done(kClerk, "household.get", {{"household", id}})["history"];
  REQUIRE(history.size() == 2);
  CHECK(history[0]["type"] == "household.entered");
  CHECK(history[1]["changed"] == json{"needy"});
  CHECK(verifies());
  CHECK(bytes().find(number(8)) == std::string::npos);
}

TEST_CASE_METHOD(Reading, "each bad row is named with its place, and the good ones are taken") {
  (void)enter(campaign, 7);
  (void)enter(campaign, 11);
  auto wrong = number(3);
  wrong[17] = wrong[17] == '1' ? '2' : '1';
  const json people{{{"name", "王一"}, {"kinship", "head"}, {"id_number", wrong}}};
  auto unshaped = row(9, 9);
  unshaped.erase("address");
  const json rows{row(3, 1),
                  row(4, 2, {{"members", people}}),
                  row(5, 1),
                  row(6, 4, {{"village", kFarVillage.text()}}),
                  row(7, 11, {{"village", kNextVillage.text()}}),
                  row(8, 8, {{"needy", 5}}),
                  unshaped,
                  row(10, 7)};
  const auto report = import(rows, false).value();
  CHECK(report["taken"] == 1);
  CHECK(report["already"] == 1);
  CHECK(places(report) == std::vector<std::string>{"4/members/0/id_number", "5/members/0/id_number", "6/village",
                                                   "7/members/0/id_number", "8/needy", "9/address"});
  CHECK(report.dump().find(wrong) == std::string::npos);
  CHECK(report["faults"][1]["detail"]["zh"].get<std::string>().find("第 3 行") != std::string::npos);
  CHECK(households() == 3);
  std::vector<bool> twice;
  for (const auto& fault : report["faults"]) twice.push_back(fault["twice"].get<bool>());
  CHECK(twice == std::vector<bool>{false, true, false, true, false, false});
}

TEST_CASE_METHOD(Reading, "what the lists of the dead and of other programmes say is shown, and forbids nothing") {
  const auto compare_with = [&](const char* kind, int order) {
    const auto text = dump({{"campaign", campaign},
                            {"list", make_uuid(now)},
                            {"kind", kind},
                            {"source", "编造的名单"},
                            {"as_of", "2026-09-01"},
                            {"rows", {{{"row", 1}, {"id_number", number(order)}}}}});
    (void)done(kCounty, "outside.load",
               {{"media_type", "application/json"}, {"bytes", json::binary({text.begin(), text.end()})}});
  };
  compare_with("deaths", 2);
  compare_with("programme", 3);
  compare_with("payroll", 4);
  json rows = json::array();
  for (int i = 1; i <= 4; ++i) rows.push_back(row(i, i));
  const auto tried = import(rows, true).value();
  CHECK(tried["taken"] == 4);
  CHECK(tried["told"] == json{{{"row", 2}, {"kind", "deaths"}}, {{"row", 3}, {"kind", "programme"}}});
}

TEST_CASE_METHOD(Reading, "a list without numbers is known again by address and name") {
  const json people{{{"name", "赵五"}, {"kinship", "head"}}};
  const auto rows = json::array({row(1, 1, {{"members", people}})});
  CHECK(import(rows, false).value()["taken"] == 1);
  CHECK(import(rows, false).value()["already"] == 1);
  CHECK(import(rows, true, kCounty).error().type == "role");
  CHECK(import(json::array(), true).error().kind == ProblemKind::invalid);
}

}  // namespace anlan::relief::test
