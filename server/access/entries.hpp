#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "access/role.hpp"
#include "base/division_code.hpp"
#include "journal/entry.hpp"
#include "journal/entry_types.hpp"

namespace anlan::access {

// The facts about accounts, one struct per entry type. No body ever holds a password, a token, or the hash of either.

/// `account.opened`: with a first password.
struct AccountOpened {
  std::string account;
  std::string name;
  std::string display_name;
  Role role;
  DivisionCode division;
};

/// `account.changed`: what is given is new.
struct AccountChanged {
  std::string account;
  std::optional<std::string> display_name = {};
  std::optional<Role> role = {};
  std::optional<DivisionCode> division = {};

  /// Whoever acts with the old powers has to stop: sign-ins and device tokens end.
  [[nodiscard]] bool moves_powers() const noexcept { return role || division; }
};

/// `account.closed`: for ever; sign-ins and device tokens end.
struct AccountClosed {
  std::string account;
  std::string reason;
};

/// `account.password_set`: by an administrator, or by the owner from a session of his, which then goes on.
struct PasswordSet {
  std::string account;
  std::string session = {};  ///< id of the owner's session; empty when an administrator set it
};

/// `account.token_issued`
struct TokenIssued {
  std::string account;
  std::string token_id;
  std::string label;
};

/// `account.token_revoked`
struct TokenRevoked {
  std::string account;
  std::string token_id;
};

[[nodiscard]] nlohmann::json to_json(const AccountOpened& fact);
[[nodiscard]] nlohmann::json to_json(const AccountChanged& fact);
[[nodiscard]] nlohmann::json to_json(const AccountClosed& fact);
[[nodiscard]] nlohmann::json to_json(const PasswordSet& fact);
[[nodiscard]] nlohmann::json to_json(const TokenIssued& fact);
[[nodiscard]] nlohmann::json to_json(const TokenRevoked& fact);

// Reading throws on a body that is not of today's version: the journal hands out no other.
[[nodiscard]] AccountOpened read_opened(const nlohmann::json& body);
[[nodiscard]] AccountChanged read_changed(const nlohmann::json& body);
[[nodiscard]] PasswordSet read_password_set(const nlohmann::json& body);
[[nodiscard]] TokenIssued read_token_issued(const nlohmann::json& body);
[[nodiscard]] TokenRevoked read_token_revoked(const nlohmann::json& body);

/// "account/<uuid>"
[[nodiscard]] std::string account_stream(std::string_view account);

/// A draft of the fact in the account's stream. `division` is the account's: its administrators and auditors hear of
/// it.
template <class Fact>
[[nodiscard]] journal::Draft draft_of(const Fact& fact, const DivisionCode& division);

/// Declares the six entry types; all reach upward.
void declare_entries(journal::EntryTypes& types);

}  // namespace anlan::access
