#include <catch2/catch.hpp>

#include "left_since.hpp"
#include "relief/gate_entries.hpp"
#include "relief/payment_payees.hpp"
#include "relief/payment_rules.hpp"

namespace anlan::relief::test {
namespace {

const auto kOtherPayer = caller(Role::county_reviewer, kQinyang, 3);
const auto kOldAccount = made_up_card("62284812345678901");
const auto kNewAccount = made_up_card("62284812345678902");

/// A list of two in payment, whose first household's people are changed after both signatures.
struct ChangedPayee : Way {
  ChangedPayee() {
    households(2);
    until_payment();
  }
  /// The list's first household, changed by who entered it.
  void change(json words) {
    words.update({{"household", rows[0]}, {"expected_version", ++version}});
    done(kClerk, "household.change", std::move(words));
  }
  json line_of(std::size_t at) {
    const auto all = lines()["lines"];
    for (const auto& one : all) {
      if (one["household"] == rows[at]) return one;
    }
    return nullptr;
  }
  /// Its first household's payee, confirmed as it was seen.
  json confirmation(json more = json::object()) {
    json out{{"key", line_of(0)["key"]}, {"expected_version", version + 1}, {"reason", "王小明本人到场换卡"}};
    out.update(more);
    return out;
  }
  json send(const access::Caller& who = kPayer) { return act(who, "payment.send", {{"purpose", "发放"}}); }
  std::string sending(const access::Caller& who = kPayer) {
    return refused(who, "payment.send", {{"purpose", "发放"}});
  }

