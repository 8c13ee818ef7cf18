#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/result.hpp"
#include "relief/finding_queries.hpp"

namespace anlan::relief {

/// {households, rules: [{rule, version, count}], seq}: what every rule finds.
[[nodiscard]] nlohmann::json count_pack(store::Connection& db, const RulePack& rules, const FindingScope& scope);

/// Runs of the whole pack: each holds a reader for as long as it takes, and readers are few, so there is one at a time.
/// Who asks for what was run since the last entry is given that.
class RuleRuns {
 public:
  using Count = std::function<nlohmann::json(store::Connection&, const FindingScope&)>;

  explicit RuleRuns(Count count) : count_{std::move(count)} {}

  /// What `count` answers. Problem `rules-running` (503, with a time to wait) while
  /// another run goes on. Any thread.
  [[nodiscard]] Result<nlohmann::json> run(store::Connection& db, const FindingScope& scope);

  /// The turn to run rules, to be held as long as they run. Problem `rules-running`.
  [[nodiscard]] Result<std::unique_lock<std::mutex>> turn();

 private:
  [[nodiscard]] nlohmann::json known(const std::string& key, std::int64_t seq);
  void keep(const std::string& key, const nlohmann::json& answer);

  Count count_;
  std::mutex running_;  ///< held by the run that goes on
  std::mutex mutex_;
  std::map<std::string, nlohmann::json> last_;  ///< by campaign and division
};

}  // namespace anlan::relief
