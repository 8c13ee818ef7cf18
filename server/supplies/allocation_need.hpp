#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

// What people need: people by state × norm × days − what is there − what is on the way.
namespace anlan::supplies::allocation {

/// States of people of which nobody is in two (自然灾害情况统计调查制度 2024: A01012, A01013 = A01014 + A01015 and
/// A01017 exclude each other). Needs of the states therefore add up.
enum class PeopleState : std::uint8_t {
  sheltered,              ///< 集中安置, A01014
  hosted,                 ///< 分散安置, A01015
  precautionary_move,     ///< 紧急避险转移, A01012
  emergency_relief_need,  ///< 需紧急生活救助, A01017
};
inline constexpr std::size_t kPeopleStates = 4;

/// The words of the norms catalogue: "sheltered", "hosted", …
[[nodiscard]] std::string_view to_string(PeopleState state) noexcept;
[[nodiscard]] std::optional<PeopleState> parse_people_state(std::string_view text) noexcept;

/// A norm of the catalogue that is in season: `amount` base units of an item to `persons` people, once or for every
/// `days` days, for `share_percent` of the people in these states.
struct Norm {
  std::string id;
  std::string item;
  std::vector<PeopleState> states = {};
  std::int64_t share_percent = 100;  ///< 1–100
  std::int64_t amount = 1;
  std::int64_t persons = 1;
  std::optional<std::int64_t> days = {};  ///< nothing: given once
};

/// People of a township, by state, as the newest reports have them.
struct People {
  std::string division;                                ///< code of the township
  std::array<std::int64_t, kPeopleStates> count = {};  ///< by PeopleState

  [[nodiscard]] std::int64_t in(PeopleState state) const { return count[static_cast<std::size_t>(state)]; }
};

/// What of an item a township has or is about to have.
struct Provided {
  std::string division;
  std::string item;
  std::int64_t on_hand = 0;
  std::int64_t on_the_way = 0;
};

/// The need of a township for an item, in base units, with the figures it is made of.
struct Need {
  std::string division;
  std::string item;
  std::int64_t required = 0;  ///< by the norms
  std::int64_t on_hand = 0;
  std::int64_t on_the_way = 0;
  std::int64_t missing = 0;  ///< required − on_hand − on_the_way, not below 0
};

/// What the people of one township need by one norm for `days` days. Multiplied out first and rounded up once, at the
/// end: the 21st person needs a second toilet.
/// Problem `bad-need`: a negative or zero factor, a share above 100, or a product that no 64-bit number holds.
[[nodiscard]] Result<std::int64_t> required_by(const Norm& norm, const People& people, std::int64_t days);

/// The needs of all townships, by division and then item; those that need nothing are left out. Several norms of one
/// item add up, as do several lines of one township or item. Problem `bad-need` as above.
[[nodiscard]] Result<std::vector<Need>> needs(const std::vector<People>& people, const std::vector<Norm>& norms,
                                              std::int64_t days, const std::vector<Provided>& provided);

}  // namespace anlan::supplies::allocation
