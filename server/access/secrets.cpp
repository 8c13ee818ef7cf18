#include "access/secrets.hpp"

#include <algorithm>
#include <utility>

#include "access/view.hpp"

namespace anlan::access {
namespace {

constexpr const char* kTables = R"sql(
CREATE TABLE IF NOT EXISTS credential (
  account       TEXT PRIMARY KEY,
  password_hash TEXT NOT NULL,          -- Argon2id, encoded with salt and cost
  changed_at    INTEGER NOT NULL,       -- milliseconds since 1970, UTC, as all times here
  last_seen_at  INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS session (
  token_hash   TEXT PRIMARY KEY,        -- SHA-256, hex
  id           TEXT NOT NULL,
  account      TEXT NOT NULL,
  opened_at    INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  remote       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS session_by_account ON session (account);

CREATE TABLE IF NOT EXISTS token_secret (
  token_hash   TEXT PRIMARY KEY,
  token_id     TEXT NOT NULL UNIQUE,
  account      TEXT NOT NULL,
  last_used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS token_secret_by_account ON token_secret (account);
)sql";

std::optional<Account> active_account(store::Connection& db, std::string_view account) {
  auto found = find_account(db, account);
  return found && found->state == AccountState::active ? found : std::nullopt;
}

void load_sign_ins(store::Connection& db, Sessions& sessions, Instant now) {
  auto rows = db.prepare("SELECT token_hash, id, account, opened_at, expires_at, last_used_at FROM session");
  while (rows.step()) {
    const auto account = active_account(db, rows.view_at(2));
    const auto then = std::max(now, from_millis(rows.int_at(5)));
    const auto expires_at = from_millis(rows.int_at(4));
    if (!account || expires_at <= then) continue;
    sessions.add(rows.text_at(0),
                 {rows.text_at(1), as_caller(*account), from_millis(rows.int_at(3)), expires_at, false}, then);
  }
}

void load_devices(store::Connection& db, Sessions& sessions, Instant now) {
  auto rows = db.prepare(
      "SELECT s.token_hash, s.token_id, s.account, t.issued_at FROM token_secret s"
      " JOIN account_token t ON t.token_id = s.token_id");
  while (rows.step()) {
    const auto account = active_account(db, rows.view_at(2));
    if (!account) continue;
    sessions.add(rows.text_at(0), {rows.text_at(1), as_caller(*account), from_millis(rows.int_at(3)), {}, true}, now);
  }
}

}  // namespace

void create_secret_tables(store::Connection& db) { db.execute(kTables); }

void keep_password(store::Connection& db, std::string_view account, std::string_view hash, Instant now) {
  db.prepare(
        "INSERT INTO credential (account, password_hash, changed_at) VALUES (?1, ?2, ?3) ON CONFLICT (account)"
        " DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at")
      .run(account, hash, to_millis(now));
}

std::optional<std::string> password_hash_of(store::Connection& db, std::string_view account) {
  auto row = db.prepare("SELECT password_hash FROM credential WHERE account = ?1");
  row.bind_all(account);
  return row.step() ? std::optional{row.text_at(0)} : std::nullopt;
}

void keep_session(store::Connection& db, std::string_view token_hash, const Session& session, std::string_view remote) {
  const auto opened_at = to_millis(session.opened_at);
  db.prepare(
        "INSERT INTO session (token_hash, id, account, opened_at, expires_at, last_used_at, remote)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?4, ?6)")
      .run(token_hash, session.id, session.caller.account, opened_at, to_millis(session.expires_at.value()), remote);
  db.prepare("UPDATE credential SET last_seen_at = ?2 WHERE account = ?1").run(session.caller.account, opened_at);
}

void forget_session(store::Connection& db, std::string_view token_hash) {
  db.prepare("DELETE FROM session WHERE token_hash = ?1").run(token_hash);
}

void forget_sign_ins(store::Connection& db, std::string_view account, std::string_view except_id) {
  db.prepare("DELETE FROM session WHERE account = ?1 AND id <> ?2").run(account, except_id);
}

void keep_token(store::Connection& db, std::string_view token_hash, std::string_view token_id,
                std::string_view account) {
  db.prepare("INSERT INTO token_secret (token_hash, token_id, account) VALUES (?1, ?2, ?3)")
      .run(token_hash, token_id, account);
}

void forget_token(store::Connection& db, std::string_view token_id) {
  db.prepare("DELETE FROM token_secret WHERE token_id = ?1").run(token_id);
}

void forget_powers(store::Connection& db, std::string_view account) {
  forget_sign_ins(db, account, "");
  db.prepare("DELETE FROM token_secret WHERE account = ?1").run(account);
}

void forget_account(store::Connection& db, std::string_view account) {
  forget_powers(db, account);
  db.prepare("DELETE FROM credential WHERE account = ?1").run(account);
}

void keep_uses(store::Connection& db, const std::vector<SessionUse>& uses, Instant now) {
  for (const auto& use : uses) {
    const auto used_at = to_millis(use.used_at);
    if (use.device) {
      db.prepare("UPDATE token_secret SET last_used_at = ?2 WHERE token_hash = ?1").run(use.token_hash, used_at);
    } else {
      db.prepare("UPDATE session SET last_used_at = ?2, expires_at = ?3 WHERE token_hash = ?1")
          .run(use.token_hash, used_at, to_millis(use.expires_at.value()));
    }
    db.prepare("UPDATE credential SET last_seen_at = ?2 WHERE account = ?1").run(use.account, used_at);
  }
  db.prepare("DELETE FROM session WHERE expires_at <= ?1").run(to_millis(now));
}

void load_sessions(store::Connection& db, Sessions& sessions, Instant now) {
  load_sign_ins(db, sessions, now);
  load_devices(db, sessions, now);
}

}  // namespace anlan::access
