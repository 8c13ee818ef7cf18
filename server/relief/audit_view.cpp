#include "relief/audit_view.hpp"

#include "access/key_entries.hpp"
#include "base/json_fields.hpp"
#include "relief/audit_entries.hpp"
#include "relief/campaign.hpp"
#include "relief/household_queries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

const std::string kAudit =
    "SELECT audit, campaign, division, version, state, plan, exercise, planned_at, planned_by, report, closed_at,"
    " closed_by FROM audit ";
const std::string kVisit =
    "SELECT v.household, v.village, v.census, v.result, v.visited_at, v.visited_by, v.photo, v.note, v.inquiry"
    " FROM audit_visit v ";

std::optional<Instant> time_at(const store::Statement& row, int column) {
  const auto millis = row.optional_int_at(column);
  return millis ? std::optional{from_millis(*millis)} : std::nullopt;
}

Audit audit_at(const store::Statement& row) {
  return {.audit = row.text_at(0),
          .campaign = row.text_at(1),
          .division = DivisionCode::parse(row.view_at(2)).value(),
          .version = row.int_at(3),
          .state = parse_word<AuditState>(kAuditWords, row.view_at(4)).value(),
          .plan = read_plan(json::parse(row.view_at(5))),
          .exercise = row.int_at(6) != 0,
          .planned_at = from_millis(row.int_at(7)),
          .planned_by = row.text_at(8),
          .report = row.optional_text_at(9),
          .closed_at = time_at(row, 10),
          .closed_by = row.optional_text_at(11)};
}

AuditVisit visit_at(const store::Statement& row) {
  AuditVisit out{.pick = {.household = row.text_at(0),
                          .village = DivisionCode::parse(row.view_at(1)).value(),
                          .census = row.int_at(2) != 0},
                 .visited_at = time_at(row, 4),
                 .visited_by = row.optional_text_at(5),
                 .photo = row.optional_text_at(6),
                 .note = row.optional_text_at(7),
                 .inquiry = row.optional_text_at(8)};
  if (const auto result = row.optional_text_at(3)) out.result = parse_word<AuditResult>(kAuditResultWords, *result);
  return out;
}

void plan(const journal::ApplyContext& context, const std::string& account) {
  const auto& [db, entry, body, effects, blobs] = context;
  const auto& audit = text_at(body, "audit");
  db.prepare(
        "INSERT INTO audit (audit, campaign, division, version, state, plan, exercise, planned_at, planned_by)"
        " VALUES (?1, ?2, ?3, ?4, 'open', ?5, ?6, ?7, ?8)")
      .run(audit, text_at(body, "campaign"), text_at(body, "division"), entry.stream_version, dump(body.at("plan")),
           entry.exercise, to_millis(entry.recorded_at), account);
  auto picked = db.prepare("INSERT INTO audit_visit (audit, household, village, census) VALUES (?1, ?2, ?3, ?4)");
  for (const auto& pick : body.at("picks")) {
    picked.run(audit, text_at(pick, "household"), text_at(pick, "village"), pick.at("census").get<bool>());
  }
}

void visit(const journal::ApplyContext& context, const std::string& account) {
  const auto& [db, entry, body, effects, blobs] = context;
  db.prepare("UPDATE audit SET version = ?2 WHERE audit = ?1").run(text_at(body, "audit"), entry.stream_version);
  db.prepare(
        "UPDATE audit_visit SET result = ?3, visited_at = ?4, visited_by = ?5, photo = ?6, note = ?7, inquiry = ?8"
        " WHERE audit = ?1 AND household = ?2")
      .run(text_at(body, "audit"), text_at(body, "household"), text_at(body, "result"),
           to_millis(parse_time(text_at(body, "at")).value()), account, optional_at<std::string>(body, "photo"),
           optional_at<std::string>(body, "sealed"), optional_at<std::string>(body, "inquiry"));
}

void close(const journal::ApplyContext& context, const std::string& account) {
  const auto& [db, entry, body, effects, blobs] = context;
  db.prepare(
        "UPDATE audit SET version = ?2, state = 'closed', report = ?3, closed_at = ?4, closed_by = ?5"
        " WHERE audit = ?1")
      .run(text_at(body, "audit"), entry.stream_version, optional_at<std::string>(body, "sealed"),
           to_millis(entry.recorded_at), account);
}

void forget_words(store::Connection& db, const std::string& campaign) {
  db.prepare("UPDATE audit SET report = NULL WHERE campaign = ?1").run(campaign);
  db.prepare("UPDATE audit_visit SET note = NULL WHERE audit IN (SELECT audit FROM audit WHERE campaign = ?1)")
      .run(campaign);
}

AuditCount count_at(const store::Statement& row) {
  return {.village = row.text_at(0),
          .census = row.int_at(1) != 0,
          .households = row.int_at(2),
          .visited = row.int_at(3),
          .differs = row.int_at(4)};
}

}  // namespace

