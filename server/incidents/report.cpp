#include "incidents/report.hpp"

#include <array>
#include <utility>

namespace anlan::incidents {
namespace {

template <class Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Names<Phase, 3> kPhases{{{Phase::initial, "initial"}, {Phase::update, "update"}, {Phase::final, "final"}}};
constexpr Names<VersionKind, 4> kKinds{{{VersionKind::submission, "submission"},
                                        {VersionKind::correction, "correction"},
                                        {VersionKind::withdrawal, "withdrawal"},
                                        {VersionKind::giving_back, "return"}}};
constexpr Names<ReportState, 3> kStates{{{ReportState::effective, "effective"},
                                         {ReportState::returned, "returned"},
                                         {ReportState::withdrawn, "withdrawn"}}};
constexpr Names<Fault, 3> kFaults{{{Fault::time, "time"}, {Fault::figures, "figures"}, {Fault::other, "other"}}};

template <class Enum, std::size_t N>
std::string_view name_of(const Names<Enum, N>& names, Enum value) noexcept {
  for (const auto& [candidate, name] : names) {
    if (candidate == value) return name;
  }
  return {};
}

template <class Enum, std::size_t N>
std::optional<Enum> value_of(const Names<Enum, N>& names, std::string_view text) noexcept {
  for (const auto& [candidate, name] : names) {
    if (name == text) return candidate;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Phase phase) noexcept { return name_of(kPhases, phase); }
std::string_view to_string(VersionKind kind) noexcept { return name_of(kKinds, kind); }
std::string_view to_string(ReportState state) noexcept { return name_of(kStates, state); }
std::string_view to_string(Fault fault) noexcept { return name_of(kFaults, fault); }
std::optional<Phase> parse_phase(std::string_view text) noexcept { return value_of(kPhases, text); }
std::optional<VersionKind> parse_version_kind(std::string_view text) noexcept { return value_of(kKinds, text); }
std::optional<ReportState> parse_report_state(std::string_view text) noexcept { return value_of(kStates, text); }
std::optional<Fault> parse_fault(std::string_view text) noexcept { return value_of(kFaults, text); }

ReportState state_after(VersionKind kind) noexcept {
  switch (kind) {
    case VersionKind::submission:
    case VersionKind::correction:
      return ReportState::effective;
    case VersionKind::withdrawal:
      return ReportState::withdrawn;
    case VersionKind::giving_back:
      return ReportState::returned;
  }
  return ReportState::effective;
}

Figures Report::standing() const {
  auto figures = settled;
  overlay(figures, current.statement.figures);
  return figures;
}

std::vector<Version> statements_in_force(const std::vector<Version>& versions) {
  std::vector<Version> statements;
  for (const auto& version : versions) {
    if (state_after(version.kind) != ReportState::effective) continue;
    if (version.kind == VersionKind::correction) statements.pop_back();
    statements.push_back(version);
  }
  return statements;
}

}  // namespace anlan::incidents
