#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "relief/sampling.hpp"

namespace anlan::relief {

enum class AuditState : std::uint8_t { open, closed };
inline constexpr std::array<std::string_view, 2> kAuditWords{"open", "closed"};

/// What was found at a household.
enum class AuditResult : std::uint8_t {
  agrees,         ///< 相符
  adjust,         ///< 应调整: its circumstances are not as recorded
  money_missing,  ///< 款物未到: money or goods did not come, or not all
  not_found,      ///< 查无此户
};
inline constexpr std::array<std::string_view, 4> kAuditResultWords{"agrees", "adjust", "money_missing", "not_found"};

/// What a county or city means to look at on the spot (半年督查): some villages wholly, of others a sample.
struct AuditPlan {
  std::string name = {};
  std::string from = {};                   ///< day, "2026-12-01"
  std::string until = {};                  ///< the last
  std::vector<DivisionCode> whole = {};    ///< 普查: every household of these villages
  std::vector<DivisionCode> sampled = {};  ///< 抽查: drawn from all of these together
  SampleDesign design = {};
  std::vector<std::string> team;  ///< who goes, in words
};

/// A household to be visited.
struct AuditPick {
  std::string household;  ///< uuid
  DivisionCode village;
  bool census = false;
};

struct Audit {
  std::string audit;     ///< uuid; the seed of the draw too
  std::string campaign;  ///< uuid
  DivisionCode division;
  std::int64_t version = 0;
  AuditState state = AuditState::open;
  AuditPlan plan = {};
  bool exercise = false;
  Instant planned_at = {};
  std::string planned_by = {};             ///< account
  std::optional<std::string> report = {};  ///< sealed
  std::optional<Instant> closed_at = {};
  std::optional<std::string> closed_by = {};
};

/// What was found at one of the households.
struct AuditVisit {
  AuditPick pick;
  std::optional<AuditResult> result = {};  ///< nothing: still to be visited
  std::optional<Instant> visited_at = {};
  std::optional<std::string> visited_by = {};  ///< account
  std::optional<std::string> photo = {};
  std::optional<std::string> note = {};     ///< sealed
  std::optional<std::string> inquiry = {};  ///< uuid, of what differed
};

}  // namespace anlan::relief
