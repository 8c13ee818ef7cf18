#include <catch2/catch.hpp>

#include "relief/gate_entries.hpp"
#include "way_house.hpp"

namespace anlan::relief::test {

TEST_CASE_METHOD(Way, "a list goes the whole way, and its views equal a replay") {
  households(3);
  until_payment();
  const auto sending = act(kPayer, "payment.send", {{"purpose", "送农商行发放"}});
  CHECK(sending["count"] == 3);
  const std::string bank_file = sending["file"];
  CHECK(bank_file.find("王小明") != std::string::npos);
  CHECK(bank_file.find(list()["evidence"]["freeze"]["snapshot"].get<std::string>()) != std::string::npos);
  auto answers = json::array();
  const auto sent = lines()["lines"];
  for (const auto& line : sent) answers.push_back(answer_for(line, true));
  act(kPayer, "payment.answer", {{"answers", answers}});
  CHECK(lines()["paid_fen"] == 90'000);
  CHECK(lines()["approved_fen"] == 90'000);
  act(kCounty, "gate.pass");
  act(kClerk, "gate.post", {{"posted_at", format_time(now)}, {"place", "村委会门口"}});
  act(kClerk, "gate.photograph", {{"photo", blobs["signature"]}, {"taken_at", format_time(now)}});
  act(kClerk, "gate.pass");
  act(kReviewer, "gate.confirm");
  act(kReviewer, "gate.pass");
  act(kReviewer, "gate.draw");
  const auto drawn = list()["evidence"]["follow_up"]["households"];
  for (const auto& row : drawn) {
    act(kReviewer, "gate.visit", {{"household", row}, {"at", format_time(now)}, {"result", "agrees"}});
  }
  act(kReviewer, "gate.pass");
  CHECK(stage() == "finished");
  CHECK(verifies());
  CHECK(faults.empty());
  CHECK(bytes().find("王小明") == std::string::npos);
  CHECK(bytes().find(number(1)) == std::string::npos);
  CHECK(heard.find(number(1)) == std::string::npos);
}

TEST_CASE_METHOD(Way, "every gate says what is missing and stays shut") {
  CHECK(missing() == std::vector<std::string>{"report-empty"});
  households(2);
  act(kClerk, "gate.pass");
  CHECK(missing() == std::vector<std::string>{"review-no-meeting"});
  const auto shut = problem_of(kClerk, "gate.pass", params());
  CHECK(shut.type == "gate-closed");
  CHECK(shut.errors.at(0).pointer == "/review-no-meeting");
  CHECK(refused(kClerk, "gate.post", {{"posted_at", format_time(now)}, {"place", "门口"}}) == "wrong-stage");
  CHECK(refused(kReviewer, "gate.pass") == "other-gate");
  CHECK(refused(kClerk, "gate.pass", {{"stage", "report"}}) == "stale-version");
}

TEST_CASE_METHOD(Way, "a meeting votes once on each household of the list, and on nobody else") {
  households(2);
  act(kClerk, "gate.pass");
  now += std::chrono::hours{24};
  auto held = meeting();
  held["votes"].push_back({{"household", rows[1]}, {"ayes", 0}, {"noes", 3}});
  const auto twice = problem_of(kClerk, "gate.meet", params({{"meeting", held}}));
  CHECK(twice.type == "bad-evidence");
  CHECK(twice.errors.at(0).pointer == "/meeting/votes/2/household");
  held["votes"][2]["household"] = campaign;
  CHECK(refused(kClerk, "gate.meet", {{"meeting", held}}) == "bad-evidence");
  held["votes"].erase(2);
  act(kClerk, "gate.meet", {{"meeting", held}});
  CHECK(missing().empty());
}

TEST_CASE_METHOD(Way, "a village meets before its list is typed in, and not before a household applied") {
  households(2);
  act(kClerk, "gate.pass");
  auto held = meeting();
  held["held_at"] = format_time(now - std::chrono::hours{30});
  act(kClerk, "gate.meet", {{"meeting", held}});
  CHECK(missing().empty());
  done(kClerk, "household.change",
       {{"household", rows[1]}, {"expected_version", 1}, {"applied_on", format_time(now).substr(0, 10)}});
  CHECK(missing() == std::vector<std::string>{"review-before-application"});
  const auto early = problem_of(kClerk, "gate.meet", params({{"meeting", held}}));
  CHECK(early.type == "bad-evidence");
  CHECK(early.errors.at(0).pointer == "/meeting/held_at");
  held["held_at"] = format_time(now);
  act(kClerk, "gate.meet", {{"meeting", held}});
  CHECK(missing().empty());
}

TEST_CASE_METHOD(Way, "an objection stops the list until the township settles it, and its clock starts anew") {
  households(2);
  until_notice();
  CHECK(missing().empty());
  act(kReviewer, "gate.object", {{"household", rows[0]}, {"words", "他家没有受灾"}});
  CHECK(missing() == std::vector<std::string>{"notice-objection-open"});
  const auto objection = list()["evidence"]["objections"][0];
  CHECK_FALSE(objection.contains("sealed"));
  CHECK(bytes().find("他家没有受灾") == std::string::npos);
  CHECK(refused(kClerk, "gate.settle",
                {{"objection", objection["objection"]}, {"upheld", false}, {"answer", "已核实"}}) == "role");
  act(kReviewer, "gate.settle", {{"objection", objection["objection"]}, {"upheld", false}, {"answer", "已核实"}});
  CHECK(missing() == std::vector<std::string>{"notice-too-short"});
  now += std::chrono::hours{24 * 8};
  CHECK(missing().empty());
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "what was frozen may not change, and two others sign it") {
  households(2);
  until_decision();
  decide();
  CHECK(missing().empty());
  now += std::chrono::hours{1};
  done(kClerk, "household.change", {{"household", rows[0]}, {"expected_version", 1}, {"phone", "13912345678"}});
  CHECK(missing() == std::vector<std::string>{"county-changed"});
  now += std::chrono::hours{1};
  decide();
  CHECK(missing().empty());
  CHECK(refused(kCounty, "gate.sign", {{"snapshot", list()["evidence"]["freeze"]["snapshot"]}}) == "signed-already");
  act(kCounty, "gate.return", {{"to", "township_review"}, {"reason", "抽查发现人口不符"}});
  CHECK(stage() == "township_review");
  CHECK(missing() == std::vector<std::string>{"township-no-sample"});
  CHECK(verifies());
}

TEST_CASE_METHOD(Way,
                 "who is entered, moved here or given more after the notice is neither decided on nor paid unseen") {
  households(3);
  const auto elsewhere = enter(campaign, 7, {{"village", kNextVillage.text()}})["household"];
  until_decision();
  now += std::chrono::hours{1};
  const auto bare = enter(campaign, 8, {{"account", nullptr}})["household"];
  done(kClerk, "household.change", {{"household", elsewhere}, {"expected_version", 1}, {"village", kVillage.text()}});
  done(kClerk, "household.change", {{"household", rows[1]}, {"expected_version", 1}, {"class", "destitute_support"}});
  decide();
  const auto all = list();
  CHECK(missing() == std::vector<std::string>{"county-not-voted", "county-incomplete", "county-not-hung"});
  CHECK(all["missing"][0]["zh"].get<std::string>().find("有 2 户（第 4、5 号）") == 0);
  CHECK(all["missing"][1]["zh"].get<std::string>().find("有 1 户（第 5 号）") == 0);
  CHECK(all["missing"][2]["zh"].get<std::string>().find("有 3 户（第 2、4、5 号）") == 0);
  CHECK(refused(kSecond, "gate.pass") == "gate-closed");
  now += std::chrono::hours{24 * 30};  // waiting hangs nothing on the wall
  CHECK(missing().size() == 3);
  done(kClerk, "household.withdraw", {{"household", bare}, {"expected_version", 1}, {"reason", "mistake"}});
  act(kCounty, "gate.return", {{"to", "village_review"}, {"reason", "补评"}});
  rows.push_back(elsewhere);
  meet();
  act(kClerk, "gate.pass");
  hang({"photo4", "photo5"});
  act(kClerk, "gate.pass");
  visit_all();
  act(kReviewer, "gate.pass");
  decide();
  CHECK(missing().empty());
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "a notice hangs after the meeting it tells of, and the second one after the payment") {
  households(1);
  act(kClerk, "gate.pass");
  meet();
  act(kClerk, "gate.pass");
  const auto hang_at = [&](Instant when) {
    return problem_of(kClerk, "gate.post", params({{"posted_at", format_time(when)}, {"place", "村委会门口"}}));
  };
  const auto early = hang_at(now - std::chrono::hours{2});
  CHECK(early.type == "bad-evidence");
  CHECK(early.errors.at(0).pointer == "/posted_at");
  CHECK(hang_at(now - std::chrono::hours{1}).type.empty());  // when the meeting was
  hang();
  act(kClerk, "gate.pass");
  visit_all();
  act(kReviewer, "gate.pass");
  decide();
  act(kCounty, "gate.pass");
  act(kCounty, "gate.allot", {{"document", "测试〔2026〕2号"}, {"fen", 10'000'000}});
  act(kCounty, "gate.pass");
  act(kPayer, "payment.send", {{"purpose", "发放"}});
  act(kPayer, "payment.answer", {{"answers", {answer_for(lines()["lines"][0], true)}}});
  now += std::chrono::hours{24};
  act(kCounty, "gate.pass");
  CHECK(hang_at(now - std::chrono::hours{1}).type == "bad-evidence");
  CHECK(hang_at(now).type.empty());
}

TEST_CASE_METHOD(Way, "why a list was returned is sealed, and told to those who may see its people") {
  households(1);
  act(kClerk, "gate.pass");
  act(kClerk, "gate.return", {{"to", "report"}, {"reason", "张三家少报一口人"}});
  const auto returned = list()["evidence"]["returned"];
  CHECK(returned["reason"] == "张三家少报一口人");
  CHECK(returned["by_name"] == kClerk.display_name);
  CHECK_FALSE(returned.contains("sealed"));
  const auto leader = caller(Role::leader, kQinyang);
  CHECK(done(leader, "gate.get", of_list())["list"]["evidence"]["returned"]["reason"].is_null());
  const auto traced = done(kAuditor, "household.trace", {{"id_number", number(1)}})["households"][0]["steps"];
  CHECK(traced.back()["said"]["reason"] == "张三家少报一口人");
  CHECK(bytes().find("张三家少报一口人") == std::string::npos);
  CHECK(heard.find("张三家少报一口人") == std::string::npos);
  act(kClerk, "gate.pass");
  CHECK_FALSE(list()["evidence"].contains("returned"));
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "nobody is paid twice: returns are sent again under their key, files and answers once") {
  households(2);
  until_payment();
  CHECK(refused(kCounty, "gate.pass") == "gate-closed");
  act(kPayer, "payment.send", {{"purpose", "发放"}});
  CHECK(refused(kPayer, "payment.send", {{"purpose", "再发"}}) == "nothing-to-send");
  CHECK(refused(kCounty, "gate.return", {{"to", "county_decision"}, {"reason", "有误"}}) == "already-paid");
  const auto first = lines()["lines"];
  const json answers{{"answers", {answer_for(first[0], true), answer_for(first[1], false)}}};
  CHECK(act(kPayer, "payment.answer", answers)["taken"] == 2);
  const auto again = act(kPayer, "payment.answer", answers);  // the same file
  CHECK(again["taken"] == 0);
  CHECK(again["known"] == 2);
  CHECK(lines()["paid_fen"] == first[0]["fen"]);
  CHECK(missing() == std::vector<std::string>{"payment-returned"});
  CHECK(act(kPayer, "payment.send", {{"purpose", "重发"}})["count"] == 1);
  const auto second = lines()["lines"];
  CHECK(second[1]["key"] == first[1]["key"]);
  CHECK(second[1]["attempt"] == 2);
  CHECK(refused(kPayer, "payment.answer", {{"answers", {answer_for(first[1], false)}}}) == "answers-do-not-fit");
  auto unknown = answer_for(second[1], true);
  unknown["key"] = "0000000000000000";
  CHECK(refused(kPayer, "payment.answer", {{"answers", {unknown}}}) == "answers-do-not-fit");
  act(kPayer, "payment.answer", {{"answers", {answer_for(second[1], true)}}});
  CHECK(refused(kPayer, "payment.hand", {{"key", second[1]["key"]}, {"proof", blobs["signature"]}}) == "line-not-open");
  CHECK(missing().empty());
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(Way, "who approved a list does not pay it, and a file is fetched again as it was") {
  households(2);
  until_payment();
  CHECK(refused(kCounty, "payment.send", {{"purpose", "发放"}}) == "own-decision");
  const auto sending = act(kPayer, "payment.send", {{"purpose", "发放"}});
  const auto first = lines();
  CHECK(first["files"].size() == 1);
  CHECK(first["files"][0]["file"] == sending["hash"]);
  CHECK(first["files"][0]["total_fen"] == first["approved_fen"]);
  CHECK(first["files"][0]["sent_by_name"] == kPayer.display_name);
  const auto signatures = list()["evidence"]["freeze"]["signatures"];
  CHECK(signatures[0]["by_name"] == kCounty.display_name);
  CHECK(signatures[1]["by_name"] == kSecond.display_name);
  done(kClerk, "household.change",
       {{"household", rows[0]}, {"expected_version", 1}, {"account", made_up_card("62284812345678902")}});
  const json wanted{
      {"campaign", campaign}, {"village", kVillage.text()}, {"file", sending["hash"]}, {"purpose", "银行未收到，重送"}};
  CHECK(done(kPayer, "payment.file", wanted)["revealed"]["file"] == sending["file"]);
  CHECK(refusal(kClerk, "payment.file", wanted) == "role");
  auto other = wanted;
  other["file"] = blobs["minutes"];
  CHECK(refusal(kPayer, "payment.file", other) == "unknown-file");
  CHECK(bytes().find("王小明") == std::string::npos);
  CHECK(refused(kCounty, "payment.close", {{"key", first["lines"][0]["key"]}, {"reason", "去世"}}) == "own-decision");
  CHECK(refused(kPayer, "payment.close", {{"key", first["lines"][0]["key"]}, {"reason", "去世"}}) == "line-not-open");
  CHECK(verifies());
  REQUIRE(keys->destroy("campaign/" + campaign));
  CHECK(refusal(kPayer, "payment.file", wanted) == "key-not-held");
}

TEST_CASE_METHOD(Way, "cash is signed for, once, and what is given up is not paid") {
  households(1);
  rows.push_back(enter(campaign, 2, {{"pay_by", "cash"}})["household"]);
  until_payment();
  CHECK(act(kPayer, "payment.send", {{"purpose", "发放"}})["count"] == 1);
  const auto all = lines()["lines"];
  const auto cash = all[0]["household"] == rows[1] ? all[0] : all[1];
  CHECK(refused(kPayer, "payment.hand", {{"key", cash["key"]}, {"proof", std::string(64, 'a')}}) == "unknown-blob");
  act(kPayer, "payment.hand", {{"key", cash["key"]}, {"proof", blobs["signature"]}});
  CHECK(refused(kPayer, "payment.hand", {{"key", cash["key"]}, {"proof", blobs["signature"]}}) == "line-not-open");
  CHECK(lines()["paid_fen"] == cash["fen"]);
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "a household with nobody in need is named at the first gate") {
  households(1);
  rows.push_back(enter(campaign, 2, {{"needy", 0}})["household"]);
  CHECK(missing() == std::vector<std::string>{"report-incomplete"});
  CHECK(list()["rows"][1]["missing"] == json{"needy"});
}

TEST_CASE_METHOD(Way, "a photo that proves nothing keeps the gate shut until it is taken off or another is brought") {
  households(1);
  until_notice();
  CHECK(missing().empty());
  const auto add = [&](const char* photo, Instant taken_at, json place = json::object()) {
    json params{{"photo", blobs[photo]}, {"taken_at", format_time(taken_at)}};
    params.update(place);
    act(kClerk, "gate.photograph", params);
  };
  add("visit", now - std::chrono::hours{24 * 365});
  CHECK(missing() == std::vector<std::string>{"notice-photo-time"});
  CHECK(refused(kClerk, "gate.drop_photo", {{"photo", blobs["minutes"]}, {"reason", "拍错"}}) == "bad-evidence");
  act(kClerk, "gate.drop_photo", {{"photo", blobs["visit"]}, {"reason", "去年的照片"}});
  CHECK(missing().empty());
  add("photo2", now);
  CHECK(missing() == std::vector<std::string>{"notice-photo-reused"});
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "a picture that is not sealed for the campaign is evidence of nothing") {
  households(1);
  act(kClerk, "gate.pass");
  now += std::chrono::hours{24};
  auto held = meeting();
  store::Connection db{file(), store::Mode::read_write};
  for (const auto& blob :
       {journal::store_blob(db, "image/jpeg", "minutes", now),
        journal::store_blob(db, "image/jpeg", "sealed-picture:1:sealed:1:" + keys->list()[0].id + ":minutes\n", now),
        picture(*this, key_owner_of(make_uuid(now)), "minutes")}) {
    held["minutes"] = blob;
    CHECK(refused(kClerk, "gate.meet", {{"meeting", held}}) == "unsealed-picture");
  }
  held["minutes"] = picture(*this, key_owner_of(campaign), "a paper", "application/pdf");
  CHECK(refused(kClerk, "gate.meet", {{"meeting", held}}) == "unknown-blob");
  act(kClerk, "gate.meet", {{"meeting", meeting()}});
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "why a photo was taken off is sealed, and shown with the picture only") {
  households(1);
  until_notice();
  act(kClerk, "gate.drop_photo", {{"photo", blobs["photo2"]}, {"reason", "拍到了王小明一家"}});
  const auto shown = list()["evidence"]["notice"]["photos"][0];
  CHECK(shown["dropped"] == true);
  CHECK_FALSE(shown.contains("mark"));
  CHECK((list().dump() + heard + bytes()).find("拍到了王小明一家") == std::string::npos);
  const auto seen = done(kAuditor, "gate.reveal_evidence", of_list({{"purpose", "核对"}}))["revealed"];
  CHECK(seen[2]["dropped_for"] == "拍到了王小明一家");
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "photos and reasons of old entries, which were not sealed, still count") {
  households(1);
  until_notice();
  store::Connection db{file(), store::Mode::read_write};
  const auto plain = journal::store_blob(db, "image/jpeg", "photo4", now);
  const Campaign of{.campaign = campaign, .facts = {.name = "冬春", .division = kQinyang, .from = {}, .until = {}}};
  const json old{{"photo", plain}, {"taken_at", format_time(now)}, {"in_village", nullptr}, {"seen_before", false}};
  record(kClerk, gate_fact(kGatePhotographed, of, kVillage, {{"notice", "notice"}, {"photo", old}}));
  act(kClerk, "gate.photograph", {{"photo", blobs["photo4"]}, {"taken_at", format_time(now)}});
  CHECK(list()["evidence"]["notice"]["photos"].back()["seen_before"] == true);
  record(kClerk,
         gate_fact(kGatePhotoDropped, of, kVillage, {{"notice", "notice"}, {"photo", plain}, {"reason", "重复"}}));
  const auto seen = done(kAuditor, "gate.reveal_evidence", of_list({{"purpose", "核对"}}))["revealed"];
  CHECK(seen[4]["blob"] == plain);
  CHECK(seen[4]["dropped_for"] == "重复");
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "last year's photo is known again, though another key seals it") {
  households(1);
  until_notice();
  rows.clear();
  now += std::chrono::hours{24 * 365};
  campaign = open_campaign({{"name", "次年"}, {"from", "2027-12-01"}, {"until", "2028-05-31"}})["campaign"];
  const auto before = blobs["photo2"];
  take_pictures();
  CHECK(blobs["photo2"] != before);
  rows.push_back(enter(campaign, 2)["household"]);
  until_notice();
  CHECK(missing() == std::vector<std::string>{"notice-photo", "notice-photo-reused"});
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "a photo that proved one notice proves no other, however often it is taken off there") {
  households(1);
  until_notice();
  act(kClerk, "gate.post", {{"posted_at", format_time(now)}, {"place", "村委会门口"}});
  const json photo{{"photo", blobs["photo2"]}, {"taken_at", format_time(now)}};
  for (int i = 0; i < 2; ++i) {
    act(kClerk, "gate.photograph", photo);
    CHECK(list()["evidence"]["notice"]["photos"].back()["seen_before"] == true);
    act(kClerk, "gate.drop_photo", {{"photo", blobs["photo2"]}, {"reason", "用过"}});
  }
  const json own{{"photo", blobs["visit"]}, {"taken_at", format_time(now)}};
  act(kClerk, "gate.photograph", own);
  act(kClerk, "gate.drop_photo", {{"photo", blobs["visit"]}, {"reason", "时间写错"}});
  act(kClerk, "gate.photograph", own);  // nothing but this notice ever stood on it
  CHECK(list()["evidence"]["notice"]["photos"].back()["seen_before"] == false);
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "a sample is drawn once, and a visit made again takes the place of the first") {
  households(2);
  until_notice();
  act(kClerk, "gate.pass");
  act(kReviewer, "gate.draw");
  CHECK(refused(kReviewer, "gate.draw") == "drawn-already");
  for (const auto& row : rows) {
    act(kReviewer, "gate.visit", {{"household", row}, {"at", format_time(now)}, {"result", "agrees"}});
  }
  CHECK(missing() == std::vector<std::string>{"township-visits"});
  const auto early = problem_of(
      kReviewer, "gate.visit",
      params({{"household", rows[0]}, {"at", format_time(now - std::chrono::minutes{2})}, {"result", "agrees"}}));
  CHECK(early.errors.at(0).pointer == "/at");  // nobody was drawn yet
  for (const auto& row : rows) {
    act(kReviewer, "gate.visit",
        {{"household", row}, {"at", format_time(now)}, {"result", "agrees"}, {"photo", blobs["visit"]}});
  }
  CHECK(missing().empty());
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "policies are compared before anything is decided") {
  households(6);
  const auto compared = done(kCounty, "plan.compare",
                             {{"campaign", campaign},
                              {"division", kQinyang.text()},
                              {"standard", "guidance-100-300"},
                              {"budget_fen", 1'000'000}});
  CHECK(compared["households"] == 6);
  CHECK(compared["plans"][0]["total"] == 120'000);
  CHECK(compared["plans"][1]["total"] == 180'000);
  CHECK(compared["plans"][1]["villages"][0]["all_equal"] == true);
  const auto explained =
      done(kAuditor, "plan.explain",
           of_list({{"standard", "guidance-100-300"}, {"policy", "by_class"}, {"budget_fen", 120'000}}));
  CHECK(explained["wanted"] == 180'000);
  CHECK(explained["total"] == 120'000);
  CHECK(explained["rows"][0]["fen"] == 20'000);
  CHECK(explained["rows"][0]["why"]["zh"].get<std::string>().find("先保下限") != std::string::npos);
  const auto poor = done(
      kCounty, "plan.compare",
      {{"campaign", campaign}, {"division", kQinyang.text()}, {"standard", "guidance-100-300"}, {"budget_fen", 1}});
  CHECK(poor["plans"][0]["problem"]["type"] == "budget-below-floor");
  CHECK(done(kAuditor, "gate.list", {{"campaign", campaign}, {"division", kQinyang.text()}})["lists"][0]["stage"] ==
        "report");
}

}  // namespace anlan::relief::test
