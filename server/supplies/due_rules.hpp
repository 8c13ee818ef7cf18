#pragma once

#include <optional>
#include <vector>

#include "base/result.hpp"
#include "supplies/due.hpp"
#include "supplies/goods.hpp"

namespace anlan::supplies {

/// Goods of one batch that one issue put into people's hands.
struct Issued {
  std::string batch;
  std::string label;
  Quantity quantity = 0;
  Day on = {};
  std::string place = {};  ///< who issued: 谁发放谁回收
  std::string division = {};
  std::optional<std::string> recipient = {};
  std::optional<std::string> document = {};
};

/// Whole days from one to the other; negative when the second is earlier. Both are real days.
[[nodiscard]] int days_between(const Day& from, const Day& until);

/// Of issues of one batch to one division, the oldest first, what people still have: `outstanding` units in all. What
/// came back is taken off the oldest issue, as nobody can tell two tents of a batch apart.
[[nodiscard]] std::vector<Issued> still_out(std::vector<Issued> issues, Quantity outstanding);

/// What has to be said today about goods in people's hands. An item with a time is taken back when it was used for less
/// than so many months, and theirs afterwards (甘肃 救灾物资回收和报废实施办法: 单帐篷不满 6 个月、棉帐篷不满 12 个月
/// 收回); one without has to come back whenever. Nothing for what stays with people, and before the reminder.
[[nodiscard]] std::optional<Due> due_back(const Issued& issued, const Item& item, const Reminders& reminders,
                                          const Day& today);

/// What a document writes off of one batch in people's hands, and how much of that is their own by now.
struct TheirOwn {
  std::string pointer;  ///< of the line that asks first
  std::string label;
  Quantity asked = 0;
  Quantity theirs = 0;
};
/// Only what nobody has to take back any more is written off where people have it (甘肃 救灾物资回收和报废实施办法:
/// what was used for less than its time comes back, whatever its state, and is scrapped from there). Problem
/// `not-theirs-yet` (409) with every line that asks for more.
[[nodiscard]] Result<void> check_theirs(const std::vector<TheirOwn>& all);

/// How pressing a last day of use is; nothing before the reminder of rotation.
[[nodiscard]] std::optional<Urgency> urgency_of_expiry(const Day& last, const Reminders& reminders, const Day& today);

/// The worst first, then by day, item and label.
void sort_due(std::vector<Due>& list);

}  // namespace anlan::supplies
