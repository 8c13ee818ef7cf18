#include "relief/household_view.hpp"

#include <nlohmann/json.hpp>

#include "access/key_entries.hpp"
#include "base/json_fields.hpp"
#include "relief/household_entries.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"

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
  /// Forgets all that was personal.
  void blank();

 private:
  void note(std::int64_t ordinal, std::int64_t version, std::int64_t index);
  void count(const Share& share);
  void mark(std::int64_t ordinal, const HouseholdRow& row);
  void unmark(const Household& household);

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
  mark(ordinal, row);
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
  unmark(before);
  mark(before.ordinal, row);
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

void Bookkeeper::mark(std::int64_t ordinal, const HouseholdRow& row) {
  const auto personal = unseal_personal(keys_, row.sealed);
  if (!personal) return;
  auto marked = context_.db.prepare(
      "INSERT INTO household_mark (kind, mark, ordinal, member) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
  const auto marks = marks_of(keys_, *personal).value();
  for (const auto& mark : marks) marked.run(mark.kind, mark.value, ordinal, mark.member);
  auto named = context_.db.prepare("INSERT INTO household_name (mark, village, ordinal) VALUES (?1, ?2, ?3)");
  const auto names = name_marks(keys_, campaign_, personal->head().name).value();
  for (const auto name : names) named.run(name, row.facts.village.text(), ordinal);
}

void Bookkeeper::unmark(const Household& household) {
  const auto personal = unseal_personal(keys_, household.sealed);
  if (!personal) return;
  auto marked = context_.db.prepare("DELETE FROM household_mark WHERE kind = ?1 AND mark = ?2 AND ordinal = ?3");
  const auto marks = marks_of(keys_, *personal).value();
  for (const auto& mark : marks) marked.run(mark.kind, mark.value, household.ordinal);
  auto named = context_.db.prepare("DELETE FROM household_name WHERE mark = ?1 AND village = ?2 AND ordinal = ?3");
  const auto names = name_marks(keys_, campaign_, personal->head().name).value();
  for (const auto name : names) named.run(name, household.facts.village.text(), household.ordinal);
}

void Bookkeeper::blank() {
  for (const auto* sql :
       {"DELETE FROM household_mark WHERE ordinal IN (SELECT ordinal FROM household WHERE campaign = ?1)",
        "DELETE FROM household_name WHERE ordinal IN (SELECT ordinal FROM household WHERE campaign = ?1)",
        "UPDATE household SET sealed = NULL WHERE campaign = ?1"}) {
    context_.db.prepare(sql).run(campaign_);
  }
}

}  // namespace

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
      "CREATE TABLE household_mark ("
      "  kind TEXT NOT NULL, mark INTEGER NOT NULL, ordinal INTEGER NOT NULL, member INTEGER NOT NULL,"
      "  PRIMARY KEY (kind, mark, ordinal, member)) STRICT, WITHOUT ROWID",
      "CREATE TABLE household_name ("
      "  mark INTEGER NOT NULL, village TEXT NOT NULL, ordinal INTEGER NOT NULL,"
      "  PRIMARY KEY (mark, village, ordinal)) STRICT, WITHOUT ROWID",
      "CREATE TABLE household_fact ("
      "  ordinal INTEGER NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL, row INTEGER NOT NULL,"
      "  PRIMARY KEY (ordinal, version)) STRICT, WITHOUT ROWID",
      "CREATE TABLE household_village ("
      "  campaign TEXT NOT NULL, village TEXT NOT NULL, households INTEGER NOT NULL, people INTEGER NOT NULL,"
      "  needy INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (campaign, village)) STRICT, WITHOUT ROWID",
  };
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
    if (auto campaign = campaign_of_owner(access::read_key_destroyed(body).owner)) {
      Bookkeeper{context, keys_, std::move(*campaign)}.blank();
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
