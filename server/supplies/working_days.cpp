#include "supplies/working_days.hpp"

namespace anlan::supplies {
namespace {

constexpr std::chrono::hours kBeijing{8};

}  // namespace

bool WorkCalendar::works_on(std::chrono::sys_days day) const {
  const auto name = day_of(Instant{day.time_since_epoch() - kBeijing});
  if (holidays.contains(name)) return false;
  if (working_weekends.contains(name)) return true;
  return !weekend.contains(static_cast<int>(std::chrono::weekday{day}.iso_encoding()));
}

bool WorkCalendar::knows(Instant from, Instant to) const {
  const auto year_of = [](Instant at) { return std::stoi(day_of(at).substr(0, 4)); };
  for (auto year = year_of(from); year <= year_of(to); ++year) {
    if (!years.contains(year)) return false;
  }
  return true;
}

Instant end_of_working_days(Instant from, int days, const WorkCalendar& calendar) {
  auto day = std::chrono::floor<std::chrono::days>(from + kBeijing);
  // A calendar that calls every day free would never end; ten years are beyond any term.
  constexpr int kMostDays = 3'660;
  for (int looked = 0; days > 0 && looked < kMostDays; ++looked) {
    day += std::chrono::days{1};
    if (calendar.works_on(day)) --days;
  }
  return Instant{(day + std::chrono::days{1}).time_since_epoch() - kBeijing} - std::chrono::seconds{1};
}

}  // namespace anlan::supplies
