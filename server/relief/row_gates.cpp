#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "relief/gate_evidence.hpp"
#include "relief/id_number.hpp"
#include "relief/way_rules.hpp"

// What every row must have had before it is decided on, asked again at each later gate: whoever was entered, moved here
// or changed in between has passed none of the gates before.

namespace anlan::relief {
namespace {

using Numbers = std::vector<std::int64_t>;

/// "2 户（第 3、17 号）": whom it is about; of many the first.
Text households(const Numbers& rows) {
  constexpr std::size_t kMost = 10;
  const auto count = std::to_string(rows.size());
  Text out{count + " 户（第 ", count + (rows.size() == 1 ? " household (no. " : " households (no. ")};
  for (std::size_t i = 0; i < std::min(rows.size(), kMost); ++i) {
    const auto number = std::to_string(rows[i]);
    out.zh += (i == 0 ? "" : "、") + number;
    out.en += (i == 0 ? "" : ", ") + number;
  }
  const bool more = rows.size() > kMost;
  out.zh += more ? " 号等）" : " 号）";
  out.en += more ? " and more)" : ")";
  return out;
}

void add(const Numbers& rows, std::string type, const Text& what, MissingEvidence& missing) {
  if (rows.empty()) return;
  const auto whom = households(rows);
  missing.push_back(lacking(std::move(type), {"有 " + whom.zh + what.zh, whom.en + what.en}));
}

Instant came_at(const GatedRow* row) { return std::max(row->entered_at, row->grown_at); }

/// Rows no meeting agreed to. One that was entered, or moved here, because an objection was upheld that said somebody
/// is missing needs no meeting: there are no more of these than such objections, each come after its objection.
Numbers not_agreed(const GatedList& list) {
  std::vector<Instant> heard;
  for (const auto& each : list.objections) {
    if (each.household.empty() && each.settled_at && each.upheld) heard.push_back(each.raised_at);
  }
  std::ranges::sort(heard);
  Numbers out;
  std::vector<const GatedRow*> unvoted;
  const auto verdicts = verdicts_of(list);
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (verdicts[i] == Verdict::not_voted) unvoted.push_back(&list.rows[i]);
    if (verdicts[i] == Verdict::kin_voted || verdicts[i] == Verdict::voted_down) out.push_back(list.rows[i].number);
  }
  std::ranges::sort(unvoted, {}, came_at);
  auto next = heard.begin();
  for (const auto* row : unvoted) {
    if (next != heard.end() && *next < came_at(row)) {
      ++next;
    } else {
      out.push_back(row->number);
    }
  }
  std::ranges::sort(out);
  return out;
}

/// A visit found fewer people than the list says: the household knows, and nobody else loses by it.
bool told_by_visit(const GatedRow& row, const GatedList& list) {
  if (list.told.contains(row.household)) return true;
  return list.sample && std::ranges::any_of(list.sample->visits, [&row](const Visit& visit) {
           return visit.household == row.household && visit.result == VisitResult::adjust;
         });
}

}  // namespace

std::optional<Text> applied_after(const GatedList& list, Instant held_at) {
  const auto day = format_time(held_at).substr(0, std::string_view{"2026-09-25"}.size());
  Numbers late;
  for (const auto& row : list.rows) {
    if (row.applied_on && *row.applied_on > day) late.push_back(row.number);
  }
  if (late.empty()) return {};
  const auto whom = households(late);
  return Text{whom.zh + "在评议之后才申请，请核对会议时间和申请日期；确是会后申请的须重新评议",
              whom.en + " applied after the meeting: check its time and the day of application, or meet again"};
}

std::vector<Verdict> verdicts_of(const GatedList& list) {
  if (!list.meeting) return std::vector(list.rows.size(), Verdict::not_voted);
  std::map<std::string_view, const Vote*> votes;
  for (const auto& vote : list.meeting->votes) votes.emplace(vote.household, &vote);
  std::int64_t entitled = 0;
  std::map<std::string_view, std::int64_t> kin;  // how many abstain from a household
  for (const auto& each : list.meeting->present) {
    if (!each.declared) continue;
    ++entitled;
    for (const auto& household : each.kin) ++kin[household];
  }
  std::vector<Verdict> out;
  for (const auto& row : list.rows) {
    const auto found = votes.find(row.household);
    if (found == votes.end()) {
      out.push_back(Verdict::not_voted);
      continue;
    }
    const auto& vote = *found->second;
    const auto related = kin.find(row.household);
    const auto voters = entitled - (related == kin.end() ? 0 : related->second);
    const bool possible =
        vote.ayes >= 0 && vote.noes >= 0 && vote.abstained >= 0 && vote.ayes + vote.noes + vote.abstained <= voters;
    out.push_back(!possible ? Verdict::kin_voted : 2 * vote.ayes > voters ? Verdict::agreed : Verdict::voted_down);
  }
  return out;
}

void rows_at(const GatedList& list, const std::string& gate, MissingEvidence& missing) {
  add(not_agreed(list), gate + "-not-voted",
      {"没有经村评表决同意（评议之后新增或迁入），请撤下，或退回「村评」补开会议表决",
       " were not agreed to by the village's meeting (entered or moved here after it): withdraw them, or return the "
       "list "
       "to the village's review and vote"},
      missing);
  Numbers incomplete;
  for (const auto& row : list.rows) {
    if (!row.missing.empty()) incomplete.push_back(row.number);
  }
  add(incomplete, gate + "-incomplete",
      {"资料不全，不能发放，请在名册中补齐或撤下",
       " lack details without which they cannot be paid: fill them in on the list, or withdraw them"},
      missing);
}

void rows_hung_at(const GatedList& list, const GateRules& rules, Instant now, const std::string& gate,
                  MissingEvidence& missing) {
  Numbers unseen;
  for (const auto& row : list.rows) {
    const auto days = notice_days_of(row, list, now);
    if (days && *days < rules.notice_days) unseen.push_back(row.number);
  }
  const auto days = std::to_string(rules.notice_days);
  add(unseen, gate + "-not-hung",
      {"没有公示满 " + days + " 天（公示之后新增、改动或异议成立），请撤下，或退回「公示」重新张贴",
       " did not hang for " + days +
           " days as they are now (entered, changed or rightly objected to after the notice): withdraw them, or return "
           "the list to its notice and post it anew"},
      missing);
}

std::optional<Instant> notice_clock_of(const GatedRow& row, const GatedList& list) {
  if (!list.notice) return std::nullopt;
  const bool hangs = list.stage <= Stage::public_notice;
  const bool told = !hangs && row.grown_at < row.shown_at && told_by_visit(row, list);
  auto since = std::max(list.notice->posted_at, told ? row.grown_at : row.shown_at);
  for (const auto& each : list.objections) {
    if (each.household != row.household) continue;
    if (!each.settled_at) return std::nullopt;
    if (hangs || each.upheld) since = std::max(since, *each.settled_at);
  }
  return since;
}

int notice_days_done(Instant since, Instant now) noexcept {
  const auto days = std::chrono::sys_days{day_of(now)} - std::chrono::sys_days{day_of(since)};
  return std::max(0, static_cast<int>(days.count()) - 1);
}

std::optional<int> notice_days_of(const GatedRow& row, const GatedList& list, Instant now) {
  const auto since = notice_clock_of(row, list);
  if (!since) return std::nullopt;
  const auto taken_down = list.reached.find(Stage::township_review);
  return notice_days_done(*since, taken_down == list.reached.end() ? now : std::min(now, taken_down->second));
}

}  // namespace anlan::relief
