#pragma once

#include <optional>
#include <string>

#include "exchange/relief_sheets.hpp"
#include "incidents/incident.hpp"

namespace anlan::exchange {

/// 因灾倒塌损坏住房户一览表 D02, items D02001 to D02019 (自然灾害情况统计调查制度 2024) in the form's order: areas in
/// square metres, money in 万元, options with the form's numbers; rows that stand. People masked, or in clear with the
/// purpose on every page.
[[nodiscard]] Sheet home_register(const ReliefSheetParts& parts, const incidents::Incident& incident,
                                  const DivisionCode& within, const std::optional<std::string>& purpose);

}  // namespace anlan::exchange
