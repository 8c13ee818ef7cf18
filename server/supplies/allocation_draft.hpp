#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/division_code.hpp"
#include "base/problem.hpp"
#include "base/time.hpp"
#include "journal/entry.hpp"
#include "supplies/movement.hpp"

// An allocation on its way from the adviser's proposal to release orders: what a person sees, changes and approves.
namespace anlan::supplies {

enum class AllocationState : std::uint8_t { proposed, approved, withdrawn };

[[nodiscard]] std::string_view to_string(AllocationState state) noexcept;
[[nodiscard]] std::optional<AllocationState> parse_allocation_state(std::string_view text) noexcept;

/// A way nobody gets through: from one store, or from all, to a unit and all below it.
struct Closure {
  std::optional<std::string> from = {};  ///< uuid
  DivisionCode to;
};

/// A place where roads are cut: only a plan with a road layer can tell which ways that closes.
struct RoadCut {
  double lon = 0;  ///< degrees, CGCS2000
  double lat = 0;
  double radius_m = 100;
};

/// What stays in a store.
struct Floor {
  std::string place;  ///< uuid
  std::string item;
  Quantity amount = 0;
};

/// Vehicles of a store that leave once.
struct Lorries {
  std::string place;  ///< uuid
  std::int64_t vehicles = 0;
  std::int64_t load_kg = 0;
};

/// People that somebody assumes instead of those that were reported: before a storm, there are no reports.
struct AssumedPeople {
  DivisionCode division;
  std::string state;  ///< word of PeopleState
  std::int64_t count = 0;
};

/// What a plan was asked to reckon with, beside the facts.
struct Assumptions {
  std::int64_t days = 1;
  std::int64_t people_percent = 100;  ///< of the people reported
  std::vector<AssumedPeople> people = {};
  std::vector<Closure> closed = {};
  std::vector<RoadCut> closed_roads = {};
  std::vector<Floor> floors = {};
  std::vector<Lorries> fleets = {};
  std::vector<std::string> items = {};  ///< only these; empty: all
  bool other_offices = false;           ///< also stores whose use another office orders
  std::optional<std::string> note = {};
};

[[nodiscard]] nlohmann::json assumptions_json(const Assumptions& assumptions);
/// Reads what `assumptions_json` wrote, or parameters of its shape.
[[nodiscard]] Assumptions read_assumptions(const nlohmann::json& body);

/// Who made a line what it is, when the adviser did not.
struct LineEdit {
  std::string by;  ///< display name
  Instant at = {};
  std::string reason;
  Quantity before = 0;  ///< 0: the line was added
};

/// One consignment of the plan.
struct PlanLine {
  std::int64_t line = 0;  ///< its number in the plan; never used again
  std::string from;       ///< uuid of the store
  std::string from_name = {};
  DivisionCode office;  ///< of the store's user office
  DivisionCode to;
  std::string item = {};
  Quantity quantity = 0;
  std::int64_t minutes = 0;  ///< of driving
  std::string travel = {};   ///< word of TravelSource: how the minutes were found
  std::string limit = {};    ///< word of Limit: what kept a nearer store from sending it
  Text why = {};
  std::optional<LineEdit> edited = {};
};

/// What cannot be served, or not be reckoned with, and why.
struct PlanGap {
  std::string kind;  ///< "short", "store", "unit"
  std::string who;   ///< division code, or uuid of a store
  std::string item = {};
  Quantity quantity = 0;
  std::string limit = {};
  Text why = {};
};

/// How far every store of the plan is from every destination: kept, so that an edit needs no map.
struct PlanLeg {
  std::string from;  ///< uuid
  DivisionCode to;
  std::int64_t minutes = 0;
  bool open = false;
};

/// A release order or request that the approval made.
struct PlanOrder {
  std::string release;  ///< uuid
  std::string number;
  std::string state;  ///< "approved", or "requested" of another office
  DivisionCode to;
};

/// Who approved or withdrew it.
struct PlanRuling {
  Instant at = {};
  journal::Actor by = {};
  std::optional<std::string> order = {};  ///< number of the 动用指令
  std::optional<std::string> note = {};
};

/// An allocation; also the body of its entries, which always carry the whole.
struct AllocationDraft {
  std::string allocation;  ///< uuid
  std::int64_t version = 0;
  std::string number;  ///< eight digits, for people
  AllocationState state = AllocationState::proposed;
  std::optional<std::string> incident = {};  ///< nothing: goods are moved ahead of a disaster
  bool exercise = false;
  DivisionCode division;  ///< whose need is met
  DivisionCode office;    ///< whose stores it may order from
  Assumptions assumptions = {};
  std::string season = {};
  std::string good_through = {};  ///< the last day the goods are used
  std::string travel = {};        ///< word of TravelSource
  Text travel_note = {};
  std::vector<PlanLine> lines = {};
  std::vector<PlanGap> gaps = {};
  std::vector<PlanLeg> legs = {};
  Instant proposed_at = {};
  journal::Actor proposed_by = {};
  std::vector<journal::Actor> edited_by = {};
  std::optional<std::string> reason = {};  ///< of the newest version
  std::optional<PlanRuling> ruling = {};
  std::vector<PlanOrder> orders = {};

  /// Minutes until the last consignment arrives; nothing without lines.
  [[nodiscard]] std::optional<std::int64_t> minutes_to_last() const;
  [[nodiscard]] const PlanLeg* leg(const std::string& from, const DivisionCode& to) const;
};

[[nodiscard]] nlohmann::json line_json(const PlanLine& line);
/// The body of its entries: all but `version`.
[[nodiscard]] nlohmann::json draft_json(const AllocationDraft& draft);
[[nodiscard]] AllocationDraft read_draft(const nlohmann::json& body);

}  // namespace anlan::supplies
