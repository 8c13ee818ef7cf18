#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/sessions.hpp"
#include "base/time.hpp"
#include "store/database.hpp"

namespace anlan::access {

// What must never be in the journal, and so is neither a fact nor a view: hashes of passwords and tokens, and who is
// signed in. Written only inside writer jobs (or offline), in the transaction of the facts that belong to it.

/// Creates the tables of a fresh file. Numbered by table: a change of one is a new table. Call before the writer
/// starts.
void create_secret_tables(store::Connection& db);

void keep_password(store::Connection& db, std::string_view account, std::string_view hash, Instant now);
[[nodiscard]] std::optional<std::string> password_hash_of(store::Connection& db, std::string_view account);

void keep_session(store::Connection& db, std::string_view token_hash, const Session& session, std::string_view remote);
void forget_session(store::Connection& db, std::string_view token_hash);
/// Forgets the sign-ins of people; `except_id` names a session that stays, empty for none.
void forget_sign_ins(store::Connection& db, std::string_view account, std::string_view except_id);

void keep_token(store::Connection& db, std::string_view token_hash, std::string_view token_id,
                std::string_view account);
void forget_token(store::Connection& db, std::string_view token_id);

/// Sign-ins and device tokens of an account whose powers changed.
void forget_powers(store::Connection& db, std::string_view account);
/// Everything of an account that was closed, its password too.
void forget_account(store::Connection& db, std::string_view account);

/// Writes down what `Sessions::take_uses` gave, and forgets sessions that expired before `now`.
void keep_uses(store::Connection& db, const std::vector<SessionUse>& uses, Instant now);

/// Fills `sessions` at start with the sign-ins and devices of active accounts. A clock that stands before the last use
/// of a session was set back; the session then gets no more than it had left at that use.
void load_sessions(store::Connection& db, Sessions& sessions, Instant now);

}  // namespace anlan::access
