#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/division_code.hpp"
#include "relief/payment.hpp"
#include "relief/way.hpp"

namespace anlan::relief {

/// A village's list, as far as it says what may still be done with a household that is on it or comes to it.
struct ListStanding {
  DivisionCode village;
  Stage stage = Stage::report;
  bool money_out = false;  ///< some of its payments were sent, paid or given up: it goes back behind payment no more
  bool stands = false;     ///< the household stands in its amounts or its payments
};

/// Whether the county decided list and amounts (县定): from there on they stay as they are.
[[nodiscard]] constexpr bool is_decided(Stage stage) noexcept { return stage > Stage::county_decision; }

/// Whether the household's part of the list is decided.
[[nodiscard]] inline bool is_fixed(const ListStanding& list) noexcept { return is_decided(list.stage) && list.stands; }

/// Whether money went to the household on this line, or may still go.
[[nodiscard]] constexpr bool is_promised(LineState state) noexcept { return state != LineState::closed; }

/// Somebody on a list who has a payment with another.
struct PaidElsewhere {
  std::string household;     ///< uuid, on this list
  std::int64_t ordinal = 0;  ///< its number
  std::int64_t other = 0;    ///< number of the household that has the payment; the same one when it was moved here
  std::string village;       ///< code of the list with the payment
};

/// What is not at its end in a campaign.
struct UnderWay {
  std::int64_t ready = 0;     ///< payments decided and not sent
  std::int64_t sent = 0;      ///< with the bank
  std::int64_t returned = 0;  ///< came back, and were neither sent again nor given up
  std::int64_t objections = 0;
};

}  // namespace anlan::relief
