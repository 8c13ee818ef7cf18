#include "access/view.hpp"

#include <stdexcept>

#include "access/entries.hpp"

namespace anlan::access {
namespace {

constexpr std::string_view kSelect =
    "SELECT account.account, name, display_name, role, division, state, version, opened_at, last_seen_at"
    " FROM account LEFT JOIN credential ON credential.account = account.account ";

std::optional<Instant> optional_time(const store::Statement& row, int column) {
  const auto millis = row.optional_int_at(column);
  return millis ? std::optional{from_millis(*millis)} : std::nullopt;
}

std::vector<DeviceToken> tokens_of(store::Connection& db, std::string_view account) {
  auto rows = db.prepare(
      "SELECT t.token_id, t.label, t.issued_at, s.last_used_at FROM account_token t"
      " LEFT JOIN token_secret s ON s.token_id = t.token_id WHERE t.account = ?1 ORDER BY t.issued_at, t.token_id");
  rows.bind_all(account);
  std::vector<DeviceToken> tokens;
  while (rows.step()) {
    tokens.push_back({rows.text_at(0), rows.text_at(1), from_millis(rows.int_at(2)), optional_time(rows, 3)});
  }
  return tokens;
}

Account read_row(store::Connection& db, const store::Statement& row) {
  return {.account = row.text_at(0),
          .name = row.text_at(1),
          .display_name = row.text_at(2),
          .role = parse_role(row.view_at(3)).value(),
          .division = DivisionCode::parse(row.view_at(4)).value(),
          .state = parse_account_state(row.view_at(5)).value(),
          .version = row.int_at(6),
          .opened_at = from_millis(row.int_at(7)),
          .last_seen_at = optional_time(row, 8),
          .tokens = tokens_of(db, row.view_at(0))};
}

std::optional<Account> find_one(store::Connection& db, std::string_view sql, std::string_view key) {
  auto row = db.prepare(sql);
  row.bind_all(key);
  if (!row.step()) return std::nullopt;
  return read_row(db, row);
}

void open(store::Connection& db, const AccountOpened& fact, const journal::Entry& entry) {
  db.prepare(
        "INSERT INTO account (account, name, display_name, role, division, state, version, opened_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, 'active', ?6, ?7)")
      .run(fact.account, fact.name, fact.display_name, to_string(fact.role), fact.division.text(), entry.stream_version,
           to_millis(entry.recorded_at));
}

void drop_tokens(store::Connection& db, const std::string& account) {
  db.prepare("DELETE FROM account_token WHERE account = ?1").run(account);
}

void change(store::Connection& db, const AccountChanged& fact) {
  const auto role = fact.role ? std::optional{to_string(*fact.role)} : std::nullopt;
  const auto division = fact.division ? std::optional{fact.division->text()} : std::nullopt;
  db.prepare(
        "UPDATE account SET display_name = coalesce(?2, display_name), role = coalesce(?3, role),"
        " division = coalesce(?4, division) WHERE account = ?1")
      .run(fact.account, fact.display_name, role, division);
  if (fact.moves_powers()) drop_tokens(db, fact.account);
}

void close(store::Connection& db, const std::string& account) {
  db.prepare("UPDATE account SET state = 'closed' WHERE account = ?1").run(account);
  drop_tokens(db, account);
}

void issue_token(store::Connection& db, const TokenIssued& fact, const journal::Entry& entry) {
  db.prepare("INSERT INTO account_token (token_id, account, label, issued_at) VALUES (?1, ?2, ?3, ?4)")
      .run(fact.token_id, fact.account, fact.label, to_millis(entry.recorded_at));
}

}  // namespace

std::vector<std::string> AccountView::schema() const {
  return {
      "CREATE TABLE account (account TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL,"
      " role TEXT NOT NULL, division TEXT NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL,"
      " opened_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
      "CREATE TABLE account_token (token_id TEXT PRIMARY KEY, account TEXT NOT NULL, label TEXT NOT NULL,"
      " issued_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
      "CREATE INDEX account_token_by_account ON account_token (account)"};
}

void AccountView::apply(const journal::ApplyContext& context) {
  const auto& [db, entry, body, effects, blobs] = context;
  if (!entry.type.starts_with("account.")) return;
  if (entry.type == "account.opened") return open(db, read_opened(body), entry);
  const auto account = body.at("account").get<std::string>();
  if (entry.type == "account.changed") {
    change(db, read_changed(body));
  } else if (entry.type == "account.closed") {
    close(db, account);
  } else if (entry.type == "account.token_issued") {
    issue_token(db, read_token_issued(body), entry);
  } else if (entry.type == "account.token_revoked") {
    db.prepare("DELETE FROM account_token WHERE token_id = ?1").run(read_token_revoked(body).token_id);
  }
  db.prepare("UPDATE account SET version = ?2 WHERE account = ?1").run(account, entry.stream_version);
}

std::optional<Account> find_account(store::Connection& db, std::string_view account) {
  static const std::string sql = std::string{kSelect} + "WHERE account.account = ?1";
  return find_one(db, sql, account);
}

std::optional<Account> find_account_by_name(store::Connection& db, std::string_view name) {
  static const std::string sql = std::string{kSelect} + "WHERE name = ?1";
  return find_one(db, sql, name);
}

std::vector<Account> list_accounts(store::Connection& db, const AccountFilter& filter) {
  static const std::string sql = std::string{kSelect} +
                                 "WHERE division LIKE ?1 AND division LIKE ?2 AND (?3 IS NULL OR state = ?3)"
                                 " ORDER BY division, name";
  const auto below = [](const DivisionCode& code) {
    return code.text().substr(0, significant_digits(code.level())) + "%";
  };
  const auto state = filter.state ? std::optional{to_string(*filter.state)} : std::nullopt;
  auto rows = db.prepare(sql);
  rows.bind_all(below(filter.jurisdiction), below(filter.division), state);
  std::vector<Account> accounts;
  while (rows.step()) accounts.push_back(read_row(db, rows));
  return accounts;
}

bool another_administrator(store::Connection& db, const Account& account) {
  auto rows =
      db.prepare("SELECT division FROM account WHERE role = 'administrator' AND state = 'active' AND account <> ?1");
  rows.bind_all(account.account);
  while (rows.step()) {
    if (account.division.within(DivisionCode::parse(rows.view_at(0)).value())) return true;
  }
  return false;
}

}  // namespace anlan::access
