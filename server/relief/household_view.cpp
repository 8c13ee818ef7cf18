#include "relief/household_view.hpp"

#include <nlohmann/json.hpp>

#include "access/key_entries.hpp"
#include "base/json_fields.hpp"
#include "relief/household_books.hpp"
#include "relief/household_entries.hpp"

namespace anlan::relief {

using nlohmann::json;

std::vector<std::string> HouseholdView::schema() const {
  return {
      "CREATE TABLE household ("
      "  ordinal INTEGER PRIMARY KEY, household TEXT NOT NULL UNIQUE, campaign TEXT NOT NULL, village TEXT NOT NULL,"
      "  class TEXT NOT NULL, state TEXT NOT NULL, facts TEXT NOT NULL, sealed TEXT, version INTEGER NOT NULL,"
      "  entered_at INTEGER NOT NULL, entered_by TEXT NOT NULL, changed_at INTEGER NOT NULL, withdrawn_for TEXT"
      ") STRICT",
      "CREATE INDEX household_by_village ON household (campaign, village, ordinal)",
      "CREATE INDEX household_by_class ON household (campaign, class, village, ordinal)",
      "CREATE INDEX household_by_state ON household (campaign, state, village, ordinal)",
      "CREATE TABLE household_list (list INTEGER PRIMARY KEY, campaign TEXT NOT NULL UNIQUE) STRICT",
      "CREATE TABLE household_mark ("
      "  list INTEGER NOT NULL, kind TEXT NOT NULL, mark INTEGER NOT NULL, ordinal INTEGER NOT NULL,"
      "  member INTEGER NOT NULL, PRIMARY KEY (list, kind, mark, ordinal, member)) STRICT, WITHOUT ROWID",
      "CREATE TABLE household_name ("
      "  list INTEGER NOT NULL, mark INTEGER NOT NULL, village TEXT NOT NULL, ordinal INTEGER NOT NULL,"
      "  PRIMARY KEY (list, mark, village, ordinal)) STRICT, WITHOUT ROWID",
      "CREATE TABLE household_fact ("
      "  ordinal INTEGER NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL, row INTEGER NOT NULL,"
      "  PRIMARY KEY (ordinal, version)) STRICT, WITHOUT ROWID",
      "CREATE TABLE household_village ("
      "  campaign TEXT NOT NULL, village TEXT NOT NULL, households INTEGER NOT NULL, people INTEGER NOT NULL,"
      "  needy INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (campaign, village)) STRICT, WITHOUT ROWID",
  };
}

std::vector<std::string> HouseholdView::beyond_replay(store::Connection& db) const {
  if (!lacks_keys(db, opened_->keys())) return {};
  return {"household_mark", "household_name"};
}

bool lacks_keys(store::Connection& db, const access::KeyRing& keys) {
  auto rows = db.prepare(
      "SELECT campaign FROM campaign c WHERE EXISTS"
      " (SELECT 1 FROM household h WHERE h.campaign = c.campaign AND h.sealed IS NOT NULL)");
  while (rows.step()) {
    if (!keys.find(key_owner_of(rows.text_at(0)))) return true;
  }
  return false;
}

void HouseholdView::apply(const journal::ApplyContext& context) {
  const auto& [db, entry, body, effects, blobs] = context;
  auto& keys = opened_->keys();
  if (entry.type == "key.destroyed") {
    if (auto campaign = campaign_of_owner(access::read_key_destroyed(body).owner)) {
      HouseholdBooks{context, keys, std::move(*campaign)}.blank();
    }
    return;
  }
  if (!entry.type.starts_with("household.")) return;
  HouseholdBooks books{context, keys, text_at(body, "campaign")};
  if (entry.type == kHouseholdWithdrawn) return books.withdraw(text_at(body, "household"), text_at(body, "reason"));
  auto& rows = opened_->read(context);
  entry.type == kHouseholdEntered ? books.enter(rows) : books.change(rows);
}

void HouseholdView::states_between(store::Connection& db, std::string_view topic, std::int64_t since,
                                   std::int64_t until, const journal::NotificationSink& sink) const {
  if (topic != kVillageTopic) return;
  auto rows = db.prepare(
      "SELECT campaign, village, households, people, needy, seq FROM household_village"
      " WHERE seq > ?1 AND seq <= ?2 ORDER BY seq, campaign, village");
  rows.bind_all(since, until);
  while (rows.step()) {
    const auto list = village_at(rows);
    sink(journal::state_notification(kVillageTopic, village_key(list), list.village, list.seq, village_json(list)));
  }
}

}  // namespace anlan::relief
