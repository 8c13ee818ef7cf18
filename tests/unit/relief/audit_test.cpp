#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "relief/audit_rules.hpp"
#include "relief_house.hpp"

namespace anlan::relief::test {
namespace {

AuditPlan plan(std::vector<DivisionCode> whole, std::vector<DivisionCode> sampled) {
  return {.name = "上半年督查",
          .from = "2026-12-01",
          .until = "2026-12-20",
          .whole = std::move(whole),
          .sampled = std::move(sampled),
          .team = {"县局救灾股"}};
}

std::vector<AuditCandidate> list_of(const DivisionCode& village, int households, int risk = 0) {
  std::vector<AuditCandidate> out;
  for (int i = 0; i < households; ++i) {
    out.push_back(
        {.household = village.text() + "/" + std::to_string(i), .village = village, .risk = i == 0 ? risk : 0});
  }
  return out;
}

std::vector<AuditCandidate> both(std::vector<AuditCandidate> one, const std::vector<AuditCandidate>& other) {
  one.insert(one.end(), other.begin(), other.end());
  return one;
}

std::set<std::string> names(const std::vector<AuditPick>& picks) {
  std::set<std::string> out;
  for (const auto& pick : picks) out.insert(pick.household);
  return out;
}

const std::vector<std::string> kNames{"",     "李甲", "李乙", "李丙", "李丁", "李戊", "李己",
                                      "李庚", "李辛", "李壬", "李癸", "李子", "李丑"};

/// Lists of two villages, to be inspected by the county.
struct Inspected : ReliefHouse {
  Inspected() {
    campaign = open_campaign()["campaign"];
    for (int i = 1; i <= 4; ++i) here.push_back(put(i, kVillage));
    for (int i = 5; i <= 12; ++i) there.push_back(put(i, kNextVillage));
  }

  std::string put(int order, const DivisionCode& village) {
    now += std::chrono::seconds{1};
    return enter(
        campaign, order,
        {{"village", village.text()},
         {"account", nullptr},
         {"phone", nullptr},
         {"members",
          {{{"name", kNames.at(static_cast<std::size_t>(order))}, {"kinship", "head"}, {"id_number", number(order)}}}},
         {"address", "西向镇" + std::to_string(order) + "号"}})["household"];
  }
  json asked(json more = json::object()) {
    json params{{"campaign", campaign},
                {"division", kQinyang.text()},
                {"name", "2026 年下半年督查"},
                {"from", "2026-09-20"},
                {"until", "2026-10-20"},
                {"whole", {kVillage.text()}},
                {"sampled", {kNextVillage.text()}},
                {"confidence_permille", 800},
                {"margin_permille", 200},
                {"team", {"县局救灾股", "县纪委派驻组"}}};
    params.update(more);
    return params;
  }
  json planned(json more = json::object()) { return done(kCounty, "audit.plan", asked(std::move(more)))["audit"]; }
  json visits(const json& audit, const std::string& which = "all", const access::Caller& who = kCounty) {
    return done(who, "audit.visits",
                {{"audit", audit["audit"]}, {"division", kQinyang.text()}, {"which", which}})["visits"];
  }
  json visit(const json& audit, const std::string& household, const std::string& result, json more = json::object()) {
    json params{{"audit", audit["audit"]}, {"household", household}, {"result", result}, {"at", format_time(now)}};
    params.update(more);
    return params;
  }

