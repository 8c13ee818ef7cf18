#include "supplies/due_rules.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace anlan::supplies {
namespace {

using std::chrono::year_month_day;

year_month_day date_of(const Day& day) {
  const auto number = [&](std::size_t at, std::size_t length) { return std::stoi(day.substr(at, length)); };
  return {std::chrono::year{number(0, 4)}, std::chrono::month{static_cast<unsigned>(number(5, 2))},
          std::chrono::day{static_cast<unsigned>(number(8, 2))}};
}

/// The last day on which something used since then was used for less than so many months.
Day last_day_within(const Day& since, int months) {
  const auto began = date_of(since);
  const auto month = year_month_day{began.year(), began.month(), std::chrono::day{1}} + std::chrono::months{months};
  const auto same = year_month_day{month.year(), month.month(), began.day()};
  const auto over =
      same.ok() ? std::chrono::sys_days{same} : std::chrono::sys_days{month.year() / month.month() / std::chrono::last};
  const year_month_day last{over - std::chrono::days{1}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(last.year()), static_cast<unsigned>(last.month()),
                     static_cast<unsigned>(last.day()));
}

std::optional<Urgency> urgency_back(const std::optional<Day>& due_on, const Reminders& reminders, const Day& today) {
  if (!due_on) return Urgency::unlimited;
  const auto left = days_between(today, *due_on);
  if (left < 0) return Urgency::passed;
  if (left <= reminders.give_back_days / 4) return Urgency::urgent;
  return left <= reminders.give_back_days ? std::optional{Urgency::soon} : std::nullopt;
}

}  // namespace

int days_between(const Day& from, const Day& until) {
  const auto apart = std::chrono::sys_days{date_of(until)} - std::chrono::sys_days{date_of(from)};
  return static_cast<int>(apart.count());
}

std::vector<Issued> still_out(std::vector<Issued> issues, Quantity outstanding) {
  Quantity sum = 0;
  for (const auto& issue : issues) sum += issue.quantity;
  auto back = sum - outstanding;
  std::vector<Issued> out;
  for (auto& issue : issues) {
    const auto taken = std::min(back, issue.quantity);
    back -= taken;
    issue.quantity -= taken;
    if (issue.quantity > 0) out.push_back(std::move(issue));
  }
  return out;
}

std::optional<Due> due_back(const Issued& issued, const Item& item, const Reminders& reminders, const Day& today) {
  if (!item.returnable) return std::nullopt;
  std::optional<Day> due_on;
  if (item.return_within_months) due_on = last_day_within(issued.on, *item.return_within_months);
  const auto urgency = urgency_back(due_on, reminders, today);
  if (!urgency) return std::nullopt;
  return Due{.kind = DueKind::give_back,
             .urgency = *urgency,
             .item = item.code,
             .batch = issued.batch,
             .label = issued.label,
             .quantity = issued.quantity,
             .place = issued.place,
             .division = issued.division,
             .recipient = issued.recipient,
             .document = issued.document,
             .since = issued.on,
             .due_on = std::move(due_on)};
}

Result<void> check_theirs(const std::vector<TheirOwn>& all) {
  std::vector<FieldFault> faults;
  for (const auto& one : all) {
    if (one.asked <= one.theirs) continue;
    const auto [asked, theirs] = std::pair{std::to_string(one.asked), std::to_string(one.theirs)};
    faults.push_back({one.pointer + "/quantity",
                      {"批 " + one.label + " 在这个地区满期归群众的有 " + theirs + "，要核销 " + asked +
                           "。没有满期、无限期的请先登记回收，再从回收单报废",
                       theirs + " of batch " + one.label + " are people's own there by now, " + asked +
                           " were asked for; take the others back first and scrap them from their recovery"}});
  }
  if (faults.empty()) return {};
  auto detail = faults.front().detail;
  return fail({.kind = ProblemKind::conflict,
               .type = "not-theirs-yet",
               .detail = std::move(detail),
               .errors = std::move(faults)});
}

std::optional<Urgency> urgency_of_expiry(const Day& last, const Reminders& reminders, const Day& today) {
  const auto left = days_between(today, last);
  if (left < 0) return Urgency::passed;
  if (left <= reminders.expiry_urgent_days) return Urgency::urgent;
  if (left <= reminders.expiry_soon_days) return Urgency::soon;
  return left <= reminders.rotation_days ? std::optional{Urgency::planned} : std::nullopt;
}

void sort_due(std::vector<Due>& list) {
  std::ranges::sort(list, {}, [](const Due& due) {
    return std::tuple{due.urgency, due.due_on.value_or("9999-12-31"), due.item, due.label, due.place, due.division};
  });
}

}  // namespace anlan::supplies
