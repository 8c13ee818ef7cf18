#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace anlan::store {

/// What a query from a file may touch.
struct Readable {
  std::set<std::string, std::less<>> tables;
  std::set<std::string, std::less<>> hidden_columns;  ///< "table.column"
  std::set<std::string, std::less<>> functions;
};

/// A query as SQLite understands it.
struct CheckedQuery {
  /// Why it is not one statement that reads nothing but what it may and changes nothing; empty when it is. The words
  /// are SQLite's or ours, in English.
  std::string refused = {};
  std::vector<std::string> columns = {};
  std::map<std::string, int, std::less<>> places = {};  ///< where its parameters are bound, by name: ":village"
};

/// Reads a query against the tables that `schema` makes in an empty database. Throws DatabaseError when the schema
/// itself is wrong.
[[nodiscard]] CheckedQuery check_query(const std::vector<std::string>& schema, const std::string& sql,
                                       const Readable& readable);

}  // namespace anlan::store
