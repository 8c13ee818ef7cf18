#include "relief/leak_check.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "relief/account_number.hpp"
#include "relief/id_number.hpp"
#include "relief/leak_signs.hpp"
#include "relief/written_number.hpp"

namespace anlan::relief {
namespace {

constexpr std::size_t kIdLength = 18;
constexpr std::size_t kOldIdLength = 15;
constexpr std::size_t kMobileLength = 11;
constexpr std::size_t kShortestCard = 16;
constexpr std::size_t kLongestCard = 19;

/// The last day that can stand in an identity number: the check has no clock, and leaks nothing by being generous.
constexpr Day kLastBirth{std::chrono::year{2099}, std::chrono::month{12}, std::chrono::day{31}};

/// Whether this is an identity number; mistyped ones name their holder too, so the check digit is asked for only where
/// chance could have put the digits together.
bool id_number(std::string_view digits, bool strict) {
  if (digits.size() != kIdLength || digits.substr(0, kIdLength - 1).find('X') != std::string_view::npos) return false;
  std::string tried{digits};
  if (!strict) tried.back() = id_check_character(digits);
  return parse_id_number(tried, kLastBirth).has_value();
}

bool old_id_number(std::string_view digits) {
  return digits.size() == kOldIdLength && all_digits(digits) && parse_id_number(digits, kLastBirth).has_value();
}

bool card(std::string_view digits) {
  if (!all_digits(digits) || digits.size() < kShortestCard || digits.size() > kLongestCard) return false;
  if (digits.starts_with("62")) return true;
  constexpr std::array<std::string_view, 6> kOthers{"4", "51", "52", "53", "60", "9558"};
  return std::ranges::any_of(kOthers, [digits](auto begin) { return digits.starts_with(begin); }) && luhn_holds(digits);
}

bool mobile(std::string_view digits) {
  if (digits.size() == kMobileLength + 4 && digits.starts_with("0086")) digits.remove_prefix(4);
  if (digits.size() == kMobileLength + 2 && digits.starts_with("86")) digits.remove_prefix(2);
  return digits.size() == kMobileLength && all_digits(digits) && digits[0] == '1' && digits[1] >= '3';
}

/// Whether the groups from `first` to `last` are parted in one way throughout.
bool parted_one_way(const DigitRow& row, std::size_t first, std::size_t last) {
  const auto from = row.begin() + static_cast<std::ptrdiff_t>(first) + 1;
  const auto until = row.begin() + static_cast<std::ptrdiff_t>(last) + 1;
  return std::all_of(from, until, [&](const auto& group) { return group.parted_by == from->parted_by; });
}

bool alone(const DigitRow& row, std::size_t first, std::size_t last) { return first == 0 && last + 1 == row.size(); }

/// Groups of one size, the last perhaps shorter: 6228 4800 1234 5678 90. An X after the last counts for nothing.
bool evenly_grouped(const DigitRow& row, std::size_t first, std::size_t last) {
  const auto size = row[first].digits.size();
  for (auto at = first + 1; at < last; ++at) {
    if (row[at].digits.size() != size) return false;
  }
  const std::string_view end{row[last].digits};
  return end.size() - (end.ends_with('X') ? 1 : 0) <= size;
}

/// 138 1234 5678, or any grouping when the row is nothing else and parted in one way throughout.
bool written_as_phone(const DigitRow& row, std::size_t first, std::size_t last) {
  if (alone(row, first, last) && parted_one_way(row, first, last)) return true;
  const auto sized = [&](std::size_t at, std::size_t size) { return row[at].digits.size() == size; };
  return last == first + 2 && sized(first, 3) && sized(first + 1, 4) && sized(last, 4);
}

/// As people write a card's number or one of fifteen digits: in groups of one size, or alone and after the six digits
/// of the bank or region. Figures side by side are of all lengths, and one row in ten of them would hold a check digit.
bool written_as_one(const DigitRow& row, std::size_t first, std::size_t last) {
  constexpr std::size_t kBankOrRegion = 6;
  return parted_one_way(row, first, last) &&
         (evenly_grouped(row, first, last) || (alone(row, first, last) && row[first].digits.size() == kBankOrRegion));
}

std::optional<LeakKind> kind_of_group(const DigitGroup& group) {
  if (group.fraction) return std::nullopt;
  std::string_view digits{group.digits};
  if (digits.ends_with('X')) digits.remove_suffix(1);  // an x that follows a number of another kind
  if (old_id_number(digits)) return LeakKind::id_number;
  if (card(digits)) return LeakKind::bank_card;
  if (mobile(digits)) return LeakKind::phone;
  return std::nullopt;
}

/// An identity number anywhere within one group of digits.
bool id_within(const DigitGroup& group) {
  const auto length = group.digits.size();
  const bool alone = length == kIdLength || (length == kIdLength + 1 && group.digits.ends_with('X'));
  for (std::size_t at = 0; at + kIdLength <= length; ++at) {
    if (id_number(std::string_view{group.digits}.substr(at, kIdLength), !alone)) return true;
  }
  return false;
}

/// What the groups from `first` to `last`, which are several, make together.
std::optional<LeakKind> kind_of_span(const DigitRow& row, std::size_t first, std::size_t last,
                                     std::string_view digits) {
  if (id_number(digits, true)) return LeakKind::id_number;
  if (digits.ends_with('X')) digits.remove_suffix(1);
  if (id_number(digits, true)) return LeakKind::id_number;
  if (alone(row, first, last) && old_id_number(digits) && written_as_one(row, first, last)) return LeakKind::id_number;
  if (card(digits) && luhn_holds(digits) && written_as_one(row, first, last)) return LeakKind::bank_card;
  if (mobile(digits) && written_as_phone(row, first, last)) return LeakKind::phone;
  return std::nullopt;
}

/// The longest number that begins with a group: it and where it ends. Nothing when there is none.
std::optional<std::pair<LeakKind, std::size_t>> found_from(const DigitRow& row, std::size_t first) {
  std::optional<std::pair<LeakKind, std::size_t>> found;
  if (const auto kind = kind_of_group(row[first])) found = {*kind, first};
  if (id_within(row[first])) found = {LeakKind::id_number, first};
  auto digits = row[first].digits;
  for (auto last = first + 1; last < row.size(); ++last) {
    digits += row[last].digits;
    if (digits.size() > kLongestCard + 1) break;  // an x may follow it
    if (const auto kind = kind_of_span(row, first, last, digits)) found = {*kind, last};
  }
  return found;
}

std::string place_of(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, at);
  const auto line = std::ranges::count(before, '\n') + 1;
  const auto begin = before.rfind('\n');
  return std::to_string(line) + ":" + std::to_string(at - (begin == std::string_view::npos ? 0 : begin + 1) + 1);
}

}  // namespace

