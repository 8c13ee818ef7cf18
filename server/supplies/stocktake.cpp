#include "supplies/stocktake.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "supplies/json_fields.hpp"
#include "supplies/release.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

bool names(const std::vector<std::string>& list, std::string_view word) {
  return list.empty() || std::ranges::find(list, word) != list.end();
}

bool within(const Tally& tally, int tolerance_permille) {
  const auto off = tally.variance() < 0 ? -tally.variance() : tally.variance();
  return off * 1'000 <= tally.book * tolerance_permille;
}

}  // namespace

std::string_view to_string(StocktakeState state) noexcept {
  switch (state) {
    case StocktakeState::open:
      return "open";
    case StocktakeState::approved:
      return "approved";
    case StocktakeState::cancelled:
      return "cancelled";
  }
  return "open";
}

std::optional<StocktakeState> parse_stocktake_state(std::string_view text) noexcept {
  for (const auto state : {StocktakeState::open, StocktakeState::approved, StocktakeState::cancelled}) {
    if (to_string(state) == text) return state;
  }
  return std::nullopt;
}

std::string_view to_string(PileState state) noexcept {
  switch (state) {
    case PileState::uncounted:
      return "uncounted";
    case PileState::recount:
      return "recount";
    case PileState::settled:
      return "settled";
  }
  return "uncounted";
}

bool StocktakeScope::covers(std::string_view item, std::string_view bin) const {
  return names(items, item) && names(bins, bin);
}

PileState state_of(const CountedPile& counted, int tolerance_permille) {
  const auto& tallies = counted.tallies;
  if (tallies.empty()) return PileState::uncounted;
  if (within(tallies.back(), tolerance_permille)) return PileState::settled;
  const bool confirmed = tallies.size() > 1 && tallies[tallies.size() - 2].variance() == tallies.back().variance();
  return confirmed ? PileState::settled : PileState::recount;
}

json stocktake_json(const Stocktake& stocktake) {
  const auto& closing = stocktake.closing;
  return {{"stocktake", stocktake.stocktake},
          {"number", stocktake.number},
          {"state", to_string(stocktake.state)},
          {"place", stocktake.place},
          {"division", stocktake.division.text()},
          {"exercise", stocktake.exercise},
          {"items", stocktake.scope.items},
          {"bins", stocktake.scope.bins},
          {"as_of", stocktake.as_of},
          {"tolerance_permille", stocktake.tolerance_permille},
          {"note", or_null(stocktake.note)},
          {"opened_at", format_time(stocktake.opened_at)},
          {"opened_by", journal::to_json(stocktake.opened_by)},
          {"closed_at", closing ? json(format_time(closing->at)) : json(nullptr)},
          {"closed_by", closing ? journal::to_json(closing->by) : json(nullptr)},
          {"closing_note", closing ? json(closing->note) : json(nullptr)}};
}

Stocktake read_stocktake(const json& body) {
  Stocktake stocktake{.stocktake = body.at("stocktake"),
                      .number = body.at("number"),
                      .state = parse_stocktake_state(text_at(body, "state")).value(),
                      .place = body.at("place"),
                      .division = DivisionCode::parse(text_at(body, "division")).value(),
                      .exercise = body.at("exercise"),
                      .scope = {.items = body.at("items"), .bins = body.at("bins")},
                      .as_of = body.at("as_of"),
                      .tolerance_permille = body.at("tolerance_permille"),
                      .note = optional_at<std::string>(body, "note"),
                      .opened_at = parse_time(text_at(body, "opened_at")).value(),
                      .opened_by = journal::read_actor(body.at("opened_by"))};
  if (!body.at("closed_at").is_null()) {
    stocktake.closing = Closing{.at = parse_time(text_at(body, "closed_at")).value(),
                                .by = journal::read_actor(body.at("closed_by")),
                                .note = body.at("closing_note")};
  }
  return stocktake;
}

json pile_json(const Pile& pile) {
  return {{"bin", pile.bin}, {"batch", pile.batch}, {"label", pile.label}, {"item", pile.item}, {"book", pile.book}};
}

Pile read_pile(const json& pile) {
  return {.bin = pile.at("bin"),
          .batch = pile.at("batch"),
          .label = pile.at("label"),
          .item = pile.at("item"),
          .book = pile.at("book")};
}

json finding_json(const Finding& finding) {
  auto out = pile_json(finding.pile);
  out["book"] = finding.book;
  out["counted"] = finding.counted;
  out["variance"] = finding.variance();
  out["counted_by"] = finding.counted_by;
  return out;
}

}  // namespace anlan::supplies
