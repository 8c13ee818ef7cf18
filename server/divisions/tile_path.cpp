#include <charconv>

#include "divisions/tile_door.hpp"

namespace anlan::divisions {
namespace {

constexpr int kDeepest = 22;
constexpr std::size_t kLongestVersion = 64;

/// Cuts the text up to `end` off the front; nothing when `end` does not come.
std::optional<std::string_view> cut(std::string_view& rest, std::string_view end) {
  const auto at = rest.find(end);
  if (at == std::string_view::npos) return std::nullopt;
  const auto part = rest.substr(0, at);
  rest.remove_prefix(at + end.size());
  return part;
}

/// A decimal number below `limit` as a person would write it.
std::optional<std::uint32_t> number(std::optional<std::string_view> text, std::uint64_t limit) {
  if (!text || text->empty() || (text->size() > 1 && text->front() == '0')) return std::nullopt;
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text->begin(), text->end(), value);
  if (error != std::errc{} || end != text->end() || value >= limit) return std::nullopt;
  return value;
}

bool is_version(std::string_view text) noexcept {
  return !text.empty() && text.size() <= kLongestVersion &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::optional<TileAddress> parse_tile_path(std::string_view path) {
  if (!path.starts_with("/tiles/")) return std::nullopt;
  path.remove_prefix(std::string_view{"/tiles/"}.size());
  const auto level = parse_level(cut(path, "/").value_or(""));
  const auto version = cut(path, "/");
  const auto z = number(cut(path, "/"), kDeepest + 1);
  if (!level || !version || !is_version(*version) || !z) return std::nullopt;
  const auto side = std::uint64_t{1} << *z;
  const auto x = number(cut(path, "/"), side);
  const auto y = number(cut(path, ".mvt"), side);
  if (!x || !y || !path.empty()) return std::nullopt;
  return TileAddress{*level, std::string{*version}, static_cast<int>(*z), *x, *y};
}

}  // namespace anlan::divisions
