#pragma once

#include <set>

#include "base/time.hpp"
#include "supplies/batch.hpp"

namespace anlan::supplies {

/// Which days people work, in Beijing time. Public holidays are announced year by year and belong to the site.
struct WorkCalendar {
  std::set<int> weekend{6, 7};  ///< days of the week, Monday is 1
  std::set<int> years = {};     ///< whose holidays and working weekends are entered
  std::set<Day> holidays = {};
  std::set<Day> working_weekends = {};

  [[nodiscard]] bool works_on(std::chrono::sys_days day) const;
  /// Whether the announced holidays of every year between the two are entered. Where not, terms reckon with weekends
  /// alone and may end on another day.
  [[nodiscard]] bool knows(Instant from, Instant to) const;
};

/// The end of the last of so many working days; the day of `from` itself does not count (民法典第二百零一条).
[[nodiscard]] Instant end_of_working_days(Instant from, int days, const WorkCalendar& calendar);

}  // namespace anlan::supplies
