#pragma once

#include <optional>
#include <string_view>

#include "divisions/layer_index.hpp"
#include "gis/import.hpp"

namespace anlan::divisions {

/// What to do with a boundary file that was read and checked.
enum class Verdict {
  refuse,     ///< it has errors, or a question only a person can answer: show the report
  unchanged,  ///< it is what is in force already
  adopt,
};

[[nodiscard]] Verdict judge(const gis::ImportReport& report, const std::optional<LayerFacts>& in_force,
                            std::string_view version) noexcept;

}  // namespace anlan::divisions
