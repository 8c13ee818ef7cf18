#include "base/time.hpp"

#include <charconv>
#include <cstdint>

#include <date/date.h>

namespace anlan {
namespace {

constexpr std::chrono::hours kBeijing{8};

auto bad_time() {
  return fail(ProblemKind::invalid, "bad-time",
              {"时间格式应为 2021-07-20T20:00:00+08:00", "write the time as 2021-07-20T20:00:00+08:00"});
}

bool digits(std::string_view text, std::size_t at, std::size_t count, int& out) {
  if (at + count > text.size()) return false;
  const auto* first = text.data() + at;
  if (*first < '0' || *first > '9') return false;
  const auto [end, error] = std::from_chars(first, first + count, out);
  return error == std::errc{} && end == first + count;
}

/// The fraction after the seconds, in milliseconds; advances `at` past it.
bool fraction(std::string_view text, std::size_t& at, int& millis) {
  millis = 0;
  if (at >= text.size() || text[at] != '.') return true;
  int scale = 100;
  std::size_t read = 0;
  for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++read, scale /= 10) {
    millis += (text[at] - '0') * scale;
  }
  return read > 0 && read <= 9;
}

bool offset(std::string_view text, std::chrono::minutes& out) {
  if (text == "Z" || text == "z") {
    out = std::chrono::minutes{0};
    return true;
  }
  int hours = 0;
  int minutes = 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
  if (!digits(text, 1, 2, hours) || !digits(text, 4, 2, minutes) || hours > 23 || minutes > 59) return false;
  out = std::chrono::minutes{(text[0] == '-' ? -1 : 1) * (hours * 60 + minutes)};
  return true;
}

/// Plain division instead of a format string: every fact has three times, and its texts have them several times over.
template <class Number>
void write_digits(std::string& text, std::size_t at, std::size_t count, Number value) {
  for (auto i = at + count; i-- > at; value /= 10) text[i] = static_cast<char>('0' + value % 10);
}

}  // namespace

Result<Instant> parse_time(std::string_view text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millis = 0;
  const bool shape = text.size() >= 20 && text[4] == '-' && text[7] == '-' && (text[10] == 'T' || text[10] == 't') &&
                     text[13] == ':' && text[16] == ':';
  if (!shape || !digits(text, 0, 4, year) || !digits(text, 5, 2, month) || !digits(text, 8, 2, day) ||
      !digits(text, 11, 2, hour) || !digits(text, 14, 2, minute) || !digits(text, 17, 2, second)) {
    return bad_time();
  }
  std::size_t at = 19;
  std::chrono::minutes shift{0};
  if (!fraction(text, at, millis) || !offset(text.substr(at), shift)) return bad_time();
  const date::year_month_day ymd{date::year{year}, date::month{static_cast<unsigned>(month)},
                                 date::day{static_cast<unsigned>(day)}};
  if (!ymd.ok() || hour > 23 || minute > 59 || second > 59 || year < 1970 || year > 2100) return bad_time();
  return Instant{date::sys_days{ymd} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
                 std::chrono::seconds{second} + std::chrono::milliseconds{millis} - shift};
}

std::string format_time(Instant at) {
  const auto local = at + kBeijing;
  const auto day = date::floor<date::days>(local);
  const date::year_month_day ymd{day};
  const date::hh_mm_ss clock{local - day};
  std::string text = "0000-00-00T00:00:00+08:00";
  write_digits(text, 0, 4, static_cast<int>(ymd.year()));
  write_digits(text, 5, 2, static_cast<unsigned>(ymd.month()));
  write_digits(text, 8, 2, static_cast<unsigned>(ymd.day()));
  write_digits(text, 11, 2, clock.hours().count());
  write_digits(text, 14, 2, clock.minutes().count());
  write_digits(text, 17, 2, clock.seconds().count());
  if (const auto millis = clock.subseconds().count(); millis != 0) {
    text.insert(19, ".000");
    write_digits(text, 20, 3, millis);
  }
  return text;
}

Instant wall_clock() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace anlan
