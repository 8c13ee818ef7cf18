#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "base/uuid.hpp"
#include "journal/digest.hpp"
#include "journal/reading.hpp"
#include "pictures.hpp"
#include "relief/gate_entries.hpp"
#include "relief/payment.hpp"
#include "relief/payment_entries.hpp"
#include "relief_house.hpp"

namespace anlan::relief::test {
namespace {

const auto kReviewer = caller(Role::township_reviewer, kXixiang);
const auto kOtherCounty = caller(Role::county_reviewer, kMengzhou);

/// A list of two households that share a telephone.
struct Doubts : ReliefHouse {
  Doubts() {
    campaign = open_campaign()["campaign"];
    for (int i = 1; i <= 2; ++i) {
      now += std::chrono::seconds{1};  // findings are listed by uuid, and those follow the clock
      households.push_back(enter(
          campaign, i, {{"account", nullptr}, {"address", "西向镇东村" + std::to_string(i) + "号"}})["household"]);
    }
  }

  json load(const json& rows, json more = json::object(), const access::Caller& who = kCounty) {
    const auto answer = try_load(rows, std::move(more), who);
    REQUIRE(answer.has_value());
    return *answer;
  }
  Result<json> try_load(const json& rows, json more = json::object(), const access::Caller& who = kCounty) {
    json body{{"campaign", campaign},       {"list", make_uuid(now)}, {"kind", "deaths"},
              {"source", "民政局死亡登记"}, {"as_of", "2026-09-01"},  {"rows", rows}};
    body.update(more);
    const auto text = dump(body);
    return ask(who, "outside.load",
               {{"media_type", "application/json"}, {"bytes", json::binary({text.begin(), text.end()})}});
  }
  json findings(const std::string& rule, const access::Caller& who = kReviewer) {
    return done(who, "finding.list", {{"campaign", campaign}, {"division", kXixiang.text()}, {"rule", rule}});
  }
  json subject(json more = json::object()) {
    json out{
        {"campaign", campaign}, {"rule", "phone_twice"}, {"village", kVillage.text()}, {"household", households[0]}};
    out.update(more);
    return out;
  }
  json board() {
    return done(kAuditor, "inquiry.board", {{"campaign", campaign}, {"division", kCity.text()}})["townships"];
  }
  /// Something that happened on the village's list.
  void happened(const access::Caller& who, std::string_view type, json body) {
    const Campaign of{.campaign = campaign, .facts = {.name = "冬春", .division = kQinyang, .from = {}, .until = {}}};
    record(who, gate_fact(type, of, kVillage, std::move(body)));
    now += std::chrono::hours{1};
  }

