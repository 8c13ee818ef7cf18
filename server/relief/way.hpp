#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace anlan::relief {

/// Where a village's list is on its way: what is being done with it. Leaving a stage is passing its gate.
enum class Stage : std::uint8_t {
  report,           ///< 户报: households are entered
  village_review,   ///< 村评
  public_notice,    ///< 公示
  township_review,  ///< 乡审
  county_decision,  ///< 县定
  allotment,        ///< 下达
  payment,          ///< 发放
  second_notice,    ///< 二次公示
  relieved,         ///< 已救助: the results are checked and reported
  follow_up,        ///< 回访
  finished,         ///< the way is at its end
};
inline constexpr std::size_t kStages = 11;

[[nodiscard]] std::string_view to_string(Stage stage) noexcept;
[[nodiscard]] std::optional<Stage> parse_stage(std::string_view text) noexcept;
/// 村评.
[[nodiscard]] std::string_view title_of(Stage stage) noexcept;

/// A household on the list, as the gates see it.
struct GatedRow {
  std::string household;
  std::int64_t number = 0;  ///< at this site: what people call it by
  Instant entered_at = {};
  Instant changed_at = {};                     ///< the last change of anything
  Instant shown_at = {};                       ///< entered, or changed in what hangs on the wall or decides its amount
  Instant grown_at = {};                       ///< the same, corrections to fewer people left out
  std::set<std::string> hands = {};            ///< accounts that entered or changed it
  std::vector<std::string> missing = {};       ///< fields that are not filled in yet
  std::optional<std::string> applied_on = {};  ///< day of the application, where it is known
};

/// Whom somebody in the meeting speaks for. The rule wants all three.
enum class Bench : std::uint8_t { committee, villagers, affected };
inline constexpr std::array kBenches{Bench::committee, Bench::villagers, Bench::affected};
[[nodiscard]] std::string_view to_string(Bench bench) noexcept;
[[nodiscard]] std::optional<Bench> parse_bench(std::string_view text) noexcept;

struct Attendee {
  Bench bench = Bench::villagers;
  bool declared = false;           ///< was asked about kin on the list and answered
  std::set<std::string> kin = {};  ///< households of relatives: no vote on those
};

struct Vote {
  std::string household;
  int ayes = 0;
  int noes = 0;
  int abstained = 0;
};

/// The village's meeting.
struct Meeting {
  Instant held_at = {};
  std::vector<Attendee> present = {};
  int absent = 0;
  std::vector<Vote> votes = {};
  std::string minutes = {};  ///< blob of the signed minutes
  std::string photo = {};    ///< blob
};

struct NoticePhoto {
  std::string blob;
  Instant taken_at = {};
  std::optional<bool> in_village = {};  ///< nothing: the photo says no place
  bool seen_before = false;             ///< the same photo is evidence of another list
};

/// A list on the wall.
struct PublicNotice {
  Instant posted_at = {};
  std::string place = {};
  std::vector<NoticePhoto> photos = {};
};

/// What somebody objected to. The township deals with it, the village does not.
struct Objection {
  std::string objection;  ///< uuid
  std::string household;  ///< empty: somebody is missing from the list
  Instant raised_at = {};
  std::optional<Instant> settled_at = {};
  bool upheld = false;
};

enum class VisitResult : std::uint8_t { agrees, adjust, reject };
[[nodiscard]] std::string_view to_string(VisitResult result) noexcept;
[[nodiscard]] std::optional<VisitResult> parse_visit_result(std::string_view text) noexcept;

/// A visit at a household.
struct Visit {
  std::string household;
  Instant at = {};
  VisitResult result = VisitResult::agrees;
  std::string by;     ///< account
  std::string photo;  ///< blob; a telephone call has none
  Instant recorded_at = {};
};

/// A drawn sample and what came of it.
struct Sample {
  std::int64_t wanted = 0;  ///< size by confidence and margin
  std::vector<std::string> households = {};
  std::vector<Visit> visits = {};
  Instant drawn_at = {};
};

struct Signature {
  std::string by;  ///< account
  Instant at = {};
  std::string snapshot;  ///< hash that was signed
};

/// What the county decides on: the list frozen, its amounts with it.
struct Freeze {
  std::string snapshot;  ///< hash
  Instant at = {};
  std::int64_t total_fen = 0;
  std::vector<Signature> signatures = {};
};

/// 资金下达.
struct AllotmentNotice {
  std::string document;  ///< its number
  std::int64_t fen = 0;
};

/// What payment came to.
struct PaymentState {
  std::int64_t approved_fen = 0;
  std::int64_t paid_fen = 0;
  std::int64_t underway = 0;    ///< lines sent and not answered
  std::int64_t returned = 0;    ///< lines that came back and were neither sent again nor closed
  std::int64_t closed_fen = 0;  ///< given up with a reason: the household died, renounced
};

/// All that the gates of one village's list are decided by.
struct GatedList {
  Stage stage = Stage::report;
  std::map<Stage, Instant> reached = {};  ///< when it came to its stage and to those before, each for the last time
  std::vector<GatedRow> rows = {};        ///< those on the list, withdrawn ones left out
  std::set<std::string> told = {};        ///< households whom a visit since the notice found to be fewer
  std::optional<Meeting> meeting = {};
  std::optional<PublicNotice> notice = {};
  std::vector<Objection> objections = {};
  std::optional<Sample> sample = {};
  std::set<std::string> reviewers = {};  ///< accounts that passed the township's gate
  std::optional<Freeze> freeze = {};
  std::string current_snapshot = {};  ///< hash of the rows and amounts as they are now
  std::vector<AllotmentNotice> allotments = {};
  std::optional<PaymentState> payment = {};
  std::optional<PublicNotice> second_notice = {};
  bool results_confirmed = false;  ///< D03 and C02 of this list were looked through
  std::optional<Sample> follow_up = {};
};

/// What the site set for its gates.
struct GateRules {
  int notice_days = 7;
  int notice_photos = 2;
};

}  // namespace anlan::relief
