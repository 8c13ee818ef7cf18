#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "relief/trace.hpp"
#include "two_lists.hpp"

namespace anlan::relief::test {
namespace {

std::vector<std::string> pointers(const Problem& problem) {
  std::vector<std::string> out;
  for (const auto& each : problem.errors) out.push_back(each.pointer);
  return out;
}

bool says(const Problem& problem, const char* words) { return problem.detail.zh.find(words) != std::string::npos; }

}  // namespace

TEST_CASE_METHOD(TwoLists, "who is paid, or may be, stays on the list with everybody in the household") {
  const json family{{{"name", "王小明"}, {"kinship", "head"}, {"id_number", number(1)}},
                    {{"name", "李三"}, {"kinship", "spouse"}, {"id_number", number(2)}}};
  rows.push_back(enter(campaign, 1, {{"people", 2}, {"members", family}})["household"]);
  rows.push_back(enter(campaign, 3)["household"]);
  until_payment();
  CHECK(says(closing(), "待发 2"));
  act(kPayer, "payment.send", {{"purpose", "发放"}});
  CHECK(withdrawing(rows[0]).type == "already-paid");
  CHECK(says(withdrawing(rows[0]), "回盘"));
  CHECK(closing().type == "money-under-way");
  const auto first = line_of(rows[0]);
  const auto second = line_of(rows[1]);
  act(kPayer, "payment.answer", {{"answers", {answer_for(first, true), answer_for(second, false)}}});

  // Paid: nobody leaves, under no other number either.
  CHECK(says(withdrawing(rows[0]), "追回"));
  CHECK(changing(rows[0], {{"members", {{{"member", 0}}}}, {"people", 1}}).type == "already-paid");
  CHECK(changing(rows[0], {{"members", {{{"member", 0}}, {{"member", 1}, {"id_number", number(9)}}}}}).type ==
        "already-paid");
  CHECK(changing(rows[0], {{"phone", "13900000000"}}).type.empty());
  CHECK(seen(rows[0])["standing"] ==
        json{{"stage", "payment"}, {"fixed", true}, {"line", "paid"}, {"withdrawable", false}});

  // Returned: whoever leaves the list is not entered again before the payment is given up, and takes no cash meanwhile.
  CHECK(seen(rows[1])["standing"]["withdrawable"] == true);
  CHECK(withdrawing(rows[1]).type.empty());
  const auto again = entering(kNextVillage, 3);
  CHECK(again.type == "person-on-list");
  CHECK(again.errors.at(0).detail.zh.find("已撤出") != std::string::npos);
  CHECK(refused(kPayer, "payment.hand", {{"key", second["key"]}, {"proof", blobs["signature"]}}) ==
        "household-withdrawn");
  CHECK(says(closing(), "退回 1"));
  act(kPayer, "payment.close", {{"key", second["key"]}, {"reason", "误登"}});
  CHECK(entering(kNextVillage, 3).type.empty());
  CHECK(entering(kNextVillage, 1).type == "person-on-list");
  CHECK(closing().type.empty());
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(TwoLists,
                 "from the county's decision on nobody comes onto a list, leaves it or changes what was decided") {
  households(2);
  const auto neighbour = enter(campaign, 7, {{"village", kNextVillage.text()}})["household"].get<std::string>();
  until_decision();
  decide();
  CHECK_FALSE(seen(rows[0])["standing"]["fixed"].get<bool>());
  act(kCounty, "gate.pass");

  const auto late = entering(kVillage, 8);
  CHECK(late.type == "list-decided");
  CHECK(pointers(late) == std::vector<std::string>{"/village"});
  CHECK(says(late, "退回之前的环节"));
  CHECK(changing(neighbour, {{"village", kVillage.text()}}).type == "list-decided");
  CHECK(changing(rows[0], {{"village", kNextVillage.text()}}).type == "list-decided");
  const auto needs = changing(rows[0], {{"needs", {{{"kind", "grain"}, {"quantity", 99}}}}, {"class", "ordinary"}});
  CHECK(needs.type == "list-decided");
  CHECK(pointers(needs) == std::vector<std::string>{"/class", "/needs"});
  const json renamed{{"members", {{{"member", 0}, {"name", "王大明"}}}}};
  CHECK(pointers(changing(rows[0], renamed)) == std::vector<std::string>{"/members"});
  CHECK(changing(rows[0], {{"phone", "13900000000"},
                           {"account", made_up_card("62284812345678902")},
                           {"account_name", "王大明"},
                           {"address", "西向镇东村1号"},
                           {"pay_by", "cash"},
                           {"note", "现金"}})
            .type.empty());
  const auto villages = done(kClerk, "campaign.get", {{"campaign", campaign}})["villages"];
  CHECK(villages[0]["decided"] == true);
  CHECK(villages[1]["decided"] == false);

  // Sent back, the list is open again; once money went out it is not sent back, and the clerk hears so.
  act(kCounty, "gate.return", {{"to", "county_decision"}, {"reason", "漏登一户"}});
  CHECK(changing(rows[0], {{"class", "ordinary"}}).type.empty());
  CHECK(entering(kVillage, 8).type.empty());
  CHECK(verifies());
}

TEST_CASE_METHOD(TwoLists, "a clerk's table enters nobody onto a decided list") {
  households(1);
  until_payment();
  act(kPayer, "payment.send", {{"purpose", "发放"}});
  CHECK(says(entering(kVillage, 8), "立案核查"));
  auto row = one_household(campaign, 8);
  auto other = one_household(campaign, 9, {{"village", kNextVillage.text()}});
  auto listed = one_household(campaign, 1);
  int at = 0;
  for (auto* each : {&row, &other, &listed}) {
    each->erase("campaign");
    (*each)["row"] = ++at;
  }
  const auto text = dump({{"campaign", campaign}, {"dry_run", false}, {"rows", {row, other, listed}}});
  const auto report = done(kClerk, "household.import",
                           {{"media_type", "application/json"}, {"bytes", json::binary({text.begin(), text.end()})}});
  CHECK(report["taken"] == 1);
  CHECK(report["already"] == 1);
  REQUIRE(report["faults"].size() == 1);
  CHECK(report["faults"][0]["row"] == 1);
  CHECK(report["faults"][0]["pointer"] == "/village");
  CHECK(report["faults"][0]["twice"] == false);
}

TEST_CASE_METHOD(TwoLists, "what an older journal let pass is stopped when the other village's list is frozen") {
  const auto gone = entered(kVillage, 1);
  const auto moved = entered(kVillage, 2);
  const auto given_up = entered(kVillage, 3);
  brought_to(kVillage, "report", "county_decision");
  frozen(kVillage, {gone, moved, given_up});
  brought_to(kVillage, "county_decision", "allotment");
  brought_to(kVillage, "allotment", "payment");
  paid(kVillage, gone);
  happened(kVillage, kPaymentClosed, {{"key", payment_key(campaign, given_up)}, {"reason", "误登"}});
  const auto on_record = [&](const std::string& household) {
    store::Connection db{file(), store::Mode::read_only};
    return find_household(db, household).value();
  };
  record(kClerk, household_withdrawn(known(), on_record(gone), {.reason = WithdrawReason::mistake}));
  record(kClerk, household_withdrawn(known(), on_record(given_up), {.reason = WithdrawReason::mistake}));
  record(kClerk, household_changed(known(), {moved, facts_in(kNextVillage), on_record(moved).sealed.value()},
                                   ChangeWeight::more));
  const auto twin = entered(kNextVillage, 1);
  (void)entered(kNextVillage, 3);
  brought_to(kNextVillage, "report", "county_decision");

  const json freeze{{"campaign", campaign},       {"village", kNextVillage.text()},
                    {"stage", "county_decision"}, {"standard", "guidance-100-300"},
                    {"policy", "equal"},          {"budget_fen", 1'000'000}};
  const auto twice = problem_of(kCounty, "gate.freeze", freeze);
  CHECK(twice.type == "paid-elsewhere");
  CHECK(pointers(twice) == std::vector<std::string>{"/households/" + moved, "/households/" + twin});
  CHECK(twice.errors[0].detail.zh.find("改回") != std::string::npos);
  CHECK(twice.errors[1].detail.zh.find("第 1 号户") != std::string::npos);

  // As told: the one goes back to where it is paid, the other off the list.
  CHECK(changing(moved, {{"village", kVillage.text()}}).type.empty());
  CHECK(problem_of(kCounty, "gate.freeze", freeze).errors.size() == 1);
  CHECK(withdrawing(twin).type.empty());
  CHECK(problem_of(kCounty, "gate.freeze", freeze).type.empty());
  CHECK(verifies());
}

TEST_CASE_METHOD(TwoLists, "paid twice is said of one winter, not of a family that is relieved every year") {
  const auto first = entered(kVillage, 1);
  frozen(kVillage, {first});
  brought_to(kVillage, "allotment", "payment");
  paid(kVillage, first);
  const auto this_winter = campaign;
  const auto asked = [&] { return done(kAuditor, "household.trace", {{"id_number", number(1)}}); };
  CHECK(asked()["paid_times"] == 1);

  now = at("2027-09-20T09:00:00");
  campaign = open_campaign({{"name", "次年"}, {"from", "2027-12-01"}, {"until", "2028-05-31"}})["campaign"];
  const auto second = entered(kVillage, 1);
  frozen(kVillage, {second});
  brought_to(kVillage, "allotment", "payment");
  paid(kVillage, second);
  const auto rightly = asked();
  CHECK(rightly["paid_times"] == 2);
  CHECK(rightly["paid_fen"] == 20'000);
  CHECK(rightly["paid_twice"] == false);
  REQUIRE(rightly["campaigns"].size() == 2);
  CHECK(rightly["campaigns"][0]["campaign"] == this_winter);
  CHECK(rightly["campaigns"][1]["name"] == "次年");
  CHECK(rightly["campaigns"][1]["paid_times"] == 1);

  const auto again = entered(kNextVillage, 1);
  frozen(kNextVillage, {again});
  brought_to(kNextVillage, "allotment", "payment");
  paid(kNextVillage, again);
  const auto wrongly = asked();
  CHECK(wrongly["paid_twice"] == true);
  CHECK(wrongly["campaigns"][1]["paid_times"] == 2);
  CHECK(wrongly["campaigns"][1]["paid_fen"] == 20'000);
}

TEST_CASE("two counties in one winter pay twice; an exercise pays nobody") {
  const auto one = [](const char* from, const char* until, std::int64_t times, bool exercise = false) {
    return PaidCampaign{.campaign = {.campaign = from,
                                     .facts = {.name = "冬春", .division = kQinyang, .from = from, .until = until},
                                     .exercise = exercise},
                        .times = times};
  };
  CHECK_FALSE(paid_twice({}));
  CHECK(paid_twice({one("2026-12-01", "2027-05-31", 1), one("2027-05-31", "2027-08-31", 1)}));
  CHECK_FALSE(paid_twice({one("2026-12-01", "2027-05-31", 1), one("2027-06-01", "2027-08-31", 1)}));
  CHECK_FALSE(paid_twice({one("2026-12-01", "2027-05-31", 1), one("2026-12-01", "2027-05-31", 2, true)}));
  // One that overlaps both without having paid makes no two of them.
  CHECK_FALSE(paid_twice(
      {one("2026-12-01", "2027-02-28", 1), one("2026-12-01", "2027-05-31", 0), one("2027-03-01", "2027-05-31", 1)}));
}

}  // namespace anlan::relief::test
