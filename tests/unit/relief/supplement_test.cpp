#include <catch2/catch.hpp>

#include "two_lists.hpp"

namespace anlan::relief::test {
namespace {

/// A year in which a village of two was paid, and a supplement to it.
struct Supplement : TwoLists {
  Supplement() {
    households(2);
    until_payment();
    pay();
  }
  void pay() {
    act(kPayer, "payment.send", {{"purpose", "发放"}});
    auto answers = json::array();
    const auto sent = lines()["lines"];
    for (const auto& line : sent) answers.push_back(answer_for(line, true));
    act(kPayer, "payment.answer", {{"answers", answers}});
  }
  static json supplement_to(const std::string& of, json more = json::object()) {
    json out{{"name", "补充批次"}, {"budget", json::array()}, {"supplements", of}};
    out.update(more);
    return out;
  }
  json open_supplement() {
    auto opened = open_campaign(supplement_to(year));
    campaign = opened["campaign"];
    take_pictures();
    rows.clear();
    return opened;
  }
  Problem opening(json said) {
    json params{{"name", "冬春"}, {"division", kQinyang.text()}, {"from", "2026-12-01"}, {"until", "2027-05-31"}};
    params.update(said);
    return problem_of(kCounty, "campaign.open", std::move(params));
  }
  /// Up to the county's gate, with photos of its own.
  void brought_to_decision() {
    act(kClerk, "gate.pass");
    meet();
    act(kClerk, "gate.pass");
    hang({"photo4", "photo5"});
    act(kClerk, "gate.pass");
    visit_all();
    act(kReviewer, "gate.pass");
  }
  std::string freezing() {
    return refused(kCounty, "gate.freeze",
                   {{"standard", "guidance-100-300"}, {"policy", "by_class"}, {"budget_fen", 10'000'000}});
  }
  void let_to_payment() {
    act(kCounty, "gate.pass");
    act(kCounty, "gate.allot", {{"document", "测试〔2027〕1号"}, {"fen", 10'000'000}});
    act(kCounty, "gate.pass");
  }
  void budget_of_year(std::int64_t fen) {
    const auto known = done(kCounty, "campaign.get", {{"campaign", year}})["campaign"];
    done(kCounty, "campaign.change",
         {{"campaign", year},
          {"expected_version", known["version"]},
          {"reason", "资金变化"},
          {"budget", {{{"level", "county"}, {"fen", fen}}}}});
  }
  json summary_of(const std::string& of) {
    return done(kCounty, "relief.summary", {{"campaign", of}, {"division", kQinyang.text()}});
  }

