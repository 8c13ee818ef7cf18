#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/division_code.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace anlan::incidents {

/// A figure in hundredths of its indicator's unit: 12 people are 1200, 0.07 hectares are 7. Sums are exact.
using Amount = std::int64_t;
inline constexpr Amount kHundred = 100;

/// What the value of an indicator looks like. `hazard` is a code of the hazards' catalogue.
enum class ValueKind : std::uint8_t { integer, decimal2, text, hazard, date, datetime };

/// Which of an indicator's numbers: those of people in shelters and the like have two (the stock at the moment of
/// reporting and the total over the whole event), all others have one.
enum class Aspect : std::uint8_t { single, instant, cumulative };

/// How a parent's number is made of its children's.
enum class Merge : std::uint8_t { none, sum, maximum, minimum, earliest, latest };

[[nodiscard]] std::string_view to_string(Aspect aspect) noexcept;
[[nodiscard]] std::string_view to_string(Merge merge) noexcept;
[[nodiscard]] std::optional<Aspect> parse_aspect(std::string_view text) noexcept;

struct SubHazard {
  std::string code;  ///< "0201"
  Text name;
};

/// A kind of disaster of the 2024 statistics rule, numbered as in the information coding draft; "00" stands for events
/// whose nature is still to be found out.
struct Hazard {
  std::string code;  ///< "02"
  Text name;
  std::vector<SubHazard> kinds;
  /// Two disasters of this hazard that begin within this time of each other are probably one process; nothing when the
  /// hazard has no such rule.
  std::optional<std::chrono::hours> same_process;
};

/// A line of the official form A01, or one of our own (D…).
struct Indicator {
  std::string code;  ///< "A01007"
  std::string form;  ///< "A01"
  Text name;
  Text unit;
  ValueKind kind = ValueKind::integer;
  bool stock = false;  ///< has an instant and a cumulative number instead of a single one
  Merge merge = Merge::sum;
  Amount most = 0;  ///< larger is a typing error
  /// A first report must state it, if only as unknown. The hazard and the time of occurrence, which the rule asks for
  /// too, come with the incident and the report itself.
  bool minimum = false;

  [[nodiscard]] bool numeric() const noexcept { return kind == ValueKind::integer || kind == ValueKind::decimal2; }
};

enum class Severity : std::uint8_t { error, warning };
enum class Relation : std::uint8_t { at_least, equal };

/// A rule among the figures of one report: the sum of `left` stands in this relation to the sum of `right`.
/// `evaluate_checks` says when it holds.
struct Check {
  std::string id;
  Severity severity = Severity::error;
  Relation relation = Relation::at_least;
  std::vector<std::string> left;  ///< indicator codes
  std::vector<std::string> right;
  bool instant_only = false;  ///< looks at the stocks alone, not at the totals too
  Text text;
};

/// A rule that looks at one number twice: as stock and total, or now and in the versions before.
struct SoftCheck {
  enum class Rule : std::uint8_t { instant_not_above_cumulative, not_below_previous, jump };

  std::string id;
  Rule rule = Rule::jump;
  Severity severity = Severity::warning;
  std::vector<std::string> indicators;
  std::vector<Aspect> aspects;  ///< of those an indicator does not have nothing is said
  double ratio = 0;             ///< of a jump: more than this many times up or down …
  Amount least = 0;             ///< … and at least this much
  bool reason = false;          ///< lets the report pass only with the sender's reason
  Text text;
};

/// A level of the reporting line; wider than the divisions this server knows.
enum class Station : std::uint8_t { village, township, county, city, province, ministry };

/// What starts the time of a deadline.
enum class ClockStart : std::uint8_t {
  occurred,    ///< the disaster happened
  received,    ///< the report of the level below arrived
  stabilised,  ///< losses no longer grow
  reported,    ///< the unit's own report before, or the start of the condition when that is later
  requested,   ///< a query from above arrived
};

