#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "journal/entry.hpp"
#include "store/database.hpp"

namespace anlan::journal {

/// The entry of that number. Throws std::out_of_range when there is none.
[[nodiscard]] Entry entry_at(store::Connection& db, std::int64_t seq);

/// Everything recorded on one stream, the oldest first.
[[nodiscard]] std::vector<Entry> entries_of(store::Connection& db, const std::string& stream);

}  // namespace anlan::journal
