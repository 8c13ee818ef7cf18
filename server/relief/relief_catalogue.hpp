#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.hpp"
#include "relief/household.hpp"
#include "relief/sampling.hpp"
#include "relief/standard.hpp"

namespace anlan::relief {

/// Whether a household may have two programmes.
enum class Relation : std::uint8_t {
  stacks,    ///< both
  excludes,  ///< one of them: they pay for the same loss in the same days
  ask,       ///< a person compares what they pay for
};
[[nodiscard]] std::string_view to_string(Relation relation) noexcept;

/// What is known of two programmes together.
struct Pairing {
  Relation relation = Relation::ask;
  Text reason;
};

/// How long and how visibly a list hangs.
struct NoticeRule {
  int days = 7;    ///< whole days in Beijing, at least
  int photos = 2;  ///< of different days, at least
  std::string source_title;
  std::string mark;
};

/// Standards, days of notice and programmes: `catalogues/relief.json`, read once at the start. All of it but the
/// classes is configuration of the site; each figure names its source.
class ReliefCatalogue {
 public:
  ReliefCatalogue() = default;

  /// Reads `<data>/catalogues/relief.json` against its JSON Schema, and checks what a schema cannot: tiers that descend
  /// and lie within floor and ceiling, programmes that are paired once. Problem `bad-catalogue` names the file, the
  /// JSON pointer and the reason.
  [[nodiscard]] static Result<ReliefCatalogue> load(const std::filesystem::path& data);

  /// Those that may be planned with on a day, in the file's order.
  [[nodiscard]] std::vector<Standard> standards_on(Day day) const;
  /// Problem `unknown-standard` (404).
  [[nodiscard]] Result<Standard> standard(std::string_view id) const;
  [[nodiscard]] const NoticeRule& notice() const noexcept { return notice_; }
  [[nodiscard]] const SampleDesign& sampling() const noexcept { return sampling_; }

  /// How hard a circumstance weighs, by its word; light for one that the catalogue does not have.
  [[nodiscard]] Severity severity_of(std::string_view circumstance) const noexcept;
  /// Whether a vulnerability lifts a household one tier.
  [[nodiscard]] bool raises(std::string_view vulnerability) const noexcept;

  /// Which need an article of the goods catalogue meets; nothing for one that meets none.
  [[nodiscard]] std::optional<NeedKind> need_met_by(std::string_view item) const noexcept;

  /// Two programmes, in either order; to be asked about when the catalogue says nothing, since nobody decided yet.
  [[nodiscard]] Pairing pairing(std::string_view one, std::string_view other) const;
  [[nodiscard]] bool has_programme(std::string_view code) const noexcept { return programmes_.contains(code); }

  /// The file as the dashboards show it: every figure with its source's title and mark.
  [[nodiscard]] const nlohmann::json& shown() const noexcept { return shown_; }

 private:
  std::vector<Standard> standards_;
  NoticeRule notice_;
  SampleDesign sampling_;
  std::map<std::string, Severity, std::less<>> severities_;
  std::map<std::string, bool, std::less<>> raises_;
  std::map<std::string, NeedKind, std::less<>> needs_met_;  ///< by article
  std::map<std::string, nlohmann::json, std::less<>> programmes_;
  std::map<std::pair<std::string, std::string>, Pairing> pairings_;
  nlohmann::json shown_;
};

}  // namespace anlan::relief
