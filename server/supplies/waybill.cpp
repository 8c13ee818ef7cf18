#include "supplies/waybill.hpp"

#include <numeric>
#include <utility>

#include <nlohmann/json.hpp>

#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

json time_or_null(const std::optional<Instant>& at) { return at ? json(format_time(*at)) : json(nullptr); }

std::optional<Instant> optional_time(const json& body, const char* field) {
  const auto text = optional_at<std::string>(body, field);
  return text ? std::optional{parse_time(*text).value()} : std::nullopt;
}

json loads_json(const std::vector<Load>& loads) {
  auto out = json::array();
  for (const auto& load : loads) {
    out.push_back({{"line", out.size()},
                   {"item", load.item},
                   {"batch", load.batch},
                   {"label", load.label},
                   {"bin", load.bin},
                   {"quantity", load.quantity},
                   {"received", or_null(load.received)},
                   {"damaged", or_null(load.damaged)},
                   {"lost", load.lost},
                   {"returned", load.returned},
                   {"apart", load.apart},
                   {"apart_settled", load.apart_settled}});
  }
  return out;
}

Load read_load(const json& load) {
  return {.item = load.at("item"),
          .batch = load.at("batch"),
          .label = load.at("label"),
          .bin = load.at("bin"),
          .quantity = load.at("quantity"),
          .received = optional_at<Quantity>(load, "received"),
          .damaged = optional_at<Quantity>(load, "damaged"),
          .lost = load.value("lost", Quantity{0}),
          .returned = load.value("returned", Quantity{0}),
          .apart = load.value("apart", Quantity{0}),
          .apart_settled = load.value("apart_settled", Quantity{0})};
}

/// Older bodies do not say line by line what a settlement did: it did the same to all that was short.
void settle_as_before(Waybill& waybill) {
  if (!waybill.difference || !waybill.difference->outcome) return;
  const bool lost = waybill.difference->outcome == "lost";
  for (auto& load : waybill.loads) (lost ? load.lost : load.returned) = load.missing();
}

json receipt_json(const std::optional<Receipt>& receipt) {
  if (!receipt) return nullptr;
  return {{"at", format_time(receipt->at)},     {"name", receipt->name},
          {"phone", or_null(receipt->phone)},   {"note", or_null(receipt->note)},
          {"device", or_null(receipt->device)}, {"paper", or_null(receipt->paper)}};
}

std::optional<Receipt> read_receipt(const json& receipt) {
  if (receipt.is_null()) return std::nullopt;
  return Receipt{.at = parse_time(text_at(receipt, "at")).value(),
                 .name = receipt.at("name"),
                 .phone = optional_at<std::string>(receipt, "phone"),
                 .note = optional_at<std::string>(receipt, "note"),
                 .paper = optional_at<std::string>(receipt, "paper"),
                 .device = optional_at<std::string>(receipt, "device")};
}

json difference_json(const Waybill& waybill) {
  const auto& difference = waybill.difference;
  if (!difference) return nullptr;
  return {{"state", difference->outcome ? "settled" : "open"},
          {"short", difference->outcome ? waybill.missing() : waybill.short_on_road()},
          {"damaged", waybill.damaged()},
          {"opened_at", format_time(difference->opened_at)},
          {"due_at", format_time(difference->due_at)},
          {"outcome", or_null(difference->outcome)},
          {"reason", or_null(difference->reason)},
          {"settled_at", time_or_null(difference->settled_at)},
          {"settled_by", difference->settled_by ? journal::to_json(*difference->settled_by) : json(nullptr)}};
}

std::optional<Difference> read_difference(const json& difference) {
  if (difference.is_null()) return std::nullopt;
  Difference out{.opened_at = parse_time(text_at(difference, "opened_at")).value(),
                 .due_at = parse_time(text_at(difference, "due_at")).value(),
                 .outcome = optional_at<std::string>(difference, "outcome"),
                 .reason = optional_at<std::string>(difference, "reason"),
                 .settled_at = optional_time(difference, "settled_at")};
  if (const auto& by = difference.at("settled_by"); !by.is_null()) out.settled_by = journal::read_actor(by);
  return out;
}

