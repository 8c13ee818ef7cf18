#include "relief/supervision_board.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "relief/finding_queries.hpp"
#include "relief/gate_view.hpp"
#include "relief/household_queries.hpp"
#include "supplies/receipt_view.hpp"

namespace anlan::relief {
namespace {

constexpr std::size_t kDayLength = std::string_view{"2026-12-01"}.size();
constexpr std::int64_t kMostFindings = 100'000;

std::string day_text(Instant at) { return format_time(at).substr(0, kDayLength); }

/// To which stage a list must have come when a level has reported.
std::optional<Stage> wanted_by(const DueDay& due) {
  static const std::map<std::string, Stage> kNeed{
      {"village", Stage::township_review}, {"township", Stage::county_decision}, {"county", Stage::allotment}};
  static const std::map<std::string, Stage> kDone{
      {"village", Stage::relieved}, {"township", Stage::follow_up}, {"county", Stage::follow_up}};
  const auto& wanted = due.id.starts_with("winter_done") ? kDone : kNeed;
  if (!due.id.starts_with("winter_done") && !due.id.starts_with("winter_need.")) return std::nullopt;
  const auto found = wanted.find(due.level);
  return found == wanted.end() ? std::nullopt : std::optional{found->second};
}

/// Builds the rows source by source.
class Board {
 public:
  Board(store::Connection& db, const BoardScope& scope)
      : db_{db}, scope_{scope}, range_{codes_within(scope.within)}, today_{day_text(scope.now)} {}

  void inquiries() {
    auto rows = db_.prepare(
        "SELECT village, due, coalesce(household, ''), inquiry FROM inquiry WHERE campaign = ?1 AND village >= ?2"
        " AND village < ?3 AND state = 'confirmed' AND due < ?4");
    rows.bind_all(scope_.campaign.campaign, range_.from, range_.until, today_);
    take(rows, BoardMeasure::overdue_reply);
  }

  void audits() {
    auto rows = db_.prepare(
        "SELECT v.village, json_extract(a.plan, '$.until'), v.household, a.audit FROM audit a"
        " JOIN audit_visit v ON v.audit = a.audit WHERE a.campaign = ?1 AND a.state = 'open' AND v.village >= ?2"
        " AND v.village < ?3 AND v.result IS NULL AND json_extract(a.plan, '$.until') < ?4");
    rows.bind_all(scope_.campaign.campaign, range_.from, range_.until, today_);
    take(rows, BoardMeasure::overdue_audit);
  }

  /// The first day that each list has missed; on the day itself it is in time.
  void lists() {
    std::map<std::string, Stage> stages;
    for (const auto& one : stages_of(db_, scope_.campaign.campaign, scope_.within)) {
      stages[one.village.text()] = one.stage;
    }
    for (const auto& list : village_lists(db_, scope_.campaign.campaign, scope_.within)) {
      if (list.households == 0) continue;
      const auto found = stages.find(list.village.text());
      late(list.village, found == stages.end() ? Stage::report : found->second);
    }
  }

  void findings(const std::string& rule, BoardMeasure measure, const char* day_fact) {
    const auto known = scope_.rules.rule(rule);
    if (!known) return;
    const FindingScope within{scope_.campaign.campaign, scope_.within};
    for (const auto& finding : list_findings(db_, **known, within, kMostFindings, 0)) {
      const auto said = finding.facts.value(day_fact, std::string{});
      out_.push_back({.measure = measure,
                      .place = finding.village,
                      .day = said.substr(0, kDayLength),
                      .household = finding.household.value_or(""),
                      .subject = rule});
    }
  }

  void goods() {
    for (const auto& waybill : supplies::list_without_paper(db_, scope_.within)) {
      if (waybill.exercise != scope_.campaign.exercise || !waybill.receipt) continue;
      if (!waybill.to.division.within(scope_.within)) continue;
      add_in_winter(BoardMeasure::unsigned_receipt, waybill.to.division, waybill.receipt->at, waybill.number);
    }
    for (const auto& one : supplies::list_cases(db_, scope_.within, true)) {
      if (one.exercise != scope_.campaign.exercise || one.due_at >= scope_.now) continue;
      add_in_winter(BoardMeasure::open_difference, scope_.within, one.due_at, one.number);
    }
  }

  [[nodiscard]] std::vector<BoardRow> done() {
    std::ranges::sort(out_, {}, [](const BoardRow& row) {
      return std::tie(row.measure, row.place.text(), row.day, row.household, row.subject);
    });
    return std::move(out_);
  }

 private:
  void take(store::Statement& rows, BoardMeasure measure) {
    while (rows.step()) {
      out_.push_back({.measure = measure,
                      .place = DivisionCode::parse(rows.view_at(0)).value(),
                      .day = rows.text_at(1),
                      .household = rows.text_at(2),
                      .subject = rows.text_at(3)});
    }
  }

  void late(const DivisionCode& village, Stage stage) {
    for (const auto& due : scope_.due) {
      const auto wanted = wanted_by(due);
      if (!wanted || due.day >= today_ || stage >= *wanted) continue;
      const bool minutes = stage <= Stage::village_review;
      out_.push_back({.measure = minutes ? BoardMeasure::late_minutes : BoardMeasure::late_evidence,
                      .place = village,
                      .day = due.day,
                      .subject = due.id});
      return;
    }
  }

  void add_in_winter(BoardMeasure measure, const DivisionCode& place, Instant at, const std::string& subject) {
    auto day = day_text(at);
    // A winter's list is made from the autumn on: the months before its first day belong to it too.
    if (day > scope_.campaign.facts.until || day < first_day_) return;
    out_.push_back({.measure = measure, .place = place, .day = std::move(day), .subject = subject});
  }

  store::Connection& db_;
  const BoardScope& scope_;
  CodeRange range_;
  std::string today_;
  std::string first_day_ =
      scope_.due.empty() ? scope_.campaign.facts.from : scope_.due.front().day.substr(0, 4) + "-08-01";
  std::vector<BoardRow> out_;
};

}  // namespace

std::vector<BoardRow> board_rows(store::Connection& db, const BoardScope& scope) {
  Board board{db, scope};
  board.inquiries();
  board.lists();
  board.audits();
  board.goods();
  board.findings("edited_after_notice", BoardMeasure::edited_after_notice, "changed");
  board.findings("entered_after_notice", BoardMeasure::edited_after_notice, "entered");
  board.findings("enterer_reviewed", BoardMeasure::self_review, "day");
  return board.done();
}

DivisionCode unit_below(const DivisionCode& above, const DivisionCode& place) {
  auto unit = place;
  for (auto up = unit.parent(); up && *up != above && up->within(above); up = unit.parent()) unit = *up;
  return unit;
}

}  // namespace anlan::relief
