#include <catch2/catch.hpp>

#include "journal/blobs.hpp"
#include "relief/gate_operations.hpp"
#include "relief/payment.hpp"
#include "relief_house.hpp"

namespace anlan::relief::test {
namespace {

const auto kReviewer = caller(Role::township_reviewer, kXixiang);
const auto kSecond = caller(Role::county_reviewer, kQinyang, 1);

const ReliefCatalogue& standards() {
  static const auto loaded = ReliefCatalogue::load(anlan::test::source_dir() + "/data").value();
  return loaded;
}

/// A village's list with households of three families, and everything to bring it on its way.
struct Way : ReliefHouse {
  Way() {
    declare_gates(registry, {standards(), divisions, *keys});
    store::Connection db{file(), store::Mode::read_write};
    for (const auto* name : {"minutes", "photo1", "photo2", "photo3", "visit", "signature"}) {
      blobs[name] = journal::store_blob(db, "image/jpeg", name, now);
    }
    campaign = open_campaign()["campaign"];
  }

  void households(int count) {
    for (int i = 1; i <= count; ++i) rows.push_back(enter(campaign, i)["household"]);
  }
  /// A command on the list at the stage where it is.
  json params(json more = json::object()) {
    json out{{"campaign", campaign}, {"village", kVillage.text()}, {"stage", stage()}};
    out.update(more);
    return out;
  }
  json list() { return done(kClerk, "gate.get", {{"campaign", campaign}, {"village", kVillage.text()}})["list"]; }
  std::string stage() { return list()["stage"]; }
  std::vector<std::string> missing() {
    std::vector<std::string> out;
    for (const auto& each : list()["missing"]) out.push_back(each["type"]);
    return out;
  }
  json act(const access::Caller& who, const std::string& operation, json more = json::object()) {
    return done(who, operation, params(std::move(more)));
  }
  std::string refused(const access::Caller& who, const std::string& operation, json more = json::object()) {
    return refusal(who, operation, params(std::move(more))).type;
  }

  void meet() {
    now += std::chrono::hours{24};
    auto present = json::array();
    for (const auto* bench : {"committee", "villagers", "affected"}) {
      present.push_back({{"bench", bench}, {"declared", true}});
    }
    auto votes = json::array();
    for (const auto& row : rows) votes.push_back({{"household", row}, {"ayes", 3}, {"noes", 0}});
    act(kClerk, "gate.meet",
        {{"meeting",
          {{"held_at", format_time(now - std::chrono::hours{1})},
           {"present", present},
           {"absent", 0},
           {"votes", votes},
           {"minutes", blobs["minutes"]},
           {"photo", blobs["photo1"]}}}});
  }
  void hang() {
    act(kClerk, "gate.post", {{"posted_at", format_time(now)}, {"place", "村委会门口"}});
    for (const auto* photo : {"photo2", "photo3"}) {
      now += std::chrono::hours{24};
      act(kClerk, "gate.photograph", {{"photo", blobs[photo]}, {"taken_at", format_time(now)}});
    }
    now += std::chrono::hours{24 * 7};
  }
  void visit_all() {
    act(kReviewer, "gate.draw");
    for (const auto& row : list()["evidence"]["sample"]["households"]) {
      act(kReviewer, "gate.visit",
          {{"household", row}, {"at", format_time(now)}, {"result", "agrees"}, {"photo", blobs["visit"]}});
    }
  }
  void decide(std::int64_t budget = 10'000'000) {
    act(kCounty, "gate.freeze", {{"standard", "guidance-100-300"}, {"policy", "by_class"}, {"budget_fen", budget}});
    const json snapshot{{"snapshot", list()["evidence"]["freeze"]["snapshot"]}};
    act(kCounty, "gate.sign", snapshot);
    act(kSecond, "gate.sign", snapshot);
  }
  void until_payment() {
    act(kClerk, "gate.pass");
    meet();
    act(kClerk, "gate.pass");
    hang();
    act(kClerk, "gate.pass");
    visit_all();
    act(kReviewer, "gate.pass");
    decide();
    act(kCounty, "gate.pass");
    act(kCounty, "gate.allot", {{"document", "测试〔2026〕2号"}, {"fen", 10'000'000}});
    act(kCounty, "gate.pass");
  }
  json lines() { return done(kCounty, "payment.list", {{"campaign", campaign}, {"village", kVillage.text()}}); }
  json answer_for(const json& line, bool paid) {
    json out{{"key", line["key"]}, {"attempt", line["attempt"]}, {"fen", line["fen"]}, {"paid", paid}};
    if (!paid) out["reason"] = "name_differs";
    return out;
  }

