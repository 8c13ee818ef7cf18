#pragma once

#include <string>
#include <vector>

#include "incidents/catalogue.hpp"
#include "incidents/figures.hpp"

namespace anlan::incidents {

/// What a check says about figures that fail it.
struct Finding {
  std::string check;  ///< the check's id
  Severity severity = Severity::error;
  std::string pointer = {};  ///< of the number to look at, within the parameters: "/figures/A01007/value"
  Text text = {};            ///< the catalogue's sentence and the numbers it is about
  bool asks_reason = false;  ///< the figures may stand when the reporter says why, whatever the severity
};

/// Judges the figures of one report. The browser judges the same way before it sends (`tests/vectors/checks.json` holds
/// both to it); the meaning is written down in `data/schemas/checks.schema.json`:
///
/// - left and right are sums of indicators. When an operand has an instant and a cumulative number, the check is made
///   for each of the two, or for the instant ones only; an operand with a single number lends it to both.
/// - An operand is known when its figure carries the number. `>=` is judged only when all are known. `=` must hold when
///   all are known; while some on the right are not, the known ones there must not exceed the left.
[[nodiscard]] std::vector<Finding> evaluate_checks(const Catalogue& catalogue, const Figures& figures);

/// Judges the figures against what the chain's earlier versions last said: totals do not fall, jumps are looked at.
/// `before` is what `last_known` made of them. Numbers that are not known on both sides are not compared.
[[nodiscard]] std::vector<Finding> compare_versions(const Catalogue& catalogue, const Figures& before,
                                                    const Figures& now);

/// Adds a later version to what is known so far: each number becomes the latest one that anybody stated.
void remember_known(Figures& known, const Figures& version);

}  // namespace anlan::incidents
