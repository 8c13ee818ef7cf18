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
