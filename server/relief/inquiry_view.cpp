#include "relief/inquiry_view.hpp"

#include "access/key_entries.hpp"
#include "base/json_fields.hpp"
#include "relief/campaign.hpp"
#include "relief/household_queries.hpp"
#include "relief/inquiry_entries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

const std::string kSelect =
    "SELECT inquiry, campaign, version, rule, rule_version, village, household, facts, state, exercise, opened_at,"
    " opened_by, note, reason, outcome, due, decided_at, decided_by, proof, closed_at, closed_by FROM inquiry ";

std::optional<Instant> time_at(const store::Statement& row, int column) {
  const auto millis = row.optional_int_at(column);
  return millis ? std::optional{from_millis(*millis)} : std::nullopt;
}

Inquiry inquiry_at(const store::Statement& row) {
  return {.inquiry = row.text_at(0),
          .campaign = row.text_at(1),
          .version = row.int_at(2),
          .rule = row.text_at(3),
          .rule_version = row.int_at(4),
          .village = DivisionCode::parse(row.view_at(5)).value(),
          .household = row.optional_text_at(6),
          .facts = json::parse(row.view_at(7)),
          .state = parse_word<InquiryState>(kInquiryWords, row.view_at(8)).value(),
          .exercise = row.int_at(9) != 0,
          .opened_at = from_millis(row.int_at(10)),
          .opened_by = row.text_at(11),
          .note = row.optional_text_at(12),
          .reason = row.optional_text_at(13),
          .outcome = row.optional_text_at(14),
          .due = row.optional_text_at(15),
          .decided_at = time_at(row, 16),
          .decided_by = row.optional_text_at(17),
          .proof = row.optional_text_at(18),
          .closed_at = time_at(row, 19),
          .closed_by = row.optional_text_at(20)};
}

void open(const journal::ApplyContext& context, const std::string& account) {
  const auto& [db, entry, body, effects, blobs] = context;
  db.prepare(
        "INSERT INTO inquiry (inquiry, campaign, version, rule, rule_version, village, household, facts, state,"
        " exercise, opened_at, opened_by, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'open', ?9, ?10, ?11, ?12)")
      .run(text_at(body, "inquiry"), text_at(body, "campaign"), entry.stream_version, text_at(body, "rule"),
           body.at("rule_version").get<std::int64_t>(), text_at(body, "village"),
           optional_at<std::string>(body, "household"), dump(body.at("facts")), entry.exercise,
           to_millis(entry.recorded_at), account, optional_at<std::string>(body, "sealed"));
}

void decide(const journal::ApplyContext& context, const std::string& account) {
  const auto& [db, entry, body, effects, blobs] = context;
  const bool confirmed = text_at(body, "verdict") == word_of(kVerdictWords, Verdict::confirmed);
  db.prepare(
        "UPDATE inquiry SET version = ?2, state = ?3, due = ?4, reason = ?5, decided_at = ?6, decided_by = ?7"
        " WHERE inquiry = ?1")
      .run(text_at(body, "inquiry"), entry.stream_version,
           word_of(kInquiryWords, confirmed ? InquiryState::confirmed : InquiryState::dismissed),
           optional_at<std::string>(body, "due"), optional_at<std::string>(body, "sealed"),
           to_millis(entry.recorded_at), account);
}

void close(const journal::ApplyContext& context, const std::string& account) {
  const auto& [db, entry, body, effects, blobs] = context;
  db.prepare(
        "UPDATE inquiry SET version = ?2, state = 'closed', proof = ?3, outcome = ?4, closed_at = ?5, closed_by = ?6"
        " WHERE inquiry = ?1")
      .run(text_at(body, "inquiry"), entry.stream_version, optional_at<std::string>(body, "proof"),
           optional_at<std::string>(body, "sealed"), to_millis(entry.recorded_at), account);
}

}  // namespace

std::vector<std::string> InquiryView::schema() const {
  return {
      "CREATE TABLE inquiry ("
      "  inquiry TEXT PRIMARY KEY, campaign TEXT NOT NULL, version INTEGER NOT NULL, rule TEXT NOT NULL,"
      "  rule_version INTEGER NOT NULL, village TEXT NOT NULL, household TEXT, facts TEXT NOT NULL, state TEXT NOT "
      "NULL,"
      "  exercise INTEGER NOT NULL, opened_at INTEGER NOT NULL, opened_by TEXT NOT NULL, note TEXT, reason TEXT,"
      "  outcome TEXT, due TEXT, decided_at INTEGER, decided_by TEXT, proof TEXT, closed_at INTEGER, closed_by TEXT"
      ") STRICT, WITHOUT ROWID",
      "CREATE INDEX inquiry_by_village ON inquiry (campaign, village, opened_at)",
  };
}

