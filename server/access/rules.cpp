#include "access/rules.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "access/password_rules.hpp"

namespace anlan::access {
namespace {

using Faults = std::vector<FieldFault>;

bool good_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  };
  return name.size() >= 3 && name.size() <= kLongestName && std::ranges::all_of(name, allowed);
}

std::string levels_text(Role role) {
  std::string text;
  for (const auto level : levels_of(role)) text += (text.empty() ? "" : ", ") + std::string{to_string(level)};
  return text;
}

void check_role(Role role, const DivisionCode& division, Faults& faults) {
  const auto levels = levels_of(role);
  if (std::ranges::find(levels, division.level()) != levels.end()) return;
  const auto name = std::string{to_string(role)};
  const auto level = std::string{to_string(division.level())};
  faults.push_back(
      {"/role",
       {"角色 " + name + " 只能设在 " + levels_text(role) + " 级，区划 " + division.text() + " 是 " + level + " 级",
        "the role " + name + " exists at level " + levels_text(role) + "; division " + division.text() +
            " is at level " + level}});
}

void check_division(const DivisionCode& division, bool known, Faults& faults) {
  if (known) return;
  faults.push_back({"/division",
                    {"区划表中没有 " + division.text() + "，请核对 12 位代码",
                     "there is no division " + division.text() + "; check the 12 digits"}});
}

Result<void> no_faults(std::string type, Faults faults) {
  if (faults.empty()) return {};
  Problem problem{.kind = ProblemKind::invalid, .type = std::move(type), .detail = faults.front().detail};
  problem.errors = std::move(faults);
  return fail(std::move(problem));
}

/// Only an administrator, and only here or below. The door checks this too; a rule does not rely on its door.
Result<void> administers(const Caller& by, const DivisionCode& division) {
  if (by.role == Role::administrator && division.within(by.jurisdiction)) return {};
  return fail({.kind = ProblemKind::forbidden,
               .type = "outside-jurisdiction",
               .detail = {"区划 " + division.text() + " 的账号由其管理员管理，不在您的管理范围内",
                          "accounts of division " + division.text() + " are not yours to administer"},
               .errors = {{"/division", {"不在您的管理范围内", "not yours to administer"}}}});
}

/// The account is in the administrator's hands and not closed.
Result<void> may_change(const Caller& by, const Account& account) {
  if (auto allowed = administers(by, account.division); !allowed) return allowed;
  if (account.state == AccountState::active) return {};
  return fail(ProblemKind::conflict, "account-closed",
              {"账号 " + account.name + " 已注销，不能再改动。需要时请新开账号",
               "the account " + account.name + " is closed and stays so; open a new one"});
}

auto last_administrator(const Account& account) {
  return fail(ProblemKind::conflict, "last-administrator",
              {account.name + " 是 " + account.division.text() + " 最后一名管理员。请先为该区划开设另一名管理员",
               account.name + " is the last administrator of " + account.division.text() +
                   "; open an account for another one first"});
}

}  // namespace

Result<AccountOpened> open_account(const Caller& by, const OpenAccount& asked, const OpenFacts& facts) {
  if (auto allowed = administers(by, asked.division); !allowed) return tl::unexpected<Problem>(allowed.error());
  Faults faults;
  if (!good_name(asked.name)) {
    faults.push_back({"/name",
                      {"登录名应为 3–32 个小写字母、数字或 . _ -",
                       "the sign-in name has 3 to 32 of: lower-case letters, digits, . _ -"}});
  } else if (facts.name_taken) {
    faults.push_back({"/name",
                      {"登录名 " + asked.name + " 已被使用（注销的账号也占用登录名），请换一个",
                       "the sign-in name " + asked.name + " is taken, perhaps by a closed account; choose another"}});
  }
  if (auto fault = password_fault(asked.password, asked.name)) faults.push_back({"/password", std::move(*fault)});
  check_division(asked.division, facts.division_known, faults);
  check_role(asked.role, asked.division, faults);
  if (auto fine = no_faults("invalid-account", std::move(faults)); !fine) {
    return tl::unexpected<Problem>(std::move(fine.error()));
  }
  return AccountOpened{asked.account, asked.name, asked.display_name, asked.role, asked.division};
}

