#include "relief/home_view.hpp"

#include <nlohmann/json.hpp>

#include "access/key_entries.hpp"
#include "base/json_fields.hpp"
#include "relief/home_entries.hpp"
#include "relief/home_queries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

constexpr const char* kUpsert =
    "INSERT INTO home (ordinal, home, incident, village, class, worst, state, facts, sealed, photos, exercise, version,"
    " collapsed_rooms, collapsed_dm2, severely_damaged_rooms, severely_damaged_dm2, slightly_damaged_rooms, "
    "slightly_damaged_dm2, entered_at, entered_by,"
    " changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'entered', ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
    " ?19, ?18) ON CONFLICT (ordinal) DO UPDATE SET village = excluded.village, class = excluded.class,"
    " worst = excluded.worst, facts = excluded.facts, sealed = excluded.sealed, photos = excluded.photos,"
    " version = excluded.version, collapsed_rooms = excluded.collapsed_rooms, collapsed_dm2 = excluded.collapsed_dm2,"
    " severely_damaged_rooms = excluded.severely_damaged_rooms, severely_damaged_dm2 = excluded.severely_damaged_dm2, "
    "slightly_damaged_rooms = excluded.slightly_damaged_rooms,"
    " slightly_damaged_dm2 = excluded.slightly_damaged_dm2, changed_at = excluded.changed_at";

MarkedRow marked(std::int64_t ordinal, const std::string& incident, const HomeFacts& facts,
                 std::optional<std::string> sealed) {
  return {ordinal, incident, facts.village.text(), std::move(sealed)};
}

void keep(const journal::ApplyContext& context, const HomeRow& row, std::int64_t ordinal) {
  const auto& facts = row.facts;
  const auto& [collapsed, severely_damaged, slightly_damaged] = facts.damage;
  const auto actor = json::parse(context.entry.actor);
  context.db.prepare(kUpsert).run(
      ordinal, row.home, row.incident, facts.village.text(), to_string(facts.household_class),
      word_of(kDamageWords, facts.worst()), dump(home_facts_json(facts)), row.sealed, dump(json(row.photos)),
      static_cast<std::int64_t>(row.exercise), context.entry.stream_version, collapsed.rooms, collapsed.area_dm2,
      severely_damaged.rooms, severely_damaged.area_dm2, slightly_damaged.rooms, slightly_damaged.area_dm2,
      to_millis(context.entry.recorded_at), text_at(actor, "account"));
}

void enter(const journal::ApplyContext& context, access::KeyRing& keys) {
  const auto row = read_home_row(context.body, context.entry.exercise);
  const auto ordinal = context.db.number("SELECT coalesce(max(ordinal), 0) + 1 FROM home");
  keep(context, row, ordinal);
  write_marks(context.db, keys, home_marks(), marked(ordinal, row.incident, row.facts, row.sealed));
}

void change(const journal::ApplyContext& context, access::KeyRing& keys) {
  const auto row = read_home_row(context.body, context.entry.exercise);
  const auto before = find_home(context.db, row.home).value();
  erase_marks(context.db, keys, home_marks(), marked(before.ordinal, before.incident, before.facts, before.sealed));
  keep(context, row, before.ordinal);
  write_marks(context.db, keys, home_marks(), marked(before.ordinal, row.incident, row.facts, row.sealed));
}

void withdraw(const journal::ApplyContext& context) {
  context.db
      .prepare("UPDATE home SET state = 'withdrawn', withdrawn_for = ?2, version = ?3, changed_at = ?4 WHERE home = ?1")
      .run(text_at(context.body, "home"), text_at(context.body, "reason"), context.entry.stream_version,
           to_millis(context.entry.recorded_at));
  context.db.prepare("DELETE FROM home_link WHERE home = ?1").run(text_at(context.body, "home"));
}

void link(const journal::ApplyContext& context) {
  const auto& body = context.body;
  if (context.entry.type == kHomeLinked) {
    context.db.prepare("INSERT INTO home_link (household, campaign, home, linked_at) VALUES (?1, ?2, ?3, ?4)")
        .run(text_at(body, "household"), text_at(body, "campaign"), text_at(body, "home"),
             to_millis(context.entry.recorded_at));
  } else {
    context.db.prepare("DELETE FROM home_link WHERE household = ?1").run(text_at(body, "household"));
  }
  context.db.prepare("UPDATE home SET version = ?2 WHERE home = ?1")
      .run(text_at(body, "home"), context.entry.stream_version);
}

void forget(store::Connection& db, const std::string& incident) {
  blank_list(db, home_marks(), incident);
  db.prepare("UPDATE home SET photos = NULL WHERE incident = ?1").run(incident);
}

}  // namespace

std::vector<std::string> HomeView::schema() const {
  std::vector<std::string> out{
      "CREATE TABLE home ("
      "  ordinal INTEGER PRIMARY KEY, home TEXT NOT NULL UNIQUE, incident TEXT NOT NULL, village TEXT NOT NULL,"
      "  class TEXT NOT NULL, worst TEXT NOT NULL, state TEXT NOT NULL, facts TEXT NOT NULL, sealed TEXT, photos TEXT,"
      "  exercise INTEGER NOT NULL, version INTEGER NOT NULL, collapsed_rooms INTEGER NOT NULL,"
      "  collapsed_dm2 INTEGER NOT NULL, severely_damaged_rooms INTEGER NOT NULL, severely_damaged_dm2 INTEGER NOT "
      "NULL,"
      "  slightly_damaged_rooms INTEGER NOT NULL, slightly_damaged_dm2 INTEGER NOT NULL, entered_at INTEGER NOT NULL,"
      "  entered_by TEXT NOT NULL, changed_at INTEGER NOT NULL, withdrawn_for TEXT) STRICT",
      "CREATE INDEX home_by_village ON home (incident, village, ordinal)",
      "CREATE TABLE home_link ("
      "  household TEXT PRIMARY KEY, campaign TEXT NOT NULL, home TEXT NOT NULL, linked_at INTEGER NOT NULL"
      ") STRICT, WITHOUT ROWID",
      "CREATE INDEX home_link_of_home ON home_link (home, linked_at)",
  };
  for (auto& table : mark_schema(home_marks())) out.push_back(std::move(table));
  return out;
}

std::vector<std::string> HomeView::beyond_replay(store::Connection& db) const {
  auto rows = db.prepare("SELECT DISTINCT incident FROM home WHERE sealed IS NOT NULL");
  while (rows.step()) {
    if (!keys_.find(home_key_owner(rows.text_at(0)))) return {"home_mark", "home_name"};
  }
  return {};
}

void HomeView::apply(const journal::ApplyContext& context) {
  const auto& type = context.entry.type;
  if (type == "key.destroyed") {
    if (const auto incident = incident_of_owner(access::read_key_destroyed(context.body).owner)) {
      forget(context.db, *incident);
    }
    return;
  }
  if (type == kHomeEntered) enter(context, keys_);
  if (type == kHomeChanged) change(context, keys_);
  if (type == kHomeWithdrawn) withdraw(context);
  if (type == kHomeLinked || type == kHomeUnlinked) link(context);
}

}  // namespace anlan::relief
