#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "access/caller.hpp"
#include "access/role.hpp"
#include "base/division_code.hpp"
#include "base/time.hpp"

namespace anlan::access {

enum class AccountState { active, closed };

[[nodiscard]] std::string_view to_string(AccountState state) noexcept;
[[nodiscard]] std::optional<AccountState> parse_account_state(std::string_view text) noexcept;

/// A device that calls with the powers of an account, for as long as nobody revokes it.
struct DeviceToken {
  std::string token_id = {};  ///< public; never the token
  std::string label = {};
  Instant issued_at = {};
  std::optional<Instant> last_used_at = {};
};

/// Somebody who may sign in. A name is never given to a second account, not even after the first was closed.
struct Account {
  std::string account;  ///< uuid
  std::string name;     ///< sign-in name: 3–32 of [a-z0-9._-]
  std::string display_name;
  Role role;
  DivisionCode division;  ///< the jurisdiction
  AccountState state = AccountState::active;
  std::int64_t version = 0;  ///< of the stream: what `expected_version` is compared with
  Instant opened_at = {};
  std::optional<Instant> last_seen_at = {};
  std::vector<DeviceToken> tokens = {};  ///< that are not revoked, oldest first
};

[[nodiscard]] Caller as_caller(const Account& account);

/// The wire's Account.
[[nodiscard]] nlohmann::json to_json(const Account& account);

}  // namespace anlan::access
