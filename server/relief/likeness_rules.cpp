#include "relief/likeness_rules.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/locale/utf.hpp>

#include "relief/household_personal.hpp"
#include "relief/pinyin.hpp"

namespace anlan::relief {
namespace {

using Characters = std::u32string;

constexpr std::size_t kBeforeCheck = 17;
constexpr std::size_t kBirthAt = 6;
constexpr std::size_t kBirthLength = 8;

Characters characters(std::string_view text) {
  using Utf8 = boost::locale::utf::utf_traits<char>;
  Characters out;
  for (const auto* at = text.begin(); at != text.end();) {
    const auto value = Utf8::decode(at, text.end());
    if (value == boost::locale::utf::illegal || value == boost::locale::utf::incomplete) break;
    out += static_cast<char32_t>(value);
  }
  return out;
}

std::size_t places_apart(const auto& one, const auto& other) {
  std::size_t apart = 0;
  for (std::size_t i = 0; i < one.size(); ++i) apart += one[i] == other[i] ? 0 : 1;
  return apart;
}

/// Whether one text becomes the other by at most so many characters put in, left out or changed.
bool within_edits(const Characters& one, const Characters& other, std::size_t most) {
  std::vector<std::size_t> row(other.size() + 1);
  for (std::size_t j = 0; j <= other.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= one.size(); ++i) {
    auto diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const auto changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row[other.size()] <= most;
}

/// An address taken apart: its numbers, and the words between them.
struct Door {
  std::vector<int> numbers;
  Characters words;
};

std::optional<int> chinese_digit(char32_t sign) {
  constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
  const auto at = kDigits.find(sign);
  if (sign == U'〇') return 0;
  return at == std::u32string_view::npos ? std::nullopt : std::optional{static_cast<int>(at)};
}

/// 12, 十二, 二十 and 一二 are numbers; the words that only go with one (第, 号, 户, 室) say nothing.
Door door_of(std::string_view address) {
  constexpr std::u32string_view kSilent = U"第号號户室-";
  constexpr int kLargest = 100'000;
  Door out;
  std::optional<int> number;
  const auto end = [&] {
    if (number) out.numbers.push_back(*number);
    number.reset();
  };
  const auto text = characters(plain_address(address));
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto sign = text[i];
    const auto digit =
        sign >= U'0' && sign <= U'9' ? std::optional{static_cast<int>(sign - U'0')} : chinese_digit(sign);
    const bool goes_on = i + 1 < text.size() && chinese_digit(text[i + 1]).has_value();
    if (digit) {
      number = std::min(number.value_or(0) * 10 + *digit, kLargest);
    } else if (sign == U'十') {
      number = goes_on ? number.value_or(1) : number.value_or(1) * 10;
    } else {
      end();
      if (kSilent.find(sign) == std::u32string_view::npos) out.words += sign;
    }
  }
  end();
  return out;
}

bool same_birth(const Member& one, const Member& other) {
  return one.id_number && other.id_number &&
         one.id_number->substr(kBirthAt, kBirthLength) == other.id_number->substr(kBirthAt, kBirthLength);
}

std::optional<Alike> names_alike(std::string_view one, std::string_view other) {
  if (one == other) return Alike::name;
  if (pinyin_of(one) == pinyin_of(other)) return Alike::name_sound;
  if (near_names(one, other)) return Alike::name_near;
  return std::nullopt;
}

std::vector<Alike> signs_of(const Compared& one, int member, const Compared& other, int other_member) {
  std::vector<Alike> out;
  const auto& mine = one.people.members[static_cast<std::size_t>(member)];
  const auto& theirs = other.people.members[static_cast<std::size_t>(other_member)];
  if (const auto name = names_alike(mine.name, theirs.name)) out.push_back(*name);
  if (mine.id_number && theirs.id_number && near_numbers(*mine.id_number, *theirs.id_number)) {
    out.push_back(Alike::id_near);
  }
  if (same_birth(mine, theirs)) out.push_back(Alike::birth);
  if (one.people.phone && one.people.phone == other.people.phone) out.push_back(Alike::phone);
  const auto& [here, there] = std::pair{one.people.address, other.people.address};
  if (!here.empty() && plain_address(here) == plain_address(there)) {
    out.push_back(Alike::address);
  } else if (near_addresses(here, there, one.village == other.village)) {
    out.push_back(Alike::address_near);
  }
  return out;
}

/// Whether the signs are enough. A name that is the same or sounds so needs one thing beside it; one that is only near,
/// as brothers' names are, needs the day of birth and one thing more.
bool enough(const std::vector<Alike>& signs, bool one_village) {
  const auto has = [&](Alike sign) { return std::ranges::find(signs, sign) != signs.end(); };
  const bool at_one_door = has(Alike::address) || has(Alike::address_near);
  if (has(Alike::name_near)) return has(Alike::birth) && (has(Alike::phone) || at_one_door);
  if (!has(Alike::name) && !has(Alike::name_sound)) return false;
  return has(Alike::id_near) || has(Alike::phone) || at_one_door || (has(Alike::birth) && one_village);
}

}  // namespace

bool near_numbers(std::string_view one, std::string_view other) {
  if (one.size() <= kBeforeCheck || other.size() <= kBeforeCheck) return false;
  const auto mine = one.substr(0, kBeforeCheck);
  const auto theirs = other.substr(0, kBeforeCheck);
  const auto apart = places_apart(mine, theirs);
  if (apart != 2) return apart == 1;
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(mine, theirs).in1 - mine.begin());
  return at + 1 < kBeforeCheck && mine[at] == theirs[at + 1] && mine[at + 1] == theirs[at];
}

bool near_names(std::string_view one, std::string_view other) {
  constexpr std::size_t kShortest = 3;
  const auto mine = characters(one);
  const auto theirs = characters(other);
  return mine.size() >= kShortest && mine.size() == theirs.size() && mine.front() == theirs.front() &&
         places_apart(mine, theirs) == 1;
}

bool near_addresses(std::string_view one, std::string_view other, bool one_village) {
  constexpr std::size_t kFewEdits = 2;
  const auto mine = door_of(one);
  const auto theirs = door_of(other);
  if (mine.numbers.empty() || mine.numbers != theirs.numbers) return false;
  return mine.words == theirs.words || mine.words.ends_with(theirs.words) || theirs.words.ends_with(mine.words) ||
         (one_village && within_edits(mine.words, theirs.words, kFewEdits));
}

std::optional<Likeness> likeness_of(const Compared& one, int member, const Compared& other, int other_member) {
  const auto& mine = one.people.members[static_cast<std::size_t>(member)].id_number;
  const auto& theirs = other.people.members[static_cast<std::size_t>(other_member)].id_number;
  if (mine && mine == theirs) return std::nullopt;
  if (one.campaign != other.campaign && (!mine || !theirs)) return std::nullopt;
  auto signs = signs_of(one, member, other, other_member);
  if (!enough(signs, one.village == other.village)) return std::nullopt;
  return Likeness{.member = member, .other = other_member, .alike = std::move(signs)};
}

Result<void> check_alike(bool alike, bool decided) {
  if (alike || decided) return {};
  return fail(ProblemKind::conflict, "unknown-likeness",
              {"这两户现在没有相似之处，可能已更正，请刷新后重选",
               "these two are not alike now, perhaps one was corrected; reload and choose again"});
}

}  // namespace anlan::relief
