#include "support/photo.hpp"

#include <string_view>

namespace anlan::test {
namespace {

using namespace std::string_view_literals;

std::string segment(char marker, std::string_view content) {
  const auto length = content.size() + 2;
  std::string out{'\xFF', marker, static_cast<char>(length >> 8), static_cast<char>(length & 0xFF)};
  return out.append(content);
}

/// A Huffman table of one code, a single 0 bit, for the symbol 0: "no difference", or "the block ends here".
std::string table(char which) { return std::string{which, '\x01'} + std::string(16, '\0'); }

constexpr std::size_t kLongestComment = 60'000;

/// As many comments as the note needs.
std::string comments(std::string_view note) {
  std::string out = segment('\xFE', note.substr(0, kLongestComment));
  for (auto at = kLongestComment; at < note.size(); at += kLongestComment) {
    out += segment('\xFE', note.substr(at, kLongestComment));
  }
  return out;
}

}  // namespace

std::string photo(const std::string& note) {
  return "\xFF\xD8" + comments(note) + segment('\xDB', '\0' + std::string(64, '\x01')) +
         segment('\xC0', "\x08\x00\x08\x00\x08\x01\x01\x11\x00"sv) + segment('\xC4', table('\x00') + table('\x10')) +
         segment('\xDA', "\x01\x01\x00\x00\x3F\x00"sv) + "\x3F\xFF\xD9";
}

}  // namespace anlan::test