  std::string campaign;
  std::vector<std::string> here;
  std::vector<std::string> there;
};

}  // namespace

TEST_CASE("an inspection takes every household of some villages and a sample of the others, drawn by risk") {
  const auto lists = both(list_of(kVillage, 30), list_of(kNextVillage, 400, 100));
  const auto mixed = plan({kVillage}, {kNextVillage});
  const auto picks = draw_audit(mixed, lists, "seed").value();
  const auto census = std::ranges::count(picks, true, &AuditPick::census);
  CHECK(census == 30);
  CHECK(static_cast<std::int64_t>(picks.size()) - census == sample_size(400, {}).value());
  CHECK(names(picks).size() == picks.size());

  auto turned = lists;
  std::ranges::reverse(turned);
  CHECK(names(draw_audit(mixed, turned, "seed").value()) == names(picks));
  CHECK(names(draw_audit(mixed, lists, "other").value()) != names(picks));

  int drawn = 0;
  const auto few =
      AuditPlan{.sampled = {kNextVillage}, .design = {.confidence_permille = 800, .margin_permille = 200}, .team = {}};
  const auto risky = list_of(kNextVillage, 400, 100);
  for (int i = 0; i < 200; ++i) {
    drawn += names(draw_audit(few, risky, std::to_string(i)).value()).contains(risky[0].household) ? 1 : 0;
  }
  const auto wanted = sample_size(400, few.design).value();  // of 400 evenly drawn: 200 * wanted / 400
  CHECK(drawn > 3 * wanted / 2);

  CHECK(draw_audit(mixed, {}, "seed").error().type == "audit-empty");
  CHECK(draw_audit(plan({kVillage}, {}), list_of(kVillage, 5'001), "seed").error().type == "audit-too-large");
}

TEST_CASE("a plan that cannot be is refused with what to change") {
  const auto said = [](const AuditPlan& asked) {
    const auto held = check_plan(asked, kQinyang);
    return held ? std::string{} : held.error().type;
  };
  CHECK(said(plan({kVillage}, {kNextVillage})).empty());
  CHECK(said(plan({}, {})) == "bad-audit");
  CHECK(said(plan({kVillage}, {kVillage})) == "bad-audit");
  CHECK(said(plan({kForeignVillage}, {})) == "bad-audit");
  auto backwards = plan({kVillage}, {});
  backwards.until = "2026-11-30";
  CHECK(said(backwards) == "bad-audit");
  backwards.until = "2026-12-32";
  CHECK(said(backwards) == "bad-audit");
  auto leaking = plan({kVillage}, {});
  leaking.team = {"张三 13812345678"};
  CHECK(said(leaking) == "leak-found");
}

TEST_CASE_METHOD(Inspected, "an inspection is planned, entered household by household, and closed with a report") {
  CHECK(refusal(kClerk, "audit.plan", asked()) == "role");
  CHECK(refusal(kCounty, "audit.plan", asked({{"division", kCity.text()}})) == "outside-jurisdiction");
  CHECK(refusal(kCounty, "audit.plan",
                asked({{"confidence_permille", 990}, {"whole", json::array()}, {"sampled", json::array()}})) ==
        "bad-audit");
  const auto audit = planned();
  const std::int64_t sampled = sample_size(8, {.confidence_permille = 800, .margin_permille = 200}).value();
  REQUIRE(sampled < 8);
  CHECK(audit["count"] == json{{"households", 4 + sampled}, {"visited", 0}, {"differs", 0}});
  CHECK(visits(audit, "to_visit").size() == static_cast<std::size_t>(4 + sampled));
  CHECK(visits(audit)[0]["head"] == "李*");
  CHECK(dump(visits(audit)).find("西向镇1号") == std::string::npos);

  const auto agreed = done(kCounty, "audit.visit", visit(audit, here[0], "agrees"));
  CHECK(agreed["inquiry"].is_null());
  CHECK(refusal(kCounty, "audit.visit", visit(audit, here[1], "money_missing")) == "bad-visit");
  CHECK(refusal(kCounty, "audit.visit", visit(audit, here[0], "adjust", {{"note", "人口有误"}})) == "visited-already");
  CHECK(refusal(kCounty, "audit.visit", visit(audit, here[1], "agrees", {{"at", "2026-12-31T09:00:00+08:00"}})) ==
        "bad-visit");
  CHECK(refusal(kCounty, "audit.visit", visit(audit, here[1], "agrees", {{"photo", std::string(64, 'a')}})) ==
        "unknown-blob");
  auto enterer = kCounty;
  enterer.account = kClerk.account;
  CHECK(refusal(enterer, "audit.visit", visit(audit, here[1], "agrees")) == "own-entry");
  const auto rest = visits(audit, "to_visit");
  std::string left_out;
  for (const auto& one : there) {
    const bool drawn = std::ranges::any_of(rest, [&](const json& row) { return row["household"] == one; });
    if (!drawn) left_out = one;
  }
  CHECK(refusal(kCounty, "audit.visit", visit(audit, left_out, "agrees")) == "not-drawn");

  // What differs becomes an inquiry, one for a household.
  const auto missing =
      done(kCounty, "audit.visit", visit(audit, here[1], "money_missing", {{"note", "李乙家只收到一半"}}));
  CHECK(missing["count"]["differs"] == 1);
  const auto again =
      done(kCounty, "audit.visit", visit(audit, here[1], "adjust", {{"note", "款已到，人口有误"}, {"replaces", true}}));
  CHECK(again["inquiry"] == missing["inquiry"]);
  const auto inquiries =
      done(kAuditor, "inquiry.list", {{"campaign", campaign}, {"division", kCity.text()}})["inquiries"];
  REQUIRE(inquiries.size() == 1);
  CHECK(inquiries[0]["rule"] == "audit");
  CHECK(inquiries[0]["facts"]["found"] == "money_missing");
  CHECK(visits(audit, "differs")[0]["note"] == "款已到，人口有误");
  CHECK(bytes().find("李乙家只收到一半") == std::string::npos);
  CHECK(visits(audit, "visited").size() == 2);

  // The township that is inspected reads its own, and changes nothing.
  const auto reviewer = caller(Role::township_reviewer, kXixiang);
  CHECK(done(reviewer, "audit.get", {{"audit", audit["audit"]}})["villages"].size() == 2);
  CHECK(done(caller(Role::township_reviewer, kOther), "audit.get", {{"audit", audit["audit"]}})["villages"].empty());
  CHECK(refusal(caller(Role::county_reviewer, kMengzhou), "audit.get", {{"audit", audit["audit"]}}) == "unknown-audit");
  CHECK(refusal(reviewer, "audit.visit", visit(audit, here[2], "agrees")) == "role");

  json close{{"audit", audit["audit"]}, {"expected_version", 1}, {"report", "李乙家人口有误，已责成更正"}};
  CHECK(refusal(kCounty, "audit.close", close) == "stale-version");
  close["expected_version"] = done(kCounty, "audit.get", {{"audit", audit["audit"]}})["audit"]["version"];
  CHECK(refusal(kCounty, "audit.close", close) == "audit-unfinished");
  close["leave_unvisited"] = true;
  CHECK(done(kCounty, "audit.close", close)["audit"]["state"] == "closed");
  CHECK(refusal(kCounty, "audit.visit", visit(audit, here[2], "agrees")) == "audit-closed");
  const auto listed = done(kAuditor, "audit.list", {{"campaign", campaign}})["audits"];
  CHECK(listed[0]["report"] == "李乙家人口有误，已责成更正");
  CHECK(done(kCounty, "audit.get", {{"audit", audit["audit"]}})["audit"]["report"] == listed[0]["report"]);
  for (const auto& township : {kXixiang, kOther}) {  // the report is about both
    const auto below = caller(Role::township_reviewer, township);
    CHECK(done(below, "audit.get", {{"audit", audit["audit"]}})["audit"]["report"].is_null());
    CHECK(done(below, "audit.list", {{"campaign", campaign}})["audits"][0]["report"].is_null());
  }
  CHECK(bytes().find("已责成更正") == std::string::npos);
  CHECK(heard.find("已责成更正") == std::string::npos);
  CHECK(verifies());

  const auto owner = key_owner_of(campaign);
  (void)done(caller(Role::administrator, kCity, 1), "key.propose_destruction",
             {{"owner", owner}, {"expected_version", 0}, {"reason", "期满"}});
  (void)done(caller(Role::administrator, kCity, 2), "key.destroy", {{"owner", owner}, {"expected_version", 1}});
  CHECK(done(kAuditor, "audit.list", {{"campaign", campaign}})["audits"][0]["report"].is_null());
  CHECK(visits(audit)[0]["head"].is_null());
  CHECK(verifies());
}

TEST_CASE_METHOD(Inspected, "who is under doubt is drawn sooner") {
  // Eight households and a sample of a part: the two that share a telephone carry points.
  const json phone{{"phone", "13812345678"}};
  for (const auto& household : {there[0], there[1]}) {
    json change{{"household", household}, {"expected_version", 1}};
    change.update(phone);
    (void)done(kClerk, "household.change", change);
  }
  int doubted = 0;
  int others = 0;
  for (int i = 0; i < 30; ++i) {
    now += std::chrono::seconds{1};
    const auto audit = planned({{"whole", json::array()}});
    for (const auto& row : visits(audit)) {
      const bool under_doubt = row["household"] == there[0] || row["household"] == there[1];
      ++(under_doubt ? doubted : others);
    }
  }
  CHECK(doubted * 6 > others * 2);  // more often than evenly, of two and of six
}

}  // namespace anlan::relief::test