  std::string campaign;
  std::vector<std::string> households;
};

}  // namespace

TEST_CASE_METHOD(Doubts, "rules are counted and listed with people masked, for whoever supervises") {
  const auto rules = done(kAuditor, "rule.list", json::object())["rules"];
  CHECK(rules.size() >= 20);
  CHECK(rules[0]["parameters"][0]["source_title"] == "阈值");
  const auto run = done(kReviewer, "rule.run", {{"campaign", campaign}, {"division", kXixiang.text()}});
  CHECK(run["households"] == 2);
  for (const auto& one : run["rules"]) {
    INFO(one.dump());
    CHECK(one["count"] == (one["rule"] == "phone_twice" ? 2 : 0));
  }
  const auto found = findings("phone_twice");
  CHECK(found["count"] == 2);
  CHECK(found["findings"][0]["household"] == households[0]);
  CHECK(found["findings"][0]["head"] == "王*明");
  CHECK(found["findings"][1]["facts"] == json{{"first", households[0]}, {"households", 2}});
  CHECK(found["findings"][0]["inquiry"].is_null());
  CHECK(refusal(kReviewer, "finding.list", {{"campaign", campaign}, {"division", kXixiang.text()}, {"rule", "luck"}}) ==
        "unknown-rule");
  CHECK(refusal(kClerk, "rule.run", {{"campaign", campaign}, {"division", kXixiang.text()}}) == "role");
  CHECK(refusal(kReviewer, "rule.run", {{"campaign", campaign}, {"division", kQinyang.text()}}) ==
        "outside-jurisdiction");
}

TEST_CASE_METHOD(Doubts, "of another office's list only keyed hashes stay, and nothing when it is dropped") {
  const std::string stranger = made_up_id(410'882, 1971, 3, 4, 77);
  const json rows{{{"row", 3}, {"id_number", number(2)}},
                  {{"row", 4}, {"id_number", stranger}},
                  {{"row", 5}, {"id_number", "41088219600501"}},
                  {{"row", 6}}};
  const auto list = make_uuid(now);
  const auto loaded = load(rows, {{"list", list}});
  CHECK(loaded["list"]["count"] == 2);
  CHECK(loaded["unread"] == json{5, 6});
  CHECK(bytes().find(stranger) == std::string::npos);
  CHECK(heard.find(stranger) == std::string::npos);
  const auto dead = findings("dead")["findings"][0];
  CHECK(dead["household"] == households[1]);
  CHECK(dead["facts"] == json{{"sources", {"民政局死亡登记 2026-09-01"}}, {"members", {0}}});

  // Sent once more, it is the same list.
  (void)load(rows, {{"list", list}});
  const auto kept = [&] { return done(kAuditor, "outside.list", {{"campaign", campaign}})["lists"]; };
  CHECK(kept().size() == 1);

  const auto failed = [&](const json& some, json more, const access::Caller& who = kCounty) {
    const auto answer = try_load(some, std::move(more), who);
    return answer ? std::string{} : answer.error().type;
  };
  CHECK(failed(rows, {{"as_of", "2026-12-01"}}) == "bad-outside-list");
  CHECK(failed(json{{{"row", 1}, {"id_number", "1"}}}, json::object()) == "bad-outside-list");
  CHECK(failed(json{{{"row", 1}, {"kin", "王小明"}, {"village", kVillage.text()}}}, json::object()) ==
        "bad-outside-list");
  CHECK(failed(rows, json::object(), kReviewer) == "role");
  CHECK(failed(rows, json::object(), kOtherCounty) == "unknown-campaign");

  CHECK(refusal(kOtherCounty, "outside.drop", {{"list", list}, {"reason", "x"}}) == "outside-jurisdiction");
  (void)done(kCounty, "outside.drop", {{"list", list}, {"reason", "送错名单"}});
  CHECK(kept()[0]["dropped"] == true);
  CHECK(findings("dead")["count"] == 0);
  store::Connection db{file(), store::Mode::read_write};
  CHECK(db.number("SELECT count(*) FROM outside_mark") == 0);
  CHECK(verifies());
}

TEST_CASE_METHOD(Doubts, "a cadre's kin is found by name and address in his own village only, until it is declared") {
  (void)enter(campaign, 3, {{"village", kNextVillage.text()}, {"phone", nullptr}, {"account", nullptr}});
  (void)load(json{{{"row", 1}, {"village", kVillage.text()}, {"kin", "王小明"}}}, {{"kind", "cadres"}});
  const auto found = findings("cadre_kin_undeclared");
  CHECK(found["count"] == 2);
  for (const auto& one : found["findings"]) CHECK(one["village"] == kVillage.text());
}

TEST_CASE_METHOD(Doubts, "what supervision knows of people goes with the campaign's key") {
  (void)load(json{{{"row", 1}, {"id_number", number(2)}}});
  REQUIRE(findings("dead")["count"] == 1);
  (void)done(kReviewer, "inquiry.open", subject({{"note", "问过王小明的邻居"}}));
  const auto owner = key_owner_of(campaign);
  (void)done(caller(Role::administrator, kCity, 1), "key.propose_destruction",
             {{"owner", owner}, {"expected_version", 0}, {"reason", "期满"}});
  (void)done(caller(Role::administrator, kCity, 2), "key.destroy", {{"owner", owner}, {"expected_version", 1}});
  store::Connection db{file(), store::Mode::read_write};
  for (const auto* table : {"household_person", "household_card", "outside_mark"}) {
    CHECK(db.number(std::string{"SELECT count(*) FROM "} + table) == 0);
  }
  CHECK(done(kAuditor, "inquiry.list", {{"campaign", campaign}, {"division", kCity.text()}})["inquiries"][0]["note"] ==
        nullptr);
  CHECK(verifies());
}

TEST_CASE_METHOD(Doubts, "a finding is inquired into, decided by somebody who had no hand in it, and closed") {
  CHECK(refusal(kReviewer, "inquiry.open", subject({{"rule", "dead"}})) == "unknown-finding");
  CHECK(refusal(kClerk, "inquiry.open", subject()) == "role");
  CHECK(refusal(caller(Role::township_reviewer, kOther), "inquiry.open", subject()) == "outside-jurisdiction");
  // Whoever may not ask about the village hears the same whether there is a finding or not.
  CHECK(refusal(caller(Role::township_reviewer, kOther), "inquiry.open", subject({{"rule", "dead"}})) ==
        "outside-jurisdiction");
  const auto opened = done(kReviewer, "inquiry.open", subject({{"note", "两户同一电话"}}))["inquiry"];
  CHECK(opened["state"] == "open");
  CHECK(opened["note"].is_null());
  CHECK(done(kReviewer, "inquiry.list",
             {{"campaign", campaign}, {"division", kXixiang.text()}})["inquiries"][0]["note"] == "两户同一电话");
  CHECK(opened["facts"]["households"] == 2);
  CHECK(bytes().find("两户同一电话") == std::string::npos);
  CHECK(refusal(kReviewer, "inquiry.open", subject()) == "inquiry-exists");
  CHECK(findings("phone_twice")["findings"][0]["inquiry"]["state"] == "open");

  json decision{{"inquiry", opened["inquiry"]}, {"expected_version", 1}, {"verdict", "confirmed"}, {"reason", "代领"}};
  CHECK(refusal(kReviewer, "inquiry.decide", decision) == "role");
  CHECK(refusal(kCounty, "inquiry.decide", decision) == "bad-due-day");
  decision["due"] = "2026-09-19";
  CHECK(refusal(kCounty, "inquiry.decide", decision) == "bad-due-day");
  decision["due"] = "2026-09-30";
  decision["expected_version"] = 7;
  CHECK(refusal(kCounty, "inquiry.decide", decision) == "stale-version");
  decision["expected_version"] = 1;
  // The account of the clerk, were it a decider's: who entered a household does not judge it.
  auto enterer = kCounty;
  enterer.account = kClerk.account;
  CHECK(refusal(enterer, "inquiry.decide", decision) == "own-entry");
  json close{{"inquiry", opened["inquiry"]}, {"expected_version", 1}, {"outcome", "已更正"}};
  CHECK(refusal(kCounty, "inquiry.close", close) == "inquiry-not-confirmed");
  CHECK(done(kCounty, "inquiry.decide", decision)["inquiry"]["state"] == "confirmed");
  decision["expected_version"] = 2;
  CHECK(refusal(kAuditor, "inquiry.decide", decision) == "inquiry-decided");

  CHECK(board()[0]["confirmed"] == 1);
  CHECK(board()[0]["overdue"] == 0);
  now = at("2026-09-30T23:59:00");
  CHECK(board()[0]["overdue"] == 0);
  now = at("2026-10-01T00:01:00");
  CHECK(board()[0]["overdue"] == 1);
  CHECK(board()[0]["township"] == kXixiang.text());

  close["expected_version"] = 2;
  close["proof"] = std::string(64, 'a');
  CHECK(refusal(kCounty, "inquiry.close", close) == "unknown-blob");
  close["proof"] = picture(*this, key_owner_of(campaign), "proof");
  const auto closed = done(kCounty, "inquiry.close", close)["inquiry"];
  CHECK(closed["state"] == "closed");
  CHECK(closed["proof"] == true);
  const json look{{"inquiry", opened["inquiry"]}, {"purpose", "复查整改"}};
  CHECK(refusal(caller(Role::leader, kQinyang), "inquiry.reveal_proof", look) == "role");
  CHECK(refusal(kOtherCounty, "inquiry.reveal_proof", look) == "outside-jurisdiction");
  auto shown_proof = done(kReviewer, "inquiry.reveal_proof", look)["revealed"];
  REQUIRE(shown_proof.size() == 1);
  CHECK(access::ticket_holds(*keys, shown_proof[0]["ticket"].get<std::string>(), kReviewer.account,
                             shown_proof[0]["blob"].get<std::string>(), now));
  shown_proof[0].erase("ticket");
  CHECK(shown_proof[0] == json{{"blob", close["proof"]}, {"image", true}});
  CHECK(board()[0]["closed"] == 1);

  // The doubt is still there, so it may be looked into anew, and be called a false alarm.
  const auto again = done(kAuditor, "inquiry.open", subject())["inquiry"];
  json alarm{
      {"inquiry", again["inquiry"]}, {"expected_version", 1}, {"verdict", "false_alarm"}, {"reason", "邻居代留"}};
  CHECK(done(kAuditor, "inquiry.decide", alarm)["inquiry"]["state"] == "dismissed");
  CHECK(done(kReviewer, "inquiry.list",
             {{"campaign", campaign}, {"division", kXixiang.text()}, {"state", "dismissed"}})["inquiries"]
            .size() == 1);
  CHECK(verifies());
}

TEST_CASE_METHOD(Doubts, "whether somebody was paid, by whom and with what proof, is answered over all years") {
  const auto& paid = households[0];
  happened(kCounty, kGateFrozen,
           {{"snapshot", "hash"},
            {"standard", "s"},
            {"policy", "equal"},
            {"budget_fen", 40'000},
            {"total_fen", 40'000},
            {"rows",
             {{{"household", paid}, {"needy", 1}, {"fen", 20'000}},
              {{"household", households[1]}, {"needy", 1}, {"fen", 20'000}}}}});
  happened(caller(Role::county_reviewer, kQinyang, 1), kGateSigned, {{"snapshot", "hash"}});
  happened(kCounty, kGatePassed, {{"from", "allotment"}, {"to", "payment"}});
  const auto proof = std::string(64, 'b');
  happened(caller(Role::county_reviewer, kQinyang, 2), kPaymentHanded,
           {{"key", payment_key(campaign, paid)}, {"proof", proof}});
  happened(caller(Role::county_reviewer, kQinyang, 2), kPaymentHanded,
           {{"key", payment_key(campaign, households[1])}, {"proof", std::string(64, 'c')}});
  (void)done(kCounty, "campaign.close", {{"campaign", campaign}, {"expected_version", 1}, {"reason", "结束"}});
  now = at("2027-09-20T09:00:00");
  const std::string next =
      open_campaign({{"name", "下一年度"}, {"from", "2027-12-01"}, {"until", "2028-05-31"}})["campaign"];
  (void)enter(next, 1);

  const auto answer = done(kAuditor, "household.trace", {{"id_number", " " + number(1)}});
  CHECK(answer["paid_times"] == 1);
  CHECK(answer["paid_fen"] == 20'000);
  CHECK(answer["paid_twice"] == false);
  REQUIRE(answer["households"].size() == 2);
  const auto& first = answer["households"][0];
  CHECK(first["campaign_name"] == "2026—2027 年度冬春救助");
  CHECK(first["payments"][0]["state"] == "paid");
  CHECK(first["payments"][0]["approved_fen"] == 20'000);
  std::vector<std::string> steps;
  for (const auto& step : first["steps"]) steps.push_back(step["type"]);
  CHECK(steps ==
        std::vector<std::string>{"household.entered", "gate.frozen", "gate.signed", "gate.passed", "payment.handed"});
  CHECK(first["steps"][0]["by"]["role"] == "township_clerk");
  CHECK(first["steps"][1]["said"]["fen"] == 20'000);
  CHECK(first["steps"][2]["by"]["name"] == "经办1");
  CHECK(first["steps"][4]["by"]["name"] == "经办2");
  CHECK(first["steps"][4]["proofs"] == 1);
  CHECK(answer.dump().find(proof) == std::string::npos);
  const json look{{"household", paid}, {"purpose", "核对签领"}};
  CHECK(refusal(kClerk, "household.reveal_proofs", look) == "role");
  CHECK(refusal(kOtherCounty, "household.reveal_proofs", look) == "outside-jurisdiction");
  auto proofs = done(kAuditor, "household.reveal_proofs", look)["revealed"];
  REQUIRE(proofs.size() == 1);
  proofs[0].erase("ticket");
  CHECK(proofs[0] ==
        json{{"seq", first["steps"][4]["seq"]}, {"type", "payment.handed"}, {"blob", proof}, {"image", false}});
  CHECK(answer["households"][1]["payments"].empty());

  // Another county sees that, and what was paid, but not the way there.
  const auto elsewhere = done(kOtherCounty, "household.trace", {{"id_number", number(1)}});
  CHECK(elsewhere["paid_times"] == 1);
  CHECK(elsewhere["households"][0]["steps"].empty());
  CHECK(done(kAuditor, "household.trace", {{"id_number", number(9)}})["households"].empty());
  CHECK(refusal(kAuditor, "household.trace", {{"id_number", "41088219600501"}}) == "id-number-length");
  CHECK(refusal(kClerk, "household.trace", {{"id_number", number(1)}}) == "role");
  CHECK_FALSE(registry.find("household.trace")->has_get());
}

TEST_CASE_METHOD(Doubts,
                 "a sheet of findings says who took it and what for, counts and hashes its rows, and is on record") {
  const json question{
      {"campaign", campaign}, {"division", kXixiang.text()}, {"rule", "phone_twice"}, {"purpose", "=督查"}};
  const auto taken = done(kAuditor, "finding.export", question);
  const std::string file = taken["file"];
  CHECK(taken["count"] == 2);
  for (const auto* said : {"经办0", "用途：=督查", "\"王*明\"", "SHA-256"}) CHECK(file.find(said) != std::string::npos);
  CHECK(file.find("王小明") == std::string::npos);
  CHECK(file.find("13812345678") == std::string::npos);
  const auto foot = file.rfind("\"合计（行）\"");
  REQUIRE(foot != std::string::npos);
  CHECK(file.substr(foot).find(taken["hash"].get<std::string>()) != std::string::npos);
  const auto hashed = journal::to_hex(journal::digest(journal::Algorithm::sha256, file.substr(0, foot)));
  CHECK(taken["hash"].get<std::string>() == hashed);
  const auto looks = done(kAuditor, "personal.list", json::object())["reveals"];
  CHECK(looks[0]["record"].get<std::string>() == "finding/" + campaign);
  CHECK(looks[0]["purpose"] == "=督查");
  CHECK(refusal(kClerk, "finding.export", question) == "role");
  CHECK(verifies());
}

}  // namespace anlan::relief::test
