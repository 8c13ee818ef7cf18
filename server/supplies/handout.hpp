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
#include "supplies/entitled.hpp"
#include "supplies/movement.hpp"

namespace anlan::supplies {

enum class HandoutState : std::uint8_t {
  recorded,
  withdrawn,  ///< its movement was taken back: it was entered wrongly
};

[[nodiscard]] std::string_view to_string(HandoutState state) noexcept;
[[nodiscard]] std::optional<HandoutState> parse_handout_state(std::string_view text) noexcept;

/// Goods handed over, as a whole: so many of a batch.
struct HandedLine {
  std::string item;
  std::string batch;  ///< uuid
  std::string label;
  Quantity quantity = 0;
  std::optional<std::int64_t> worth_fen = {};  ///< of a base unit (折款); nothing: nobody said
};

/// 代领: somebody takes the goods for the household.
struct Proxy {
  std::string name;  ///< sealed
  std::string relation;
};

/// Who of the list got what. All that names people is sealed, the pictures of their signatures too.
struct Household {
  std::string name;                    ///< sealed, of its head
  std::optional<std::string> id = {};  ///< sealed number of a document
  std::string name_mark = {};          ///< KeyRing::mark: tells equal ones without showing them
  std::optional<std::string> id_mark = {};
  int people = 1;
  std::vector<Quantity> got = {};         ///< of each line of the hand-out, in its order
  std::optional<std::string> proof = {};  ///< sealed hash of the picture: signature or the hand-over
  std::optional<Proxy> proxy = {};
  std::optional<std::string> again = {};     ///< why it appears twice
  std::optional<Entitlement> entitled = {};  ///< by what list; nothing: it was typed in here
};

/// 发放花名册 on paper: signed there, entered here by count.
struct Sheet {
  int households = 0;
  int people = 0;
  std::vector<std::string> scans = {};  ///< sealed hashes of the pictures
};

/// Goods that were issued to a village, into the hands of its households. Either the list is kept here, or the sheet.
struct Handout {
  std::string handout;  ///< uuid
  std::int64_t version = 0;
  std::string number;  ///< eight digits, for people
  HandoutState state = HandoutState::recorded;
  std::string source;  ///< uuid of the movement that issued the goods, by a waybill or by hand
  std::string place;   ///< uuid of the store they came from
  DivisionCode division;
  std::string movement;  ///< uuid of its own movement, issued → household
  Instant at = {};
  bool exercise = false;
  std::optional<std::string> incident = {};
  journal::Actor by = {};
  std::optional<std::string> note = {};
  std::vector<HandedLine> lines = {};
  std::vector<Household> households = {};
  std::optional<Sheet> sheet = {};
  std::optional<std::string> withdrawn = {};  ///< why

  [[nodiscard]] int household_count() const noexcept;
  [[nodiscard]] int people_count() const noexcept;
};

/// The body of `handout.recorded`; everything that names people is sealed in it.
[[nodiscard]] nlohmann::json handout_json(const Handout& handout);
[[nodiscard]] Handout read_handout(const nlohmann::json& body);

/// What moves: out of what the division was issued, to its households. Lines of which nothing was handed over are left
/// out by whoever records.
[[nodiscard]] Movement handover(const Handout& handout);

}  // namespace anlan::supplies
