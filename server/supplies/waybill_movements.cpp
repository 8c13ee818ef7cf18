#include "supplies/waybill_movements.hpp"

#include <utility>

namespace anlan::supplies {
namespace {

Movement document_of(const Waybill& waybill, MovementKind kind, Instant at, std::string id) {
  return {.movement = std::move(id),
          .kind = kind,
          .place = waybill.from,
          .division = waybill.from_division,
          .occurred_at = at,
          .exercise = waybill.exercise,
          .document = waybill.number,
          .incident = waybill.incident,
          .recipient = waybill.to.site,
          .waybill = waybill.waybill};
}

Line line_of(const Load& load, Quantity quantity, Spot from, Spot to) {
  return {load.item, load.batch, quantity, std::move(from), std::move(to)};
}

}  // namespace

Movement departure(const Waybill& waybill, Instant at, std::string id) {
  auto movement = document_of(waybill, MovementKind::dispatch, at, std::move(id));
  for (const auto& load : waybill.loads) {
    movement.lines.push_back(
        line_of(load, load.quantity, {waybill.from, load.bin}, spot(Side::in_transit, waybill.waybill)));
  }
  return movement;
}

Movement arrival(const Waybill& waybill, const std::vector<Count>& counts, Instant at, std::string id) {
  auto movement = document_of(waybill, MovementKind::arrive, at, std::move(id));
  movement.division = waybill.to.division;
  if (waybill.to.place) movement.place = *waybill.to.place;
  for (const auto& count : counts) {
    const auto good = count.received - count.damaged;
    if (good == 0) continue;
    auto to = waybill.to.place ? Spot{*waybill.to.place, count.bin} : spot(Side::issued, waybill.to.division.text());
    movement.lines.push_back(
        line_of(waybill.loads[count.line], good, spot(Side::in_transit, waybill.waybill), std::move(to)));
  }
  return movement;
}

Movement settlement(const Waybill& waybill, Instant at, std::string id) {
  auto movement = document_of(waybill, MovementKind::write_off, at, std::move(id));
  movement.reason = waybill.difference->reason;
  const bool lost = waybill.difference->outcome == "lost";
  const auto move = [&](const Load& load, Quantity quantity, const Spot& back) {
    if (quantity == 0) return;
    movement.lines.push_back(
        line_of(load, quantity, spot(Side::in_transit, waybill.waybill), lost ? spot(Side::lost, waybill.from) : back));
  };
  for (const auto& load : waybill.loads) {
    move(load, load.short_on_road(), {waybill.from, load.bin});
    move(load, load.damaged_on_road(), spot(Side::aside, waybill.from));
  }
  return movement;
}

}  // namespace anlan::supplies
