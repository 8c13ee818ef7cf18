#include "access/password_rules.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace anlan::access {
namespace {

// Of those with at least ten characters: the top of the published Chinese and international lists, and what people at a
// prefecture's emergency office would think of first.
constexpr std::array<std::string_view, 42> kCommonest{
    "1234567890",  "0987654321",  "1q2w3e4r5t",   "1qaz2wsx3edc",  "qwertyuiop",    "qwerty123456", "qwer123456",
    "asdfghjkl1",  "asdf123456",  "password12",   "password123",   "password1234",  "passw0rd123",  "p@ssw0rd123",
    "p@ssword123", "admin12345",  "admin123456",  "admin@12345",   "administrator", "a123456789",   "a1234567890",
    "aa123456789", "abc1234567",  "abc123456789", "abcd123456",    "123456789a",    "1234567890a",  "123456abcdef",
    "q123456789",  "qq123456789", "woaini1314",   "woaini1314520", "woaini5201314", "5201314520",   "1314520520",
    "12345678910", "1234512345",  "1231231234",   "jiaozuo123",    "jiaozuo123456", "yingji12345",  "anlan12345"};

std::string lower(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

/// "abcdefghij", "9876543210", "aaaaaaaaaa": each character one step from the one before, always the same way.
bool is_run(std::string_view text) {
  const int step = text[1] - text[0];
  if (step < -1 || step > 1) return false;
  return std::ranges::adjacent_find(text, [step](char a, char b) { return b - a != step; }) == text.end();
}

}  // namespace

std::optional<Text> password_fault(std::string_view password, std::string_view name) {
  if (characters(password) < kShortestPassword) {
    return Text{"密码至少 10 个字符，例如几个不相干的词连在一起",
                "use at least 10 characters, for example a few unrelated words"};
  }
  const auto plain = lower(password);
  if (plain == lower(name)) return Text{"密码不能与登录名相同", "the password must not be the sign-in name"};
  const auto distinct = std::set<char>(plain.begin(), plain.end()).size();
  if (std::ranges::find(kCommonest, plain) != kCommonest.end() || is_run(plain) || distinct < 4) {
    return Text{"这个密码太常见，很容易被猜中，请换一个",
                "this password is too common and soon guessed; choose another"};
  }
  return std::nullopt;
}

}  // namespace anlan::access
