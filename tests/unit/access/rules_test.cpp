#include "access/rules.hpp"

#include <algorithm>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "unit/access/divisions.hpp"

namespace anlan::access {
namespace {

using place::kJiaozuo;
using place::kNanguan;
using place::kQinyang;
using place::kQixian;
using place::kXiuwu;

Caller administrator(const DivisionCode& division, const std::string& account = "a-1") {
  return {account, "admin", "管理员", Role::administrator, division};
}

OpenAccount wanted(Role role, const DivisionCode& division) {
  return {"a-9", "li.clerk", "李某", role, division, "yuntai.hong-shi"};
}

Account existing(Role role, const DivisionCode& division, const std::string& account = "a-9") {
  return {
      .account = account, .name = "li.clerk", .display_name = "李某", .role = role, .division = division, .version = 1};
}

std::vector<std::string> pointers(const Problem& problem) {
  std::vector<std::string> out;
  for (const auto& fault : problem.errors) {
    CHECK_FALSE(fault.detail.zh.empty());
    CHECK_FALSE(fault.detail.en.empty());
    out.push_back(fault.pointer);
  }
  return out;
}

TEST_CASE("an administrator opens accounts in his jurisdiction and nowhere else") {
  const auto asked = wanted(Role::township_clerk, kQixian);
  const auto fact = open_account(administrator(kXiuwu), asked, {});
  REQUIRE(fact.has_value());
  CHECK(fact->name == "li.clerk");
  CHECK(fact->division == kQixian);
  CHECK(open_account(administrator(kJiaozuo), asked, {}).has_value());
  CHECK(open_account(administrator(kQinyang), asked, {}).error().type == "outside-jurisdiction");
  CHECK(open_account(administrator(kXiuwu), wanted(Role::city_duty, kJiaozuo), {}).error().type ==
        "outside-jurisdiction");
}

TEST_CASE("nobody but an administrator opens accounts") {
  for (const auto role : kRoles) {
    const Caller by{"a-1", "someone", "某人", role, kJiaozuo};
    CHECK(open_account(by, wanted(Role::township_clerk, kQixian), {}).has_value() == (role == Role::administrator));
  }
}

TEST_CASE("a role is held at its own levels only, for every role and level") {
  for (const auto role : kRoles) {
    for (const auto& division : {kJiaozuo, kXiuwu, kQixian, kNanguan}) {
      const auto levels = levels_of(role);
      const bool fits = std::ranges::find(levels, division.level()) != levels.end();
      const auto fact = open_account(administrator(kJiaozuo), wanted(role, division), {});
      INFO(to_string(role) << " at " << to_string(division.level()));
      CHECK(fact.has_value() == fits);
      if (!fact) CHECK(pointers(fact.error()) == std::vector<std::string>{"/role"});
    }
  }
}

TEST_CASE("every fault of a new account is told at once, each with its pointer") {
  auto asked = wanted(Role::township_clerk, kXiuwu);
  asked.name = "李 某";
  asked.password = "short";
  const auto refused = open_account(administrator(kJiaozuo), asked, {.name_taken = false, .division_known = false});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "invalid-account");
  CHECK(pointers(refused.error()) == std::vector<std::string>{"/name", "/password", "/division", "/role"});
}

TEST_CASE("a sign-in name has 3 to 32 of a small alphabet and is never given twice") {
  const auto open = [](const std::string& name, bool taken) {
    auto asked = wanted(Role::township_clerk, kQixian);
    asked.name = name;
    return open_account(administrator(kXiuwu), asked, {.name_taken = taken});
  };
  for (const auto* good : {"abc", "li.clerk_2-x", "00a"}) CHECK(open(good, false).has_value());
  CHECK(open(std::string(32, 'a'), false).has_value());
  for (const auto* bad : {"", "ab", "Li.clerk", "li clerk", "li@clerk", "李明明", "li/../x"}) {
    CHECK_FALSE(open(bad, false).has_value());
  }
  CHECK_FALSE(open(std::string(33, 'a'), false).has_value());
  CHECK(pointers(open("abc", true).error()) == std::vector<std::string>{"/name"});
}

TEST_CASE("a change holds only what differs") {
  const auto account = existing(Role::township_clerk, kQixian);
  const auto fact = change_account(administrator(kXiuwu), account,
                                   {.display_name = "李明", .role = Role::township_clerk, .division = kQixian}, {});
  REQUIRE(fact.has_value());
  CHECK(to_json(*fact) == nlohmann::json{{"account", "a-9"}, {"display_name", "李明"}});
  CHECK_FALSE(fact->moves_powers());
  CHECK(change_account(administrator(kXiuwu), account, {.role = Role::township_reviewer}, {}).value().moves_powers());
  CHECK(change_account(administrator(kXiuwu), account, {.display_name = "李某"}, {}).error().type ==
        "nothing-to-change");
}

TEST_CASE("an account is moved only between divisions of the administrator, and fits its new one") {
  const auto account = existing(Role::county_duty, kXiuwu);
  CHECK(change_account(administrator(kJiaozuo), account, {.division = kQinyang}, {}).has_value());
  CHECK(change_account(administrator(kXiuwu), account, {.division = kQinyang}, {}).error().type ==
        "outside-jurisdiction");
  CHECK(pointers(change_account(administrator(kJiaozuo), account, {.division = kQixian}, {}).error()) ==
        std::vector<std::string>{"/role"});
  const ChangeFacts unknown{.division_known = false};
  CHECK(pointers(change_account(administrator(kJiaozuo), account, {.division = kQinyang}, unknown).error()) ==
        std::vector<std::string>{"/division"});
  CHECK(change_account(administrator(kJiaozuo), account, {.role = Role::township_clerk, .division = kQixian}, {})
            .has_value());
}

TEST_CASE("the last administrator of a division is neither closed nor demoted nor moved") {
  const auto account = existing(Role::administrator, kXiuwu);
  const auto by = administrator(kJiaozuo);
  CHECK(close_account(by, account, "调离", false).error().type == "last-administrator");
  CHECK(close_account(by, account, "调离", true).has_value());
  for (const auto& asked : {ChangeAccount{.role = Role::auditor}, ChangeAccount{.division = kQinyang}}) {
    CHECK(change_account(by, account, asked, {.another_administrator = false}).error().type == "last-administrator");
    CHECK(change_account(by, account, asked, {.another_administrator = true}).has_value());
  }
  CHECK(change_account(by, account, {.display_name = "赵某"}, {.another_administrator = false}).has_value());
}

TEST_CASE("nobody closes himself") {
  const auto account = existing(Role::administrator, kXiuwu, "a-1");
  CHECK(close_account(administrator(kXiuwu, "a-1"), account, "离职", true).error().type == "own-account");
}

TEST_CASE("a closed account stays as it is") {
  auto account = existing(Role::township_clerk, kQixian);
  account.state = AccountState::closed;
  const auto by = administrator(kXiuwu);
  CHECK(change_account(by, account, {.display_name = "李明"}, {}).error().type == "account-closed");
  CHECK(close_account(by, account, "再来", true).error().type == "account-closed");
  CHECK(reset_password(by, account, "yuntai.hong-shi").error().type == "account-closed");
  CHECK(issue_token(by, account, "t-1", "雨量站").error().type == "account-closed");
}

TEST_CASE("other people's accounts are out of an administrator's hands in every way") {
  auto account = existing(Role::township_clerk, kQixian);
  account.tokens.push_back({.token_id = "t-1"});
  const auto by = administrator(kQinyang);
  CHECK(change_account(by, account, {.display_name = "李明"}, {}).error().kind == ProblemKind::forbidden);
  CHECK(close_account(by, account, "调离", true).error().kind == ProblemKind::forbidden);
  CHECK(reset_password(by, account, "yuntai.hong-shi").error().kind == ProblemKind::forbidden);
  CHECK(issue_token(by, account, "t-2", "雨量站").error().kind == ProblemKind::forbidden);
  CHECK(revoke_token(by, account, "t-1").error().kind == ProblemKind::forbidden);
}

TEST_CASE("a new password is neither weak nor the old one") {
  const auto account = existing(Role::township_clerk, kQixian);
  const auto owner = as_caller(account);
  CHECK(reset_password(administrator(kXiuwu), account, "yuntai.hong-shi").has_value());
  CHECK(pointers(reset_password(administrator(kXiuwu), account, "1234567890").error()) ==
        std::vector<std::string>{"/password"});
  CHECK(change_password(owner, "old-and-good", "yuntai.hong-shi", "s-1").value().session == "s-1");
  CHECK(change_password(owner, "yuntai.hong-shi", "yuntai.hong-shi", "s-1").error().type == "same-password");
  CHECK(pointers(change_password(owner, "old-and-good", "qwertyuiop", "s-1").error()) ==
        std::vector<std::string>{"/new_password"});
}

TEST_CASE("an account has at most twenty device tokens, and only its own are revoked") {
  auto account = existing(Role::warehouse_keeper, kXiuwu);
  const auto by = administrator(kXiuwu);
  for (std::size_t i = 0; i < kMostTokens; ++i) {
    CHECK(issue_token(by, account, "t-" + std::to_string(i), "手持机").has_value());
    account.tokens.push_back({.token_id = "t-" + std::to_string(i)});
  }
  CHECK(issue_token(by, account, "t-x", "手持机").error().type == "too-many-tokens");
  CHECK(revoke_token(by, account, "t-3").value().token_id == "t-3");
  CHECK(revoke_token(by, account, "t-x").error().type == "no-token");
}

}  // namespace
}  // namespace anlan::access
