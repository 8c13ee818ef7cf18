#include "supplies/allocation_draft_view.hpp"

#include <nlohmann/json.hpp>

#include "supplies/batch.hpp"

namespace anlan::supplies {

using nlohmann::json;

std::vector<std::string> AllocationDraftView::schema() const {
  return {
      "CREATE TABLE allocation_version ("
      "  allocation TEXT NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL,"
      "  at INTEGER NOT NULL, actor TEXT NOT NULL, state TEXT NOT NULL, incident TEXT, division TEXT NOT NULL,"
      "  document TEXT NOT NULL, PRIMARY KEY (allocation, version)) STRICT, WITHOUT ROWID",
      "CREATE INDEX allocation_version_by_seq ON allocation_version (seq)",
  };
}

void AllocationDraftView::apply(const journal::ApplyContext& context) {
  const auto& entry = context.entry;
  if (!entry.type.starts_with("allocation.")) return;
  const auto& body = context.body;
  std::optional<std::string> incident;
  if (!body.at("incident").is_null()) incident = body.at("incident").get<std::string>();
  context.db
      .prepare(
          "INSERT INTO allocation_version (allocation, version, seq, type, at, actor, state, incident, division,"
          " document) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
      .run(body.at("allocation").get<std::string>(), entry.stream_version, entry.seq, entry.type,
           to_millis(entry.recorded_at), entry.actor, body.at("state").get<std::string>(), incident, entry.division,
           dump(body));
}

std::optional<AllocationDraft> find_allocation(store::Connection& db, const std::string& allocation) {
  auto row = db.prepare(
      "SELECT document, version FROM allocation_version WHERE allocation = ?1 ORDER BY version DESC LIMIT 1");
  row.bind_all(allocation);
  if (!row.step()) return std::nullopt;
  auto draft = read_draft(json::parse(row.view_at(0)));
  draft.version = row.int_at(1);
  return draft;
}

AllocationDraft first_proposal(store::Connection& db, const std::string& allocation) {
  auto row = db.prepare("SELECT document FROM allocation_version WHERE allocation = ?1 AND version = 1");
  row.bind_all(allocation);
  row.step();
  auto draft = read_draft(json::parse(row.view_at(0)));
  draft.version = 1;
  return draft;
}

std::string next_allocation_number(store::Connection& db) {
  return batch_label(db.number("SELECT count(*) + 1 FROM allocation_version WHERE version = 1"));
}

json allocation_versions(store::Connection& db, const std::string& allocation) {
  auto rows = db.prepare(
      "SELECT version, type, at, actor, document ->> 'reason', json_array_length(document, '$.lines')"
      " FROM allocation_version WHERE allocation = ?1 ORDER BY version");
  rows.bind_all(allocation);
  auto out = json::array();
  while (rows.step()) {
    const auto reason = rows.optional_text_at(4);
    out.push_back({{"version", rows.int_at(0)},
                   {"type", rows.text_at(1)},
                   {"at", format_time(from_millis(rows.int_at(2)))},
                   {"by", json::parse(rows.view_at(3))},
                   {"reason", reason ? json(*reason) : json(nullptr)},
                   {"lines", rows.int_at(5)}});
  }
  return out;
}

json list_allocations(store::Connection& db, const DivisionCode& jurisdiction,
                      const std::optional<std::string>& incident, const std::optional<std::string>& state) {
  auto rows = db.prepare(
      "SELECT json_remove(document, '$.lines', '$.legs', '$.gaps'), version, json_array_length(document, '$.lines'),"
      " json_array_length(document, '$.gaps') FROM allocation_version v"
      " WHERE version = (SELECT max(version) FROM allocation_version o WHERE o.allocation = v.allocation)"
      " AND (?1 IS NULL OR incident = ?1) AND (?2 IS NULL OR state = ?2) AND substr(division, 1, ?3) = ?4"
      " ORDER BY seq DESC");
  const auto digits = significant_digits(jurisdiction.level());
  rows.bind_all(incident, state, static_cast<std::int64_t>(digits), jurisdiction.text().substr(0, digits));
  auto out = json::array();
  while (rows.step()) {
    auto one = json::parse(rows.view_at(0));
    one["version"] = rows.int_at(1);
    one["line_count"] = rows.int_at(2);
    one["gap_count"] = rows.int_at(3);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace anlan::supplies
