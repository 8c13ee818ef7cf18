#include "supplies/document_view.hpp"

#include <nlohmann/json.hpp>

#include "supplies/batch.hpp"
#include "supplies/document_entries.hpp"
#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

void put_release(const journal::ApplyContext& context) {
  const auto release = read_release(context.body);
  context.db
      .prepare(
          "INSERT INTO release (release, version, state, division, incident, need_by, document, number)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, CAST(?8 AS INTEGER)) ON CONFLICT DO UPDATE SET version = ?2, state = "
          "?3, document = ?7")
      .run(release.release, context.entry.stream_version, to_string(release.state), release.to.division.text(),
           release.incident, to_millis(release.need_by), dump(context.body), release.number);
}

void put_waybill(const journal::ApplyContext& context, const Waybill& waybill) {
  const bool open = waybill.difference && !waybill.difference->outcome;
  context.db
      .prepare(
          "INSERT INTO waybill (waybill, version, seq, state, number, release, from_division, to_division, to_place,"
          " open_difference, document)"
          " VALUES (?1, ?2, ?3, ?4, CAST(?5 AS INTEGER), ?6, ?7, ?8, ?9, ?10, ?11)"
          " ON CONFLICT DO UPDATE SET version = ?2, seq = ?3, state = ?4, open_difference = ?10, document = ?11")
      .run(waybill.waybill, context.entry.stream_version, context.entry.seq, to_string(waybill.state), waybill.number,
           waybill.release, waybill.from_division.text(), waybill.to.division.text(), waybill.to.place, open,
           dump(context.body));
}

/// What a waybill takes out of a release counts from the picking on, and no longer once it is cancelled.
void count_sent(store::Connection& db, const Waybill& waybill, int sign) {
  auto row = db.prepare(
      "INSERT INTO release_sent (release, place, item, quantity) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT DO UPDATE SET quantity = quantity + ?4");
  for (const auto& load : waybill.loads) row.run(waybill.release, waybill.from, load.item, sign * load.quantity);
}

Release release_at(const store::Statement& row) {
  auto release = read_release(json::parse(row.view_at(0)));
  release.version = row.int_at(1);
  return release;
}

Waybill waybill_at(const store::Statement& row) {
  auto waybill = read_waybill(json::parse(row.view_at(0)));
  waybill.version = row.int_at(1);
  return waybill;
}

}  // namespace

std::vector<std::string> DocumentView::schema() const {
  return {
      "CREATE TABLE release ("
      "  release TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL, division TEXT NOT NULL,"
      "  incident TEXT, need_by INTEGER NOT NULL, document TEXT NOT NULL, number INTEGER NOT NULL)"
      " STRICT, WITHOUT ROWID",
      "CREATE INDEX release_by_number ON release (number)",
      "CREATE TABLE waybill ("
      "  waybill TEXT PRIMARY KEY, version INTEGER NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL,"
      "  number INTEGER NOT NULL, release TEXT NOT NULL, from_division TEXT NOT NULL, to_division TEXT NOT NULL,"
      "  to_place TEXT, open_difference INTEGER NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID",
      "CREATE INDEX waybill_by_number ON waybill (number)",
      "CREATE INDEX waybill_by_place ON waybill (to_place, state) WHERE to_place IS NOT NULL",
      "CREATE INDEX waybill_with_difference ON waybill (document ->> '$.from') WHERE open_difference = 1",
      "CREATE TABLE release_sent ("
      "  release TEXT NOT NULL, place TEXT NOT NULL, item TEXT NOT NULL, quantity INTEGER NOT NULL,"
      "  PRIMARY KEY (release, place, item)) STRICT, WITHOUT ROWID",
  };
}

