#include "relief/objection_view.hpp"

#include "base/json_fields.hpp"
#include "relief/gate_entries.hpp"
#include "relief/household_queries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

constexpr std::string_view kSelect =
    "SELECT objection, household, raised_at, settled_at, upheld, campaign, village, door, late, sealed, answer,"
    " settled_by, settled_by_name FROM objection ";
constexpr std::string_view kMost = "1000";

ObjectionRecord record_at(const store::Statement& row) {
  ObjectionRecord out{.objection = {.objection = row.text_at(0),
                                    .household = row.optional_text_at(1).value_or(""),
                                    .raised_at = from_millis(row.int_at(2)),
                                    .upheld = row.optional_int_at(4).value_or(0) != 0},
                      .campaign = row.text_at(5),
                      .village = DivisionCode::parse(row.view_at(6)).value(),
                      .door = row.text_at(7),
                      .late = row.int_at(8) != 0,
                      .sealed = row.text_at(9),
                      .answer = row.optional_text_at(10),
                      .settled_by = row.optional_text_at(11),
                      .settled_by_name = row.optional_text_at(12)};
  if (const auto settled = row.optional_int_at(3)) out.objection.settled_at = from_millis(*settled);
  return out;
}

std::vector<ObjectionRecord> all(store::Statement& rows) {
  std::vector<ObjectionRecord> out;
  while (rows.step()) out.push_back(record_at(rows));
  return out;
}

void keep(const journal::ApplyContext& context) {
  const auto& body = context.body;
  context.db
      .prepare(
          "INSERT INTO objection (objection, campaign, village, household, raised_at, door, late, sealed)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
      .run(text_at(body, "objection"), text_at(body, "campaign"), text_at(body, "village"),
           optional_at<std::string>(body, "household"), to_millis(parse_time(text_at(body, "raised_at")).value()),
           text_at(body, "door"), body.at("late").get<bool>(), text_at(body, "sealed"));
}

void settle(const journal::ApplyContext& context) {
  const auto& body = context.body;
  const auto actor = json::parse(context.entry.actor);
  context.db
      .prepare(
          "UPDATE objection SET settled_at = ?2, upheld = ?3, answer = ?4, settled_by = ?5, settled_by_name = ?6"
          " WHERE objection = ?1")
      .run(text_at(body, "objection"), to_millis(context.entry.recorded_at), body.at("upheld").get<bool>(),
           text_at(body, "sealed"), text_at(actor, "account"), text_at(actor, "display_name"));
}

std::optional<NoticeCode> code_at(store::Statement& row) {
  if (!row.step()) return std::nullopt;
  return NoticeCode{row.text_at(0), row.text_at(1), DivisionCode::parse(row.view_at(2)).value()};
}

}  // namespace

std::vector<std::string> ObjectionView::schema() const {
  return {
      "CREATE TABLE objection ("
      "  objection TEXT PRIMARY KEY, campaign TEXT NOT NULL, village TEXT NOT NULL, household TEXT,"
      "  raised_at INTEGER NOT NULL, door TEXT NOT NULL, late INTEGER NOT NULL, sealed TEXT NOT NULL,"
      "  settled_at INTEGER, upheld INTEGER, answer TEXT, settled_by TEXT,"
      "  settled_by_name TEXT) STRICT, WITHOUT ROWID",
      "CREATE INDEX objection_by_village ON objection (campaign, village, raised_at)",
      "CREATE TABLE notice_code ("
      "  token TEXT PRIMARY KEY, campaign TEXT NOT NULL, village TEXT NOT NULL, seq INTEGER NOT NULL)"
      " STRICT, WITHOUT ROWID",
      "CREATE INDEX notice_code_by_village ON notice_code (campaign, village, seq)",
  };
}

void ObjectionView::apply(const journal::ApplyContext& context) {
  const auto& type = context.entry.type;
  if (type == kGateObjected) keep(context);
  if (type == kGateSettled) settle(context);
  if (type == kGatePosted) {
    context.db.prepare("INSERT INTO notice_code (token, campaign, village, seq) VALUES (?1, ?2, ?3, ?4)")
        .run(text_at(context.body, "token"), text_at(context.body, "campaign"), text_at(context.body, "village"),
             context.entry.seq);
  }
}

std::optional<ObjectionRecord> find_objection(store::Connection& db, const std::string& objection) {
  static const std::string sql = std::string{kSelect} + "WHERE objection = ?1";
  auto row = db.prepare(sql);
  row.bind_all(objection);
  if (!row.step()) return std::nullopt;
  return record_at(row);
}

std::vector<ObjectionRecord> list_objections(store::Connection& db, const ObjectionFilter& filter) {
  static const std::string sql = std::string{kSelect} +
                                 "WHERE campaign = ?1 AND village >= ?2 AND village < ?3 AND (?4 = 0 OR settled_at IS"
                                 " NULL) ORDER BY raised_at DESC, objection LIMIT " +
                                 std::string{kMost};
  const auto range = codes_within(filter.within);
  auto rows = db.prepare(sql);
  rows.bind_all(filter.campaign, range.from, range.until, filter.open_only);
  return all(rows);
}

std::vector<ObjectionRecord> objections_of(store::Connection& db, const std::string& campaign,
                                           const DivisionCode& village) {
  static const std::string sql =
      std::string{kSelect} + "WHERE campaign = ?1 AND village = ?2 ORDER BY raised_at, objection";
  auto rows = db.prepare(sql);
  rows.bind_all(campaign, village.text());
  return all(rows);
}

std::optional<NoticeCode> find_notice_code(store::Connection& db, const std::string& token) {
  auto row = db.prepare("SELECT token, campaign, village FROM notice_code WHERE token = ?1");
  row.bind_all(token);
  return code_at(row);
}

std::optional<NoticeCode> notice_code_of(store::Connection& db, const std::string& campaign,
                                         const DivisionCode& village) {
  auto row = db.prepare(
      "SELECT token, campaign, village FROM notice_code WHERE campaign = ?1 AND village = ?2 ORDER BY seq DESC LIMIT "
      "1");
  row.bind_all(campaign, village.text());
  return code_at(row);
}

}  // namespace anlan::relief
