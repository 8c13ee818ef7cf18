#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/division_code.hpp"
#include "relief/rule_pack.hpp"
#include "store/database.hpp"

namespace anlan::relief {

/// A doubt that a rule raises: about a household, or about a village's whole list. A finding is known again by rule,
/// village and household.
struct Finding {
  std::string rule;
  DivisionCode village;
  std::optional<std::string> household = {};  ///< uuid
  nlohmann::json facts = nlohmann::json::object();
};

/// Which list, and which part of it.
struct FindingScope {
  std::string campaign;  ///< uuid
  DivisionCode within;
};

[[nodiscard]] std::int64_t count_findings(store::Connection& db, const Rule& rule, const FindingScope& scope);

/// By village and household. Reads on a connection that cannot write: the queries come from files.
[[nodiscard]] std::vector<Finding> list_findings(store::Connection& db, const Rule& rule, const FindingScope& scope,
                                                 std::int64_t limit, std::int64_t skip);

/// Whether the rule still raises it, with what it found; nothing when it does not.
[[nodiscard]] std::optional<Finding> find_finding(store::Connection& db, const Rule& rule, const std::string& campaign,
                                                  const DivisionCode& village,
                                                  const std::optional<std::string>& household);

}  // namespace anlan::relief
