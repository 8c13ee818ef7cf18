#include "relief/leak_signs.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

#include <boost/locale/utf.hpp>

#include "relief/written_number.hpp"

namespace anlan::relief {
namespace {

using boost::locale::utf::code_point;

/// What a reader sees at one place, and how many bytes it was written in.
struct Sign {
  code_point value = 0;
  std::size_t bytes = 1;
};

constexpr code_point kNothing = 0x200B;  // takes no room: an inline tag
constexpr code_point kEdge = 0x000A;     // the edge of a cell or line

bool hex_digit(char sign) noexcept {
  return (sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'f') || (sign >= 'A' && sign <= 'F');
}

bool letter_or_digit(char sign) noexcept {
  return hex_digit(sign) || (sign >= 'g' && sign <= 'z') || (sign >= 'G' && sign <= 'Z');
}

std::optional<code_point> number_of(std::string_view text, int base) noexcept {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// JSON's \u0031.
std::optional<Sign> json_escape(std::string_view rest) noexcept {
  constexpr std::size_t kLength = 6;
  if (!rest.starts_with("\\u") || rest.size() < kLength) return std::nullopt;
  const auto value = number_of(rest.substr(2, 4), 16);
  return value ? std::optional{Sign{*value, kLength}} : std::nullopt;
}

/// HTML's &#49; &#x31; &nbsp;
std::optional<Sign> character_reference(std::string_view rest) noexcept {
  constexpr std::size_t kLongest = 12;
  const auto end = rest.substr(0, kLongest).find(';');
  if (!rest.starts_with('&') || end == std::string_view::npos) return std::nullopt;
  const auto name = rest.substr(1, end - 1);
  if (name.starts_with("#x") || name.starts_with("#X")) {
    const auto value = number_of(name.substr(2), 16);
    return value ? std::optional{Sign{*value, end + 1}} : std::nullopt;
  }
  if (name.starts_with('#')) {
    const auto value = number_of(name.substr(1), 10);
    return value ? std::optional{Sign{*value, end + 1}} : std::nullopt;
  }
  constexpr std::array<std::string_view, 6> kSpaces{"nbsp", "ensp", "emsp", "thinsp", "shy", "hyphen"};
  return std::ranges::find(kSpaces, name) == kSpaces.end() ? std::nullopt : std::optional{Sign{' ', end + 1}};
}

/// The %31 of an address.
std::optional<Sign> percent_escape(std::string_view rest) noexcept {
  if (rest.size() < 3 || rest[0] != '%') return std::nullopt;
  const auto value = number_of(rest.substr(1, 2), 16);
  return value && *value < 0x80 ? std::optional{Sign{*value, 3}} : std::nullopt;
}

/// A tag of HTML or of a sheet's XML: one that runs within a line takes no room, any other is an edge.
std::optional<Sign> tag(std::string_view rest) noexcept {
  constexpr std::size_t kLongest = 400;
  if (rest.size() < 2 || rest[0] != '<' || (rest[1] != '/' && !letter_or_digit(rest[1]))) return std::nullopt;
  const auto end = rest.substr(0, kLongest).find('>');
  if (end == std::string_view::npos) return std::nullopt;
  auto name = rest.substr(rest[1] == '/' ? 2 : 1);
  name = name.substr(0, name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"));
  constexpr std::array<std::string_view, 20> kInline{"a",      "abbr", "b",   "bdi", "code", "em",    "font",
                                                     "i",      "mark", "r",   "rPr", "s",    "small", "span",
                                                     "strong", "sub",  "sup", "t",   "u",    "wbr"};
  return Sign{std::ranges::find(kInline, name) == kInline.end() ? kEdge : kNothing, end + 1};
}

Sign next_sign(std::string_view rest) {
  for (const auto read : {json_escape, character_reference, percent_escape, tag}) {
    if (const auto found = read(rest)) return *found;
  }
  const auto* at = rest.begin();
  const auto value = boost::locale::utf::utf_traits<char>::decode(at, rest.end());
  if (value == boost::locale::utf::illegal || value == boost::locale::utf::incomplete) return {kEdge, 1};
  return {value, static_cast<std::size_t>(at - rest.begin())};
}

/// How many bytes at the beginning of `rest` are a UUID or a digest in hex; 0 when they are neither. `rest` begins a
/// word.
std::size_t opaque_length(std::string_view rest) noexcept {
  constexpr std::string_view kUuid = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  const auto fits = [](char shape, char sign) { return shape == 'x' ? hex_digit(sign) : shape == sign; };
  if (rest.size() >= kUuid.size() && std::ranges::equal(kUuid, rest.substr(0, kUuid.size()), fits) &&
      (rest.size() == kUuid.size() || !letter_or_digit(rest[kUuid.size()]))) {
    return kUuid.size();
  }
  const auto* const end = std::ranges::find_if_not(rest, letter_or_digit);
  const auto word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  constexpr std::array<std::size_t, 4> kDigests{32, 40, 64, 128};
  const bool digest = std::ranges::find(kDigests, word.size()) != kDigests.end() &&
                      std::ranges::all_of(word, hex_digit) && !all_digits(word);
  return digest ? word.size() : 0;
}

/// Builds the rows sign by sign.
class Rows {
 public:
  void take(code_point value, std::size_t begin, std::size_t end) {
    const bool digit = value >= '0' && value <= '9';
    const bool last_of_id = (value == 'X' || value == 'x') && (standing_ || lacks_last_of_id());
    if (digit || last_of_id) return add(digit ? static_cast<char>(value) : 'X', begin, end);
    const bool after_digit = std::exchange(standing_, false);
    fraction_next_ = false;
    if (separates(value)) {
      parted_by_ = value == ' ' || value == kNothing ? std::max(parted_by_, ' ') : '-';
      return;
    }
    fraction_next_ = value == '.' && after_digit && begins_amount(before_);
    before_ = value;
    close();
  }
  void edge() { take(kEdge, 0, 0); }
  [[nodiscard]] std::vector<DigitRow> done() {
    close();
    return std::move(rows_);
  }

 private:
  /// What stands before a number in JSON or a table; "3.138…" on a line of its own may be a list's third telephone.
  static bool begins_amount(code_point value) { return value == '[' || value == ',' || value == ':' || value == '('; }
  static bool separates(code_point value) {
    if (value == kEdge || value == '\t' || value == '\r' || value == '\'') return false;
    std::string written;
    boost::locale::utf::utf_traits<char>::encode(value, std::back_inserter(written));
    return bare_number(written).empty();
  }
  /// Whether enough digits, written apart, stand before an X that is written apart too.
  [[nodiscard]] bool lacks_last_of_id() const {
    constexpr std::size_t kDigitsOfId = 17;
    std::size_t digits = 0;
    for (const auto& group : row_) digits += group.digits.size();
    return parted_by_ != 0 && digits >= kDigitsOfId;
  }
  void add(char digit, std::size_t begin, std::size_t end) {
    if (!standing_) {
      row_.push_back({.digits = {},
                      .begin = begin,
                      .parted_by = row_.empty() ? char{0} : parted_by_,
                      .fraction = row_.empty() && fraction_next_});
    }
    auto& group = row_.back();
    group.digits += digit;
    group.end = end;
    standing_ = digit != 'X';
    fraction_next_ = false;
    parted_by_ = 0;
    if (digit == 'X') close();  // nothing of a number comes after it
  }
  void close() {
    if (!row_.empty()) rows_.push_back(std::move(row_));
    row_.clear();
    parted_by_ = 0;
  }

  std::vector<DigitRow> rows_;
  DigitRow row_;
  bool standing_ = false;  ///< the sign before was a digit of the same group
  bool fraction_next_ = false;
  char parted_by_ = 0;
  code_point before_ = 0;  ///< the last sign that neither is a digit nor parts digits
};

/// The rows within a tag (an address, a title, a field's value), added to `rows`; the tag begins at byte `at`.
void add_rows_of_tag(std::string_view tag, std::size_t at, std::vector<DigitRow>& rows) {
  for (auto& row : digit_rows(tag.substr(1, tag.size() - 2))) {
    for (auto& group : row) {
      group.begin += at + 1;
      group.end += at + 1;
    }
    rows.push_back(std::move(row));
  }
}

}  // namespace

std::vector<DigitRow> digit_rows(std::string_view text) {
  Rows rows;
  std::vector<DigitRow> within_tags;
  bool word_begins = true;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    if (const auto opaque = word_begins ? opaque_length(rest) : 0; opaque > 0) {
      rows.edge();
      at += opaque;
      continue;
    }
    const auto sign = next_sign(rest);
    word_begins = !letter_or_digit(text[at]);
    const auto value = sign.value >= 0xFF01 && sign.value <= 0xFF5E ? sign.value - 0xFEE0 : sign.value;
    rows.take(value == 0x3000 ? code_point{' '} : value, at, at + sign.bytes);
    if (text[at] == '<' && sign.bytes > 1) add_rows_of_tag(rest.substr(0, sign.bytes), at, within_tags);
    at += sign.bytes;
  }
  auto all = rows.done();
  std::ranges::move(within_tags, std::back_inserter(all));
  std::ranges::sort(all, {}, [](const DigitRow& row) { return row.front().begin; });
  return all;
}

}  // namespace anlan::relief
