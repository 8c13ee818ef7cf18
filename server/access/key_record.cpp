#include "access/key_record.hpp"

#include <array>

namespace anlan::access {
namespace {

constexpr std::array<std::string_view, 3> kNames{"in_use", "destruction_proposed", "destroyed"};

}  // namespace

std::string_view to_string(KeyState state) noexcept { return kNames[static_cast<std::size_t>(state)]; }

std::optional<KeyState> parse_key_state(std::string_view text) noexcept {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == text) return static_cast<KeyState>(i);
  }
  return std::nullopt;
}

}  // namespace anlan::access
