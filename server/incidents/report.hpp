#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "incidents/checks.hpp"
#include "incidents/figures.hpp"
#include "journal/entry.hpp"

namespace anlan::incidents {

/// 初报, 续报, 核报: the order in which a unit reports on one incident.
enum class Phase : std::uint8_t { initial, update, final };

/// What a link of a chain is.
enum class VersionKind : std::uint8_t {
  submission,  ///< a report of the next phase
  correction,  ///< 勘误: puts right the version before it, with a reason
  withdrawal,  ///< the unit takes the whole chain back
  giving_back  ///< "return" on the wire: the level above asks for it to be put right
};

enum class ReportState : std::uint8_t {
  effective,  ///< its latest figures count
  returned,   ///< counts for nothing until it is corrected
  withdrawn,  ///< counts for nothing; the unit may start a new chain
};

/// Why a report was given back: a wrong time asks for a 勘误, wrong figures for a 驳回.
enum class Fault : std::uint8_t { time, figures, other };

[[nodiscard]] std::string_view to_string(Phase phase) noexcept;
[[nodiscard]] std::string_view to_string(VersionKind kind) noexcept;
[[nodiscard]] std::string_view to_string(ReportState state) noexcept;
[[nodiscard]] std::string_view to_string(Fault fault) noexcept;
[[nodiscard]] std::optional<Phase> parse_phase(std::string_view text) noexcept;
[[nodiscard]] std::optional<VersionKind> parse_version_kind(std::string_view text) noexcept;
[[nodiscard]] std::optional<ReportState> parse_report_state(std::string_view text) noexcept;
[[nodiscard]] std::optional<Fault> parse_fault(std::string_view text) noexcept;

/// The chain's state once a link of this kind has been added.
[[nodiscard]] ReportState state_after(VersionKind kind) noexcept;

/// What a unit states: the part of a version that it wrote itself.
struct Statement {
  Phase phase = Phase::initial;
  Figures figures = {};
  std::string situation = {};     ///< 灾情 narrative
  std::string response = {};      ///< 救灾 narrative
  std::string contact_unit = {};  ///< who gave the figures: a unit and a post, never a name or a number
  std::string contact_post = {};
  journal::Channel channel = journal::Channel::web;
  Instant occurred_at = {};  ///< the moment the figures speak of (报送时点)
  Instant received_at = {};  ///< when this site heard of it
};

/// One link of the chain, complete in itself: it is the body of its entry, and a replay needs nothing else. A return or
/// a withdrawal repeats the statement it is about.
struct Version {
  std::string report = {};
  std::string incident = {};
  DivisionCode division;
  VersionKind kind = VersionKind::submission;
  Statement statement = {};
  std::string reason = {};             ///< for a correction, a withdrawal, a return, or a jump in the figures
  std::optional<Fault> fault = {};     ///< of a return
  std::vector<Finding> warnings = {};  ///< what the checks said and the reporter let stand
  bool exercise = false;
  // Its place in the journal.
  std::int64_t version = 0;  ///< of the stream
  std::int64_t seq = 0;
  Instant recorded_at = {};
  nlohmann::json actor = {};
};

/// The chain of one unit on one incident.
struct Report {
  std::string report;
  std::string incident;
  DivisionCode division;
  ReportState state = ReportState::effective;
  Version current;       ///< the latest
  Figures settled = {};  ///< what stood before the latest statement; a correction is put over this again

  /// What the chain states as a whole, number by number: a telephoned update names only what changed.
  [[nodiscard]] Figures standing() const;
};

/// The statements that make up what a chain states, the oldest first: a correction stands in the place of what it
/// corrected, withdrawals and returns state nothing.
[[nodiscard]] std::vector<Version> statements_in_force(const std::vector<Version>& versions);

}  // namespace anlan::incidents
