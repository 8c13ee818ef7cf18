#include "divisions/locating.hpp"

#include <array>

#include <nlohmann/json.hpp>

namespace anlan::divisions {
namespace {

constexpr std::array<std::string_view, 4> kPointCrs{"wgs84", "cgcs2000", "gcj02", "bd09"};
constexpr std::array<std::string_view, 3> kDoubts{"outside", "gcj02_offset", "on_border"};

}  // namespace

std::string_view to_string(PointCrs crs) noexcept { return kPointCrs.at(static_cast<std::size_t>(crs)); }

std::optional<PointCrs> parse_point_crs(std::string_view text) noexcept {
  for (std::size_t i = 0; i < kPointCrs.size(); ++i) {
    if (kPointCrs.at(i) == text) return static_cast<PointCrs>(i);
  }
  return std::nullopt;
}

std::string_view to_string(Doubt::Kind kind) noexcept { return kDoubts.at(static_cast<std::size_t>(kind)); }

nlohmann::json to_json(const Doubt& doubt) {
  return {{"code", to_string(doubt.kind)}, {"zh", doubt.text.zh}, {"en", doubt.text.en}};
}

}  // namespace anlan::divisions
