#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/result.hpp"
#include "incidents/catalogue.hpp"

namespace anlan::incidents {

/// How exact a figure is; nothing means it was counted.
enum class Qualifier : std::uint8_t { about, at_least };

[[nodiscard]] std::string_view to_string(Qualifier qualifier) noexcept;

/// What somebody said about one indicator. Unknown is an answer of its own: it is neither zero nor "not asked" (an
/// indicator that is not among the figures at all).
struct Figure {
  bool unknown = false;
  std::optional<Amount> single = {};
  std::optional<Amount> instant = {};           ///< the stock at the moment of reporting
  std::optional<Amount> cumulative = {};        ///< the total over the event; not the sum of the instants
  std::map<Aspect, Qualifier> qualifiers = {};  ///< of the numbers that were not counted
  std::string note = {};                        ///< the source's own words
  std::string text = {};                        ///< of indicators that are words, dates or times

  [[nodiscard]] std::optional<Amount> at(Aspect aspect) const noexcept;
  /// Whether the number of this aspect was said to be about or at least so much.
  [[nodiscard]] bool estimated(Aspect aspect) const { return qualifiers.contains(aspect); }
  friend bool operator==(const Figure&, const Figure&) = default;
};

/// By indicator code, in the order of the form.
using Figures = std::map<std::string, Figure, std::less<>>;

/// Reads the wire's `figures`. Faults point at the exact value below `pointer`: an unknown indicator, an aspect the
/// indicator does not have, a negative number, a fraction of a person, more than two decimals, a number beyond the
/// catalogue's limit, words where a number belongs, a figure that says nothing. Problem `bad-figures`.
[[nodiscard]] Result<Figures> parse_figures(const nlohmann::json& value, const Catalogue& catalogue,
                                            const std::string& pointer);

/// The same JSON back: `to_json(parse_figures(x)) == x`.
[[nodiscard]] nlohmann::json to_json(const Figures& figures);

/// Reads what `to_json` wrote, without judging it: entries are facts, whatever today's catalogue says of them.
[[nodiscard]] Figures read_figures(const nlohmann::json& value);

/// Puts a later statement over what stood before. What it does not mention was not asked again, so the earlier number
/// stands; an unknown replaces a number, because somebody asked and nobody knows any more.
void overlay(Figures& standing, const Figures& statement);

/// As a JSON number: an integer when it is one, otherwise with its two decimals.
[[nodiscard]] nlohmann::json amount_json(Amount amount);
/// As people write it: "12", "0.07", "54228.72".
[[nodiscard]] std::string amount_text(Amount amount);

/// The aspects an indicator has, in the order of the wire.
[[nodiscard]] std::vector<Aspect> aspects_of(const Indicator& indicator);

}  // namespace anlan::incidents
