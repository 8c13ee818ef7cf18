#include <algorithm>
#include <string>

#include "relief/gate_evidence.hpp"
#include "relief/id_number.hpp"
#include "relief/way_rules.hpp"

// The two gates the village itself prepares: its meeting and the notice on its wall.

namespace anlan::relief {
namespace {

/// What is wrong with the votes.
void check_votes(const GatedList& list, MissingEvidence& missing) {
  const auto verdicts = verdicts_of(list);
  const auto add = [&](Verdict verdict, const char* type, const char* zh, const char* en) {
    const auto count = std::to_string(std::ranges::count(verdicts, verdict));
    if (count != "0") missing.push_back(lacking(type, {"有 " + count + " 户" + zh, count + en}));
  };
  add(Verdict::not_voted, "review-not-voted", "没有表决，请补开会议表决",
      " households were not voted on: vote on them");
  add(Verdict::kin_voted, "review-kin-voted", "的票数多于应参加表决的人数，申报了亲属关系的须回避，请更正记录",
      " households have more votes than people free to vote: kin abstain; correct the record");
  add(Verdict::voted_down, "review-voted-down", "没有过半数同意，请撤下或重新评议",
      " households were not agreed to by more than half: withdraw them or meet again");
}

/// Whether something was changed since an objection: its household or, when it names none, somebody was entered, moved
/// here or added to a household.
bool acted_on(const GatedList& list, const Objection& objection) {
  return std::ranges::any_of(list.rows, [&objection](const GatedRow& row) {
    if (objection.household.empty()) return std::max(row.entered_at, row.grown_at) > objection.raised_at;
    return row.household == objection.household && row.changed_at > objection.raised_at;
  });
}

void check_photos(const GatedList& list, const GateRules& rules, Instant now, MissingEvidence& missing) {
  const auto& notice = *list.notice;
  std::set<Day> days;
  bool wrong_time = false;
  bool wrong_place = false;
  bool reused = false;
  for (const auto& photo : notice.photos) {
    const bool in_time = photo.taken_at >= notice.posted_at && photo.taken_at <= now;
    wrong_time = wrong_time || !in_time;
    wrong_place = wrong_place || !photo.in_village.value_or(true);
    reused = reused || photo.seen_before;
    if (in_time && photo.in_village.value_or(true) && !photo.seen_before) days.insert(day_of(photo.taken_at));
  }
  if (std::cmp_less(days.size(), rules.notice_photos)) {
    const auto count = std::to_string(rules.notice_photos);
    missing.push_back(lacking(
        "notice-photo", {"公示照片须在 " + count + " 个不同日期拍摄，请补拍", "photos of the notice on " + count +
                                                                                  " different days are needed: take "
                                                                                  "them"}));
  }
  if (wrong_time) {
    missing.push_back(lacking(
        "notice-photo-time",
        {"有照片不是公示期间拍的，请删去并重拍", "a photo was not taken while the notice hung: remove and retake it"}));
  }
  if (wrong_place) {
    missing.push_back(lacking("notice-photo-place", {"有照片不是在本村拍的，请核实后重拍",
                                                     "a photo was not taken in the village: check and retake it"}));
  }
  if (reused) {
    missing.push_back(lacking(
        "notice-photo-reused",
        {"有照片已用于别的公示，请换成本次的照片", "a photo is evidence of another notice already: use one of this"}));
  }
}

void check_days(const GatedList& list, const GateRules& rules, Instant now, MissingEvidence& missing) {
  int least = rules.notice_days;
  std::int64_t behind = 0;
  for (const auto& row : list.rows) {
    const auto done = notice_days_of(row, list, now);
    if (!done) continue;  // said by its objection
    least = std::min(least, *done);
    if (*done < rules.notice_days) ++behind;
  }
  if (behind == 0) return;
  const auto done = std::to_string(std::max(0, least));
  const auto count = std::to_string(behind);
  const auto days = std::to_string(rules.notice_days);
  missing.push_back(lacking("notice-too-short", {"有 " + count + " 户公示未满 " + days + " 天（最少的满 " + done +
                                                     " 天；改动或异议处理后重新计算），请等到期满",
                                                 count + " households have not hung " + days + " days (the least " +
                                                     done + "; a change or a settled objection starts anew): wait"}));
}

/// What is objected to a household that was taken off the list since is settled by that.
bool is_listed(const GatedList& list, const Objection& objection) {
  return objection.household.empty() ||
         std::ranges::find(list.rows, objection.household, &GatedRow::household) != list.rows.end();
}

}  // namespace

void open_objections_at(const GatedList& list, const std::string& gate, MissingEvidence& missing) {
  const auto open = std::ranges::count_if(
      list.objections, [&list](const Objection& each) { return !each.settled_at && is_listed(list, each); });
  if (open == 0) return;
  const auto count = std::to_string(open);
  missing.push_back(lacking(gate + "-objection-open", {"有 " + count + " 条异议乡镇还没有答复，请等候处理",
                                                       count + " objections are not settled by the township: wait"}));
}

void objections_at(const GatedList& list, const std::string& gate, MissingEvidence& missing) {
  open_objections_at(list, gate, missing);
  const auto upheld = std::ranges::count_if(list.objections, [&list](const Objection& each) {
    return each.settled_at && each.upheld && is_listed(list, each) && !acted_on(list, each);
  });
  if (upheld == 0) return;
  const auto count = std::to_string(upheld);
  missing.push_back(
      lacking(gate + "-objection-upheld",
              {"有 " + count + " 条异议成立但名单没有改动，请改正、撤下或补录",
               count + " objections were upheld and the list is as before: correct, withdraw or enter the household"}));
}

void review_gate(const GatedList& list, Instant now, MissingEvidence& missing) {
  if (!list.meeting) {
    missing.push_back(lacking("review-no-meeting",
                              {"还没有登记民主评议会议，请登记", "no meeting of the village is on record: enter it"}));
    return;
  }
  const auto& meeting = *list.meeting;
  const auto bench_there = [&meeting](Bench bench) {
    return std::ranges::find(meeting.present, bench, &Attendee::bench) != meeting.present.end();
  };
  if (!std::ranges::all_of(kBenches, bench_there)) {
    missing.push_back(lacking("review-bench", {"评议须有村（居）委会成员、村民代表和受灾人员代表参加，请补齐",
                                               "committee, villagers and affected people must all be present"}));
  }
  if (!std::ranges::all_of(meeting.present, &Attendee::declared)) {
    missing.push_back(
        lacking("review-undeclared", {"有参会人没有申报与名单上农户的亲属关系（没有也要写明），请补齐",
                                      "somebody present has not declared kin on the list (none is an answer "
                                      "too): ask him"}));
  }
  if (meeting.held_at > now) {
    missing.push_back(lacking("review-ahead",
                              {"评议时间晚于现在，请更正会议时间", "the meeting has not been yet: correct its time"}));
  }
  if (auto late = applied_after(list, meeting.held_at)) {
    missing.push_back(lacking("review-before-application", *std::move(late)));
  }
  if (meeting.minutes.empty() || meeting.photo.empty()) {
    missing.push_back(lacking("review-minutes", {"缺会议记录或会场照片，请上传",
                                                 "the minutes or the photo of the meeting is missing: upload it"}));
  }
  check_votes(list, missing);
}

void notice_gate(const GatedList& list, const GateRules& rules, Instant now, MissingEvidence& missing) {
  if (!list.notice) {
    missing.push_back(lacking(
        "notice-not-posted",
        {"名单还没有张榜公示，请打印张贴并登记", "the list was not posted yet: print it, hang it up and enter that"}));
    return;
  }
  rows_at(list, "notice", missing);
  check_photos(list, rules, now, missing);
  check_days(list, rules, now, missing);
  objections_at(list, "notice", missing);
}

}  // namespace anlan::relief
