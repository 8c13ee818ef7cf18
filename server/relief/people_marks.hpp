#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/key_ring.hpp"
#include "store/database.hpp"

namespace anlan::relief {

/// Two tables of keyed hashes by which the people of a list are found while nobody's number or name stands anywhere:
///
/// - `marks`: of identity numbers, phones, accounts and addresses, for exact search and for finding what stands twice.
/// - `names`: of the beginnings of the heads' names, within one list.
///
/// `rows` is the table whose `ordinal` both name, with the columns `sealed` and `list`.
struct MarkTables {
  std::string rows;
  std::string list;  ///< column of `rows`: whose list a row stands on
  std::string marks;
  std::string names;
};

/// The statements that make both.
[[nodiscard]] std::vector<std::string> mark_schema(const MarkTables& tables);

/// A row as the marks know it.
struct MarkedRow {
  std::int64_t ordinal = 0;
  std::string list;  ///< uuid
  std::string village;
  std::optional<std::string> sealed = {};  ///< Personal
};
/// Nothing without the key.
void write_marks(store::Connection& db, access::KeyRing& keys, const MarkTables& tables, const MarkedRow& row);
void erase_marks(store::Connection& db, access::KeyRing& keys, const MarkTables& tables, const MarkedRow& row);
/// All of one list, with what is sealed in its rows.
void blank_list(store::Connection& db, const MarkTables& tables, const std::string& list);

/// Where a mark was found.
struct Hit {
  std::int64_t ordinal = 0;
  int member = 0;
};
/// In whichever list and division of this site.
[[nodiscard]] std::vector<Hit> find_marked_in(store::Connection& db, const MarkTables& tables, std::string_view kind,
                                              std::int64_t mark, std::int64_t most);

}  // namespace anlan::relief