/// Something that has to hold for a deadline to be owed.
struct Condition {
  std::string code;  ///< "ten_or_more"
  Text name;
  std::optional<std::int64_t> threshold;  ///< of the indicators, in their unit; holds from this number on
  std::vector<std::string> indicators;    ///< those not known count as nothing
  bool added_up = false;                  ///< the indicators together, or each by itself
  std::vector<std::string> hazards;       ///< holds only for these; empty: for all
  std::optional<std::string> replaces;    ///< while this holds, deadlines of that condition are not owed
  bool applies = true;                    ///< false: a property of the place that never holds here
};

/// An obligation to report within a time, from a dated document.
struct Deadline {
  std::string id;     ///< "initial.county"
  Text obligation;    ///< as a clock shows it
  std::string phase;  ///< "initial", "update", "final", "recheck"
  Station from = Station::county;
  Station to = Station::city;
  ClockStart starts = ClockStart::occurred;
  std::chrono::minutes due{0};
  bool repeats = false;                  ///< owed again and again until the incident is stable
  std::optional<std::string> condition;  ///< owed only while it holds; nothing: always
  std::vector<std::string> except_hazards;
  bool may_bypass = false;  ///< may go past the next level when need be, which is told afterwards
  std::string document;     ///< its number
  std::string paragraph;    ///< where in it
  Instant effective_from;
  std::optional<Instant> effective_until;  ///< the first moment at which it was not in force any more

  [[nodiscard]] bool in_force(Instant at) const noexcept {
    return effective_from <= at && (!effective_until || at < *effective_until);
  }
};

/// Shares of a deadline's time after which its clock changes colour.
struct ClockColours {
  double amber = 0;
  double red = 0;
};

/// The tables of the trade that this server works by, read once at the start and then only read.
class Catalogue {
 public:
  /// Reads hazards, indicators, checks and deadlines from `<data>/catalogues/<name>.json`, each against its JSON Schema
  /// `<data>/schemas/<name>.schema.json`, and then against each other. Problem `bad-catalogue` names the file, the JSON
  /// pointer and the reason; the server does not start with it.
  [[nodiscard]] static Result<Catalogue> load(const std::filesystem::path& data);

  /// Nothing when there is no such code.
  [[nodiscard]] const Hazard* hazard(std::string_view code) const;
  [[nodiscard]] const Indicator* indicator(std::string_view code) const;
  [[nodiscard]] const Condition* condition(std::string_view code) const;

  [[nodiscard]] const std::vector<Hazard>& hazards() const noexcept { return hazards_; }
  [[nodiscard]] const std::map<std::string, Indicator, std::less<>>& indicators() const noexcept { return indicators_; }
  [[nodiscard]] const std::vector<Check>& checks() const noexcept { return checks_; }
  /// Those this server has the numbers for: population and ledgers, which some rules look at, it does not keep.
  [[nodiscard]] const std::vector<SoftCheck>& soft_checks() const noexcept { return soft_checks_; }
  /// Those that run from something that happened; all of them, also not in force any more or not yet.
  [[nodiscard]] const std::vector<Deadline>& deadlines() const noexcept { return deadlines_; }
  [[nodiscard]] const ClockColours& clock_colours() const noexcept { return clock_colours_; }

  /// SHA-256 in hex over all files: part of the fingerprint of views that were built by them.
  [[nodiscard]] const std::string& digest() const noexcept { return digest_; }
  /// A file's own JSON ("hazards", …), as `catalogue.get` answers it; nothing for another name.
  [[nodiscard]] const nlohmann::json* original(std::string_view name) const;

 private:
  std::vector<Hazard> hazards_;
  std::map<std::string, Indicator, std::less<>> indicators_;
  std::vector<Check> checks_;
  std::vector<SoftCheck> soft_checks_;
  std::vector<Condition> conditions_;
  std::vector<Deadline> deadlines_;
  ClockColours clock_colours_;
  std::map<std::string, nlohmann::json, std::less<>> originals_;
  std::string digest_;
};

}  // namespace anlan::incidents