Result<AccountChanged> change_account(const Caller& by, const Account& account, const ChangeAccount& asked,
                                      const ChangeFacts& facts) {
  if (auto allowed = may_change(by, account); !allowed) return tl::unexpected<Problem>(std::move(allowed.error()));
  AccountChanged fact{.account = account.account};
  if (asked.display_name && *asked.display_name != account.display_name) fact.display_name = asked.display_name;
  if (asked.role && *asked.role != account.role) fact.role = asked.role;
  if (asked.division && *asked.division != account.division) fact.division = asked.division;
  if (!fact.display_name && !fact.moves_powers()) {
    return fail(ProblemKind::invalid, "nothing-to-change",
                {"没有要改的内容：所填与现有的相同", "nothing to change: all given values are the present ones"});
  }
  if (!fact.moves_powers()) return fact;

  const auto division = fact.division.value_or(account.division);
  if (auto allowed = administers(by, division); !allowed) return tl::unexpected<Problem>(std::move(allowed.error()));
  Faults faults;
  check_division(division, facts.division_known, faults);
  check_role(fact.role.value_or(account.role), division, faults);
  if (auto fine = no_faults("invalid-account", std::move(faults)); !fine) {
    return tl::unexpected<Problem>(std::move(fine.error()));
  }
  if (account.role == Role::administrator && !facts.another_administrator) return last_administrator(account);
  return fact;
}

Result<AccountClosed> close_account(const Caller& by, const Account& account, std::string reason,
                                    bool another_administrator) {
  if (auto allowed = may_change(by, account); !allowed) return tl::unexpected<Problem>(std::move(allowed.error()));
  if (by.account == account.account) {
    return fail(ProblemKind::forbidden, "own-account",
                {"不能注销自己的账号，请另一名管理员来做", "nobody closes his own account; ask another administrator"});
  }
  if (account.role == Role::administrator && !another_administrator) return last_administrator(account);
  return AccountClosed{account.account, std::move(reason)};
}

Result<PasswordSet> reset_password(const Caller& by, const Account& account, std::string_view password) {
  if (auto allowed = may_change(by, account); !allowed) return tl::unexpected<Problem>(std::move(allowed.error()));
  if (auto fault = password_fault(password, account.name)) {
    return fail_field("/password", "weak-password", std::move(*fault));
  }
  return PasswordSet{account.account};
}

Result<PasswordSet> change_password(const Caller& owner, std::string_view old_password, std::string_view new_password,
                                    std::string session) {
  if (auto fault = password_fault(new_password, owner.name)) {
    return fail_field("/new_password", "weak-password", std::move(*fault));
  }
  if (old_password == new_password) {
    return fail_field("/new_password", "same-password",
                      {"新密码与旧密码相同，请换一个", "the new password is the old one; choose another"});
  }
  return PasswordSet{owner.account, std::move(session)};
}

Result<TokenIssued> issue_token(const Caller& by, const Account& account, std::string token_id, std::string label) {
  if (auto allowed = may_change(by, account); !allowed) return tl::unexpected<Problem>(std::move(allowed.error()));
  if (account.tokens.size() >= kMostTokens) {
    return fail(
        ProblemKind::conflict, "too-many-tokens",
        {"这个账号已有 " + std::to_string(kMostTokens) + " 个设备令牌，请先吊销不用的",
         "this account has " + std::to_string(kMostTokens) + " device tokens already; revoke unused ones first"});
  }
  return TokenIssued{account.account, std::move(token_id), std::move(label)};
}

Result<TokenRevoked> revoke_token(const Caller& by, const Account& account, std::string token_id) {
  if (auto allowed = administers(by, account.division); !allowed) {
    return tl::unexpected<Problem>(std::move(allowed.error()));
  }
  const auto held = std::ranges::any_of(account.tokens, [&](const auto& token) { return token.token_id == token_id; });
  if (!held) {
    return fail({.kind = ProblemKind::not_found,
                 .type = "no-token",
                 .detail = {"账号 " + account.name + " 没有这个令牌，可能已被吊销，请刷新列表",
                            "the account " + account.name + " has no such token, it may be revoked already; reload"},
                 .errors = {{"/token_id", {"没有这个令牌", "no such token"}}}});
  }
  return TokenRevoked{account.account, std::move(token_id)};
}

}  // namespace anlan::access