void DocumentView::apply(const journal::ApplyContext& context) {
  const auto& type = context.entry.type;
  if (type.starts_with("release.")) put_release(context);
  if (!type.starts_with("waybill.")) return;
  const auto waybill = read_waybill(context.body);
  put_waybill(context, waybill);
  if (type == kWaybillPicked) count_sent(context.db, waybill, 1);
  if (type == kWaybillCancelled) count_sent(context.db, waybill, -1);
}

std::optional<Release> find_release(store::Connection& db, const std::string& release) {
  auto row = db.prepare("SELECT document, version FROM release WHERE release = ?1");
  row.bind_all(release);
  if (!row.step()) return std::nullopt;
  return release_at(row);
}

Result<Release> known_release(store::Connection& db, const std::string& release) {
  auto found = find_release(db, release);
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-release",
              {"没有这份申请，请刷新后重选", "there is no such request; reload and choose again"});
}

std::optional<Waybill> find_waybill(store::Connection& db, const std::string& waybill) {
  auto row = db.prepare("SELECT document, version FROM waybill WHERE waybill = ?1");
  row.bind_all(waybill);
  if (!row.step()) return std::nullopt;
  return waybill_at(row);
}

std::string next_release_number(store::Connection& db, std::int64_t after) {
  return batch_label(db.number("SELECT coalesce(max(number), 0) + 1 FROM release") + after);
}

std::string next_waybill_number(store::Connection& db) {
  return batch_label(db.number("SELECT coalesce(max(number), 0) + 1 FROM waybill"));
}

bool expects_goods(store::Connection& db, const std::string& place) {
  auto row = db.prepare(
      "SELECT 1 FROM waybill WHERE to_place = ?1 AND state IN ('picked', 'dispatched')"
      " UNION ALL SELECT 1 FROM waybill WHERE open_difference = 1 AND document ->> '$.from' = ?1");
  row.bind_all(place);
  return row.step();
}

Sent sent_of(store::Connection& db, const std::string& release) {
  auto rows = db.prepare("SELECT place, item, quantity FROM release_sent WHERE release = ?1");
  rows.bind_all(release);
  Sent sent;
  while (rows.step()) sent[{rows.text_at(0), rows.text_at(1)}] = rows.int_at(2);
  return sent;
}

std::vector<Release> list_releases(store::Connection& db, const DivisionCode& jurisdiction,
                                   std::optional<ReleaseState> state, const std::optional<std::string>& incident) {
  auto rows = db.prepare(
      "SELECT document, version FROM release r WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR incident = ?2)"
      " AND (substr(division, 1, ?3) = ?4 OR EXISTS (SELECT 1 FROM json_each(document, '$.approved') g"
      "   JOIN place p ON p.place = g.value ->> 'from' WHERE substr(p.division, 1, ?3) = ?4))"
      " ORDER BY need_by, release");
  const auto digits = significant_digits(jurisdiction.level());
  std::optional<std::string_view> word;
  if (state) word = to_string(*state);
  rows.bind_all(word, incident, static_cast<std::int64_t>(digits), jurisdiction.text().substr(0, digits));
  std::vector<Release> out;
  while (rows.step()) out.push_back(release_at(rows));
  return out;
}

std::vector<Waybill> list_waybills(store::Connection& db, const DivisionCode& jurisdiction,
                                   const WaybillFilter& filter) {
  auto rows = db.prepare(
      "SELECT document, version FROM waybill WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR release = ?2)"
      " AND (?3 = 0 OR open_difference = 1)"
      " AND (substr(from_division, 1, ?4) = ?5 OR substr(to_division, 1, ?4) = ?5) ORDER BY seq DESC");
  const auto digits = significant_digits(jurisdiction.level());
  std::optional<std::string_view> word;
  if (filter.state) word = to_string(*filter.state);
  rows.bind_all(word, filter.release, filter.open_difference, static_cast<std::int64_t>(digits),
                jurisdiction.text().substr(0, digits));
  std::vector<Waybill> out;
  while (rows.step()) out.push_back(waybill_at(rows));
  return out;
}

}  // namespace anlan::supplies
