#include "gis/text.hpp"

#include <iconv.h>

#include <cerrno>
#include <cstdint>

namespace anlan::gis {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// How many bytes a UTF-8 character takes by its first byte; 0 when none starts so.
std::size_t utf8_length(unsigned char lead) noexcept {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool is_continuation(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Refuses over-long forms, surrogates and what lies past U+10FFFF, all visible in the second byte.
bool second_byte_fits(unsigned char lead, unsigned char second) noexcept {
  if (lead == 0xE0) return second >= 0xA0;
  if (lead == 0xED) return second < 0xA0;
  if (lead == 0xF0) return second >= 0x90;
  if (lead == 0xF4) return second < 0x90;
  return true;
}

class Converter {
 public:
  Converter() noexcept : handle_{iconv_open("UTF-8", "GB18030")} {}
  ~Converter() {
    if (usable()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  [[nodiscard]] bool usable() const noexcept { return handle_ != reinterpret_cast<iconv_t>(std::intptr_t{-1}); }

  std::string convert(std::string text) {
    std::string out(text.size() * 4, '\0');
    char* from = text.data();
    std::size_t from_left = text.size();
    std::string converted;
    while (from_left > 0) {
      char* to = out.data();
      std::size_t to_left = out.size();
      const bool failed = iconv(handle_, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1);
      const int reason = errno;
      converted.append(out.data(), out.size() - to_left);
      if (!failed || reason == EINVAL) break;
      converted += kReplacement;
      ++from;
      --from_left;
    }
    return converted;
  }

 private:
  iconv_t handle_;
};

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = utf8_length(lead);
    if (length == 0 || length > text.size()) return false;
    if (length > 1 && !second_byte_fits(lead, static_cast<unsigned char>(text[1]))) return false;
    for (std::size_t i = 1; i < length; ++i) {
      if (!is_continuation(text[i])) return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

std::string from_gb18030(std::string_view text) {
  Converter converter;
  return converter.usable() ? converter.convert(std::string{text}) : std::string{kReplacement};
}

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view kBlank{" \t\r\n\0", 5};
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string ascii_lower(std::string text) noexcept {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string shown(std::string_view text, std::size_t longest) {
  if (text.size() > longest) {
    while (longest > 0 && is_continuation(text[longest])) --longest;
    text = text.substr(0, longest);
  }
  std::string clean;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) clean += c;
  }
  return clean;
}

}  // namespace anlan::gis