  std::string year = campaign;
};

}  // namespace

TEST_CASE_METHOD(Supplement, "who settles after the money went out is decided and paid by a supplement of its own") {
  const auto late = entering(kVillage, 3);
  CHECK(late.type == "list-decided");
  CHECK(late.detail.zh.find("补充批次") != std::string::npos);
  const auto opened = open_supplement();
  CHECK(opened["supplements"] == year);
  CHECK(opened["standard"]["standard"] == "guidance-100-300");

  rows.push_back(enter(campaign, 3)["household"]);
  act(kClerk, "gate.pass");
  meet();
  act(kClerk, "gate.pass");
  CHECK(missing() == std::vector<std::string>{"notice-not-posted"});
  hang({"photo4", "photo5"});
  act(kClerk, "gate.pass");
  visit_all();
  act(kReviewer, "gate.pass");
  decide();
  let_to_payment();
  const auto due = lines();
  REQUIRE(due["lines"].size() == 1);
  CHECK(due["lines"][0]["household"] == rows[0]);
  pay();

  const auto all = summary_of(year);
  CHECK(all["total"]["paid_households"] == 3);
  CHECK(all["villages"].size() == 1);
  CHECK(all["villages"][0]["stage"] == "payment");
  CHECK(all["tables"]["C02"]["C02003"]["value"] == 3);
  CHECK(all["tables"]["D03"]["D03010"]["value"] == "900.00");
  CHECK(summary_of(campaign)["total"]["paid_households"] == 1);
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(Supplement, "one person stands on one list of the year and its supplements") {
  open_supplement();
  const auto paid = entering(kVillage, 1);
  CHECK(paid.type == "person-on-list");
  rows.push_back(enter(campaign, 3)["household"]);
  const json elsewhere = one_household(year, 3, {{"village", kNextVillage.text()}});
  CHECK(refusal(kClerk, "household.enter", elsewhere) == "person-on-list");
  auto row = one_household(campaign, 2);
  row.erase("campaign");
  row["row"] = 3;
  const auto table = dump({{"campaign", campaign}, {"dry_run", false}, {"rows", {row}}});
  const auto read = done(kClerk, "household.import",
                         {{"media_type", "application/json"}, {"bytes", json::binary({table.begin(), table.end()})}});
  CHECK(read["taken"] == 0);
  CHECK(read["faults"][0]["twice"] == true);
}

TEST_CASE_METHOD(Supplement, "whoever came onto a supplement past the door is not frozen when the year paid him") {
  open_supplement();
  rows.push_back(entered(kVillage, 2));
  rows.push_back(enter(campaign, 3)["household"]);
  for (const auto* from : {"report", "village_review", "public_notice", "township_review"}) {
    const auto to = static_cast<Stage>(static_cast<int>(parse_stage(from).value()) + 1);
    brought_to(kVillage, from, std::string{to_string(to)}.c_str());
  }
  const auto problem =
      problem_of(kCounty, "gate.freeze",
                 params({{"standard", "guidance-100-300"}, {"policy", "by_class"}, {"budget_fen", 10'000'000}}));
  CHECK(problem.type == "paid-elsewhere");
  REQUIRE(problem.errors.size() == 1);
  CHECK(problem.errors[0].pointer == "/households/" + rows[0]);
}

TEST_CASE_METHOD(Supplement, "a supplement is paid from the year's money, and no more is promised than there is") {
  open_supplement();
  rows.push_back(enter(campaign, 3)["household"]);
  brought_to_decision();
  budget_of_year(89'999);
  CHECK(freezing() == "beyond-budget");
  budget_of_year(90'000);
  CHECK(freezing().empty());
}

TEST_CASE_METHOD(Supplement,
                 "a winter that has paid goes on in a supplement, not in a new year, and by the year's standard") {
  const auto known = done(kCounty, "campaign.get", {{"campaign", year}})["campaign"];
  done(kCounty, "campaign.close", {{"campaign", year}, {"expected_version", known["version"]}, {"reason", "发放结束"}});
  CHECK(opening(json::object()).type == "winter-paid");
  const auto opened = open_supplement();
  CHECK(problem_of(kCounty, "campaign.pin",
                   {{"campaign", campaign},
                    {"expected_version", opened["version"]},
                    {"standard", "guidance-100-300"},
                    {"policy", "equal"},
                    {"reason", "多发一些"}})
            .type == "supplement-pinned");
  done(kCounty, "campaign.close",
       {{"campaign", campaign}, {"expected_version", opened["version"]}, {"reason", "没有补报的"}});
  CHECK(open_supplement()["state"] == "open");
}

TEST_CASE_METHOD(Supplement, "a supplement belongs to a year of its county, one at a time") {
  CHECK(opening(supplement_to("0190f3c2-0000-7000-8000-000000000999")).errors.at(0).pointer == "/supplements");
  const auto opened = open_supplement();
  CHECK(opening(supplement_to(campaign)).errors.at(0).pointer == "/supplements");
  CHECK(opening(supplement_to(year)).type == "campaign-exists");
  CHECK(opening(supplement_to(year, {{"exercise", true}})).errors.at(0).pointer == "/supplements");
  budget_of_year(5'000'000);
  done(kCounty, "campaign.close",
       {{"campaign", campaign}, {"expected_version", opened["version"]}, {"reason", "没有补报的"}});
  CHECK(opening(supplement_to(year)).type.empty());
}

}  // namespace anlan::relief::test
