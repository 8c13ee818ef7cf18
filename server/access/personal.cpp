#include "access/personal.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace anlan::access {

using nlohmann::json;

namespace {

/// The characters of a UTF-8 text, as slices of it.
std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 0; begin < text.size();) {
    auto end = begin + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    out.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return out;
}

/// Leaves so many characters at both ends; never all of them.
std::string keep_ends(std::string_view text, std::size_t front, std::size_t back) {
  const auto parts = characters(text);
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool shown = i < front || i + back >= parts.size();
    out.append(shown ? parts[i] : std::string_view{"*"});
  }
  return out;
}

/// Where the first of these words ends at or after `from`; npos when there is none.
std::size_t end_of_first(std::string_view text, const std::vector<std::string_view>& words, std::size_t from) {
  auto first = std::string_view::npos;
  std::size_t length = 0;
  for (const auto word : words) {
    const auto at = text.find(word, from);
    if (at == std::string_view::npos || (first != std::string_view::npos && at >= first)) continue;
    first = at;
    length = word.size();
  }
  return first == std::string_view::npos ? first : first + length;
}

/// The part of an address that names no door: up to the village, else the township, else the county.
std::size_t public_part(std::string_view address) {
  static const std::vector<std::string_view> kTownships{"街道", "办事处", "镇", "乡"};
  static const std::vector<std::string_view> kVillages{"村", "社区", "居委会"};
  static const std::vector<std::string_view> kCounties{"县", "区", "市"};
  const auto county = end_of_first(address, kCounties, 0);
  const auto township = end_of_first(address, kTownships, 0);
  const auto village = end_of_first(address, kVillages, township == std::string_view::npos ? 0 : township);
  for (const auto end : {village, township, county}) {
    if (end != std::string_view::npos) return end;
  }
  return 0;
}

std::string subject(std::string_view stream) { return "personal/" + std::string{stream}; }

}  // namespace

std::string mask_name(std::string_view name) {
  const auto length = characters(name).size();
  if (length == 1) return "*";
  return keep_ends(name, 1, length > 2 ? 1 : 0);
}

std::string mask_phone(std::string_view phone) {
  return phone.size() >= 9 ? keep_ends(phone, 3, 4) : keep_ends(phone, 0, std::min<std::size_t>(2, phone.size() / 2));
}

std::string mask_id_number(std::string_view number) {
  return number.size() >= 15 ? keep_ends(number, 2, 3) : keep_ends(number, 0, 0);
}

std::string mask_account(std::string_view account) {
  return keep_ends(account, 0, std::min<std::size_t>(4, account.size() / 2));
}

std::string mask_address(std::string_view address) {
  if (address.empty()) return {};
  // A door may stand before the name of a village (解放路12号院东村): what comes after a digit is never shown.
  const auto named = address.substr(0, address.find_first_of("0123456789"));
  return std::string{named.substr(0, public_part(named))} + "***";
}

journal::Draft draft_of(const Revealed& fact) {
  return {.stream = subject(fact.stream),
          .type = std::string{kRevealed},
          .division = fact.division,
          .body = {{"record", fact.stream}, {"fields", fact.fields}, {"purpose", fact.purpose}}};
}

Revealed read_revealed(const json& body, const DivisionCode& division) {
  return {
      .stream = body.at("record"), .division = division, .fields = body.at("fields"), .purpose = body.at("purpose")};
}

void declare_personal_entries(journal::EntryTypes& types) { types.declare({.name = std::string{kRevealed}}); }

}  // namespace anlan::access
