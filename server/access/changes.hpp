#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "access/rules.hpp"
#include "journal/entry.hpp"
#include "store/database.hpp"

namespace anlan::access {

/// A decided change: the fact for the journal, and what is written in the same transaction outside it.
struct Change {
  journal::Draft fact;
  std::function<void(store::Connection&)> beside = {};
};

/// Which account a change is about, and the version of it that was last seen.
struct Target {
  std::string account;
  std::int64_t expected_version = 0;
};

/// Whether the division table has this code. Asked on the writer's thread. Knows nothing but what the divisions room
/// tells; without it every well-formed code passes.
using DivisionKnown = std::function<bool(const DivisionCode&)>;

// Each reads the facts, asks the rule, and says what to write: the one way to change an account, for the API and for
// the command line. Further problems: `no-account` (404), `stale-version` (409).

[[nodiscard]] Result<Change> decide_open(store::Connection& db, const Caller& by, const OpenAccount& asked,
                                         std::string_view password_hash, const DivisionKnown& known, Instant now);
[[nodiscard]] Result<Change> decide_change(store::Connection& db, const Caller& by, const Target& target,
                                           const ChangeAccount& asked, const DivisionKnown& known);
[[nodiscard]] Result<Change> decide_close(store::Connection& db, const Caller& by, const Target& target,
                                          std::string reason);
[[nodiscard]] Result<Change> decide_reset_password(store::Connection& db, const Caller& by, const Target& target,
                                                   std::string_view password, std::string_view password_hash,
                                                   Instant now);
/// `token_hash` is kept, the token itself is known to the caller alone.
[[nodiscard]] Result<Change> decide_issue_token(store::Connection& db, const Caller& by, const Target& target,
                                                TokenIssued token, std::string token_hash);
[[nodiscard]] Result<Change> decide_revoke_token(store::Connection& db, const Caller& by, const Target& target,
                                                 std::string token_id);

/// Problem `no-account` (404) when there is none.
[[nodiscard]] Result<Account> existing_account(store::Connection& db, std::string_view account);

}  // namespace anlan::access
