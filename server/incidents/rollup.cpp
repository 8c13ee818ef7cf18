#include "incidents/rollup.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace anlan::incidents {
namespace {

Amount merged(Merge rule, Amount a, Amount b) {
  switch (rule) {
    case Merge::maximum:
    case Merge::latest:
      return std::max(a, b);
    case Merge::minimum:
    case Merge::earliest:
      return std::min(a, b);
    case Merge::sum:
      return a + b;
    case Merge::none:
      break;
  }
  return a;
}

constexpr std::size_t kDateLength = 10;  // "2021-07-20"

std::optional<Amount> moment(const Indicator& indicator, const std::string& text) {
  const auto at = parse_time(indicator.kind == ValueKind::date ? text + "T00:00:00+08:00" : text);
  return at ? std::optional<Amount>{to_millis(*at)} : std::nullopt;
}

}  // namespace

void shift(Cell& parent, const Contribution& before, const Contribution& after) {
  const auto sum = parent.below.value_or(0) - before.total.value_or(0) + after.total.value_or(0);
  parent.known += static_cast<int>(after.total.has_value()) - static_cast<int>(before.total.has_value());
  parent.unknown += static_cast<int>(after.doubtful) - static_cast<int>(before.doubtful);
  parent.estimates += static_cast<int>(after.estimated) - static_cast<int>(before.estimated);
  parent.below = parent.known > 0 ? std::optional<Amount>{sum} : std::nullopt;
}

void gather(Cell& parent, Merge rule, std::span<const Contribution> children) {
  parent.below.reset();
  parent.known = parent.unknown = parent.estimates = 0;
  for (const auto& child : children) {
    parent.unknown += static_cast<int>(child.doubtful);
    parent.estimates += static_cast<int>(child.estimated);
    if (!child.total) continue;
    parent.below = parent.below ? merged(rule, *parent.below, *child.total) : *child.total;
    ++parent.known;
  }
}

std::map<CellKey, Own> cells_of(const Figures& figures, const Catalogue& catalogue) {
  std::map<CellKey, Own> cells;
  for (const auto& [code, figure] : figures) {
    const auto* indicator = catalogue.indicator(code);
    if (indicator == nullptr || indicator->merge == Merge::none) continue;
    if (indicator->kind == ValueKind::date || indicator->kind == ValueKind::datetime) {
      const auto at = moment(*indicator, figure.text);
      if (at || figure.unknown) cells.emplace(CellKey{code, Aspect::single}, Own{at, figure.unknown});
    }
    for (const auto aspect : aspects_of(*indicator)) {
      const auto amount = figure.at(aspect);
      if (amount || figure.unknown) {
        cells.emplace(CellKey{code, aspect}, Own{amount, figure.unknown, figure.estimated(aspect)});
      }
    }
  }
  return cells;
}

nlohmann::json cell_number(const Indicator& indicator, const std::optional<Amount>& amount) {
  if (!amount) return nullptr;
  if (indicator.kind == ValueKind::datetime) return format_time(from_millis(*amount));
  if (indicator.kind == ValueKind::date) return format_time(from_millis(*amount)).substr(0, kDateLength);
  return amount_json(*amount);
}

}  // namespace anlan::incidents
