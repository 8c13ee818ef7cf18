#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/result.hpp"
#include "base/time.hpp"
#include "supplies/allocation_need.hpp"
#include "supplies/goods.hpp"
#include "supplies/working_days.hpp"

namespace anlan::supplies {

/// A per-head norm with what a planner must know of it: where it comes from, and how sure that is.
struct SourcedNorm {
  allocation::Norm norm;
  std::string season;  ///< "warm", "cold", "all"
  Text note;           ///< "每人 1 张"
  std::string source_title;
  std::string mark;  ///< "sourced", "partial", "unverified"
};

/// Stock of an item that the adviser leaves in each store of a level.
struct ReserveFloor {
  std::string level;                         ///< word of Tier
  std::optional<std::string> division = {};  ///< only stores standing here; nothing: all of the level
  std::string item;
  std::int64_t amount = 0;
};

/// How fast lorries drive on a kind of road.
struct RoadSpeed {
  std::string kind;  ///< as gis::RoadSpeed
  int kmh = 0;
};

/// What people need by their state, and the numbers this room plans with: `catalogues/norms.json`, read once at the
/// start. All of it is configuration of the site; each figure names its source.
class NormsCatalogue {
 public:
  NormsCatalogue() = default;

  /// Reads `<data>/catalogues/norms.json` against its JSON Schema, its items against the goods there are. Problem
  /// `bad-catalogue` names the file, the JSON pointer and the reason.
  [[nodiscard]] static Result<NormsCatalogue> load(const std::filesystem::path& data, const GoodsCatalogue& goods);

  /// "warm" or "cold": the season of the month, in Beijing time.
  [[nodiscard]] std::string season_of(Instant at) const;
  /// Norms of the season and those of all seasons, in the file's order.
  [[nodiscard]] std::vector<SourcedNorm> in_season(const std::string& season) const;
  /// The line of form A01 that counts the people of a state at the moment: "A01014".
  [[nodiscard]] const std::string& indicator_of(allocation::PeopleState state) const;
  /// Throws std::out_of_range for a setting that the schema does not know: a bug.
  [[nodiscard]] std::int64_t setting(std::string_view id) const;
  /// Which days people work at this site.
  [[nodiscard]] const WorkCalendar& calendar() const noexcept { return calendar_; }
  [[nodiscard]] const std::vector<ReserveFloor>& reserve_floors() const noexcept { return floors_; }
  /// How fast lorries drive by kind of road, where a road layer does not say; in the file's order.
  [[nodiscard]] const std::vector<RoadSpeed>& road_speeds() const noexcept { return speeds_; }

 private:
  std::vector<SourcedNorm> norms_;
  std::vector<std::string> season_of_month_;  ///< by month − 1
  std::array<std::string, allocation::kPeopleStates> indicators_;
  std::map<std::string, std::int64_t, std::less<>> settings_;
  std::vector<ReserveFloor> floors_;
  std::vector<RoadSpeed> speeds_;
  WorkCalendar calendar_;
};

/// The wire's Norm: `{id, item, states, season, share_percent, amount, persons, days, note, source: {title, mark}}`.
[[nodiscard]] nlohmann::json norm_json(const SourcedNorm& norm);

}  // namespace anlan::supplies
