#include "gis/box_index.hpp"

#include <cstddef>

namespace anlan::gis {
namespace {

constexpr std::size_t kGroup = 32;

/// The bits of x and y interleaved: points near each other mostly get numbers near each other.
std::uint64_t morton(const GridBox& box) noexcept {
  const auto spread = [](std::int64_t value) {
    auto bits = static_cast<std::uint64_t>(value) & 0xFFFF'FFFF;
    bits = (bits | bits << 16) & 0x0000'FFFF'0000'FFFF;
    bits = (bits | bits << 8) & 0x00FF'00FF'00FF'00FF;
    bits = (bits | bits << 4) & 0x0F0F'0F0F'0F0F'0F0F;
    bits = (bits | bits << 2) & 0x3333'3333'3333'3333;
    return (bits | bits << 1) & 0x5555'5555'5555'5555;
  };
  const std::int64_t x = (std::int64_t{box.min_x} + box.max_x) / 2;
  const std::int64_t y = (std::int64_t{box.min_y} + box.max_y) / 2;
  return spread(x) | spread(y) << 1;
}

}  // namespace

BoxIndex::BoxIndex(const std::vector<GridBox>& boxes) {
  for (std::uint32_t i = 0; i < boxes.size(); ++i) items_.push_back({boxes[i], i});
  std::ranges::sort(items_, {}, [](const Item& item) { return std::pair{morton(item.box), item.number}; });
  groups_.resize((items_.size() + kGroup - 1) / kGroup);
  for (std::size_t i = 0; i < items_.size(); ++i) groups_[i / kGroup].add(items_[i].box);
}

std::vector<std::uint32_t> BoxIndex::find(const GridBox& window) const {
  std::vector<std::uint32_t> found;
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    if (!groups_[group].meets(window)) continue;
    const std::size_t end = std::min((group + 1) * kGroup, items_.size());
    for (std::size_t i = group * kGroup; i < end; ++i) {
      if (items_[i].box.meets(window)) found.push_back(items_[i].number);
    }
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace anlan::gis
