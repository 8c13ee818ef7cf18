#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "journal/view.hpp"
#include "store/database.hpp"

namespace anlan::journal {

/// Of the last entry; 0 when there is none.
[[nodiscard]] std::int64_t head_seq(store::Connection& db);

/// Calls `visit` for every entry after `since`, in order, until it returns false.
void each_entry_after(store::Connection& db, std::int64_t since, const std::function<bool(const Entry&)>& visit);

/// What a listener asks for.
struct Interest {
  std::vector<std::string> topics;
  DivisionCode jurisdiction;
};

/// A stretch of what happened, as the listener would have heard it.
struct Page {
  std::vector<Notification> notifications = {};  ///< entries in order, then the states they left behind
  std::int64_t next = 0;                         ///< everything up to here is covered
  std::int64_t head = 0;
  [[nodiscard]] bool complete() const noexcept { return next >= head; }
};

/// Entries after `since` (at most `limit` of them looked at) and the states last changed by them.
[[nodiscard]] Page read_page(store::Connection& db, const EntryTypes& types, const ViewSet& views,
                             const Interest& interest, std::int64_t since, std::int64_t limit);

/// Filters of the journal's own list; newest first.
struct EntryFilter {
  std::string stream = {};
  std::string type = {};
  DivisionCode jurisdiction;
  std::int64_t before = 0;  ///< seq; 0 for the newest
  int limit = 100;
};
[[nodiscard]] std::vector<Entry> list_entries(store::Connection& db, const EntryFilter& filter);

}  // namespace anlan::journal