  std::map<std::string, std::string> blobs;
  std::string campaign;
  std::vector<std::string> rows;
};

}  // namespace

TEST_CASE_METHOD(Way, "a list goes the whole way, and its views equal a replay") {
  households(3);
  until_payment();
  const auto sending = act(kCounty, "payment.send", {{"purpose", "送农商行发放"}});
  CHECK(sending["count"] == 3);
  const std::string bank_file = sending["file"];
  CHECK(bank_file.find("王小明") != std::string::npos);
  CHECK(bank_file.find(list()["evidence"]["freeze"]["snapshot"].get<std::string>()) != std::string::npos);
  auto answers = json::array();
  for (const auto& line : lines()["lines"]) answers.push_back(answer_for(line, true));
  act(kCounty, "payment.answer", {{"answers", answers}});
  CHECK(lines()["paid_fen"] == 90'000);
  CHECK(lines()["approved_fen"] == 90'000);
  act(kCounty, "gate.pass");
  act(kClerk, "gate.post", {{"posted_at", format_time(now)}, {"place", "村委会门口"}});
  act(kClerk, "gate.photograph", {{"photo", blobs["signature"]}, {"taken_at", format_time(now)}});
  act(kClerk, "gate.pass");
  act(kReviewer, "gate.confirm");
  act(kReviewer, "gate.pass");
  act(kReviewer, "gate.draw");
  for (const auto& row : list()["evidence"]["follow_up"]["households"]) {
    act(kReviewer, "gate.visit", {{"household", row}, {"at", format_time(now)}, {"result", "agrees"}});
  }
  act(kReviewer, "gate.pass");
  CHECK(stage() == "finished");
  CHECK(verifies());
  CHECK(faults.empty());
  CHECK(bytes().find("王小明") == std::string::npos);
  CHECK(bytes().find(number(1)) == std::string::npos);
  CHECK(published.find(number(1)) == std::string::npos);
}

TEST_CASE_METHOD(Way, "every gate says what is missing and stays shut") {
  CHECK(missing() == std::vector<std::string>{"report-empty"});
  households(2);
  act(kClerk, "gate.pass");
  CHECK(missing() == std::vector<std::string>{"review-no-meeting"});
  const auto shut = refusal(kClerk, "gate.pass", params());
  CHECK(shut.type == "gate-closed");
  CHECK(shut.errors.at(0).pointer == "/review-no-meeting");
  CHECK(refused(kClerk, "gate.post", {{"posted_at", format_time(now)}, {"place", "门口"}}) == "wrong-stage");
  CHECK(refused(kReviewer, "gate.pass") == "other-gate");
  CHECK(refusal(kClerk, "gate.pass", params({{"stage", "report"}})).type == "stale-version");
}

TEST_CASE_METHOD(Way, "an objection stops the list until the township settles it, and its clock starts anew") {
  households(2);
  act(kClerk, "gate.pass");
  meet();
  act(kClerk, "gate.pass");
  hang();
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
  act(kClerk, "gate.pass");
  meet();
  act(kClerk, "gate.pass");
  hang();
  act(kClerk, "gate.pass");
  visit_all();
  act(kReviewer, "gate.pass");
  decide();
  CHECK(missing().empty());
  now += std::chrono::hours{1};
  done(kClerk, "household.change", {{"household", rows[0]}, {"expected_version", 1}, {"class", "ordinary"}});
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

TEST_CASE_METHOD(Way, "nobody is paid twice: returns are sent again under their key, files and answers once") {
  households(2);
  until_payment();
  CHECK(refused(kCounty, "gate.pass") == "gate-closed");
  act(kCounty, "payment.send", {{"purpose", "发放"}});
  CHECK(refused(kCounty, "payment.send", {{"purpose", "再发"}}) == "nothing-to-send");
  CHECK(refused(kCounty, "gate.return", {{"to", "county_decision"}, {"reason", "有误"}}) == "already-paid");
  const auto first = lines()["lines"];
  const json answers{{"answers", {answer_for(first[0], true), answer_for(first[1], false)}}};
  act(kCounty, "payment.answer", answers);
  act(kCounty, "payment.answer", answers);  // the same file again
  CHECK(lines()["paid_fen"] == first[0]["fen"]);
  CHECK(missing() == std::vector<std::string>{"payment-returned"});
  CHECK(act(kCounty, "payment.send", {{"purpose", "重发"}})["count"] == 1);
  const auto second = lines()["lines"];
  CHECK(second[1]["key"] == first[1]["key"]);
  CHECK(second[1]["attempt"] == 2);
  CHECK(refused(kCounty, "payment.answer", {{"answers", {answer_for(first[1], false)}}}) == "answers-do-not-fit");
  auto unknown = answer_for(second[1], true);
  unknown["key"] = "0000000000000000";
  CHECK(refused(kCounty, "payment.answer", {{"answers", {unknown}}}) == "answers-do-not-fit");
  act(kCounty, "payment.answer", {{"answers", {answer_for(second[1], true)}}});
  CHECK(refused(kCounty, "payment.hand", {{"key", second[1]["key"]}, {"proof", blobs["signature"]}}) ==
        "line-not-open");
  CHECK(missing().empty());
  CHECK(verifies());
  CHECK(faults.empty());
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
  const auto poor = done(
      kCounty, "plan.compare",
      {{"campaign", campaign}, {"division", kQinyang.text()}, {"standard", "guidance-100-300"}, {"budget_fen", 1}});
  CHECK(poor["plans"][0]["problem"]["type"] == "budget-below-floor");
  CHECK(done(kAuditor, "gate.list", {{"campaign", campaign}, {"division", kQinyang.text()}})["lists"][0]["stage"] ==
        "report");
}

}  // namespace anlan::relief::test