void InquiryView::apply(const journal::ApplyContext& context) {
  const auto& [db, entry, body, effects, blobs] = context;
  if (entry.type == "key.destroyed") {
    if (const auto campaign = campaign_of_owner(access::read_key_destroyed(body).owner)) {
      db.prepare("UPDATE inquiry SET note = NULL, reason = NULL, outcome = NULL WHERE campaign = ?1").run(*campaign);
    }
    return;
  }
  if (!entry.type.starts_with("inquiry.")) return;
  const auto account = text_at(json::parse(entry.actor), "account");
  if (entry.type == kInquiryOpened) open(context, account);
  if (entry.type == kInquiryDecided) decide(context, account);
  if (entry.type == kInquiryClosed) close(context, account);
}

std::optional<Inquiry> find_inquiry(store::Connection& db, const std::string& inquiry) {
  auto row = db.prepare(kSelect + "WHERE inquiry = ?1");
  row.bind_all(inquiry);
  if (!row.step()) return std::nullopt;
  return inquiry_at(row);
}

std::optional<Inquiry> inquiry_about(store::Connection& db, const InquirySubject& subject) {
  auto row = db.prepare(kSelect +
                        "WHERE campaign = ?1 AND village = ?2 AND rule = ?3 AND household IS ?4"
                        " ORDER BY opened_at DESC, inquiry DESC LIMIT 1");
  row.bind_all(subject.campaign, subject.village.text(), subject.rule, subject.household);
  if (!row.step()) return std::nullopt;
  return inquiry_at(row);
}

std::vector<Inquiry> list_inquiries(store::Connection& db, const InquiryFilter& filter) {
  const auto range = codes_within(filter.within);
  auto rows = db.prepare(kSelect +
                         "WHERE campaign = ?1 AND village >= ?2 AND village < ?3 AND (?4 IS NULL OR state = ?4)"
                         " ORDER BY opened_at, inquiry LIMIT ?5 OFFSET ?6");
  std::optional<std::string> state;
  if (filter.state) state = std::string{word_of(kInquiryWords, *filter.state)};
  rows.bind_all(filter.campaign, range.from, range.until, state, filter.limit, filter.skip);
  std::vector<Inquiry> out;
  while (rows.step()) out.push_back(inquiry_at(rows));
  return out;
}

std::set<std::string> hands_of(store::Connection& db, const Inquiry& inquiry) {
  auto rows = db.prepare(inquiry.household ? "SELECT account FROM household_hand WHERE household = ?1"
                                           : "SELECT DISTINCT e.account FROM household h JOIN household_hand e"
                                             " ON e.household = h.household WHERE h.campaign = ?1 AND h.village = ?2");
  rows.bind(1, inquiry.household.value_or(inquiry.campaign));
  if (!inquiry.household) rows.bind(2, inquiry.village.text());
  std::set<std::string> out;
  while (rows.step()) out.insert(rows.text_at(0));
  return out;
}

std::vector<InquiryCount> count_inquiries(store::Connection& db, const std::string& campaign,
                                          const DivisionCode& within, const std::string& today) {
  const auto range = codes_within(within);
  auto rows = db.prepare(
      "SELECT substr(village, 1, 9) || '000' AS township, sum(state = 'open'), sum(state = 'confirmed'),"
      " sum(state = 'confirmed' AND due < ?4), sum(state = 'dismissed'), sum(state = 'closed') FROM inquiry"
      " WHERE campaign = ?1 AND village >= ?2 AND village < ?3 GROUP BY township ORDER BY township");
  rows.bind_all(campaign, range.from, range.until, today);
  std::vector<InquiryCount> out;
  while (rows.step()) {
    out.push_back({.township = rows.text_at(0),
                   .open = rows.int_at(1),
                   .confirmed = rows.int_at(2),
                   .overdue = rows.int_at(3),
                   .dismissed = rows.int_at(4),
                   .closed = rows.int_at(5)});
  }
  return out;
}

}  // namespace anlan::relief