  std::int64_t version = 0;
};

}  // namespace

TEST_CASE_METHOD(ChangedPayee, "money does not go to an account that was changed after it was signed") {
  change({{"account", kNewAccount}});
  CHECK(line_of(0)["payee_changed"]["version"] == 2);
  CHECK(line_of(1)["payee_changed"].is_null());
  const auto sent = send();
  CHECK(sent["count"] == 1);
  REQUIRE(sent["held"].size() == 1);
  CHECK(sent["held"][0]["household"] == rows[0]);
  CHECK(sent["held"][0]["number"] == line_of(0)["payee_changed"]["number"]);
  CHECK(sent["file"].get<std::string>().find(kNewAccount) == std::string::npos);
  CHECK(line_of(0)["state"] == "ready");

  const auto none = problem_of(kPayer, "payment.send", params({{"purpose", "发放"}}));
  CHECK(none.type == "payee-changed");
  CHECK(none.errors.at(0).pointer == "/households/" + rows[0]);
  change({{"account", kOldAccount}});
  CHECK(line_of(0)["payee_changed"].is_null());
  const auto back = send();
  CHECK(back["count"] == 1);
  CHECK(back["held"].empty());
  CHECK(back["file"].get<std::string>().find(kOldAccount) != std::string::npos);
  CHECK(verifies());
}

TEST_CASE_METHOD(ChangedPayee, "nor to another's card; a telephone may change") {
  change({{"phone", "13912345678"}});
  CHECK(line_of(0)["payee_changed"].is_null());
  change({{"account_name", "李代领"}});
  CHECK_FALSE(line_of(0)["payee_changed"].is_null());
  change({{"account_name", nullptr}});
  CHECK(line_of(0)["payee_changed"].is_null());
}

TEST_CASE_METHOD(Way, "a payee is its head's name and number, its account and the account's name, on one list") {
  const Personal signed_for{.members = {{.name = "王小明", .id_number = number(1)}}, .account = kOldAccount};
  const auto mark = [&](const Personal& people, const std::string& household = "h1") {
    return payee_mark(*keys, "c1", household, people).value();
  };
  auto other = signed_for;
  other.phone = "13912345678";
  other.note = "备注";
  CHECK(mark(other) == mark(signed_for));
  CHECK(mark(signed_for, "h2") != mark(signed_for));
  other.members[0].name = "王大明";
  CHECK(mark(other) != mark(signed_for));
  other = signed_for;
  other.members[0].id_number = number(7);
  CHECK(mark(other) != mark(signed_for));
  other = signed_for;
  other.account = kNewAccount;
  CHECK(mark(other) != mark(signed_for));
  other = signed_for;
  other.account_name = "李代领";
  CHECK(mark(other) != mark(signed_for));
}

TEST_CASE_METHOD(ChangedPayee,
                 "a household that moved away is still paid to the account that was signed, or not at all") {
  change({{"account", kNewAccount}});
  moved_since(*this, rows[0]);
  CHECK(line_of(0)["pay_by"] == "card");
  CHECK(line_of(0)["number"] == line_of(0)["payee_changed"]["number"]);
  CHECK(send()["held"][0]["household"] == rows[0]);
  withdrawn_since(*this, rows[0]);
  CHECK(line_of(0)["pay_by"].is_null());
}

TEST_CASE_METHOD(ChangedPayee, "what the bank sent back goes to the corrected account") {
  send();
  act(kPayer, "payment.answer", {{"answers", {answer_for(line_of(0), false), answer_for(line_of(1), true)}}});
  change({{"account", kNewAccount}});
  CHECK(line_of(0)["payee_changed"].is_null());
  CHECK(send()["file"].get<std::string>().find(kNewAccount) != std::string::npos);
}

TEST_CASE_METHOD(ChangedPayee, "a second person of the county lets the changed account pass, and does not pay it out") {
  CHECK(refused(kSecond, "payment.confirm_payee", confirmation()) == "payee-as-signed");
  change({{"account", kNewAccount}});
  CHECK(refused(kClerk, "payment.confirm_payee", confirmation()) == "role");
  CHECK(refused(kSecond, "payment.confirm_payee", confirmation({{"expected_version", 1}})) == "stale-version");
  CHECK(refused(kSecond, "payment.confirm_payee", confirmation({{"key", std::string(16, '0')}})) == "unknown-key");
  CHECK(line_of(0)["payee_confirmed"] == false);
  act(kPayer, "payment.confirm_payee", confirmation());
  CHECK(line_of(0)["payee_changed"].is_null());
  CHECK(line_of(0)["payee_confirmed"] == true);
  CHECK(line_of(1)["payee_confirmed"] == false);
  CHECK(sending() == "own-confirmation");
  const auto sent = send(kOtherPayer);
  CHECK(sent["count"] == 2);
  CHECK(sent["file"].get<std::string>().find(kNewAccount) != std::string::npos);

  const auto wanted = of_list({{"key", line_of(0)["key"]}, {"purpose", "核对"}});
  CHECK(done(kAuditor, "payment.reason", wanted)["revealed"]["reason"] == "王小明本人到场换卡");
  CHECK(refusal(kClerk, "payment.reason", wanted) == "role");
  CHECK(refusal(kAuditor, "payment.reason", of_list({{"key", line_of(1)["key"]}, {"purpose", "核对"}})) == "no-reason");
  CHECK(bytes().find("本人到场换卡") == std::string::npos);
  CHECK(heard.find("本人到场换卡") == std::string::npos);
  CHECK(verifies());
}

TEST_CASE_METHOD(ChangedPayee, "what is confirmed is one account: another change is held again") {
  change({{"account", kNewAccount}});
  act(kSecond, "payment.confirm_payee", confirmation());
  CHECK(line_of(0)["payee_changed"].is_null());
  change({{"account", made_up_card("62284812345678903")}});
  CHECK_FALSE(line_of(0)["payee_changed"].is_null());
  CHECK(send()["held"].size() == 1);
}

TEST_CASE_METHOD(ChangedPayee, "why a payment was given up is sealed, and read with a purpose") {
  const auto key = line_of(0)["key"];
  act(kPayer, "payment.close", {{"key", key}, {"reason", "王小明已去世，无继承人"}});
  CHECK(line_of(0)["state"] == "closed");
  CHECK(bytes().find("无继承人") == std::string::npos);
  CHECK(heard.find("无继承人") == std::string::npos);
  const auto trace = done(kAuditor, "household.trace", {{"id_number", number(1)}});
  CHECK(trace.dump().find("无继承人") == std::string::npos);
  CHECK(trace["households"][0]["payments"][0]["state"] == "closed");
  CHECK(done(kAuditor, "payment.reason", of_list({{"key", key}, {"purpose", "核对"}}))["revealed"]["reason"] ==
        "王小明已去世，无继承人");
  CHECK(verifies());
  REQUIRE(keys->destroy("campaign/" + campaign));
  CHECK(refusal(kAuditor, "payment.reason", of_list({{"key", key}, {"purpose", "核对"}})) == "key-not-held");
}

TEST_CASE_METHOD(Way, "a list that was signed before payees were is still paid, and replayed") {
  households(2);
  until_decision();
  std::vector<Decided> decided;
  auto old_rows = json::array();
  for (const auto& row : rows) {
    decided.push_back({row, kVillage.text(), 1, 30'000});
    old_rows.push_back({{"household", row}, {"needy", 1}, {"fen", 30'000}});
  }
  const auto snapshot = freeze(campaign, decided)->hash;
  const auto frozen = gate_fact(kGateFrozen, winter_of(*this), kVillage,
                                {{"snapshot", snapshot},
                                 {"standard", "guidance-100-300"},
                                 {"policy", "by_class"},
                                 {"budget_fen", 10'000'000},
                                 {"total_fen", 60'000},
                                 {"rows", old_rows}});
  record(kCounty, frozen);
  act(kCounty, "gate.sign", {{"snapshot", snapshot}});
  act(kSecond, "gate.sign", {{"snapshot", snapshot}});
  act(kCounty, "gate.pass");
  act(kCounty, "gate.allot", {{"document", "测试〔2026〕2号"}, {"fen", 60'000}});
  act(kCounty, "gate.pass");
  done(kClerk, "household.change", {{"household", rows[0]}, {"expected_version", 1}, {"account", kNewAccount}});
  const auto sent = act(kPayer, "payment.send", {{"purpose", "发放"}});
  CHECK(sent["count"] == 2);
  CHECK(sent["held"].empty());
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "without the list's key its payees cannot be frozen") {
  households(1);
  until_decision();
  REQUIRE(keys->destroy("campaign/" + campaign));
  CHECK(refused(kCounty, "gate.freeze",
                {{"standard", "guidance-100-300"}, {"policy", "by_class"}, {"budget_fen", 100'000}}) == "key-not-held");
}

TEST_CASE("payee and needs are signed with the amount") {
  Decided row{"h1", "410821101201", 3, 90'000, "m1", {{NeedKind::grain, 50}, {NeedKind::heating, 30'000}}};
  CHECK(snapshot_text("c1", {row}) == "c1\nh1,410821101201,3,90000,m1,grain:50;heating:30000\n");
  const auto hash = freeze("c1", {row})->hash;
  row.payee = "m2";
  const auto other = freeze("c1", {row})->hash;
  CHECK(other != hash);
  row.needs[0].quantity = 51;
  CHECK(freeze("c1", {row})->hash != other);
}

TEST_CASE("whoever changed a household does not confirm its account") {
  const OpenPayment changed{
      .line = {.key = "k", .household = "h", .fen = 100, .payee = "m1"}, .payee = Payee{}, .mark = "m2"};
  CHECK(check_confirming(changed, {"clerk"}, "county").has_value());
  CHECK(check_confirming(changed, {"clerk", "county"}, "county").error().type == "own-change");
  auto unreadable = changed;
  unreadable.payee.reset();
  CHECK(check_confirming(unreadable, {}, "county").error().type == "key-not-held");
  auto underway = changed;
  underway.line = sent(underway.line);
  CHECK(check_confirming(underway, {}, "county").error().type == "line-not-open");
}

}  // namespace anlan::relief::test
