#pragma once

#include <string>

#include "incidents/report_operations.hpp"
#include "supplies/need.hpp"
#include "supplies/need_operations.hpp"
#include "supply_house.hpp"

namespace anlan::supplies::test {

/// The room with an incident that is being reported on. Numbers are made up.
class PlanningHouse : public SupplyHouse {
 public:
  PlanningHouse() {
    incidents::declare_reports(registry, incident_catalogue(), divisions);
    declare_need_operations(registry, {norms(), incident_catalogue(), divisions});
    incident = open_incident(false);
  }

  static access::Caller clerk() { return caller(Role::township_clerk, kXixiang); }
  static access::Caller county_desk() { return caller(Role::county_duty, kQinyang); }

  std::string open_incident(bool exercise) {
    return done(caller(Role::city_duty, kCity), "incident.open",
                {{"hazard", "02"},
                 {"name", exercise ? "演练 暴雨" : "测试 暴雨"},
                 {"occurred_at", "2024-07-20T12:00:00+08:00"},
                 {"area", {kQinyang.text()}},
                 {"exercise", exercise}})["incident"]["incident"];
  }

  /// A unit's report of people in shelters and of people in need at home.
  json report(const access::Caller& who, const DivisionCode& unit, std::int64_t sheltered, std::int64_t in_need,
              std::int64_t version = 0) {
    const auto now_and_ever = [](std::int64_t people, std::int64_t ever) {
      return json{{"instant", people}, {"cumulative", ever}};
    };
    json params{{"incident", incident},
                {"division", unit.text()},
                {"phase", version == 0 ? "initial" : "update"},
                {"figures",
                 {{"A01007", {{"value", 5'000}}},
                  {"A01008", {{"value", 0}}},
                  {"A01009", {{"value", 0}}},
                  {"A01013", now_and_ever(sheltered, 2'000)},
                  {"A01014", now_and_ever(sheltered, 2'000)},
                  {"A01015", now_and_ever(0, 0)},
                  {"A01017", now_and_ever(in_need, 2'000)}}},
                {"contact", {{"unit", "值班室"}, {"post", "值班员"}}},
                {"channel", "phone"},
                {"occurred_at", format_time(now - std::chrono::minutes{30})},
                {"received_at", format_time(now - std::chrono::minutes{2})},
                {"expected_version", version}};
    if (version > 0) params["reason"] = "入户核实";
    return done(who, "report.submit", std::move(params))["report"];
  }

  json needs(const DivisionCode& scope = kQinyang, std::int64_t days = 3) {
    return done(auditor(), "need.list", {{"incident", incident}, {"division", scope.text()}, {"days", days}});
  }

  /// The need of a unit for an item; null when it needs none.
  json need_of(const DivisionCode& unit, const std::string& item, std::int64_t days = 3) {
    const auto rows = needs(kQinyang, days)["needs"];
    for (const auto& row : rows) {
      if (row["division"] == unit.text() && row["item"] == item) return row;
    }
    return nullptr;
  }

  std::string incident;
};

}  // namespace anlan::supplies::test
