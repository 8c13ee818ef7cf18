#include "relief/gate_view.hpp"

#include <utility>

#include "base/json_fields.hpp"
#include "relief/gate_books.hpp"
#include "relief/gate_entries.hpp"
#include "relief/household_entries.hpp"
#include "relief/household_queries.hpp"
#include "relief/objection_view.hpp"
#include "relief/way_json.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

constexpr std::string_view kTopic = "gate";

json state_json(const std::string& campaign, const std::string& village, const std::string& stage) {
  return {{"campaign", campaign}, {"village", village}, {"stage", stage}};
}

void drop_amounts(const journal::ApplyContext& context) {
  context.db.prepare("DELETE FROM gate_amount WHERE campaign = ?1 AND village = ?2")
      .run(text_at(context.body, "campaign"), text_at(context.body, "village"));
}

void keep_amounts(const journal::ApplyContext& context) {
  const auto& body = context.body;
  drop_amounts(context);
  auto kept = context.db.prepare(
      "INSERT INTO gate_amount (campaign, village, household, needy, fen, payee, needs)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  for (const auto& row : body.at("rows")) {
    kept.run(text_at(body, "campaign"), text_at(body, "village"), text_at(row, "household"),
             row.at("needy").get<std::int64_t>(), row.at("fen").get<std::int64_t>(),
             optional_at<std::string>(row, "payee"),
             row.contains("needs") ? std::optional{dump(row.at("needs"))} : std::nullopt);
  }
}

void keep_hands(const journal::ApplyContext& context, const std::string& account) {
  auto kept =
      context.db.prepare("INSERT INTO household_hand (household, account) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
  for (const auto& row : context.body.at("rows")) kept.run(text_at(row, "household"), account);
}

void keep_evidence(const journal::ApplyContext& context, const json& actor) {
  const auto campaign = text_at(context.body, "campaign");
  const auto village = DivisionCode::parse(text_at(context.body, "village")).value();
  auto evidence = find_evidence(context.db, campaign, village);
  change_evidence(evidence, context, actor);
  context.db
      .prepare(
          "INSERT INTO gate (campaign, village, stage, evidence, seq) VALUES (?1, ?2, ?3, ?4, ?5)"
          " ON CONFLICT (campaign, village) DO UPDATE SET stage = excluded.stage, evidence = excluded.evidence,"
          " seq = excluded.seq")
      .run(campaign, village.text(), text_at(evidence, "stage"), dump(evidence), context.entry.seq);
  context.effects.state(kTopic, campaign + "/" + village.text(), village, context.entry.seq,
                        state_json(campaign, village.text(), text_at(evidence, "stage")));
}

/// Rows as the gates see them, in the order of entering; what else is missing in them only the keys can tell.
std::vector<GatedRow> rows_of(store::Connection& db, const std::string& campaign, const DivisionCode& village) {
  std::vector<GatedRow> out;
  auto rows = db.prepare(
      "SELECT h.household, h.ordinal, h.entered_at, h.changed_at, coalesce(s.shown_at, h.entered_at),"
      " coalesce(s.grown_at, h.entered_at),"
      " (SELECT json_group_array(account) FROM household_hand WHERE household = h.household),"
      " json_extract(h.facts, '$.applied_on')"
      " FROM household h LEFT JOIN household_shown s ON s.household = h.household WHERE h.campaign = ?1 AND h.village "
      "= ?2 AND h.state = 'entered' ORDER BY h.ordinal");
  rows.bind_all(campaign, village.text());
  while (rows.step()) {
    out.push_back({.household = rows.text_at(0),
                   .number = rows.int_at(1),
                   .entered_at = from_millis(rows.int_at(2)),
                   .changed_at = from_millis(rows.int_at(3)),
                   .shown_at = from_millis(rows.int_at(4)),
                   .grown_at = from_millis(rows.int_at(5)),
                   .hands = json::parse(rows.view_at(6)).get<std::set<std::string>>(),
                   .applied_on = rows.optional_text_at(7)});
  }
  return out;
}

/// Whether what was frozen is still what stands: the same households, none of them changed since.
bool as_frozen(store::Connection& db, const GatedList& list, const std::string& campaign, const DivisionCode& village) {
  std::set<std::string> frozen_rows;
  auto rows = db.prepare("SELECT household FROM gate_amount WHERE campaign = ?1 AND village = ?2");
  rows.bind_all(campaign, village.text());
  while (rows.step()) frozen_rows.insert(rows.text_at(0));
  for (const auto& row : list.rows) {
    if (frozen_rows.erase(row.household) == 0 || row.changed_at > list.freeze->at) return false;
  }
  return frozen_rows.empty();
}

}  // namespace

std::vector<std::string> GateView::schema() const {
  return {
      "CREATE TABLE gate ("
      "  campaign TEXT NOT NULL, village TEXT NOT NULL, stage TEXT NOT NULL, evidence TEXT NOT NULL,"
      "  seq INTEGER NOT NULL, PRIMARY KEY (campaign, village)) STRICT, WITHOUT ROWID",
      "CREATE TABLE gate_photo ("
      "  photo TEXT NOT NULL, campaign TEXT NOT NULL, village TEXT NOT NULL, notice INTEGER NOT NULL,"
      "  PRIMARY KEY (photo, campaign, village, notice)) STRICT, WITHOUT ROWID",
      "CREATE TABLE household_shown ("
      "  household TEXT PRIMARY KEY, shown_at INTEGER NOT NULL, grown_at INTEGER) STRICT, WITHOUT ROWID",
      "CREATE TABLE gate_amount ("
      "  campaign TEXT NOT NULL, village TEXT NOT NULL, household TEXT NOT NULL, needy INTEGER NOT NULL,"
      "  fen INTEGER NOT NULL, payee TEXT, needs TEXT,"
      "  PRIMARY KEY (campaign, village, household)) STRICT, WITHOUT ROWID",
      "CREATE TABLE household_hand ("
      "  household TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (household, account)) STRICT, WITHOUT ROWID",
  };
}

