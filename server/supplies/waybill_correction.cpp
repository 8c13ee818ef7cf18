#include "supplies/waybill_correction.hpp"

#include <algorithm>
#include <utility>

#include "base/uuid.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/posting.hpp"
#include "supplies/waybill_movements.hpp"

namespace anlan::supplies {
namespace {

/// What a line loses of one heap towards the place it went to.
Quantity take(Quantity& heap, Quantity& wanted) {
  const auto taken = std::min(heap, wanted);
  heap -= taken;
  wanted -= taken;
  return taken;
}

void recount(Load& load, const Count& count) {
  const auto good = load.good();
  load.received = count.received;
  load.damaged = count.damaged;
  load.apart = count.damaged;
  load.apart_settled = std::min(load.apart_settled, load.apart);
  if (load.good() <= good) return;
  // The road gives first: `on_road` is what remains of what is short or damaged beside these two.
  auto settled_too_much = std::max(load.lost + load.returned - (load.quantity - load.good()), Quantity{0});
  (void)take(load.returned, settled_too_much);
  (void)take(load.lost, settled_too_much);
}

/// Moves between where a batch arrived and where it lies by the other account.
class Mover {
 public:
  Mover(const Waybill& waybill, std::vector<Landed> landed, Movement& movement)
      : waybill_{waybill}, landed_{std::move(landed)}, movement_{movement} {}

  void take_back(const Load& load, Quantity quantity) {
    const auto road = spot(Side::in_transit, waybill_.waybill);
    for (auto& heap : landed_) {
      if (heap.batch == load.batch) add(load, take(heap.quantity, quantity), heap.at, road);
    }
    add(load, quantity, usual(load), road);
  }

  void bring(const Load& load, Quantity quantity, Spot from) { add(load, quantity, std::move(from), usual(load)); }

 private:
  /// Where the batch was put, or would have been.
  [[nodiscard]] Spot usual(const Load& load) const {
    if (!waybill_.to.place) return spot(Side::issued, waybill_.to.division.text());
    const auto heap = std::ranges::find(landed_, load.batch, &Landed::batch);
    return heap == landed_.end() ? Spot{*waybill_.to.place} : heap->at;
  }

  void add(const Load& load, Quantity quantity, Spot from, Spot to) {
    if (quantity > 0) movement_.lines.push_back({load.item, load.batch, quantity, std::move(from), std::move(to)});
  }

  const Waybill& waybill_;
  std::vector<Landed> landed_;
  Movement& movement_;
};

/// Which heap is too small for what is taken from it, and by how much; the first of them.
Text what_is_missing(store::Connection& db, const Movement& movement) {
  for (const auto& line : movement.lines) {
    if (!bounded(line.from)) continue;
    const auto holding = find_holding(db, line.from, line.batch, movement.occurred_at);
    const auto free = holding.quantity - holding.held;
    if (free >= line.quantity) continue;
    const auto where = spot_text(db, line.from);
    const auto label = find_batch(db, line.batch).value().label;
    const auto [there, asked] = std::pair{std::to_string(free), std::to_string(line.quantity)};
    return {where.zh + " 的批 " + label + " 只剩 " + there + "，更正要取回 " + asked,
            where.en + " has " + there + " of batch " + label + " left, the correction takes back " + asked};
  }
  return {"物资已不在原处", "the goods are no longer where they were put"};
}

/// `posted`: why the ledger refuses the correction.
Problem moved_on(store::Connection& db, const Movement& movement, Problem posted) {
  const auto what = what_is_missing(db, movement);
  posted.type = "goods-moved-on";
  posted.detail = {what.zh + "。请先把后来的发放、到户发放、移库或待发运单冲销、退回或取消，再裁定",
                   what.en + "; first take back what was handed out, moved or picked since, then rule"};
  posted.errors.clear();
  return posted;
}

/// What was settled as come back damaged lies aside until it is graded; only then is it where it can be counted anew.
Result<void> check_graded(store::Connection& db, const Waybill& before, const Waybill& after, Instant now) {
  for (std::size_t i = 0; i < before.loads.size(); ++i) {
    const auto& was = before.loads[i];
    const auto& is = after.loads[i];
    if (is.returned >= was.returned || is.apart_settled >= was.apart_settled) continue;
    if (find_holding(db, spot(Side::aside, before.from), was.batch, now).quantity <= 0) continue;
    return fail(
        ProblemKind::conflict, "goods-moved-on",
        {"其中损坏退回的物资还在发出库的待检区，请先在“回收验收”把它们分级，再裁定",
         "the damaged goods that came back still lie aside in the store they left; grade their recovery first"});
  }
  return {};
}

}  // namespace

Waybill corrected(Waybill waybill, const std::vector<Count>& counts, Instant now, std::chrono::hours term) {
  const auto damaged_before = waybill.damaged();
  for (const auto& count : counts) recount(waybill.loads[count.line], count);
  auto& difference = waybill.difference;
  if (waybill.missing() + waybill.damaged() == 0) {
    difference.reset();
    return waybill;
  }
  const bool open = difference && !difference->outcome;
  if (!open && (waybill.on_road() > 0 || waybill.damaged() > damaged_before)) {
    difference = Difference{.opened_at = now, .due_at = now + term};
  }
  return waybill;
}

Movement correction(const Waybill& before, const Waybill& after, std::vector<Landed> landed, Instant at,
                    std::string id) {
  auto movement = arrival(after, {}, at, std::move(id));
  movement.kind = MovementKind::correct;
  Mover mover{after, std::move(landed), movement};
  for (std::size_t i = 0; i < after.loads.size(); ++i) {
    const auto& was = before.loads[i];
    const auto& is = after.loads[i];
    if (const auto less = was.good() - is.good(); less > 0) mover.take_back(is, less);
    if (const auto road = was.on_road() - is.on_road(); road > 0) {
      mover.bring(is, road, spot(Side::in_transit, after.waybill));
    }
    mover.bring(is, was.returned - is.returned, {after.from, is.bin});
    mover.bring(is, was.lost - is.lost, spot(Side::lost, after.from));
  }
  return movement;
}

Result<Righted> correcting(store::Connection& db, const GoodsCatalogue& goods, const Waybill& waybill,
                           const std::vector<Count>& counts, Instant now, std::chrono::hours term) {
  std::vector<Landed> heaps;
  if (const auto& place = waybill.to.place) {
    if (auto held = check_open(known_place(db, *place).value()); !held) return fail(std::move(held.error()));
    heaps = landed(db, *place, waybill.waybill);
  }
  Righted out{corrected(waybill, counts, now, term)};
  if (auto held = check_graded(db, waybill, out.after, now); !held) return fail(std::move(held.error()));
  auto moved = correction(waybill, out.after, std::move(heaps), now, make_uuid(now));
  if (auto held = check_posting(db, goods, moved); !held) {
    return fail(moved_on(db, moved, std::move(held.error())));
  }
  if (!moved.lines.empty()) out.moved = std::move(moved);
  return out;
}

}  // namespace anlan::supplies
