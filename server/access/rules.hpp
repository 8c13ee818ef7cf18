#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/account.hpp"
#include "access/entries.hpp"
#include "base/result.hpp"

namespace anlan::access {

inline constexpr std::size_t kLongestName = 32;
inline constexpr std::size_t kLongestDisplayName = 40;
inline constexpr std::size_t kMostTokens = 20;  ///< per account

/// What opening an account asks for. `account` is the new account's id, made by the caller.
struct OpenAccount {
  std::string account;
  std::string name;
  std::string display_name;
  Role role;
  DivisionCode division;
  std::string password;
};
struct OpenFacts {
  bool name_taken = false;     ///< by any account, closed ones too
  bool division_known = true;  ///< the division table has it
};
/// Problem `invalid-account` lists every fault with its pointer; `outside-jurisdiction`.
[[nodiscard]] Result<AccountOpened> open_account(const Caller& by, const OpenAccount& asked, const OpenFacts& facts);

/// What is given shall change.
struct ChangeAccount {
  std::optional<std::string> display_name = {};
  std::optional<Role> role = {};
  std::optional<DivisionCode> division = {};
};
struct ChangeFacts {
  bool another_administrator = false;  ///< somebody else administers the account's division
  bool division_known = true;          ///< the division table has the new division
};
/// The entry holds only what differs. Problems: `invalid-account`, `nothing-to-change`, `last-administrator`,
/// `account-closed`, `outside-jurisdiction`.
[[nodiscard]] Result<AccountChanged> change_account(const Caller& by, const Account& account,
                                                    const ChangeAccount& asked, const ChangeFacts& facts);

/// Problems: `own-account`, `last-administrator`, `account-closed`, `outside-jurisdiction`.
[[nodiscard]] Result<AccountClosed> close_account(const Caller& by, const Account& account, std::string reason,
                                                  bool another_administrator);

/// By an administrator. Problems: `weak-password`, `account-closed`, `outside-jurisdiction`.
[[nodiscard]] Result<PasswordSet> reset_password(const Caller& by, const Account& account, std::string_view password);

/// By the owner, from his session with this id. Problems: `weak-password`, `same-password`.
[[nodiscard]] Result<PasswordSet> change_password(const Caller& owner, std::string_view old_password,
                                                  std::string_view new_password, std::string session);

/// Problems: `too-many-tokens`, `account-closed`, `outside-jurisdiction`.
[[nodiscard]] Result<TokenIssued> issue_token(const Caller& by, const Account& account, std::string token_id,
                                              std::string label);

/// Problems: `no-token`, `outside-jurisdiction`.
[[nodiscard]] Result<TokenRevoked> revoke_token(const Caller& by, const Account& account, std::string token_id);

}  // namespace anlan::access
