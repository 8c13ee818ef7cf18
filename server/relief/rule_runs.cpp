#include "relief/rule_runs.hpp"

#include <utility>

#include "journal/reading.hpp"
#include "relief/household_queries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

constexpr int kPauseSeconds = 5;
constexpr std::size_t kKept = 64;

}  // namespace

json count_pack(store::Connection& db, const RulePack& rules, const FindingScope& scope) {
  std::int64_t households = 0;
  for (const auto& list : village_lists(db, scope.campaign, scope.within)) households += list.households;
  auto counts = json::array();
  for (const auto& rule : rules.rules()) {
    counts.push_back({{"rule", rule.id}, {"version", rule.version}, {"count", count_findings(db, rule, scope)}});
  }
  return {{"households", households}, {"rules", std::move(counts)}, {"seq", journal::head_seq(db)}};
}

Result<json> RuleRuns::run(store::Connection& db, const FindingScope& scope) {
  const auto key = scope.campaign + '/' + scope.within.text();
  if (auto answer = known(key, journal::head_seq(db)); !answer.is_null()) return answer;
  const auto held = turn();
  if (!held) return fail(held.error());
  auto answer = count_(db, scope);
  keep(key, answer);
  return answer;
}

Result<std::unique_lock<std::mutex>> RuleRuns::turn() {
  std::unique_lock turn{running_, std::try_to_lock};
  if (turn) return turn;
  return fail({.kind = ProblemKind::overloaded,
               .type = "rules-running",
               .detail = {"规则正在运行，请稍候再试", "the rules are being run; try again in a moment"},
               .retry_after = kPauseSeconds});
}

json RuleRuns::known(const std::string& key, std::int64_t seq) {
  const std::lock_guard lock{mutex_};
  const auto found = last_.find(key);
  return found != last_.end() && found->second.at("seq") == seq ? found->second : json(nullptr);
}

void RuleRuns::keep(const std::string& key, const json& answer) {
  const std::lock_guard lock{mutex_};
  if (last_.size() >= kKept && !last_.contains(key)) last_.clear();
  last_[key] = answer;
}

}  // namespace anlan::relief
