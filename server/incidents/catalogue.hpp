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

/// What the value of an indicator looks like.
enum class ValueKind : std::uint8_t { integer, decimal2, text, date, datetime };

/// Which of an indicator's numbers: those of people in shelters and the like have two (the stock at the moment of
/// reporting and the total over the whole event), all others have one.
enum class Aspect : std::uint8_t { single, instant, cumulative };

/// How a parent's number is made of its children's.
enum class Merge : std::uint8_t { sum, maximum, minimum, earliest, latest, none };

[[nodiscard]] std::string_view to_string(ValueKind kind) noexcept;
[[nodiscard]] std::string_view to_string(Aspect aspect) noexcept;
[[nodiscard]] std::string_view to_string(Merge merge) noexcept;
[[nodiscard]] std::optional<Aspect> parse_aspect(std::string_view text) noexcept;

struct SubHazard {
  std::string code;  ///< "0201"
  Text name;
};

/// One of the twelve kinds of disaster of the 2024 statistics rule, numbered as in the information coding draft.
struct Hazard {
  std::string code;  ///< "02"
  Text name;
  std::vector<SubHazard> kinds;
  /// Two disasters of this hazard that begin within this time of each other are probably one process; nothing when the
  /// hazard has no such rule.
  std::optional<std::chrono::hours> same_process;
};

/// A line of the official forms A01 to A07.
struct Indicator {
  std::string code;  ///< "A01007"
  std::string form;  ///< "A01"
  Text name;
  Text unit;
  ValueKind kind = ValueKind::integer;
  bool stock = false;  ///< has an instant and a cumulative number instead of a single one
  Merge merge = Merge::sum;
  Amount most = 0;       ///< larger is a typing error
  bool minimum = false;  ///< a first report must state it, if only as unknown
};

/// What starts the time of a deadline.
enum class ClockStart : std::uint8_t { occurred, received, stabilised, reported, requested };

/// An obligation with a time limit, from a dated document.
struct Deadline {
  std::string id;               ///< "initial.county"
  Text obligation;              ///< what is owed, as a clock shows it
  std::string phase;            ///< "initial", "update", "final"
  Level level = Level::county;  ///< who owes it
  ClockStart start = ClockStart::occurred;
  std::chrono::minutes limit{0};
  nlohmann::json when;   ///< conditions as the catalogue writes them
  std::string document;  ///< number of the document, and where in it
  Instant valid_from;
  std::optional<Instant> valid_to;
};

enum class Severity : std::uint8_t { error, warning };
enum class Relation : std::uint8_t { at_least, equal };

/// A rule between figures: the sum of `left` stands in this relation to the sum of `right`.
struct Check {
  std::string id;
  Severity severity = Severity::error;
  Relation relation = Relation::at_least;
  std::vector<std::string> left;  ///< indicator codes
  std::vector<std::string> right;
  Text text;
};

/// The tables of the trade that this server works by, read once at the start and then only read.
class Catalogue {
 public:
  /// Reads hazards, indicators, checks and deadlines (`<folder>/<name>.json`), each against its JSON Schema
  /// (`<schemas>/<name>.schema.json`), and then against each other. Problem `bad-catalogue` names the file, the JSON
  /// pointer and the reason; the server does not start with it.
  [[nodiscard]] static Result<Catalogue> load(const std::filesystem::path& folder,
                                              const std::filesystem::path& schemas);

  /// Nothing when there is no such code.
  [[nodiscard]] const Hazard* hazard(std::string_view code) const;
  [[nodiscard]] const Indicator* indicator(std::string_view code) const;

  [[nodiscard]] const std::vector<Hazard>& hazards() const noexcept { return hazards_; }
  [[nodiscard]] const std::map<std::string, Indicator, std::less<>>& indicators() const noexcept { return indicators_; }
  [[nodiscard]] const std::vector<Check>& checks() const noexcept { return checks_; }
  /// All of them, also those not in force any more or not yet.
  [[nodiscard]] const std::vector<Deadline>& deadlines() const noexcept { return deadlines_; }

  /// SHA-256 in hex over all files: part of the fingerprint of views that were built by them.
  [[nodiscard]] const std::string& digest() const noexcept { return digest_; }
  /// A file's own JSON ("hazards", …), as `catalogue.get` answers it; nothing for another name.
  [[nodiscard]] const nlohmann::json* original(std::string_view name) const;

 private:
  std::vector<Hazard> hazards_;
  std::map<std::string, Indicator, std::less<>> indicators_;
  std::vector<Check> checks_;
  std::vector<Deadline> deadlines_;
  std::map<std::string, nlohmann::json, std::less<>> originals_;
  std::string digest_;
};

}  // namespace anlan::incidents
