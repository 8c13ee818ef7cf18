#include "relief/household_view.hpp"

#include <nlohmann/json.hpp>

#include "access/key_entries.hpp"
#include "base/json_fields.hpp"
#include "relief/household_entries.hpp"
#include "relief/household_queries.hpp"
#include "relief/people_marks.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

constexpr std::string_view kTopic = "household_village";

/// A household's part of its village's figures.
struct Share {
  std::string village;
  std::int64_t households = 0;
  std::int64_t people = 0;
  std::int64_t needy = 0;
};

Share share_of(const HouseholdFacts& facts, std::int64_t sign) {
  return {facts.village.text(), sign, sign * facts.people, sign * facts.needy};
}

json village_json(const VillageList& list) {
  return {{"campaign", list.campaign},
          {"village", list.village.text()},
          {"households", list.households},
          {"people", list.people},
          {"needy", list.needy}};
}

std::string key_of(const VillageList& list) { return list.campaign + '/' + list.village.text(); }

VillageList village_at(const store::Statement& row) {
  return {.campaign = row.text_at(0),
          .village = DivisionCode::parse(row.view_at(1)).value(),
          .households = row.int_at(2),
          .people = row.int_at(3),
          .needy = row.int_at(4),
          .seq = row.int_at(5)};
}

/// Writes the tables on behalf of one entry.
class Bookkeeper {
 public:
  Bookkeeper(const journal::ApplyContext& context, access::KeyRing& keys, std::string campaign)
      : context_{context}, keys_{keys}, campaign_{std::move(campaign)}, actor_(json::parse(context.entry.actor)) {}

  void enter(const HouseholdRow& row, std::int64_t index);
  void change(const HouseholdRow& row, std::int64_t index);
  void withdraw(const std::string& household, std::string_view reason);

 private:
  void note(std::int64_t ordinal, std::int64_t version, std::int64_t index);
  void count(const Share& share);
  [[nodiscard]] MarkedRow marked(std::int64_t ordinal, const HouseholdRow& row) const {
    return {ordinal, campaign_, row.facts.village.text(), row.sealed};
  }

  const journal::ApplyContext& context_;
  access::KeyRing& keys_;
  std::string campaign_;
  json actor_;
};

void Bookkeeper::enter(const HouseholdRow& row, std::int64_t index) {
  const auto& facts = row.facts;
  const auto ordinal = context_.db.number("SELECT coalesce(max(ordinal), 0) + 1 FROM household");
  context_.db
      .prepare(
          "INSERT INTO household (ordinal, household, campaign, village, class, state, facts, sealed, version,"
          " entered_at, entered_by, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, 'entered', ?6, ?7, 1, ?8, ?9, ?8)")
      .run(ordinal, row.household, campaign_, facts.village.text(), to_string(facts.household_class),
           dump(facts_json(facts)), row.sealed, to_millis(context_.entry.recorded_at), text_at(actor_, "account"));
  write_marks(context_.db, keys_, household_marks(), marked(ordinal, row));
  note(ordinal, 1, index);
  count(share_of(facts, 1));
}

void Bookkeeper::change(const HouseholdRow& row, std::int64_t index) {
  const auto before = find_household(context_.db, row.household).value();
  const auto& facts = row.facts;
  context_.db
      .prepare(
          "UPDATE household SET village = ?2, class = ?3, facts = ?4, sealed = ?5, version = version + 1,"
          " changed_at = ?6 WHERE ordinal = ?1")
      .run(before.ordinal, facts.village.text(), to_string(facts.household_class), dump(facts_json(facts)), row.sealed,
           to_millis(context_.entry.recorded_at));
  erase_marks(context_.db, keys_, household_marks(),
              {before.ordinal, campaign_, before.facts.village.text(), before.sealed});
  write_marks(context_.db, keys_, household_marks(), marked(before.ordinal, row));
  note(before.ordinal, before.version + 1, index);
  count(share_of(before.facts, -1));
  count(share_of(facts, 1));
}

