#include <catch2/catch.hpp>

#include "journal/verify.hpp"
#include "unit/access/access_house.hpp"

namespace anlan::access {
namespace {

using nlohmann::json;

/// An account as the API answers it.
json account_in(const Result<api::Reply>& reply) { return json::parse(reply.value().json).at("account"); }

struct Office : AccessHouse {
  std::string chief = enter("chief", kChief).value();
};

TEST_CASE_METHOD(Office, "an opened account can sign in and sees its own face") {
  const auto clerk = hire("li.clerk", Role::township_clerk, place::kQixian, chief);
  CHECK(clerk.at("state") == "active");
  CHECK(clerk.at("version") == 1);
  CHECK(clerk.at("tokens").empty());
  const auto token = enter("li.clerk", kSecret).value();
  const auto current = account_in(ask("session.current", json::object(), token));
  CHECK(current.at("account") == clerk.at("account"));
  CHECK(current.at("role") == "township_clerk");
}

TEST_CASE_METHOD(Office, "answers have the shapes they are declared with") {
  const auto fits = [this](const std::string& operation, const Result<api::Reply>& reply) {
    const auto checked = api::check(registry.find(operation)->result, json::parse(reply.value().json));
    INFO(operation << ": " << (checked ? "" : checked.error().detail.en));
    CHECK(checked.has_value());
  };
  const auto clerk = hire("li.clerk", Role::township_clerk, place::kQixian, chief);
  fits("account.issue_token", ask("account.issue_token", change_of(clerk, {{"label", "手持机"}}), chief));
  fits("account.list", ask("account.list", json::object(), chief));
  fits("session.current", ask("session.current", json::object(), chief));
  fits("session.open", ask("session.open", {{"name", "li.clerk"}, {"password", kSecret}}));
}

TEST_CASE_METHOD(Office, "only administrators have the account operations, auditors may list") {
  for (const auto& [name, operation] : registry.operations()) {
    if (!name.starts_with("account.")) continue;
    for (const auto role : kRoles) {
      INFO(name << " by " << to_string(role));
      const bool allowed = role == Role::administrator || (role == Role::auditor && name == "account.list");
      CHECK(operation.roles.contains(role) == allowed);
    }
  }
  const auto& heard_by = registry.find_topic("account")->roles;
  for (const auto role : kRoles)
    CHECK(heard_by.contains(role) == (role == Role::administrator || role == Role::auditor));
}

TEST_CASE_METHOD(Office, "a county's administrator is refused every operation on another county's accounts") {
  hire("qinyang.admin", Role::administrator, place::kQinyang, chief);
  auto clerk = hire("li.clerk", Role::township_clerk, place::kQixian, chief);
  const auto stranger = enter("qinyang.admin", kSecret).value();
  const auto refused = [&](const std::string& operation, json params) {
    INFO(operation);
    CHECK(ask(operation, std::move(params), stranger).error().type == "outside-jurisdiction");
  };
  refused("account.open", {{"command_id", make_uuid(now)},
                           {"name", "zhao"},
                           {"display_name", "赵某"},
                           {"role", "township_clerk"},
                           {"division", place::kQixian.text()},
                           {"password", kSecret}});
  refused("account.change", change_of(clerk, {{"display_name", "x"}}));
  refused("account.close", change_of(clerk, {{"reason", "x"}}));
  refused("account.reset_password", change_of(clerk, {{"password", kSecret}}));
  refused("account.issue_token", change_of(clerk, {{"label", "x"}}));
  refused("account.revoke_token", change_of(clerk, {{"token_id", make_uuid(now)}}));
  const auto listed = json::parse(ask("account.list", json::object(), stranger).value().json).at("accounts");
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].at("name") == "qinyang.admin");
  const auto beyond = ask("account.list", {{"division", place::kXiuwu.text()}}, stranger);
  CHECK(json::parse(beyond.value().json).at("accounts").empty());
  CHECK(sessions.size() == 2);
}

TEST_CASE_METHOD(Office, "a repeated opening gives the first answer and one account") {
  json params{
      {"command_id", make_uuid(now)},      {"name", "li.clerk"}, {"display_name", "李某"}, {"role", "township_clerk"},
      {"division", place::kQixian.text()}, {"password", kSecret}};
  const auto first = ask("account.open", params, chief).value().json;
  CHECK(ask("account.open", params, chief).value().json == first);
  params["name"] = "li.other";
  CHECK(ask("account.open", params, chief).error().type == "command-id-reused");
  params["command_id"] = make_uuid(now);
  params["name"] = "li.clerk";
  const auto taken = ask("account.open", params, chief).error();
  CHECK(taken.type == "invalid-account");
  CHECK(taken.errors.front().pointer == "/name");
  CHECK(json::parse(ask("account.list", json::object(), chief).value().json).at("accounts").size() == 2);
}