std::vector<std::string> AuditView::schema() const {
  return {
      "CREATE TABLE audit ("
      "  audit TEXT PRIMARY KEY, campaign TEXT NOT NULL, division TEXT NOT NULL, version INTEGER NOT NULL,"
      "  state TEXT NOT NULL, plan TEXT NOT NULL, exercise INTEGER NOT NULL, planned_at INTEGER NOT NULL,"
      "  planned_by TEXT NOT NULL, report TEXT, closed_at INTEGER, closed_by TEXT) STRICT, WITHOUT ROWID",
      "CREATE INDEX audit_by_campaign ON audit (campaign, planned_at)",
      "CREATE TABLE audit_visit ("
      "  audit TEXT NOT NULL, household TEXT NOT NULL, village TEXT NOT NULL, census INTEGER NOT NULL, result TEXT,"
      "  visited_at INTEGER, visited_by TEXT, photo TEXT, note TEXT, inquiry TEXT,"
      "  PRIMARY KEY (audit, household)) STRICT, WITHOUT ROWID",
  };
}

void AuditView::apply(const journal::ApplyContext& context) {
  const auto& [db, entry, body, effects, blobs] = context;
  if (entry.type == "key.destroyed") {
    if (const auto campaign = campaign_of_owner(access::read_key_destroyed(body).owner)) forget_words(db, *campaign);
    return;
  }
  if (!entry.type.starts_with("audit.")) return;
  const auto account = text_at(json::parse(entry.actor), "account");
  if (entry.type == kAuditPlanned) plan(context, account);
  if (entry.type == kAuditVisited) visit(context, account);
  if (entry.type == kAuditClosed) close(context, account);
}

std::optional<Audit> find_audit(store::Connection& db, const std::string& audit) {
  auto row = db.prepare(kAudit + "WHERE audit = ?1");
  row.bind_all(audit);
  if (!row.step()) return std::nullopt;
  return audit_at(row);
}

std::optional<AuditVisit> find_audit_visit(store::Connection& db, const std::string& audit,
                                           const std::string& household) {
  auto row = db.prepare(kVisit + "WHERE v.audit = ?1 AND v.household = ?2");
  row.bind_all(audit, household);
  if (!row.step()) return std::nullopt;
  return visit_at(row);
}

AuditCount count_audit(store::Connection& db, const std::string& audit) {
  auto row = db.prepare(
      "SELECT '', 0, count(*), count(result), coalesce(sum(result <> 'agrees'), 0) FROM audit_visit WHERE audit = ?1");
  row.bind_all(audit);
  row.step();
  return count_at(row);
}

std::vector<AuditCount> count_audit_villages(store::Connection& db, const std::string& audit) {
  auto rows = db.prepare(
      "SELECT village, census, count(*), count(result), coalesce(sum(result <> 'agrees'), 0) FROM audit_visit"
      " WHERE audit = ?1 GROUP BY village, census ORDER BY village");
  rows.bind_all(audit);
  std::vector<AuditCount> out;
  while (rows.step()) out.push_back(count_at(rows));
  return out;
}

std::vector<Audit> list_audits(store::Connection& db, const std::string& campaign) {
  auto rows = db.prepare(kAudit + "WHERE campaign = ?1 ORDER BY planned_at DESC, audit LIMIT 200");
  rows.bind_all(campaign);
  std::vector<Audit> out;
  while (rows.step()) out.push_back(audit_at(rows));
  return out;
}

std::vector<AuditVisit> list_audit_visits(store::Connection& db, const AuditPage& page) {
  auto rows = db.prepare(kVisit +
                         "JOIN household h ON h.household = v.household"
                         " WHERE v.audit = ?1 AND v.village >= ?2 AND v.village < ?3"
                         " AND CASE ?4 WHEN 'to_visit' THEN v.result IS NULL WHEN 'visited' THEN v.result IS NOT NULL"
                         " WHEN 'differs' THEN v.result <> 'agrees' ELSE 1 END"
                         " ORDER BY v.village, h.ordinal LIMIT ?5 OFFSET ?6");
  const auto range = codes_within(page.within);
  rows.bind_all(page.audit, range.from, range.until, word_of(kVisitFilterWords, page.which), page.limit, page.skip);
  std::vector<AuditVisit> out;
  while (rows.step()) out.push_back(visit_at(rows));
  return out;
}

std::vector<OnList> on_list(store::Connection& db, const std::string& campaign, const DivisionCode& village) {
  auto rows = db.prepare(
      "SELECT household, ordinal FROM household WHERE campaign = ?1 AND state = 'entered' AND village = ?2"
      " ORDER BY ordinal");
  rows.bind_all(campaign, village.text());
  std::vector<OnList> out;
  while (rows.step()) out.push_back({.household = rows.text_at(0), .ordinal = rows.int_at(1)});
  return out;
}

}  // namespace anlan::relief
