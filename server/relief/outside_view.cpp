#include "relief/outside_view.hpp"

#include "access/key_entries.hpp"
#include "base/json_fields.hpp"
#include "relief/campaign.hpp"
#include "relief/household_view.hpp"
#include "relief/outside_entries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

constexpr std::string_view kSelect =
    "SELECT list, campaign, kind, source, as_of, count, loaded_at, loaded_by, dropped FROM outside_list ";

OutsideList list_at(const store::Statement& row) {
  return {.list = row.text_at(0),
          .campaign = row.text_at(1),
          .kind = parse_word<OutsideKind>(kOutsideWords, row.view_at(2)).value(),
          .source = row.text_at(3),
          .as_of = row.text_at(4),
          .count = row.int_at(5),
          .loaded_at = from_millis(row.int_at(6)),
          .loaded_by = row.text_at(7),
          .dropped = row.int_at(8) != 0};
}

void load(const journal::ApplyContext& context, const access::KeyRing& keys) {
  const auto& [db, entry, body, effects, blobs] = context;
  const auto& list = text_at(body, "list");
  db.prepare(
        "INSERT INTO outside_list (list, campaign, kind, source, as_of, count, loaded_at, loaded_by, dropped)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)")
      .run(list, text_at(body, "campaign"), text_at(body, "kind"), text_at(body, "source"), text_at(body, "as_of"),
           body.at("count").get<std::int64_t>(), to_millis(entry.recorded_at),
           text_at(json::parse(entry.actor), "account"));
  const auto plain = keys.unseal(text_at(body, "sealed"));
  if (!plain) return;
  auto kept = db.prepare("INSERT INTO outside_mark (list, kind, mark) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
  for (const auto& [kind, marks] : read_marks(json::parse(*plain))) {
    for (const auto mark : marks) kept.run(list, kind, mark);
  }
}

}  // namespace

std::vector<std::string> OutsideView::schema() const {
  return {
      "CREATE TABLE outside_list ("
      "  list TEXT PRIMARY KEY, campaign TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT NOT NULL,"
      "  count INTEGER NOT NULL, loaded_at INTEGER NOT NULL, loaded_by TEXT NOT NULL, dropped INTEGER NOT NULL"
      ") STRICT, WITHOUT ROWID",
      "CREATE TABLE outside_mark ("
      "  list TEXT NOT NULL, kind TEXT NOT NULL, mark INTEGER NOT NULL,"
      "  PRIMARY KEY (list, kind, mark)) STRICT, WITHOUT ROWID",
  };
}

std::vector<std::string> OutsideView::beyond_replay(store::Connection& db) const {
  return lacks_keys(db, keys_) ? std::vector<std::string>{"outside_mark"} : std::vector<std::string>{};
}

void OutsideView::apply(const journal::ApplyContext& context) {
  const auto& [db, entry, body, effects, blobs] = context;
  if (entry.type == "key.destroyed") {
    if (const auto campaign = campaign_of_owner(access::read_key_destroyed(body).owner)) {
      db.prepare("DELETE FROM outside_mark WHERE list IN (SELECT list FROM outside_list WHERE campaign = ?1)")
          .run(*campaign);
    }
  } else if (entry.type == kOutsideLoaded) {
    load(context, keys_);
  } else if (entry.type == kOutsideDropped) {
    db.prepare("DELETE FROM outside_mark WHERE list = ?1").run(text_at(body, "list"));
    db.prepare("UPDATE outside_list SET dropped = 1 WHERE list = ?1").run(text_at(body, "list"));
  }
}

std::optional<OutsideList> find_outside_list(store::Connection& db, const std::string& list) {
  static const auto sql = std::string{kSelect} + "WHERE list = ?1";
  auto row = db.prepare(sql);
  row.bind_all(list);
  if (!row.step()) return std::nullopt;
  return list_at(row);
}

std::vector<OutsideKind> outside_of(store::Connection& db, const std::string& campaign, std::int64_t mark) {
  auto rows = db.prepare(
      "SELECT DISTINCT l.kind FROM outside_list l"
      " CROSS JOIN outside_mark o ON o.list = l.list AND o.kind = 'id' AND o.mark = ?2 WHERE l.campaign = ?1");
  rows.bind_all(campaign, mark);
  std::vector<OutsideKind> out;
  while (rows.step()) out.push_back(parse_word<OutsideKind>(kOutsideWords, rows.view_at(0)).value());
  return out;
}

std::vector<OutsideList> outside_lists(store::Connection& db, const std::string& campaign) {
  static const auto sql = std::string{kSelect} + "WHERE campaign = ?1 ORDER BY loaded_at DESC, list";
  auto rows = db.prepare(sql);
  rows.bind_all(campaign);
  std::vector<OutsideList> out;
  while (rows.step()) out.push_back(list_at(rows));
  return out;
}

}  // namespace anlan::relief