TEST_CASE_METHOD(Office, "whoever saw an older version is told so") {
  const auto clerk = hire("li.clerk", Role::township_clerk, place::kQixian, chief);
  REQUIRE(ask("account.change", change_of(clerk, {{"display_name", "李明"}}), chief).has_value());
  const auto stale = ask("account.close", change_of(clerk, {{"reason", "调离"}}), chief).error();
  CHECK(stale.type == "stale-version");
  CHECK(stale.current_version == 2);
}

TEST_CASE_METHOD(Office, "an account that is not there is not found") {
  const json nobody{{"account", make_uuid(now)}, {"version", 1}};
  CHECK(ask("account.close", change_of(nobody, {{"reason", "x"}}), chief).error().type == "no-account");
  CHECK(ask("account.issue_token", change_of(nobody, {{"label", "x"}}), chief).error().type == "no-account");
}

TEST_CASE_METHOD(Office, "closing an account refuses its next request and closes its sockets") {
  const auto clerk = hire("li.clerk", Role::township_clerk, place::kQixian, chief);
  const auto token = enter("li.clerk", kSecret).value();
  const auto closed = account_in(ask("account.close", change_of(clerk, {{"reason", "调离"}}), chief));
  CHECK(closed.at("state") == "closed");
  CHECK(ended.size() == 1);
  CHECK(ask("session.current", json::object(), token).error().kind == ProblemKind::unauthenticated);
  CHECK(enter("li.clerk", kSecret).error().type == "bad-credentials");
  store::Connection db{file(), store::Mode::read_only};
  CHECK(db.number("SELECT count(*) FROM credential") == 1);
  const auto active = ask("account.list", {{"state", "active"}}, chief);
  CHECK(json::parse(active.value().json).at("accounts").size() == 1);
}

TEST_CASE_METHOD(Office, "a new role signs its holder out, a new display name does not") {
  auto clerk = hire("li.clerk", Role::township_clerk, place::kQixian, chief);
  const auto token = enter("li.clerk", kSecret).value();
  clerk = account_in(ask("account.change", change_of(clerk, {{"display_name", "李明"}}), chief));
  CHECK(account_in(ask("session.current", json::object(), token)).at("display_name") == "李明");
  REQUIRE(ask("account.change", change_of(clerk, {{"role", "township_reviewer"}}), chief).has_value());
  CHECK(ask("session.current", json::object(), token).error().kind == ProblemKind::unauthenticated);
  CHECK(enter("li.clerk", kSecret).has_value());
}

TEST_CASE_METHOD(Office, "a reset password ends the sign-ins and lets in by the new one alone") {
  const auto clerk = hire("li.clerk", Role::township_clerk, place::kQixian, chief);
  const auto token = enter("li.clerk", kSecret).value();
  const auto weak = ask("account.reset_password", change_of(clerk, {{"password", "li.clerk"}}), chief).error();
  CHECK(weak.errors.front().pointer == "/password");
  REQUIRE(ask("account.reset_password", change_of(clerk, {{"password", "dan-he-qiao.17"}}), chief).has_value());
  CHECK(ask("session.current", json::object(), token).error().kind == ProblemKind::unauthenticated);
  CHECK(enter("li.clerk", kSecret).error().type == "bad-credentials");
  CHECK(enter("li.clerk", "dan-he-qiao.17").has_value());
}

TEST_CASE_METHOD(Office, "the last administrator stays, by whatever door") {
  const auto own = account_in(ask("session.current", json::object(), chief));
  CHECK(ask("account.close", change_of(own, {{"reason", "离职"}}), chief).error().type == "own-account");
  CHECK(ask("account.change", change_of(own, {{"role", "auditor"}}), chief).error().type == "last-administrator");
  hire("second.admin", Role::administrator, place::kJiaozuo, chief);
  CHECK(ask("account.change", change_of(own, {{"role", "auditor"}}), chief).has_value());
}

TEST_CASE_METHOD(Office, "a device calls with its token until it is revoked") {
  const auto keeper = hire("zhang.keeper", Role::warehouse_keeper, place::kXiuwu, chief);
  const auto issue = change_of(keeper, {{"label", "1 号库手持机"}});
  const auto issued = json::parse(ask("account.issue_token", issue, chief).value().json);
  const auto token = issued.at("token").get<std::string>();
  const auto seen = json::parse(ask("session.current", json::object(), token).value().json);
  CHECK(seen.at("account").at("name") == "zhang.keeper");
  CHECK_FALSE(seen.contains("expires_at"));
  CHECK(ask("session.close", json::object(), token).error().type == "device-token");
  const json change{{"old_password", kSecret}, {"new_password", "dan-he-qiao.17"}};
  CHECK(ask("session.change_password", change, token).error().type == "device-token");

  auto holder = seen.at("account");
  CHECK(holder.at("tokens").at(0).at("label") == "1 号库手持机");
  const auto left =
      account_in(ask("account.revoke_token", change_of(holder, {{"token_id", issued.at("token_id")}}), chief));
  CHECK(left.at("tokens").empty());
  CHECK(ask("session.current", json::object(), token).error().kind == ProblemKind::unauthenticated);
  CHECK(ended == std::vector<std::string>{issued.at("token_id").get<std::string>()});
}

