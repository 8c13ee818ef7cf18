#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "incidents/clock.hpp"
#include "store/database.hpp"

// The rows of the table `clock`, which only ClockView writes.
namespace anlan::incidents {

void insert_clock(store::Connection& db, const Clock& clock);
/// Writes what can change: how it stands, why, and since which entry.
void update_clock(store::Connection& db, const Clock& clock);

[[nodiscard]] std::optional<Clock> find_clock(store::Connection& db, const std::string& clock);

/// The clocks of one node in an incident, the oldest first.
[[nodiscard]] std::vector<Clock> clocks_of_node(store::Connection& db, const std::string& incident,
                                                const DivisionCode& division);

/// All clocks of an incident, in the order of their keys.
[[nodiscard]] std::vector<Clock> clocks_of_incident(store::Connection& db, const std::string& incident);

/// Whether the node ever had a clock of this rule in the incident. One lookup, for the busy ways.
[[nodiscard]] bool has_clock(store::Connection& db, const std::string& incident, std::string_view rule,
                             std::string_view division);

/// Clocks of an incident (or of all) whose node lies in the jurisdiction, the most urgent first.
[[nodiscard]] std::vector<Clock> list_clocks(store::Connection& db, const DivisionCode& jurisdiction,
                                             const std::optional<std::string>& incident, bool open_only);

/// Clocks that an entry in (since, until] changed last, in that order.
[[nodiscard]] std::vector<Clock> clocks_changed(store::Connection& db, std::int64_t since, std::int64_t until);

}  // namespace anlan::incidents
