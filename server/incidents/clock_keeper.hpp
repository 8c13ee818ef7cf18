#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "incidents/clock_rules.hpp"
#include "journal/view.hpp"

namespace anlan::incidents {

/// Starts, meets and ends the clocks of one incident on behalf of one entry, and tells those who watch.
class ClockKeeper {
 public:
  /// All three outlive the keeper.
  ClockKeeper(const journal::ApplyContext& context, const ClockBook& book, const Incident& incident)
      : context_{context}, book_{book}, incident_{incident} {}

  /// Starts the next clock of its kind; nothing in a closed incident.
  void begin(const Beginning& beginning, const std::string& note = {});
  /// For what is owed once: nothing when the node ever had such a clock.
  void begin_once(const std::optional<Beginning>& beginning);
  /// For what is owed again and again: a clock that runs covers what arrives meanwhile.
  void begin_unless_running(const std::optional<Beginning>& beginning);

  /// Meets the node's running clocks that a report of this phase fulfils. A correction (`next` is false) speaks of the
  /// moment that its report spoke of: it is not the next 续报 of a drought.
  void meet(const DivisionCode& division, std::string_view phase, Instant met_at, const std::string& report, bool next);
  /// Meets one clock in another way than by a report.
  void settle(Clock clock, Instant met_at, const std::string& how, const std::string& note);

  /// What a node owes next, where 续报 are owed in a rhythm, now that it has reported.
  void repeat(const DivisionCode& node, Instant reported_at);
  /// What a node above owes now that it has received something of a family from `sender`.
  void pass_up(std::string_view family, const DivisionCode& sender, Instant received_at);

  using Choice = std::function<bool(const Clock&)>;
  /// Cancels the chosen ones of the running clocks.
  void cancel(const Choice& chosen, const std::string& note);
  /// Cancels all that run, and remembers that the closing did it.
  void close();
  /// Undoes `close`.
  void resume();

 private:
  void write(Clock& clock);
  void tell(const Clock& clock) const;

  const journal::ApplyContext& context_;
  const ClockBook& book_;
  const Incident& incident_;
};

}  // namespace anlan::incidents
