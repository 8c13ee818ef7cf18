#include "supplies/stocktake_rules.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/uuid.hpp"

namespace anlan::supplies {
namespace {

constexpr std::size_t kMostLines = 500;

Result<void> conflict(std::string type, Text detail) {
  return fail(ProblemKind::conflict, std::move(type), std::move(detail));
}

Text named(const Pile& pile) {
  if (pile.bin.empty()) return {"批 " + pile.label, "batch " + pile.label};
  return {"库位 " + pile.bin + " 批 " + pile.label, "batch " + pile.label + " in bin " + pile.bin};
}

std::string counters(const std::vector<Tally>& tallies) {
  std::string names;
  for (const auto& tally : tallies) names += (names.empty() ? "" : "、") + tally.by.display_name;
  return names;
}

Line adjusting_line(const Finding& finding, const std::string& place) {
  const Spot here{place, finding.pile.bin};
  const auto gone = spot(Side::lost, place);
  const bool surplus = finding.variance() > 0;
  return {.item = finding.pile.item,
          .batch = finding.pile.batch,
          .quantity = surplus ? finding.variance() : -finding.variance(),
          .from = surplus ? gone : here,
          .to = surplus ? here : gone};
}

Result<void> check_complete(const Stocktake& stocktake, const std::vector<CountedPile>& piles) {
  const auto in = [&](PileState state) {
    return std::ranges::count_if(
        piles, [&](const CountedPile& pile) { return state_of(pile, stocktake.tolerance_permille) == state; });
  };
  const auto uncounted = in(PileState::uncounted);
  const auto recount = in(PileState::recount);
  if (uncounted + recount == 0) return {};
  const auto first = std::to_string(uncounted);
  const auto second = std::to_string(recount);
  return conflict("count-incomplete", {"还有 " + first + " 堆没盘、" + second + " 堆要复盘，请先盘完再批准",
                                       first + " piles are not counted and " + second +
                                           " need a recount; have that done before approving"});
}

}  // namespace

Result<void> check_snapshot(const std::vector<Pile>& piles) {
  if (piles.empty()) {
    return conflict("nothing-to-count", {"范围内没有在账物资，请改选品名或库位",
                                         "the ledger has nothing within this scope; choose other items or bins"});
  }
  if (piles.size() <= kMostPiles) return {};
  const auto most = std::to_string(kMostPiles);
  return conflict("too-much-to-count", {"范围内超过 " + most + " 堆，请按库位或品名分几次盘点",
                                        "there are more than " + most + " piles; count it bin by bin or item by item"});
}

Result<void> check_no_other(const std::string& other) {
  if (other.empty()) return {};
  return conflict("stocktake-open", {"这个库点的盘点 " + other + " 还没有结束，请先完成或作废",
                                     "stocktake " + other + " of this place is still open; finish or cancel it first"});
}

Result<void> check_stocktake_open(const Stocktake& stocktake) {
  if (stocktake.state == StocktakeState::open) return {};
  const bool approved = stocktake.state == StocktakeState::approved;
  return conflict("stocktake-closed",
                  {"盘点 " + stocktake.number + (approved ? " 已批准" : " 已作废") + "，如需再盘请新开一次盘点",
                   "stocktake " + stocktake.number + " is " + std::string{to_string(stocktake.state)} +
                       "; open a new one to count again"});
}

Result<void> check_covered(const Stocktake& stocktake, const std::string& item, const std::string& bin, bool exercise) {
  if (stocktake.exercise == exercise && stocktake.scope.covers(item, bin)) return {};
  return conflict("not-in-scope", {"这批物资不在本次盘点范围内，请不要计入；如需盘点请另开一次",
                                   "this stocktake does not ask about these goods; leave them out, or open another"});
}

Result<void> check_count(const Stocktake& stocktake, const CountedPile& pile, std::size_t round, const Tally& tally) {
  if (auto held = check_stocktake_open(stocktake); !held) return held;
  const auto name = named(pile.pile);
  const auto done = pile.tallies.size();
  if (round <= done || state_of(pile, stocktake.tolerance_permille) == PileState::settled) {
    return conflict("already-counted", {name.zh + " 已经盘过，不用再盘；请刷新后继续下一堆",
                                        name.en + " was counted already; reload and go on with the next"});
  }
  if (round > done + 1) {
    return fail_field("/round", "bad-count",
                      {name.zh + " 才盘过 " + std::to_string(done) + " 次，请刷新后再填",
                       name.en + " was counted " + std::to_string(done) + " times so far; reload"});
  }
  if (done > 0 && pile.tallies.back().by.account == tally.by.account) {
    return conflict("same-counter", {name.zh + " 要由另一人复盘，请换人", "somebody else has to recount " + name.en});
  }
  // Pages say when in whole seconds.
  if (tally.at < std::chrono::floor<std::chrono::seconds>(done > 0 ? pile.tallies.back().at : stocktake.opened_at)) {
    return fail_field("/counted_at", "bad-count",
                      {"清点时间早于开始盘点或上一次清点，请核对设备时钟",
                       "this lies before the stocktake or the count before it; check the device's clock"});
  }
  return {};
}

Sums sums_of(const std::vector<CountedPile>& piles) {
  Sums sums;
  for (const auto& pile : piles) {
    const auto variance = pile.variance();
    (variance > 0 ? sums.found : sums.missing) += variance > 0 ? variance : -variance;
  }
  return sums;
}

Result<void> check_stocktake_approval(const Stocktake& stocktake, const std::vector<CountedPile>& piles,
                                      const Approving& approving) {
  if (auto held = check_stocktake_open(stocktake); !held) return held;
  const auto own = [&](const CountedPile& pile) {
    return std::ranges::any_of(pile.tallies, [&](const Tally& one) { return one.by.account == approving.account; });
  };
  if (std::ranges::any_of(piles, own)) {
    return conflict("counted-it-yourself", {"您参加了清点，不能批准这次盘点，请由其他人批准",
                                            "you counted here yourself; somebody else has to approve"});
  }
  if (auto held = check_complete(stocktake, piles); !held) return held;
  const auto sums = sums_of(piles);
  if (sums.found == approving.found && sums.missing == approving.missing) return {};
  return conflict("variance-changed", {"盘点之后有补记单据，差异已变，请刷新核对后再批准",
                                       "papers entered since have changed the differences; reload and look again"});
}

Result<void> check_stocktake_cancel(const Stocktake& stocktake, bool counted, bool by_keeper) {
  if (auto held = check_stocktake_open(stocktake); !held) return held;
  if (!counted || !by_keeper) return {};
  return fail(ProblemKind::forbidden, "counting-began",
              {"已经开始清点，保管员不能作废，请由动用单位作废",
               "counting has begun: only the office that orders the use of the goods can cancel it now"});
}

std::vector<Finding> findings_of(const std::vector<CountedPile>& piles) {
  std::vector<Finding> findings;
  for (const auto& pile : piles) {
    const auto& last = pile.tallies.back();
    findings.push_back({pile.pile, last.counted, last.book, counters(pile.tallies)});
  }
  return findings;
}

std::vector<Movement> adjustments(const Stocktake& stocktake, const std::vector<Finding>& findings, Instant at,
                                  const std::string& reason) {
  std::vector<Movement> movements;
  for (const auto& finding : findings) {
    if (finding.variance() == 0) continue;
    if (movements.empty() || movements.back().lines.size() == kMostLines) {
      movements.push_back({.movement = make_uuid(at),
                           .kind = MovementKind::adjust,
                           .place = stocktake.place,
                           .division = stocktake.division,
                           .occurred_at = at,
                           .exercise = stocktake.exercise,
                           .document = stocktake.number,
                           .reason = reason,
                           .evidence = {{"stocktake", stocktake.stocktake}}});
    }
    movements.back().lines.push_back(adjusting_line(finding, stocktake.place));
  }
  return movements;
}

}  // namespace anlan::supplies
