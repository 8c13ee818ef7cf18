#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.hpp"
#include "journal/view.hpp"

namespace anlan::relief {

/// A query that raises doubts about a list. It is bound to :campaign, to the codes :from and :until of the division
/// asked about, and to its own figures and words; each row it gives is a doubt. Several rules may ask one query about
/// different things.
struct Rule {
  std::string id;
  int version = 1;
  std::string sql;
  std::vector<std::pair<std::string, std::int64_t>> figures = {};  ///< by their names in the query
  std::vector<std::pair<std::string, std::string>> words = {};     ///< likewise; several as a JSON array
  std::map<std::string, int, std::less<>> places = {};             ///< where the query's parameters are bound
  nlohmann::json shown =
      {};  ///< as the dashboards show it: the file's words, every source with its title, and the query
};

/// Columns of a rule's rows. `household` is null where the doubt is about a village's whole list; `facts` is a JSON
/// object of what was found, never of who somebody is.
enum RuleColumn : int { kVillageColumn = 0, kHouseholdColumn = 1, kFactsColumn = 2 };

/// The rules of supervision: `catalogues/relief-rules.json`, with their queries in `relief-rules/<query>.sql`.
class RulePack {
 public:
  RulePack() = default;

  /// Reads the catalogue against its JSON Schema, and every query against the tables that the views really make: one
  /// statement that only reads, of tables that hold nothing sealed, giving the columns of a finding, using every figure
  /// and word that is said of it and no other. Problem `bad-catalogue` names the file, the JSON pointer and the reason.
  [[nodiscard]] static Result<RulePack> load(const std::filesystem::path& data, const journal::ViewSet& views);

  /// In the file's order.
  [[nodiscard]] const std::vector<Rule>& rules() const noexcept { return rules_; }
  /// Problem `unknown-rule` (404).
  [[nodiscard]] Result<const Rule*> rule(std::string_view id) const;

 private:
  std::vector<Rule> rules_;
};

}  // namespace anlan::relief
