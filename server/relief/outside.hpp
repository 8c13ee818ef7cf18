#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "relief/household.hpp"

namespace anlan::relief {

/// What a list from another office says of the people on it.
enum class OutsideKind : std::uint8_t {
  deaths,      ///< 死亡人员
  prisoners,   ///< 服刑人员
  payroll,     ///< 财政供养人员
  vehicles,    ///< 车辆登记
  businesses,  ///< 工商登记
  homes,       ///< 多套住房
  programme,   ///< 已享受其他救助项目
  cadres,      ///< 村干部及近亲属
};
inline constexpr std::array<std::string_view, 8> kOutsideWords{"deaths",     "prisoners", "payroll",   "vehicles",
                                                               "businesses", "homes",     "programme", "cadres"};

/// A list of another office that people are compared with. The list itself is never kept: only keyed hashes of it.
struct OutsideList {
  std::string list;      ///< uuid
  std::string campaign;  ///< uuid; for whose supervision it was handed in
  OutsideKind kind = OutsideKind::deaths;
  std::string source;      ///< the office and the list's name, in the caller's words
  std::string as_of;       ///< day the list is of, "2026-09-01"
  std::int64_t count = 0;  ///< rows that could be read
  Instant loaded_at = {};
  std::string loaded_by = {};  ///< account
  bool dropped = false;
};

/// Keyed hashes by what they are of: "id", "address", "name" (see `person_mark`).
using OutsideMarks = std::map<std::string, std::vector<std::int64_t>, std::less<>>;

}  // namespace anlan::relief