std::string_view to_string(LeakKind kind) noexcept {
  constexpr std::array<std::string_view, 3> kWords{"id_number", "bank_card", "phone"};
  return kWords.at(static_cast<std::size_t>(kind));
}

std::vector<Leak> find_leaks(std::string_view text) {
  std::vector<Leak> leaks;
  for (const auto& row : digit_rows(text)) {
    for (std::size_t first = 0; first < row.size(); ++first) {
      const auto found = found_from(row, first);
      if (!found) continue;
      leaks.push_back(
          {.kind = found->first, .at = row[first].begin, .length = row[found->second].end - row[first].begin});
      first = found->second;
    }
  }
  return leaks;
}

Result<void> check_no_leak(std::string_view text) {
  const auto leaks = find_leaks(text);
  if (leaks.empty()) return {};
  const auto count = [&leaks](LeakKind kind) { return std::to_string(std::ranges::count(leaks, kind, &Leak::kind)); };
  const auto ids = count(LeakKind::id_number);
  const auto cards = count(LeakKind::bank_card);
  const auto phones = count(LeakKind::phone);
  const auto first = place_of(text, leaks.front().at);
  return fail(ProblemKind::conflict, "leak-found",
              {"内容里有疑似个人信息（身份证号 " + ids + " 处、银行卡号 " + cards + " 处、手机号 " + phones +
                   " 处，首处在第 " + first + "），已停止外发；请先遮蔽或删去",
               "the content seems to hold personal numbers (" + ids + " identity, " + cards + " bank card, " + phones +
                   " mobile; the first at " + first + ") and was not let out; mask or remove them first"});
}

}  // namespace anlan::relief
