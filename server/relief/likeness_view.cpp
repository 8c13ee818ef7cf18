#include "relief/likeness_view.hpp"

#include <algorithm>

#include "access/key_entries.hpp"
#include "base/json_fields.hpp"
#include "relief/campaign.hpp"
#include "relief/likeness_entries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

const std::string kSelect =
    "SELECT first, second, campaign, village, version, verdict, alike, inquiry, reason, decided_at, decided_by,"
    " exercise FROM likeness_decision ";

LikenessDecision decision_at(const store::Statement& row) {
  return {.first = row.text_at(0),
          .second = row.text_at(1),
          .campaign = row.text_at(2),
          .village = DivisionCode::parse(row.view_at(3)).value(),
          .version = row.int_at(4),
          .verdict = parse_word<LikenessVerdict>(kLikenessWords, row.view_at(5)).value(),
          .alike = read_alike(json::parse(row.view_at(6))),
          .inquiry = row.optional_text_at(7),
          .reason = row.optional_text_at(8),
          .decided_at = from_millis(row.int_at(9)),
          .decided_by = row.text_at(10),
          .exercise = row.int_at(11) != 0};
}

}  // namespace

std::vector<std::string> LikenessView::schema() const {
  return {
      "CREATE TABLE likeness_decision ("
      "  first TEXT NOT NULL, second TEXT NOT NULL, campaign TEXT NOT NULL, village TEXT NOT NULL,"
      "  version INTEGER NOT NULL, verdict TEXT NOT NULL, alike TEXT NOT NULL, inquiry TEXT, reason TEXT,"
      "  decided_at INTEGER NOT NULL, decided_by TEXT NOT NULL, exercise INTEGER NOT NULL,"
      "  PRIMARY KEY (first, second)) STRICT, WITHOUT ROWID",
      "CREATE INDEX likeness_by_verdict ON likeness_decision (campaign, verdict, village, decided_at)",
  };
}

void LikenessView::apply(const journal::ApplyContext& context) {
  const auto& [db, entry, body, effects, blobs] = context;
  if (entry.type == "key.destroyed") {
    if (const auto campaign = campaign_of_owner(access::read_key_destroyed(body).owner)) {
      db.prepare("UPDATE likeness_decision SET reason = NULL WHERE campaign = ?1").run(*campaign);
    }
    return;
  }
  if (entry.type != kLikenessDecided) return;
  db.prepare(
        "INSERT INTO likeness_decision (first, second, campaign, village, version, verdict, alike, inquiry, reason,"
        " decided_at, decided_by, exercise) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        " ON CONFLICT (first, second) DO UPDATE SET campaign = excluded.campaign, village = excluded.village,"
        " version = excluded.version, verdict = excluded.verdict, alike = excluded.alike, inquiry = excluded.inquiry,"
        " reason = excluded.reason, decided_at = excluded.decided_at, decided_by = excluded.decided_by")
      .run(text_at(body, "first"), text_at(body, "second"), text_at(body, "campaign"), text_at(body, "village"),
           entry.stream_version, text_at(body, "verdict"), dump(body.at("alike")),
           optional_at<std::string>(body, "inquiry"), optional_at<std::string>(body, "sealed"),
           to_millis(entry.recorded_at), text_at(json::parse(entry.actor), "account"), entry.exercise);
}

HouseholdPair pair_of(const std::string& one, const std::string& other) {
  return one < other ? HouseholdPair{one, other} : HouseholdPair{other, one};
}

std::optional<LikenessDecision> find_likeness_decision(store::Connection& db, const HouseholdPair& pair) {
  static const auto sql = kSelect + "WHERE first = ?1 AND second = ?2";
  auto row = db.prepare(sql);
  row.bind_all(pair.first, pair.second);
  if (!row.step()) return std::nullopt;
  return decision_at(row);
}

std::vector<LikenessDecision> list_likeness_decisions(store::Connection& db, const LikenessFilter& filter) {
  static const auto sql = kSelect +
                          "WHERE campaign = ?1 AND verdict = ?2 AND village >= ?3 AND village < ?4"
                          " ORDER BY decided_at DESC, first, second LIMIT ?5 OFFSET ?6";
  const auto range = codes_within(filter.within);
  auto rows = db.prepare(sql);
  rows.bind_all(filter.campaign, word_of(kLikenessWords, filter.verdict), range.from, range.until, filter.limit,
                filter.skip);
  std::vector<LikenessDecision> out;
  while (rows.step()) out.push_back(decision_at(rows));
  return out;
}

std::vector<Standing> standing_after(store::Connection& db, const std::string& campaign, const DivisionCode& within,
                                     const ListPlace& after, std::int64_t limit) {
  auto rows = db.prepare(
      "SELECT ordinal, village FROM household WHERE campaign = ?1 AND state = 'entered' AND village >= ?2"
      " AND village < ?3 AND (village, ordinal) > (?4, ?5) ORDER BY village, ordinal LIMIT ?6");
  const auto range = codes_within(within);
  rows.bind_all(campaign, std::max(range.from, after.village), range.until, after.village, after.ordinal, limit);
  std::vector<Standing> out;
  while (rows.step()) out.push_back({.ordinal = rows.int_at(0), .village = rows.text_at(1)});
  return out;
}

std::vector<Lookalike> lookalikes_of(store::Connection& db, std::int64_t ordinal, std::int64_t most) {
  auto rows = db.prepare(
      "SELECT DISTINCT o.ordinal, m.member, o.member FROM household_likeness m"
      " JOIN household_likeness o ON o.key = m.key AND o.ordinal <> m.ordinal"
      " WHERE m.ordinal = ?1"
      "   AND (SELECT count(*) FROM (SELECT 1 FROM household_likeness n WHERE n.key = m.key LIMIT ?2 + 1)) <= ?2"
      " ORDER BY 1, 2, 3");
  rows.bind_all(ordinal, most);
  std::vector<Lookalike> out;
  while (rows.step()) {
    out.push_back({.ordinal = rows.int_at(0),
                   .member = static_cast<int>(rows.int_at(1)),
                   .other = static_cast<int>(rows.int_at(2))});
  }
  return out;
}

}  // namespace anlan::relief
