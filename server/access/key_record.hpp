#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/division_code.hpp"
#include "base/problem.hpp"
#include "base/time.hpp"
#include "store/database.hpp"

namespace anlan::access {

/// How far a key of personal data is on its way to destruction.
enum class KeyState : std::uint8_t {
  in_use,
  destruction_proposed,  ///< one person asked for it, a second has to agree
  destroyed,             ///< nothing sealed with it can be read again, anywhere
};
[[nodiscard]] std::string_view to_string(KeyState state) noexcept;
[[nodiscard]] std::optional<KeyState> parse_key_state(std::string_view text) noexcept;

/// A step on that way: who took it and when.
struct KeyStep {
  std::string account;
  std::string name;
  Instant at = {};
  std::int64_t seq = 0;  ///< of the entry, which a certificate names
};

/// What was decided about an owner's key; there is no record before somebody proposed its destruction.
struct KeyRecord {
  std::string owner;
  std::string key_id;
  KeyState state = KeyState::in_use;
  std::string reason = {};  ///< of the newest step
  std::optional<KeyStep> proposed = {};
  std::optional<KeyStep> destroyed = {};
  std::int64_t version = 0;
};

/// What the rooms know of a key's owner.
struct KeyOwner {
  std::string title;                         ///< the incident's or campaign's name
  DivisionCode division;                     ///< whose data they are
  std::optional<Problem> still_needed = {};  ///< why the key may not be destroyed yet
};
/// Nothing when no room knows the owner. Asked on the writer's and the readers' threads.
using KeyOwners = std::function<std::optional<KeyOwner>(store::Connection& db, const std::string& owner)>;

}  // namespace anlan::access