void GateView::apply(const journal::ApplyContext& context) {
  const auto& type = context.entry.type;
  const auto household = type == kHouseholdEntered || type == kHouseholdChanged;
  if (!household && !type.starts_with("gate.")) return;
  const auto actor = json::parse(context.entry.actor);
  if (household) {
    if (type == kHouseholdChanged) keep_change(context);
    return keep_hands(context, text_at(actor, "account"));
  }
  keep_evidence(context, actor);
  if (type == kGateFrozen) keep_amounts(context);
  if (type == kGateReturned && parse_stage(text_at(context.body, "to")).value() <= Stage::county_decision) {
    drop_amounts(context);
  }
  if (type == kGatePhotographed || type == kGatePhotoDropped) {
    const auto village = DivisionCode::parse(text_at(context.body, "village")).value();
    const auto evidence = find_evidence(context.db, text_at(context.body, "campaign"), village);
    keep_photo(context, evidence.at(text_at(context.body, "notice")));
  }
}

void GateView::states_between(store::Connection& db, std::string_view topic, std::int64_t since, std::int64_t until,
                              const journal::NotificationSink& sink) const {
  if (topic != kTopic) return;
  auto rows = db.prepare(
      "SELECT campaign, village, stage, seq FROM gate WHERE seq > ?1 AND seq <= ?2 ORDER BY seq, campaign, village");
  rows.bind_all(since, until);
  while (rows.step()) {
    const auto village = DivisionCode::parse(rows.view_at(1)).value();
    sink(journal::state_notification(kTopic, rows.text_at(0) + "/" + village.text(), village, rows.int_at(3),
                                     state_json(rows.text_at(0), village.text(), rows.text_at(2))));
  }
}

json find_evidence(store::Connection& db, const std::string& campaign, const DivisionCode& village) {
  auto row = db.prepare("SELECT evidence FROM gate WHERE campaign = ?1 AND village = ?2");
  row.bind_all(campaign, village.text());
  if (!row.step()) return {{"stage", to_string(Stage::report)}};
  return json::parse(row.view_at(0));
}

Stage stage_of(store::Connection& db, const std::string& campaign, const DivisionCode& village) {
  auto row = db.prepare("SELECT stage FROM gate WHERE campaign = ?1 AND village = ?2");
  row.bind_all(campaign, village.text());
  return row.step() ? parse_stage(row.view_at(0)).value() : Stage::report;
}

GatedList find_gated_list(store::Connection& db, const std::string& campaign, const DivisionCode& village) {
  auto list = read_evidence(find_evidence(db, campaign, village));
  list.rows = rows_of(db, campaign, village);
  for (auto& each : objections_of(db, campaign, village)) list.objections.push_back(std::move(each.objection));
  if (list.freeze && as_frozen(db, list, campaign, village)) list.current_snapshot = list.freeze->snapshot;
  return list;
}

std::set<std::string> hands_of(store::Connection& db, const std::string& household) {
  auto rows = db.prepare("SELECT account FROM household_hand WHERE household = ?1");
  rows.bind_all(household);
  std::set<std::string> out;
  while (rows.step()) out.insert(rows.text_at(0));
  return out;
}

bool photo_used(store::Connection& db, const std::string& photo) {
  auto row = db.prepare("SELECT 1 FROM gate_photo WHERE photo = ?1");
  row.bind_all(photo);
  return row.step();
}

FrozenSoFar frozen_so_far(store::Connection& db, const std::string& campaign, const std::optional<DivisionCode>& but) {
  auto row = db.prepare(
      "SELECT count(DISTINCT a.village), coalesce(sum(a.fen) FILTER (WHERE l.state IS NOT 'closed'), 0)"
      " FROM gate_amount a LEFT JOIN payment_line l ON l.campaign = a.campaign AND l.household = a.household"
      " WHERE a.campaign = ?1 AND a.village <> ?2");
  row.bind_all(campaign, but ? but->text() : std::string{});
  row.step();
  return {.lists = row.int_at(0), .fen = row.int_at(1)};
}

std::set<std::string, std::less<>> frozen_lists(store::Connection& db, const std::string& campaign) {
  auto rows = db.prepare("SELECT DISTINCT village FROM gate_amount WHERE campaign = ?1");
  rows.bind_all(campaign);
  std::set<std::string, std::less<>> out;
  while (rows.step()) out.insert(rows.text_at(0));
  return out;
}

std::vector<StageOfList> stages_of(store::Connection& db, const std::string& campaign, const DivisionCode& within) {
  const auto range = codes_within(within);
  auto rows = db.prepare(
      "SELECT village, stage FROM gate WHERE campaign = ?1 AND village >= ?2 AND village < ?3 ORDER BY village");
  rows.bind_all(campaign, range.from, range.until);
  std::vector<StageOfList> out;
  while (rows.step()) {
    out.push_back({DivisionCode::parse(rows.view_at(0)).value(), parse_stage(rows.view_at(1)).value()});
  }
  return out;
}

}  // namespace anlan::relief
