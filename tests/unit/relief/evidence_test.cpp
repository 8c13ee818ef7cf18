#include <catch2/catch.hpp>

#include "way_house.hpp"

namespace anlan::relief::test {
namespace {

struct Evidence : Way {
  json asked(const char* purpose = "审核材料") { return of_list({{"purpose", purpose}}); }
  json seen(const access::Caller& who) { return done(who, "gate.reveal_evidence", asked())["revealed"]; }
};

std::vector<std::string> kinds(const json& seen) {
  std::vector<std::string> out;
  for (const auto& each : seen) out.push_back(each["of"]);
  return out;
}

}  // namespace

TEST_CASE_METHOD(Evidence, "whoever signs for a list sees its minutes and photos, for a purpose and on record") {
  households(1);
  until_decision();
  const auto evidence = seen(kCounty);
  CHECK(kinds(evidence) == std::vector<std::string>{"minutes", "meeting", "notice", "notice", "visit"});
  CHECK(evidence[0]["blob"] == blobs["minutes"]);
  CHECK(evidence[0]["image"] == true);
  CHECK(evidence[4]["household"] == rows[0]);
  CHECK(evidence[4]["blob"] == blobs["visit"]);

  store::Connection db{file(), store::Mode::read_write};
  const auto looks = access::list_reveals(db, {.jurisdiction = kCity});
  REQUIRE(looks.size() == 1);
  CHECK(looks[0].fact.stream == "gate/" + campaign + "/" + kVillage.text());
  CHECK(looks[0].fact.fields == std::vector<std::string>{"evidence"});
  CHECK(looks[0].fact.purpose == "审核材料");
  CHECK(verifies());
}

TEST_CASE_METHOD(Evidence, "the evidence of a list is for those who answer for it, where they are in charge") {
  households(1);
  until_notice();
  for (const auto role : {Role::leader, Role::county_duty, Role::city_duty}) {
    CHECK(refusal(caller(role, kQinyang), "gate.reveal_evidence", asked()) == "role");
  }
  CHECK(refusal(caller(Role::township_reviewer, kOther), "gate.reveal_evidence", asked()) == "outside-jurisdiction");
  CHECK(refusal(caller(Role::county_reviewer, kMengzhou), "gate.reveal_evidence", asked()) == "outside-jurisdiction");
  CHECK(refusal(kReviewer, "gate.reveal_evidence", asked("")) != "");
  CHECK(seen(kReviewer).size() == 4);
  CHECK(seen(kAuditor).size() == 4);
}

TEST_CASE_METHOD(Evidence, "a list tells that there are pictures of people, and not which") {
  households(2);
  until_decision();
  const auto told = done(caller(Role::leader, kQinyang), "gate.get", of_list())["list"]["evidence"];
  CHECK(told["meeting"]["minutes"] == true);
  CHECK(told["meeting"]["photo"] == true);
  CHECK(told["sample"]["visits"][0]["photo"] == true);
  for (const auto* hidden : {"minutes", "photo1", "visit"}) {
    CHECK(told.dump().find(blobs[hidden]) == std::string::npos);
  }
}

TEST_CASE_METHOD(Evidence, "what was signed for cash is seen beside the list, and a dropped photo with why it was") {
  rows.push_back(enter(campaign, 1, {{"pay_by", "cash"}})["household"]);
  until_notice();
  act(kClerk, "gate.photograph", {{"photo", blobs["photo1"]}, {"taken_at", format_time(now)}});
  act(kClerk, "gate.drop_photo", {{"photo", blobs["photo1"]}, {"reason", "拍错"}});
  act(kClerk, "gate.pass");
  visit_all();
  act(kReviewer, "gate.pass");
  decide();
  act(kCounty, "gate.pass");
  act(kCounty, "gate.allot", {{"document", "测试〔2026〕2号"}, {"fen", 10'000'000}});
  act(kCounty, "gate.pass");
  act(kPayer, "payment.hand", {{"key", lines()["lines"][0]["key"]}, {"proof", blobs["signature"]}});
  const auto evidence = seen(kAuditor);
  CHECK(kinds(evidence) ==
        std::vector<std::string>{"minutes", "meeting", "notice", "notice", "notice", "visit", "signature"});
  CHECK(evidence[4]["dropped_for"] == "拍错");
  CHECK(evidence[6]["blob"] == blobs["signature"]);
  CHECK(evidence[6]["household"] == rows[0]);
}

}  // namespace anlan::relief::test
