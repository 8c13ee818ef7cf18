#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "journal/entry.hpp"
#include "supplies/movement.hpp"
#include "supplies/sources_contact.hpp"

namespace anlan::supplies {

/// An amount of money in fen.
using Fen = std::int64_t;
inline constexpr Fen kMostFen = 100'000'000'000;  ///< a thousand million yuan; more is a typing error

enum class RequisitionState : std::uint8_t {
  held,      ///< something is neither returned nor used up
  returned,  ///< all is accounted for; what is to be paid is not settled on
  owing,     ///< settled on, not all paid
  settled,   ///< paid, or nothing is due
};

[[nodiscard]] std::string_view to_string(RequisitionState state) noexcept;

/// One thing or pile that was taken: goods of the catalogue, which the ledger carries, or a vehicle, a boat, a machine,
/// which only this paper does.
struct Taken {
  std::string what;                       ///< name or model, with the plate of a vehicle
  std::optional<std::string> item = {};   ///< code of the catalogue, for goods
  std::optional<std::string> batch = {};  ///< uuid, for goods
  std::optional<std::string> label = {};
  std::string bin = {};
  Quantity quantity = 1;
  Fen value = 0;  ///< of the whole line, as valued when it was taken
  Quantity returned = 0;
  Quantity damaged = 0;   ///< of those returned
  Quantity consumed = 0;  ///< used up or destroyed: will not come back

  [[nodiscard]] Quantity outstanding() const noexcept { return quantity - returned - consumed; }
};

/// What one return says of one line.
struct Redeemed {
  std::size_t line = 0;
  Quantity returned = 0;
  Quantity damaged = 0;
  Quantity consumed = 0;
  std::string bin = {};
};

struct Payment {
  Fen amount = 0;
  std::string document;  ///< number of the voucher
  Instant at = {};
  journal::Actor by = {};
};

/// 征用: property that the government takes for the emergency. It gives it back in time and pays fairly for use, damage
/// and loss (突发事件应对法 2024).
struct Requisition {
  std::string requisition;  ///< uuid
  std::int64_t version = 0;
  std::string number;  ///< eight digits, for people
  std::string place;   ///< uuid of the store that answers for it
  DivisionCode division;
  std::optional<std::string> unit = {};  ///< name of an organisation that owns it; a person is only in `contact`
  SealedContact contact = {};
  std::string basis;  ///< the order and the article it stands on
  std::optional<std::string> incident = {};
  std::optional<Day> return_by = {};
  Instant at = {};
  bool exercise = false;
  journal::Actor by = {};
  std::vector<Taken> lines = {};
  std::optional<Fen> due = {};               ///< compensation, once settled on
  std::optional<std::string> due_note = {};  ///< how it was settled on
  std::vector<Payment> payments = {};

  [[nodiscard]] Fen paid() const noexcept;
  [[nodiscard]] RequisitionState state() const noexcept;
  /// Past the day it was to be returned by, with something outstanding.
  [[nodiscard]] bool overdue_on(const Day& today) const noexcept;
};

/// The body of the requisition's entries, which always carry the whole; the contact in it is sealed.
[[nodiscard]] nlohmann::json requisition_json(const Requisition& requisition);
[[nodiscard]] Requisition read_requisition(const nlohmann::json& body);

// What moves of the goods among the lines; the movement may have no lines. `id` is the new document's uuid.

/// From the owner into the store.
[[nodiscard]] Movement requisition_arrival(const Requisition& requisition, std::string id);
/// Back to the owner.
[[nodiscard]] Movement requisition_return(const Requisition& requisition, const std::vector<Redeemed>& back, Instant at,
                                          std::string id);

}  // namespace anlan::supplies