json signatures_json(const std::vector<journal::Actor>& signatures) {
  auto out = json::array();
  for (const auto& signature : signatures) out.push_back(journal::to_json(signature));
  return out;
}

}  // namespace

std::string_view to_string(WaybillState state) noexcept {
  switch (state) {
    case WaybillState::picked:
      return "picked";
    case WaybillState::dispatched:
      return "dispatched";
    case WaybillState::received:
      return "received";
    case WaybillState::cancelled:
      return "cancelled";
  }
  return "picked";
}

std::optional<WaybillState> parse_waybill_state(std::string_view text) noexcept {
  for (const auto state :
       {WaybillState::picked, WaybillState::dispatched, WaybillState::received, WaybillState::cancelled}) {
    if (to_string(state) == text) return state;
  }
  return std::nullopt;
}

Quantity Waybill::missing() const noexcept {
  return std::accumulate(loads.begin(), loads.end(), Quantity{0},
                         [](Quantity sum, const Load& load) { return sum + load.missing(); });
}

Quantity Waybill::on_road() const noexcept {
  return std::accumulate(loads.begin(), loads.end(), Quantity{0},
                         [](Quantity sum, const Load& load) { return sum + load.on_road(); });
}

Quantity Waybill::short_on_road() const noexcept {
  return std::accumulate(loads.begin(), loads.end(), Quantity{0},
                         [](Quantity sum, const Load& load) { return sum + load.short_on_road(); });
}

Quantity Waybill::damaged() const noexcept {
  return std::accumulate(loads.begin(), loads.end(), Quantity{0},
                         [](Quantity sum, const Load& load) { return sum + load.damaged.value_or(0); });
}

json waybill_json(const Waybill& waybill) {
  const auto& vehicle = waybill.vehicle;
  return {{"waybill", waybill.waybill},
          {"number", waybill.number},
          {"state", to_string(waybill.state)},
          {"release", waybill.release},
          {"from", waybill.from},
          {"from_division", waybill.from_division.text()},
          {"to", destination_json(waybill.to)},
          {"vehicle", {{"plate", vehicle.plate}, {"driver", vehicle.driver}, {"phone", vehicle.phone}}},
          {"eta", time_or_null(waybill.eta)},
          {"exercise", waybill.exercise},
          {"incident", or_null(waybill.incident)},
          {"signatures", signatures_json(waybill.signatures)},
          {"picked_at", format_time(waybill.picked_at)},
          {"dispatched_at", time_or_null(waybill.dispatched_at)},
          {"receipt", receipt_json(waybill.receipt)},
          {"cancel_reason", or_null(waybill.cancel_reason)},
          {"difference", difference_json(waybill)},
          {"lines", loads_json(waybill.loads)}};
}

Waybill read_waybill(const json& body) {
  const auto& vehicle = body.at("vehicle");
  Waybill waybill{.waybill = body.at("waybill"),
                  .number = body.at("number"),
                  .state = parse_waybill_state(text_at(body, "state")).value(),
                  .release = body.at("release"),
                  .from = body.at("from"),
                  .from_division = DivisionCode::parse(text_at(body, "from_division")).value(),
                  .to = read_destination(body.at("to")),
                  .vehicle = {vehicle.at("plate"), vehicle.at("driver"), vehicle.at("phone")},
                  .eta = optional_time(body, "eta"),
                  .exercise = body.at("exercise"),
                  .incident = optional_at<std::string>(body, "incident"),
                  .picked_at = parse_time(text_at(body, "picked_at")).value(),
                  .dispatched_at = optional_time(body, "dispatched_at"),
                  .receipt = read_receipt(body.at("receipt")),
                  .cancel_reason = optional_at<std::string>(body, "cancel_reason"),
                  .difference = read_difference(body.at("difference"))};
  for (const auto& signature : body.at("signatures")) waybill.signatures.push_back(journal::read_actor(signature));
  const auto& lines = body.at("lines");
  for (const auto& load : lines) waybill.loads.push_back(read_load(load));
  if (!lines.empty() && !lines.front().contains("lost")) settle_as_before(waybill);
  return waybill;
}

}  // namespace anlan::supplies
