#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "base/time.hpp"

namespace anlan::app {

/// What the steps of an exercise were answered so far, by their ids.
using ExerciseAnswers = std::map<std::string, nlohmann::json, std::less<>>;

/// The parameters of a goods step as they are filed. A text like "@s012/incident/incident" becomes what that JSON
/// pointer names in the answer to that step, with its own type. Moments move by `moved`, the time between the story and
/// its showing; days by as many whole ones, so that no batch expires because the story is old. Nothing when a step it
/// refers to was not answered so.
[[nodiscard]] std::optional<nlohmann::json> goods_params(const nlohmann::json& script, const ExerciseAnswers& answers,
                                                         Instant::duration moved);

}  // namespace anlan::app
