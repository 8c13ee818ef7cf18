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

enum class LoanDirection : std::uint8_t { lent, borrowed };

[[nodiscard]] std::string_view to_string(LoanDirection direction) noexcept;
[[nodiscard]] std::optional<LoanDirection> parse_loan_direction(std::string_view text) noexcept;

/// One line of a loan, and what of it came back.
struct LoanLine {
  std::string item;
  std::string batch;  ///< uuid
  std::string label;
  std::string bin = {};
  Quantity quantity = 0;
  Quantity returned = 0;  ///< damaged ones included
  Quantity damaged = 0;

  [[nodiscard]] Quantity outstanding() const noexcept { return quantity - returned; }
};

/// What one return brought of one line.
struct Returned {
  std::size_t line = 0;
  Quantity quantity = 0;
  Quantity damaged = 0;  ///< of those
  std::string bin = {};
  std::optional<std::string> batch = {};  ///< of borrowed goods that are replaced by others of the same item
};

/// What was not returned, given up: lost by the borrower, or made good to the lender in another way.
struct LoanClosing {
  std::string reason;
  Instant at = {};
  journal::Actor by = {};
};

/// 借用: goods that a unit has of a store of ours for a time, or a store of ours of a unit.
struct Loan {
  std::string loan;  ///< uuid
  std::int64_t version = 0;
  std::string number;  ///< eight digits, for people
  LoanDirection direction = LoanDirection::lent;
  std::string place;  ///< uuid of our store
  DivisionCode division;
  std::string unit;  ///< the other side: a store or an office
  SealedContact contact = {};
  std::string order;  ///< number of the approval, or of the lender's paper
  std::string purpose;
  Day due_on;
  Instant at = {};
  bool exercise = false;
  journal::Actor by = {};
  std::vector<LoanLine> lines = {};
  std::optional<LoanClosing> closing = {};

  [[nodiscard]] bool open() const noexcept;
  /// Past its day with something outstanding.
  [[nodiscard]] bool overdue_on(const Day& today) const noexcept { return open() && due_on < today; }
};

/// The body of the loan's entries, which always carry the whole; the contact in it is sealed.
[[nodiscard]] nlohmann::json loan_json(const Loan& loan);
[[nodiscard]] Loan read_loan(const nlohmann::json& body);

// What each step moves. `id` is the new document's uuid.

/// Lent goods leave for the borrower; borrowed ones come from the lender.
[[nodiscard]] Movement loan_departure(const Loan& loan, std::string id);
/// What comes back damaged is set aside; what we give back leaves the store, damaged or not.
[[nodiscard]] Movement loan_return(const Loan& loan, const std::vector<Returned>& back, Instant at, std::string id);
/// Lent goods that never come back are lost; of borrowed ones nothing moves, and the movement has no lines.
[[nodiscard]] Movement loan_loss(const Loan& loan, std::string id);

}  // namespace anlan::supplies
