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

enum class ReleaseState : std::uint8_t { requested, approved, rejected };

[[nodiscard]] std::string_view to_string(ReleaseState state) noexcept;
[[nodiscard]] std::optional<ReleaseState> parse_release_state(std::string_view text) noexcept;

/// Where goods shall go: to a place of ours, or to a shelter or village, where they count as issued on arrival.
struct Destination {
  DivisionCode division;                  ///< of the place, or that gets the goods
  std::optional<std::string> place = {};  ///< uuid
  std::string site = {};                  ///< the place's name, or the shelter's
};

/// One line of a request: 品名、规格、数量.
struct Wanted {
  std::string item;
  Quantity quantity = 0;
  std::optional<std::string> spec = {};
};

/// One line of a release order: so many of an item out of a place.
struct Grant {
  std::string item;
  Quantity quantity = 0;
  std::string from;  ///< uuid of the place
};

/// The order to release, or the refusal.
struct Ruling {
  Instant at = {};
  journal::Actor by = {};
  std::optional<std::string> order = {};  ///< number of the 动用指令
  std::optional<std::string> note = {};   ///< the reason of a refusal
};

/// A request for goods and what became of it: 用途、品名、规格、数量、地点、时限、联系人, as the central reserve's
/// rules ask. The office with 动用权 decides; the keeper executes.
struct Release {
  std::string release;  ///< uuid
  std::int64_t version = 0;
  std::string number;  ///< eight digits, for people
  ReleaseState state = ReleaseState::requested;
  Destination to;
  std::string purpose = {};
  Instant need_by = {};
  std::string priority = {};   ///< "urgent", "high", "normal"
  SealedContact contact = {};  ///< who takes the goods over
  std::optional<std::string> incident = {};
  bool exercise = false;
  std::optional<std::string> stock_note = {};  ///< what the asking office has and used already
  std::vector<Wanted> lines = {};
  Instant requested_at = {};
  journal::Actor requested_by = {};
  std::optional<Ruling> ruling = {};
  std::vector<Grant> grants = {};
};

[[nodiscard]] nlohmann::json destination_json(const Destination& to);
[[nodiscard]] Destination read_destination(const nlohmann::json& to);

/// The body of the release's entries, which always carry the whole; the contact in it is sealed.
[[nodiscard]] nlohmann::json release_json(const Release& release);
[[nodiscard]] Release read_release(const nlohmann::json& body);

}  // namespace anlan::supplies
