#pragma once

#include <string>

#include "relief/way_rules.hpp"

namespace anlan::relief::test {

inline Instant at(const char* time) { return parse_time(time).value(); }

/// A village's list of six households on which everything was done as it should be, at the given stage; and when that
/// stage's gate opens.
inline GatedList whole_list(Stage stage) {
  GatedList list{.stage = stage};
  if (stage > Stage::public_notice) list.reached[Stage::township_review] = at("2026-10-05T09:00:00+08:00");
  for (int i = 1; i <= 6; ++i) {
    list.rows.push_back({.household = "h" + std::to_string(i),
                         .number = i,
                         .entered_at = at("2026-09-20T09:00:00+08:00"),
                         .changed_at = at("2026-09-20T09:00:00+08:00"),
                         .shown_at = at("2026-09-20T09:00:00+08:00"),
                         .grown_at = at("2026-09-20T09:00:00+08:00"),
                         .hands = {"clerk"}});
  }
  Meeting meeting{.held_at = at("2026-09-25T15:00:00+08:00"), .minutes = "m", .photo = "p"};
  for (int i = 0; i < 9; ++i)
    meeting.present.push_back({.bench = kBenches.at(static_cast<std::size_t>(i % 3)), .declared = true});
  for (const auto& row : list.rows) meeting.votes.push_back({.household = row.household, .ayes = 8, .noes = 1});
  list.meeting = meeting;
  list.notice = PublicNotice{.posted_at = at("2026-09-26T10:00:00+08:00"),
                             .place = "村委会门口",
                             .photos = {{"n1", at("2026-09-26T10:05:00+08:00"), true, false},
                                        {"n2", at("2026-10-01T09:00:00+08:00"), std::nullopt, false}}};
  list.sample = Sample{.wanted = 2,
                       .households = {"h2", "h5"},
                       .visits = {{"h2", at("2026-10-06T09:00:00+08:00"), VisitResult::agrees, "reviewer", "v1", {}},
                                  {"h5", at("2026-10-06T10:00:00+08:00"), VisitResult::agrees, "reviewer", "v2", {}}}};
  for (auto& visit : list.sample->visits) visit.recorded_at = visit.at;
  list.reviewers = {"reviewer"};
  list.current_snapshot = "hash";
  list.freeze = Freeze{.snapshot = "hash",
                       .at = at("2026-10-20T09:00:00+08:00"),
                       .total_fen = 600'000,
                       .signatures = {{"county1", at("2026-10-20T10:00:00+08:00"), "hash"},
                                      {"county2", at("2026-10-20T11:00:00+08:00"), "hash"}}};
  list.allotments = {{"豫财资环〔2026〕1号", 400'000}, {"焦财〔2026〕2号", 200'000}};
  list.payment = PaymentState{.approved_fen = 600'000, .paid_fen = 500'000, .closed_fen = 100'000};
  list.second_notice = PublicNotice{.posted_at = at("2027-01-20T10:00:00+08:00"),
                                    .photos = {{"s1", at("2027-01-20T10:30:00+08:00"), true, false}}};
  list.results_confirmed = true;
  list.follow_up =
      Sample{.wanted = 1,
             .households = {"h1"},
             .visits = {{.household = "h1", .at = at("2027-05-06T09:00:00+08:00"), .by = "reviewer", .photo = ""}}};
  return list;
}

inline Instant late() { return at("2027-05-10T09:00:00+08:00"); }

}  // namespace anlan::relief::test
