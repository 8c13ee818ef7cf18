#include "relief/household_personal.hpp"

#include <charconv>
#include <utility>

#include <nlohmann/json.hpp>

#include "access/personal.hpp"
#include "base/json.hpp"
#include "base/json_fields.hpp"
#include "relief/id_number.hpp"
#include "relief/written_number.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

constexpr std::size_t kLongestPrefix = 4;  // characters of a name that are searched by
constexpr const char* kHidden = "***";

json member_json(const Member& member) {
  json out{{"name", member.name},
           {"id_number", or_null(member.id_number)},
           {"kinship", word_of(kKinshipWords, member.kinship)},
           {"health", or_null(member.health)}};
  if (member.lengthened) out["lengthened"] = true;
  return out;
}

Member read_member(const json& member) {
  return {.name = member.at("name"),
          .id_number = optional_at<std::string>(member, "id_number"),
          .kinship = parse_word<Kinship>(kKinshipWords, text_at(member, "kinship")).value(),
          .health = optional_at<std::string>(member, "health"),
          .lengthened = member.value("lengthened", false)};
}

json personal_json(const Personal& personal) {
  auto members = json::array();
  for (const auto& member : personal.members) members.push_back(member_json(member));
  return {{"members", std::move(members)},
          {"phone", or_null(personal.phone)},
          {"address", personal.address},
          {"account", or_null(personal.account)},
          {"account_name", or_null(personal.account_name)},
          {"note", or_null(personal.note)}};
}

Personal read_personal(const json& said) {
  Personal out{.phone = optional_at<std::string>(said, "phone"),
               .address = said.at("address"),
               .account = optional_at<std::string>(said, "account"),
               .account_name = optional_at<std::string>(said, "account_name"),
               .note = optional_at<std::string>(said, "note")};
  for (const auto& member : said.at("members")) out.members.push_back(read_member(member));
  return out;
}

template <class Mask>
json masked(const std::optional<std::string>& value, Mask mask) {
  return value ? json(mask(*value)) : json(nullptr);
}

json masked_member(const Member& member, Instant now) {
  json out{{"name", access::mask_name(member.name)},
           {"id_number", masked(member.id_number, access::mask_id_number)},
           {"kinship", word_of(kKinshipWords, member.kinship)},
           {"health", member.health ? json(kHidden) : json(nullptr)},
           {"sex", nullptr},
           {"age", nullptr}};
  if (!member.id_number) return out;
  if (const auto known = parse_id_number(*member.id_number, day_of(now))) {
    out["sex"] = to_string(known->sex);
    out["age"] = age_on(known->birth, day_of(now));
  }
  return out;
}

/// The text up to the end of so many of its characters.
std::string_view beginning(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  for (std::size_t taken = 0; taken < characters && end < text.size(); ++taken) {
    do {
      ++end;
    } while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U);
  }
  return text.substr(0, end);
}

Result<std::int64_t> name_mark_of(access::KeyRing& keys, const std::string& list, std::string_view prefix) {
  return mark_of(keys, "name", list + '\n' + std::string{prefix});
}

}  // namespace

Result<std::string> seal_personal(access::KeyRing& keys, const std::string& owner, const Personal& personal) {
  return keys.seal(owner, dump(personal_json(personal)));
}

std::optional<Personal> unseal_personal(const access::KeyRing& keys, const std::optional<std::string>& sealed) {
  if (!sealed) return std::nullopt;
  const auto plain = keys.unseal(*sealed);
  if (!plain) return std::nullopt;
  return read_personal(json::parse(*plain));
}

json masked_personal(const std::optional<Personal>& personal, Instant now) {
  if (!personal) return nullptr;
  auto members = json::array();
  for (const auto& member : personal->members) members.push_back(masked_member(member, now));
  return {{"members", std::move(members)},
          {"phone", masked(personal->phone, access::mask_phone)},
          {"address", access::mask_address(personal->address)},
          {"account", masked(personal->account, access::mask_account)},
          {"account_name", masked(personal->account_name, access::mask_name)},
          {"note", personal->note ? json(kHidden) : json(nullptr)}};
}

json clear_personal(const std::optional<Personal>& personal) {
  return personal ? personal_json(*personal) : json(nullptr);
}

Result<std::int64_t> mark_of(access::KeyRing& keys, std::string_view kind, std::string_view value) {
  return keys.mark(kind, value).map([](const std::string& hex) {
    constexpr std::size_t kDigits = 16;
    std::uint64_t bits = 0;
    std::from_chars(hex.data(), hex.data() + kDigits, bits, kDigits);
    return static_cast<std::int64_t>(bits);
  });
}

Result<std::vector<Mark>> marks_of(access::KeyRing& keys, const Personal& personal) {
  std::vector<Mark> marks;
  const auto add = [&](std::string_view kind, std::string_view value, int member) -> Result<void> {
    return mark_of(keys, kind, value).map([&](std::int64_t mark) { marks.push_back({kind, mark, member}); });
  };
  for (std::size_t i = 0; i < personal.members.size(); ++i) {
    if (!personal.members[i].id_number) continue;
    if (auto added = add("id", *personal.members[i].id_number, static_cast<int>(i)); !added) return fail(added.error());
  }
  for (const auto& [kind, value] : {std::pair{"phone", personal.phone}, std::pair{"account", personal.account},
                                    std::pair{"address", std::optional{plain_address(personal.address)}}}) {
    if (!value || value->empty()) continue;
    if (auto added = add(kind, *value, 0); !added) return fail(added.error());
  }
  return marks;
}

Result<std::vector<std::int64_t>> name_marks(access::KeyRing& keys, const std::string& list, std::string_view name) {
  std::vector<std::int64_t> marks;
  for (std::size_t characters = 1; characters <= kLongestPrefix; ++characters) {
    const auto prefix = beginning(name, characters);
    auto mark = name_mark_of(keys, list, prefix);
    if (!mark) return fail(std::move(mark.error()));
    marks.push_back(*mark);
    if (prefix.size() == name.size()) break;
  }
  return marks;
}

Result<std::int64_t> name_mark(access::KeyRing& keys, const std::string& list, std::string_view typed) {
  return name_mark_of(keys, list, beginning(typed, kLongestPrefix));
}

std::string plain_address(std::string_view address) {
  auto text = half_width(address);
  std::erase(text, ' ');
  return text;
}

}  // namespace anlan::relief