TEST_CASE_METHOD(Office, "a repeated issuing names the token and does not show it again") {
  const auto keeper = hire("zhang.keeper", Role::warehouse_keeper, place::kXiuwu, chief);
  const auto issue = change_of(keeper, {{"label", "手持机"}});
  const auto first = json::parse(ask("account.issue_token", issue, chief).value().json);
  const auto again = json::parse(ask("account.issue_token", issue, chief).value().json);
  CHECK(again == json{{"token_id", first.at("token_id")}});
  CHECK(sessions.size() == 2);
  auto other = issue;
  other["label"] = "另一台";
  CHECK(ask("account.issue_token", other, chief).error().type == "command-id-reused");
}

TEST_CASE_METHOD(Office, "devices survive a restart and a new password, but not new powers") {
  auto keeper = hire("zhang.keeper", Role::warehouse_keeper, place::kXiuwu, chief);
  const auto issued =
      json::parse(ask("account.issue_token", change_of(keeper, {{"label", "手持机"}}), chief).value().json);
  const auto token = issued.at("token").get<std::string>();
  keeper["version"] = 2;
  keeper = account_in(ask("account.reset_password", change_of(keeper, {{"password", "dan-he-qiao.17"}}), chief));
  store::Connection db{file(), store::Mode::read_only};
  Sessions restarted{SessionLimits{}, [this] { return up; }};
  load_sessions(db, restarted, now);
  CHECK(restarted.find(token, now).value().device);
  const auto moved = ask("account.change", change_of(keeper, {{"division", place::kQinyang.text()}}), chief);
  CHECK(account_in(moved).at("tokens").empty());
  CHECK_FALSE(sessions.find(token, now).has_value());
  CHECK(db.number("SELECT count(*) FROM token_secret") == 0);
}

TEST_CASE_METHOD(Office, "a division the table does not have gets no account") {
  api::Registry registry_with_table;
  declare_account_operations(registry_with_table, parts(),
                             [](const DivisionCode& code) { return code != place::kNanguan; });
  api::Dispatcher door{registry_with_table, *writer, *readers, journal, metrics, [this] { return now; }};
  const json params{{"command_id", make_uuid(now)},
                    {"name", "informant"},
                    {"display_name", "周某"},
                    {"role", "village_informant"},
                    {"division", place::kNanguan.text()},
                    {"password", kSecret}};
  Result<api::Reply> reply;
  auto call = call_of("account.open", params, chief);
  test::run(loop, [&]() -> boost::asio::awaitable<void> { reply = co_await door.call(std::move(call)); });
  CHECK(reply.error().errors.front().pointer == "/division");
}

TEST_CASE_METHOD(Office, "a replay gives the same tables, and notifications go upward only") {
  auto keeper = hire("zhang.keeper", Role::warehouse_keeper, place::kXiuwu, chief);
  const auto clerk = hire("li.clerk", Role::township_clerk, place::kQixian, chief);
  const auto issued =
      json::parse(ask("account.issue_token", change_of(keeper, {{"label", "手持机"}}), chief).value().json);
  keeper["version"] = 2;
  REQUIRE(ask("account.issue_token", change_of(keeper, {{"label", "备用机"}}), chief).has_value());
  keeper["version"] = 3;
  keeper = account_in(ask("account.revoke_token", change_of(keeper, {{"token_id", issued.at("token_id")}}), chief));
  keeper = account_in(ask("account.change", change_of(keeper, {{"display_name", "张库管"}}), chief));
  REQUIRE(ask("account.change", change_of(clerk, {{"role", "township_reviewer"}}), chief).has_value());
  REQUIRE(ask("account.close", change_of(keeper, {{"reason", "调离"}}), chief).has_value());
  store::Connection db{file(), store::Mode::read_only};
  const auto verified = journal::verify_all(db, room.types, room.views, folder.path(), [](auto, auto) {});
  INFO((verified.clean() ? "" : verified.findings.front().text.en));
  CHECK(verified.clean());
  for (const auto& notification : published) {
    CHECK(notification.topic == "account");
    CHECK(notification.reach == journal::Reach::upward);
  }
}

}  // namespace
}  // namespace anlan::access
