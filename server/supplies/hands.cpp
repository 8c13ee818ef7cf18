#include "supplies/hands.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "supplies/posting.hpp"

namespace anlan::supplies {
namespace {

/// One batch in the hands of one division: what each side can still give, and what is asked of both.
struct Hands {
  Line first;  ///< that asks
  Quantity issued = 0;
  Quantity households = 0;
  Draw draw = {};
};

/// What a side can give without having had less than nothing at any moment since.
Quantity givable(const Holding& holding) { return std::max<Quantity>(std::min(holding.quantity, holding.lowest), 0); }

Hands hands_of(store::Connection& db, const Line& line, std::string pointer, Instant at) {
  const auto issued = find_holding(db, line.from, line.batch, at);
  const auto households = find_holding(db, spot(Side::household, line.from.bin), line.batch, at);
  return {.first = line,
          .issued = givable(issued),
          .households = givable(households),
          .draw = {.pointer = std::move(pointer),
                   .goods = {},
                   .unit = {},
                   .where = {},
                   .holding = {.quantity = issued.quantity + households.quantity,
                               .lowest = givable(issued) + givable(households),
                               .lowest_at = std::max(issued.lowest_at, households.lowest_at)}}};
}

/// Takes the line out of `hands` and adds what moves.
void draw(Hands& hands, Hand first, Line line, std::vector<Line>& moved) {
  auto rest = line;
  auto& gives = first == Hand::issued ? hands.issued : hands.households;
  (first == Hand::issued ? rest : line).from = spot(Side::household, line.from.bin);
  line.quantity = std::min(line.quantity, gives);
  gives -= line.quantity;
  rest.quantity -= line.quantity;
  (first == Hand::issued ? hands.households : hands.issued) -= rest.quantity;
  if (line.quantity > 0) moved.push_back(std::move(line));
  if (rest.quantity > 0) moved.push_back(std::move(rest));
}

}  // namespace

Result<Movement> drawn_from_hands(store::Connection& db, const GoodsCatalogue& goods, Movement movement, Hand first) {
  std::map<std::pair<std::string, std::string>, Hands> all;  // by division and batch
  const auto asked = std::exchange(movement.lines, {});
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const auto& line = asked[i];
    const auto [found, fresh] = all.try_emplace({line.from.bin, line.batch});
    auto& hands = found->second;
    if (fresh) hands = hands_of(db, line, "/lines/" + std::to_string(i), movement.occurred_at);
    hands.draw.asked += line.quantity;
    draw(hands, first, line, movement.lines);
  }
  std::vector<Draw> too_much;
  for (auto& [key, hands] : all) {
    if (enough(hands.draw)) continue;
    describe(db, goods, hands.first, hands.draw);
    hands.draw.where = {"已发放（含已到户）", "what was issued, households included,"};
    too_much.push_back(std::move(hands.draw));
  }
  return check_draws(too_much).map([&] { return std::move(movement); });
}

}  // namespace anlan::supplies
