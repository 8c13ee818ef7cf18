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

namespace anlan::supplies {

enum class DonationState : std::uint8_t {
  received,   ///< the goods came in
  withdrawn,  ///< the receipt was taken back in the ledger: it was entered wrongly
};

[[nodiscard]] std::string_view to_string(DonationState state) noexcept;
[[nodiscard]] std::optional<DonationState> parse_donation_state(std::string_view text) noexcept;

enum class DonorKind : std::uint8_t { person, organisation };

[[nodiscard]] std::string_view to_string(DonorKind kind) noexcept;
[[nodiscard]] std::optional<DonorKind> parse_donor_kind(std::string_view text) noexcept;

/// Who gave. What the public may read is one thing, whom we thank and ask another.
struct Donor {
  DonorKind kind = DonorKind::person;
  std::optional<std::string> shown_as = {};  ///< as the donor wants to be named in public; nothing: anonymous
  std::optional<std::string> name = {};      ///< sealed, of the person or of the organisation's contact
  std::optional<std::string> phone = {};     ///< sealed
};

/// 定向捐赠: what the donor wants it used for. Incident and area bind whoever sends the goods; the words inform him.
/// (慈善法: donated property is used as the donor agreed to.)
struct Earmark {
  std::optional<std::string> text = {};
  std::optional<std::string> incident = {};   ///< uuid
  std::optional<DivisionCode> division = {};  ///< and everything below it

  [[nodiscard]] bool binds() const noexcept { return incident || division; }
};

/// One line of a donation: so many of an item, which came in as one batch.
struct Gift {
  std::string item;
  Quantity quantity = 0;
  std::string batch;  ///< uuid
  std::string label;
};

/// The emergency office lets goods be used otherwise than the donor wanted, and says why.
struct EarmarkException {
  std::optional<std::string> incident = {};  ///< uuid of the incident it may be used for; nothing: for any
  DivisionCode division;                     ///< where it may go
  std::string reason;
  Instant at = {};
  journal::Actor by = {};
};

/// What was changed of a donation's record, when and why. The record carries the last one; the journal has all.
struct Correction {
  std::string reason;
  Instant at = {};
  journal::Actor by = {};
};

/// Goods somebody gave. The ledger's movement says what came in; this says from whom, and for what.
struct Donation {
  std::string donation;  ///< uuid
  std::int64_t version = 0;
  std::string number;  ///< eight digits, for people
  DonationState state = DonationState::received;
  std::string place;  ///< uuid
  DivisionCode division;
  std::string movement;  ///< uuid of the receipt
  Instant received_at = {};
  bool exercise = false;
  Donor donor;
  Earmark earmark = {};
  std::optional<std::string> deed = {};  ///< number of the agreement or receipt
  std::optional<std::string> note = {};
  std::vector<Gift> gifts = {};
  std::vector<EarmarkException> exceptions = {};
  std::optional<Correction> correction = {};
};

/// The body of the donation's entries, which always carry the whole; personal data in it is sealed.
[[nodiscard]] nlohmann::json donation_json(const Donation& donation);
[[nodiscard]] Donation read_donation(const nlohmann::json& body);

[[nodiscard]] nlohmann::json earmark_json(const Earmark& earmark);
[[nodiscard]] Earmark read_earmark(const nlohmann::json& earmark);

/// What is written on the piles of a donation: the donor as he wants to be named ("匿名" when he does not), and his
/// earmark. `level` is that of the place that took it.
[[nodiscard]] Origin origin_of(const Donation& donation, Tier level);

}  // namespace anlan::supplies
