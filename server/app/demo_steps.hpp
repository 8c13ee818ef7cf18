#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "api/dispatcher.hpp"
#include "app/demo_goods.hpp"
#include "base/time.hpp"

namespace anlan::app {

/// The script of an exercise as calls: step n is what somebody files at `moment(n)`. The story's own times are in the
/// texts; what is filed has today's times, so that clocks run as they would on duty.
class ExerciseSteps {
 public:
  ExerciseSteps(nlohmann::json exercise, Instant started, double speed)
      : exercise_{std::move(exercise)}, started_{started}, speed_{speed} {}

  [[nodiscard]] std::size_t count() const { return exercise_.at("steps").size(); }
  /// When step n is filed.
  [[nodiscard]] Instant moment(std::size_t number) const;

  /// Nothing for a step that needs something an earlier step failed to file.
  [[nodiscard]] std::optional<api::Call> call(std::size_t number) const;
  /// Remembers what step n was answered, for the steps that refer to it.
  void answered(std::size_t number, const nlohmann::json& answer);

 private:
  struct Filed {
    std::string report;
    std::int64_t version = 0;
  };

  [[nodiscard]] const nlohmann::json& step(std::size_t number) const { return exercise_.at("steps").at(number); }
  [[nodiscard]] access::Caller caller(const nlohmann::json& script) const;
  /// A time of the step, as far from the step's moment as it is from its story time.
  [[nodiscard]] Instant shifted(const nlohmann::json& script, const std::string& field, Instant at) const;
  /// The step's figures with their times moved likewise.
  [[nodiscard]] nlohmann::json figures(const nlohmann::json& script, Instant at) const;
  [[nodiscard]] std::optional<nlohmann::json> params_of(const nlohmann::json& script, Instant at) const;
  [[nodiscard]] nlohmann::json opening(const nlohmann::json& script, Instant at) const;
  [[nodiscard]] nlohmann::json observation(const nlohmann::json& script, Instant at) const;
  [[nodiscard]] nlohmann::json statement(const nlohmann::json& script, Instant at) const;
  [[nodiscard]] std::optional<nlohmann::json> on_report(const nlohmann::json& script) const;

  nlohmann::json exercise_;
  Instant started_;
  double speed_;
  std::string incident_;
  std::map<std::string, Filed> filed_;  // by division
  ExerciseAnswers answers_;
};

}  // namespace anlan::app
