#include "store/query_check.hpp"

#include <sqlite3.h>

#include <cctype>
#include <memory>
#include <string_view>

#include "store/database.hpp"

namespace anlan::store {
namespace {

std::string_view text_of(const char* text) { return text == nullptr ? std::string_view{} : std::string_view{text}; }

bool blank(const char* text) {
  for (; *text != '\0'; ++text) {
    if (std::isspace(static_cast<unsigned char>(*text)) == 0) return false;
  }
  return true;
}

/// SQLite asks for everything that a statement would do, before it may.
struct Censor {
  const Readable& readable;
  std::string refused = {};

  bool may(int action, std::string_view first, std::string_view second) {
    if (action == SQLITE_SELECT) return true;
    if (action == SQLITE_FUNCTION) return allow(readable.functions.contains(second), "function", second);
    if (action != SQLITE_READ) return allow(false, "action", std::to_string(action));
    const auto column = std::string{first} + '.' + std::string{second};
    return allow(readable.tables.contains(first) && !readable.hidden_columns.contains(column), "column", column);
  }

 private:
  bool allow(bool allowed, const char* what, std::string_view which) {
    if (!allowed && refused.empty()) refused = std::string{what} + " " + std::string{which};
    return allowed;
  }
};

int ask(void* censor, int action, const char* first, const char* second, const char*, const char*) {
  return static_cast<Censor*>(censor)->may(action, text_of(first), text_of(second)) ? SQLITE_OK : SQLITE_DENY;
}

struct Closer {
  void operator()(sqlite3* raw) const noexcept { sqlite3_close_v2(raw); }
  void operator()(sqlite3_stmt* raw) const noexcept { sqlite3_finalize(raw); }
};

/// What SQLite says of the text; `refused` is filled by the censor or by the end of it.
CheckedQuery read(sqlite3* db, const std::string& sql, const Censor& censor) {
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v2(db, sql.c_str(), static_cast<int>(sql.size()), &raw, &rest);
  const std::unique_ptr<sqlite3_stmt, Closer> statement{raw};
  if (code != SQLITE_OK) {
    return {.refused = censor.refused.empty() ? sqlite3_errmsg(db) : "it may not use the " + censor.refused};
  }
  if (raw == nullptr) return {.refused = "there is no statement in it"};
  if (!blank(rest)) return {.refused = "there is more than one statement in it"};
  if (sqlite3_stmt_readonly(raw) == 0) return {.refused = "it would change something"};
  CheckedQuery out;
  for (int i = 0; i < sqlite3_column_count(raw); ++i) out.columns.emplace_back(sqlite3_column_name(raw, i));
  for (int i = 1; i <= sqlite3_bind_parameter_count(raw); ++i) {
    out.places.emplace(text_of(sqlite3_bind_parameter_name(raw, i)), i);
  }
  return out;
}

}  // namespace

CheckedQuery check_query(const std::vector<std::string>& schema, const std::string& sql, const Readable& readable) {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(":memory:", &raw, SQLITE_OPEN_READWRITE, nullptr);
  const std::unique_ptr<sqlite3, Closer> db{raw};
  if (opened != SQLITE_OK) throw DatabaseError{opened, sqlite3_errstr(opened)};
  for (const auto& statement : schema) {
    const int code = sqlite3_exec(raw, statement.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw DatabaseError{code, statement + ": " + sqlite3_errmsg(raw)};
  }
  // Its first use makes SQLite declare the table-valued function, which the censor would take for a change.
  sqlite3_exec(raw, "SELECT 1 FROM json_each('[]')", nullptr, nullptr, nullptr);
  Censor censor{readable};
  sqlite3_set_authorizer(raw, ask, &censor);
  return read(raw, sql, censor);
}

}  // namespace anlan::store
