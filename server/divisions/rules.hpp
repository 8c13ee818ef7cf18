#pragma once

#include <optional>
#include <string_view>

#include "base/problem.hpp"
#include "divisions/layer_index.hpp"
#include "gis/import.hpp"

namespace anlan::divisions {

/// What to do with a boundary file that was read and checked.
enum class Verdict {
  refuse,     ///< it has errors, or a question only a person can answer: show the report
  unchanged,  ///< it is what is in force already
  adopt,
};

/// `repair`: a person accepts the borders that had to be repaired; without it they are a question too, because where a
/// border crosses itself the repair decides to whom a place belongs.
[[nodiscard]] Verdict judge(const gis::ImportReport& report, bool repair, const std::optional<LayerFacts>& in_force,
                            std::string_view version) noexcept;

/// Problem `boundaries-refused`: what keeps the file from being adopted and its remedy, each at the parameter that can
/// answer it, else at `/blob`.
[[nodiscard]] Problem refusal(const gis::ImportReport& report, bool repair);

}  // namespace anlan::divisions
