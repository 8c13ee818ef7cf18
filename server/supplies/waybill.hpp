#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "supplies/release.hpp"

namespace anlan::supplies {

enum class WaybillState : std::uint8_t {
  picked,      ///< goods are set aside and signed for once; still in the store
  dispatched,  ///< signed for twice, on the road
  received,    ///< counted at the other end
  cancelled,   ///< before it left
};

[[nodiscard]] std::string_view to_string(WaybillState state) noexcept;
[[nodiscard]] std::optional<WaybillState> parse_waybill_state(std::string_view text) noexcept;

/// The driver and how to reach him are sealed.
struct Vehicle {
  std::string plate;
  std::string driver;
  std::string phone;
};

/// What one line of a waybill sends, and what was counted where it went.
struct Load {
  std::string item;
  std::string batch;  ///< uuid
  std::string label;
  std::string bin;
  Quantity quantity = 0;
  std::optional<Quantity> received = {};  ///< damaged ones included
  std::optional<Quantity> damaged = {};
  Quantity lost = 0;           ///< short or damaged: written off when a difference was settled
  Quantity returned = 0;       ///< short or damaged: back in the store it came from
  Quantity apart = 0;          ///< damaged ones not booked as arrived: all, but for receipts of before that was so
  Quantity apart_settled = 0;  ///< of those

  [[nodiscard]] Quantity missing() const noexcept { return received ? quantity - *received : 0; }
  /// What arrived and can be used, as far as the ledger knows.
  [[nodiscard]] Quantity good() const noexcept { return received.value_or(0) - apart; }
  /// What is short or damaged and nobody settled yet: it is still in transit.
  [[nodiscard]] Quantity on_road() const noexcept { return missing() + apart - lost - returned; }
  [[nodiscard]] Quantity damaged_on_road() const noexcept { return std::min(apart - apart_settled, on_road()); }
  [[nodiscard]] Quantity short_on_road() const noexcept { return on_road() - damaged_on_road(); }
};

/// Something short or damaged: a case that somebody has to settle. Both stay in transit until then.
struct Difference {
  Instant opened_at = {};
  Instant due_at = {};
  std::optional<std::string> outcome = {};  ///< "lost", "returned"; nothing while it is open
  std::optional<std::string> reason = {};
  std::optional<Instant> settled_at = {};
  std::optional<journal::Actor> settled_by = {};
};

struct Receipt {
  Instant at = {};
  std::string name = {};                  ///< who counted and signed, sealed; empty when a device or a paper tells
  std::optional<std::string> phone = {};  ///< sealed
  std::optional<std::string> note = {};
  std::optional<std::string> paper = {};   ///< number of the paper that was entered as the receipt
  std::optional<std::string> device = {};  ///< uuid of the receipt a device signed, which then knows the name
};

/// Goods on their way from a store, under a release order. Two people sign for what leaves, neither of whom gave the
/// order (出入库双签字, 国防减救办发〔2024〕14号).
struct Waybill {
  std::string waybill;  ///< uuid
  std::int64_t version = 0;
  std::string number;  ///< eight digits, for people
  WaybillState state = WaybillState::picked;
  std::string release;  ///< uuid
  std::string from;     ///< uuid of the place
  DivisionCode from_division;
  Destination to;
  Vehicle vehicle = {};
  std::optional<Instant> eta = {};
  bool exercise = false;
  std::optional<std::string> incident = {};
  std::vector<journal::Actor> signatures = {};
  Instant picked_at = {};
  std::optional<Instant> dispatched_at = {};
  std::optional<Receipt> receipt = {};
  std::optional<std::string> cancel_reason = {};
  std::optional<Difference> difference = {};
  std::vector<Load> loads = {};

  [[nodiscard]] Quantity missing() const noexcept;
  [[nodiscard]] Quantity on_road() const noexcept;
  [[nodiscard]] Quantity short_on_road() const noexcept;
  [[nodiscard]] Quantity damaged() const noexcept;
};

/// The body of a waybill's entries, which always carry the whole; people are sealed in it. The wire's Waybill is
/// `waybill_wire`.
[[nodiscard]] nlohmann::json waybill_json(const Waybill& waybill);
[[nodiscard]] Waybill read_waybill(const nlohmann::json& body);

}  // namespace anlan::supplies