void Bookkeeper::withdraw(const std::string& household, std::string_view reason) {
  const auto before = find_household(context_.db, household).value();
  context_.db
      .prepare(
          "UPDATE household SET state = 'withdrawn', withdrawn_for = ?2, version = version + 1, changed_at = ?3"
          " WHERE ordinal = ?1")
      .run(before.ordinal, reason, to_millis(context_.entry.recorded_at));
  note(before.ordinal, before.version + 1, 0);
  count(share_of(before.facts, -1));
}

void Bookkeeper::note(std::int64_t ordinal, std::int64_t version, std::int64_t index) {
  context_.db.prepare("INSERT INTO household_fact (ordinal, version, seq, row) VALUES (?1, ?2, ?3, ?4)")
      .run(ordinal, version, context_.entry.seq, index);
}

void Bookkeeper::count(const Share& share) {
  auto row = context_.db.prepare(
      "INSERT INTO household_village (campaign, village, households, people, needy, seq)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (campaign, village) DO UPDATE SET"
      " households = households + excluded.households, people = people + excluded.people,"
      " needy = needy + excluded.needy, seq = excluded.seq"
      " RETURNING campaign, village, households, people, needy, seq");
  row.bind_all(campaign_, share.village, share.households, share.people, share.needy, context_.entry.seq);
  while (row.step()) {
    const auto now = village_at(row);
    context_.effects.state(kTopic, key_of(now), now.village, now.seq, village_json(now));
  }
}

}  // namespace

std::vector<std::string> HouseholdView::schema() const {
  std::vector<std::string> out{
      "CREATE TABLE household ("
      "  ordinal INTEGER PRIMARY KEY, household TEXT NOT NULL UNIQUE, campaign TEXT NOT NULL, village TEXT NOT NULL,"
      "  class TEXT NOT NULL, state TEXT NOT NULL, facts TEXT NOT NULL, sealed TEXT, version INTEGER NOT NULL,"
      "  entered_at INTEGER NOT NULL, entered_by TEXT NOT NULL, changed_at INTEGER NOT NULL, withdrawn_for TEXT"
      ") STRICT",
      "CREATE INDEX household_by_village ON household (campaign, village, ordinal)",
      "CREATE INDEX household_by_class ON household (campaign, class, village, ordinal)",
      "CREATE INDEX household_by_state ON household (campaign, state, village, ordinal)",
      "CREATE TABLE household_fact ("
      "  ordinal INTEGER NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL, row INTEGER NOT NULL,"
      "  PRIMARY KEY (ordinal, version)) STRICT, WITHOUT ROWID",
      "CREATE TABLE household_village ("
      "  campaign TEXT NOT NULL, village TEXT NOT NULL, households INTEGER NOT NULL, people INTEGER NOT NULL,"
      "  needy INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (campaign, village)) STRICT, WITHOUT ROWID",
  };
  for (auto& table : mark_schema(household_marks())) out.push_back(std::move(table));
  return out;
}

std::vector<std::string> HouseholdView::beyond_replay(store::Connection& db) const {
  if (!lacks_keys(db, keys_)) return {};
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
  if (entry.type == "key.destroyed") {
    if (const auto campaign = campaign_of_owner(access::read_key_destroyed(body).owner)) {
      blank_list(db, household_marks(), *campaign);
    }
    return;
  }
  if (!entry.type.starts_with("household.")) return;
  Bookkeeper books{context, keys_, text_at(body, "campaign")};
  if (entry.type == kHouseholdWithdrawn) return books.withdraw(text_at(body, "household"), text_at(body, "reason"));
  const auto& rows = body.at("rows");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto row = read_row(rows[i]);
    const auto index = static_cast<std::int64_t>(i);
    entry.type == kHouseholdEntered ? books.enter(row, index) : books.change(row, index);
  }
}

void HouseholdView::states_between(store::Connection& db, std::string_view topic, std::int64_t since,
                                   std::int64_t until, const journal::NotificationSink& sink) const {
  if (topic != kTopic) return;
  auto rows = db.prepare(
      "SELECT campaign, village, households, people, needy, seq FROM household_village"
      " WHERE seq > ?1 AND seq <= ?2 ORDER BY seq, campaign, village");
  rows.bind_all(since, until);
  while (rows.step()) {
    const auto list = village_at(rows);
    sink(journal::state_notification(kTopic, key_of(list), list.village, list.seq, village_json(list)));
  }
}

}  // namespace anlan::relief
