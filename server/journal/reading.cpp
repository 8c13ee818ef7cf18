#include "journal/reading.hpp"

#include <algorithm>

#include "journal/journal.hpp"

namespace anlan::journal {
namespace {

constexpr std::string_view kColumns =
    "SELECT seq, origin, origin_seq, stream, stream_version, type, version, occurred_at, received_at, recorded_at,"
    " actor, channel, division, exercise, command_id, body, prev, hash FROM entry ";

Entry read_row(const store::Statement& row) {
  return {.seq = row.int_at(0),
          .origin = row.text_at(1),
          .origin_seq = row.int_at(2),
          .stream = row.text_at(3),
          .stream_version = row.int_at(4),
          .type = row.text_at(5),
          .version = static_cast<int>(row.int_at(6)),
          .occurred_at = from_millis(row.int_at(7)),
          .received_at = from_millis(row.int_at(8)),
          .recorded_at = from_millis(row.int_at(9)),
          .actor = row.text_at(10),
          .channel = row.text_at(11),
          .division = row.text_at(12),
          .exercise = row.int_at(13) != 0,
          .command_id = row.text_at(14),
          .body = row.text_at(15),
          .prev = row.text_at(16),
          .hash = row.text_at(17)};
}

bool wanted(const Interest& interest, std::string_view topic) {
  return std::ranges::find(interest.topics, topic) != interest.topics.end();
}

/// An entry as a live listener would have heard it: an old body in today's format.
Notification heard(Entry entry, const EntryType& type, const EntryTypes& types) {
  if (entry.version != type.version) entry.body = dump(types.read_body(entry.type, entry.version, entry.body));
  return entry_notification(entry, type);
}

void add_states(store::Connection& db, const ViewSet& views, const Interest& interest, std::int64_t since, Page& page) {
  const auto sink = [&](Notification state) {
    if (visible(state.division, state.reach, interest.jurisdiction)) page.notifications.push_back(std::move(state));
  };
  for (const auto& view : views.all()) {
    for (const auto& topic : view->state_topics()) {
      if (wanted(interest, topic)) view->states_between(db, topic, since, page.next, sink);
    }
  }
}

}  // namespace

std::int64_t head_seq(store::Connection& db) { return db.number("SELECT coalesce(max(seq), 0) FROM entry"); }

void each_entry_after(store::Connection& db, std::int64_t since, const std::function<bool(const Entry&)>& visit) {
  static const std::string sql = std::string{kColumns} + "WHERE seq > ?1 ORDER BY seq";
  auto rows = db.prepare(sql);
  rows.bind_all(since);
  while (rows.step() && visit(read_row(rows))) {
  }
}

Page read_page(store::Connection& db, const EntryTypes& types, const ViewSet& views, const Interest& interest,
               std::int64_t since, std::int64_t limit) {
  Page page{.head = head_seq(db)};
  page.next = std::min(page.head, since + limit);
  each_entry_after(db, since, [&](const Entry& entry) {
    if (entry.seq > page.next) return false;
    const auto& type = types.at(entry.type);
    if (!wanted(interest, type.topic())) return true;
    const auto division = DivisionCode::parse(entry.division).value();
    if (visible(division, type.reach, interest.jurisdiction)) page.notifications.push_back(heard(entry, type, types));
    return true;
  });
  add_states(db, views, interest, since, page);
  return page;
}

std::vector<Entry> list_entries(store::Connection& db, const EntryFilter& filter) {
  static const std::string sql =
      std::string{kColumns} +
      "WHERE (?1 = '' OR stream = ?1) AND (?2 = '' OR type = ?2) AND division LIKE ?3 AND (?4 = 0 OR seq < ?4)"
      " ORDER BY seq DESC LIMIT ?5";
  const auto prefix = filter.jurisdiction.text().substr(0, significant_digits(filter.jurisdiction.level())) + "%";
  auto rows = db.prepare(sql);
  rows.bind_all(filter.stream, filter.type, prefix, filter.before, filter.limit);
  std::vector<Entry> out;
  while (rows.step()) out.push_back(read_row(rows));
  return out;
}

}  // namespace anlan::journal
