#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "incidents/clock_rules.hpp"
#include "journal/view.hpp"

namespace anlan::incidents {

class ClockKeeper;
struct Version;

/// The obligations that run, were met or went away. Table `clock`: a row each. State topic `clock`, by the clock's key.
///
/// What moves them (all moments are the entries' own):
/// - `incident.opened` starts 初报 of the counties; `incident.stabilised` starts 核报; closing cancels what runs,
///   reopening lets it run again.
/// - A village's first observation starts 初报 of its township, from when it was received, also when it is assigned to
///   the incident only later.
/// - A report meets its node's clocks and starts those of the node above that count from receipt. A county's 初报
/// starts
///   the city's once; each 核报 starts it again, unless one is running and covers it. A report that is given back or
///   withdrawn later leaves them met: it was made in time, and what became of it stands in its own chain.
/// - Ten or more people in danger, in a county's effective figures or in any one report of it, start the shorter
///   limits. A later report with fewer changes nothing: rescued people were in danger. A correction or withdrawal that
///   takes the number back cancels them, with a note.
/// - In a drought each 初报 and 续报 starts its node's next 续报 (the city's with the first county), until the disaster
///   is stable or the node's 核报 is in; a correction leaves it due when it was, a withdrawal cancels it. Villages have
///   none: what they send are observations.
/// - `clock.settled` meets one, counts as received above, and starts the next where they repeat.
class ClockView final : public journal::View {
 public:
  /// Applied after the views of incidents, observations, reports and roll-ups, which it reads.
  explicit ClockView(const Catalogue& catalogue)
      : book_{clock_book(catalogue)}, fingerprint_{"4 " + catalogue.digest()} {}

  [[nodiscard]] std::string_view name() const override { return "clock"; }
  [[nodiscard]] std::string fingerprint() const override { return fingerprint_; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"clock"}; }
  void apply(const journal::ApplyContext& context) override;
  [[nodiscard]] std::vector<std::string> state_topics() const override { return {"clock"}; }
  void states_between(store::Connection& db, std::string_view topic, std::int64_t since, std::int64_t until,
                      const journal::NotificationSink& sink) const override;

 private:
  void observed(const journal::ApplyContext& context) const;
  void incident_moved(const journal::ApplyContext& context) const;
  void stabilised(const journal::ApplyContext& context, const Incident& incident) const;
  void reported(const journal::ApplyContext& context) const;
  void settled(const journal::ApplyContext& context) const;
  /// The node's next 续报 of a drought, and the city's.
  static void go_on(ClockKeeper& keeper, const Version& version);
  /// The same for all that have reported, once the disaster grows again.
  static void goes_on(const journal::ApplyContext& context, ClockKeeper& keeper, const Incident& incident);
  void alarm(store::Connection& db, ClockKeeper& keeper, const Incident& incident, const Version& version) const;
  void stand_down(store::Connection& db, ClockKeeper& keeper, const Version& version) const;

  ClockBook book_;
  std::string fingerprint_;
};

}  // namespace anlan::incidents
