#include <catch2/catch.hpp>

#include "way_house.hpp"

namespace anlan::relief::test {

namespace {

const auto kInformant = caller(Role::village_informant, kVillage);

/// A list on the wall, and somebody in front of it.
struct Wall : Way {
  json notice() { return done(kClerk, "gate.notice", of_list()); }
  std::string code() { return notice()["code"]; }
  json params_of(const json& more) {
    json out{{"code", code()}, {"words", "他家没有受灾"}, {"command_id", make_uuid(now)}};
    out.update(more);
    return out;
  }
  std::string turned_away(const std::string& operation, const json& params) {
    const auto answer = knock(operation, params);
    return answer ? "" : answer.error().type;
  }
  json objections(const access::Caller& who) {
    return done(who, "objection.list", {{"campaign", campaign}, {"division", who.jurisdiction.text()}})["objections"];
  }
  std::string settle(const json& objection, bool upheld, const std::string& answer = "已入户核实") {
    return refused(kReviewer, "gate.settle", {{"objection", objection}, {"upheld", upheld}, {"answer", answer}});
  }
};

}  // namespace

TEST_CASE_METHOD(Wall, "the notice shows names masked and no number, and amounts once they are decided") {
  households(2);
  until_notice();
  const auto shown = notice()["notice"];
  CHECK(shown["kind"] == "notice");
  CHECK(shown["rows"][1]["row"] == 2);
  CHECK(shown["rows"][0]["name"] == "王*明");
  CHECK(shown["rows"][0]["amount_fen"].is_null());
  CHECK(shown["total_fen"].is_null());
  CHECK(shown["days_needed"] == 7);
  const auto text = shown.dump();
  for (const auto& secret : {std::string{"王小明"}, number(1), std::string{"13812345678"},
                             made_up_card("62284812345678901"), std::string{"三组12号"}}) {
    CHECK(text.find(secret) == std::string::npos);
  }
  CHECK(knock("objection.look", {{"code", code()}}).value()["notice"] == shown);
  act(kClerk, "gate.pass");
  visit_all();
  act(kReviewer, "gate.pass");
  decide();
  act(kCounty, "gate.pass");
  const auto decided = notice()["notice"];
  CHECK(decided["total_fen"] == 60'000);
  CHECK(decided["rows"][0]["amount_fen"] == 30'000);
  CHECK(decided["rows"][0]["reference"] == shown["rows"][0]["reference"]);
}

TEST_CASE_METHOD(Wall, "a notice on which somebody typed a number does not leave") {
  households(1);
  act(kClerk, "gate.pass");
  meet();
  act(kClerk, "gate.pass");
  act(kClerk, "gate.post", {{"posted_at", format_time(now)}, {"place", "村委会，联系13812345678"}});
  const auto problem = problem_of(kClerk, "gate.notice", of_list());
  CHECK(problem.type == "leak-found");
  CHECK(problem.detail.zh.find("13812345678") == std::string::npos);
}

TEST_CASE_METHOD(Wall, "whoever reads the notice objects without an account, and the village hears no word of it") {
  households(2);
  until_notice();
  const auto reference = notice()["notice"]["rows"][0]["reference"];
  const auto said = params_of({{"reference", reference}, {"contact", "13900001111"}});
  const auto filed = knock("objection.file", said).value();
  CHECK(filed["to"] == "第" + kXixiang.text());
  CHECK(filed["late"] == false);
  CHECK(knock("objection.file", said).value() == filed);
  auto other = said;
  other["words"] = "换了一句话";
  CHECK(turned_away("objection.file", other) == "command-id-reused");
  CHECK(missing() == std::vector<std::string>{"notice-objection-open"});
  CHECK(list()["rows"][0]["notice_days"].is_null());
  CHECK(list()["rows"][1]["notice_days"] == 8);

  for (const auto& who : {kInformant, kClerk}) {
    CHECK(refusal(who, "objection.list", {{"campaign", campaign}, {"division", kVillage.text()}}) == "role");
    CHECK(refusal(who, "objection.read", {{"objection", filed["objection"]}, {"purpose", "看看"}}) == "role");
  }
  const auto heard_of = objections(kReviewer);
  REQUIRE(heard_of.size() == 1);
  CHECK(heard_of[0]["household"] == rows[0]);
  CHECK(heard_of[0]["door"] == "public");
  CHECK(heard_of[0]["number"] == 1);
  CHECK(heard_of[0]["stage"] == "public_notice");
  CHECK(heard_of[0]["stops_notice"] == true);
  const auto read =
      done(kReviewer, "objection.read", {{"objection", filed["objection"]}, {"purpose", "办理异议"}})["revealed"];
  CHECK(read["words"] == "他家没有受灾");
  CHECK(read["contact"] == "13900001111");
  CHECK(refusal(caller(Role::township_reviewer, kOther), "objection.read",
                {{"objection", filed["objection"]}, {"purpose", "办理异议"}}) == "outside-jurisdiction");

  const json asked{{"code", code()}, {"objection", filed["objection"]}};
  CHECK(knock("objection.answer", asked).value()["settled_at"].is_null());
  CHECK(settle(filed["objection"], false, "他的电话是13812345678") == "leak-found");
  CHECK(settle(filed["objection"], false).empty());
  CHECK(settle(filed["objection"], true) == "bad-evidence");
  const auto settled = objections(kReviewer)[0];
  CHECK(settled["settled_by"] == kReviewer.display_name);
  CHECK(settled["stops_notice"] == false);
  const auto answer = knock("objection.answer", asked).value();
  CHECK(answer["upheld"] == false);
  CHECK(answer["answer"] == "已入户核实");
  CHECK(missing() == std::vector<std::string>{"notice-too-short"});
  CHECK(bytes().find("他家没有受灾") == std::string::npos);
  CHECK(heard.find("13900001111") == std::string::npos);
  CHECK(verifies());
}

TEST_CASE_METHOD(Wall, "who is missing from the list is objected too, and upheld until he is entered") {
  households(1);
  until_notice();
  const auto filed = knock("objection.file", params_of({{"words", "漏了东头一户"}})).value();
  CHECK(missing() == std::vector<std::string>{"notice-objection-open"});
  CHECK(settle(filed["objection"], true).empty());
  CHECK(missing() == std::vector<std::string>{"notice-objection-upheld"});
  now += std::chrono::hours{1};
  rows.push_back(enter(campaign, 9)["household"]);
  CHECK(missing() == std::vector<std::string>{"notice-too-short"});
}

TEST_CASE_METHOD(Wall, "an objection stops the list at the township's and the county's gate too") {
  households(1);
  until_decision();
  decide();
  CHECK(missing().empty());
  const auto filed = knock("objection.file", params_of({{"reference", notice()["notice"]["rows"][0]["reference"]}}));
  REQUIRE(filed);
  CHECK(missing() == std::vector<std::string>{"county-objection-open"});
  CHECK(refused(kCounty, "gate.pass") == "gate-closed");
  CHECK(settle((*filed)["objection"], false).empty());
  CHECK(missing().empty());
  now += std::chrono::hours{1};
  const auto right = knock("objection.file", params_of({{"reference", notice()["notice"]["rows"][0]["reference"]}}));
  REQUIRE(right);
  now += std::chrono::hours{1};
  done(kClerk, "household.change", {{"household", rows[0]}, {"expected_version", 1}, {"phone", "13912345678"}});
  CHECK(settle((*right)["objection"], true).empty());
  CHECK(missing() == std::vector<std::string>{"county-not-hung", "county-changed"});
}

TEST_CASE_METHOD(Wall, "an objection while the money is allotted keeps it from being paid") {
  households(1);
  until_decision();
  decide();
  act(kCounty, "gate.pass");
  act(kCounty, "gate.allot", {{"document", "测试〔2026〕2号"}, {"fen", 10'000'000}});
  now += std::chrono::hours{1};
  const auto filed = knock("objection.file", params_of({{"reference", notice()["notice"]["rows"][0]["reference"]}}));
  REQUIRE(filed);
  CHECK((*filed)["late"] == false);
  CHECK(missing() == std::vector<std::string>{"allotment-objection-open"});
  CHECK(refused(kCounty, "gate.pass") == "gate-closed");
  CHECK(settle((*filed)["objection"], true).empty());
  CHECK(missing() == std::vector<std::string>{"allotment-objection-upheld"});
  act(kCounty, "gate.return", {{"to", "public_notice"}, {"reason", "异议成立"}});
  CHECK(missing() == std::vector<std::string>{"notice-not-posted"});
  CHECK(verifies());
}

TEST_CASE_METHOD(Wall, "an objection after the money is on its way stops nothing and is a case to look into") {
  households(1);
  until_payment();
  act(kPayer, "payment.send", {{"purpose", "发放"}});
  const auto filed = knock("objection.file", params_of({{"reference", notice()["notice"]["rows"][0]["reference"]}}));
  REQUIRE(filed);
  CHECK((*filed)["late"] == true);
  CHECK(missing() == std::vector<std::string>{"payment-underway"});
  CHECK(objections(kAuditor)[0]["late"] == true);
  CHECK(settle((*filed)["objection"], true).empty());
  CHECK(verifies());
}

TEST_CASE_METHOD(Wall, "codes are not guessed, references not made up, and nobody floods the township") {
  households(1);
  CHECK(notice()["code"].is_null());
  until_notice();
  CHECK(turned_away("objection.look", {{"code", std::string(43, 'x')}}) == "unknown-notice");
  CHECK(turned_away("objection.look", {{"code", "short"}}) == "invalid-params");
  CHECK(turned_away("objection.file", params_of({{"reference", "00000000"}})) == "bad-reference");
  CHECK(turned_away("objection.answer", {{"code", code()}, {"objection", make_uuid(now)}}) == "unknown-objection");
  std::string last;
  for (int i = 0; i < 10 && last.empty(); ++i) last = turned_away("objection.file", params_of(json::object()));
  CHECK(last == "too-many-tries");
  CHECK(knock("objection.file", params_of(json::object()), "10.0.0.77"));
  const json close{{"campaign", campaign}, {"expected_version", 1}, {"reason", "测试"}};
  CHECK(refusal(kCounty, "campaign.close", close) == "objections-open");
  for (const auto& each : objections(kReviewer)) CHECK(settle(each["objection"], false).empty());
  done(kCounty, "campaign.close", close);
  const auto closed = knock("objection.file", params_of(json::object()), "10.0.0.78");
  REQUIRE_FALSE(closed);
  CHECK(closed.error().type == "campaign-closed");
}

}  // namespace anlan::relief::test
