#include "access/personal_view.hpp"

#include <nlohmann/json.hpp>

#include "access/key_entries.hpp"

namespace anlan::access {

using nlohmann::json;

namespace {

constexpr std::string_view kSelectKey =
    "SELECT owner, key_id, state, reason, proposed_by, proposed_name, proposed_at, proposed_seq,"
    " destroyed_by, destroyed_name, destroyed_at, destroyed_seq, version FROM personal_key ";

std::optional<KeyStep> step_at(const store::Statement& row, int column) {
  const auto at = row.optional_int_at(column + 2);
  if (!at) return std::nullopt;
  return KeyStep{row.text_at(column), row.text_at(column + 1), from_millis(*at), row.int_at(column + 3)};
}

KeyRecord record_at(const store::Statement& row) {
  return {.owner = row.text_at(0),
          .key_id = row.text_at(1),
          .state = parse_key_state(row.view_at(2)).value(),
          .reason = row.text_at(3),
          .proposed = step_at(row, 4),
          .destroyed = step_at(row, 8),
          .version = row.int_at(12)};
}

void propose(store::Connection& db, const KeyDestructionProposed& fact, const journal::Entry& entry,
             const json& actor) {
  db.prepare(
        "INSERT INTO personal_key (owner, key_id, state, reason, proposed_by, proposed_name, proposed_at, proposed_seq,"
        " version) VALUES (?1, ?2, 'destruction_proposed', ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT (owner) DO UPDATE SET key_id = excluded.key_id, state = excluded.state,"
        " reason = excluded.reason, proposed_by = excluded.proposed_by,"
        " proposed_name = excluded.proposed_name, proposed_at = excluded.proposed_at,"
        " proposed_seq = excluded.proposed_seq, version = excluded.version")
      .run(fact.owner, fact.key_id, fact.reason, actor.at("account").get_ref<const std::string&>(),
           actor.at("display_name").get_ref<const std::string&>(), to_millis(entry.recorded_at), entry.seq,
           entry.stream_version);
}

void withdraw(store::Connection& db, const KeyDestructionWithdrawn& fact, const journal::Entry& entry) {
  db.prepare("UPDATE personal_key SET state = 'in_use', reason = ?2, version = ?3 WHERE owner = ?1")
      .run(fact.owner, fact.reason, entry.stream_version);
}

void destroy(store::Connection& db, const KeyDestroyed& fact, const journal::Entry& entry, const json& actor) {
  db.prepare(
        "UPDATE personal_key SET state = 'destroyed', destroyed_by = ?2, destroyed_name = ?3, destroyed_at = ?4,"
        " destroyed_seq = ?5, version = ?6 WHERE owner = ?1")
      .run(fact.owner, actor.at("account").get_ref<const std::string&>(),
           actor.at("display_name").get_ref<const std::string&>(), to_millis(entry.recorded_at), entry.seq,
           entry.stream_version);
}

void reveal(store::Connection& db, const Revealed& fact, const journal::Entry& entry, const json& actor) {
  db.prepare(
        "INSERT INTO personal_reveal (seq, at, account, name, role, division, record, fields, purpose)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
      .run(entry.seq, to_millis(entry.recorded_at), actor.at("account").get_ref<const std::string&>(),
           actor.at("display_name").get_ref<const std::string&>(), actor.at("role").get_ref<const std::string&>(),
           fact.division.text(), fact.stream, json(fact.fields).dump(), fact.purpose);
}

}  // namespace

std::vector<std::string> PersonalView::schema() const {
  return {
      "CREATE TABLE personal_key (owner TEXT PRIMARY KEY, key_id TEXT NOT NULL, state TEXT NOT NULL,"
      " reason TEXT NOT NULL, proposed_by TEXT NOT NULL, proposed_name TEXT NOT NULL,"
      " proposed_at INTEGER NOT NULL, proposed_seq INTEGER NOT NULL, destroyed_by TEXT, destroyed_name TEXT,"
      " destroyed_at INTEGER, destroyed_seq INTEGER, version INTEGER NOT NULL) STRICT, WITHOUT ROWID",
      "CREATE TABLE personal_reveal (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, account TEXT NOT NULL,"
      " name TEXT NOT NULL, role TEXT NOT NULL, division TEXT NOT NULL, record TEXT NOT NULL, fields TEXT NOT NULL,"
      " purpose TEXT NOT NULL) STRICT"};
}

void PersonalView::apply(const journal::ApplyContext& context) {
  const auto& [db, entry, body, effects, blobs] = context;
  if (entry.type == "key.destruction_proposed") {
    propose(db, read_destruction_proposed(body), entry, json::parse(entry.actor));
  } else if (entry.type == "key.destruction_withdrawn") {
    withdraw(db, read_destruction_withdrawn(body), entry);
  } else if (entry.type == "key.destroyed") {
    destroy(db, read_key_destroyed(body), entry, json::parse(entry.actor));
  } else if (entry.type == kRevealed) {
    reveal(db, read_revealed(body, DivisionCode::parse(entry.division).value()), entry, json::parse(entry.actor));
  }
}

std::optional<KeyRecord> find_key_record(store::Connection& db, const std::string& owner) {
  static const std::string sql = std::string{kSelectKey} + "WHERE owner = ?1";
  auto row = db.prepare(sql);
  row.bind_all(owner);
  if (!row.step()) return std::nullopt;
  return record_at(row);
}

std::vector<KeyRecord> list_key_records(store::Connection& db) {
  static const std::string sql = std::string{kSelectKey} + "ORDER BY owner";
  auto rows = db.prepare(sql);
  std::vector<KeyRecord> out;
  while (rows.step()) out.push_back(record_at(rows));
  return out;
}

std::vector<Reveal> list_reveals(store::Connection& db, const RevealFilter& filter) {
  auto rows = db.prepare(
      "SELECT seq, at, account, name, role, division, record, fields, purpose FROM personal_reveal"
      " WHERE substr(division, 1, ?1) = ?2 AND (?3 IS NULL OR seq < ?3) ORDER BY seq DESC LIMIT ?4");
  const auto digits = significant_digits(filter.jurisdiction.level());
  rows.bind_all(static_cast<std::int64_t>(digits), filter.jurisdiction.text().substr(0, digits), filter.before,
                filter.most);
  std::vector<Reveal> out;
  while (rows.step()) {
    out.push_back({.seq = rows.int_at(0),
                   .at = from_millis(rows.int_at(1)),
                   .account = rows.text_at(2),
                   .name = rows.text_at(3),
                   .role = rows.text_at(4),
                   .fact = {.stream = rows.text_at(6),
                            .division = DivisionCode::parse(rows.view_at(5)).value(),
                            .fields = json::parse(rows.view_at(7)).get<std::vector<std::string>>(),
                            .purpose = rows.text_at(8)}});
  }
  return out;
}

}  // namespace anlan::access
