#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "incidents/incident_facts.hpp"
#include "incidents/incident_operations.hpp"
#include "incidents/report_operations.hpp"
#include "support/paths.hpp"
#include "support/room_house.hpp"

namespace anlan::incidents {

inline DivisionCode code(const std::string& text) { return DivisionCode::parse(text).value(); }
inline Instant at(const std::string& text) { return parse_time(text + "+08:00").value(); }

// Real codes; which of the units exist here is a choice.
inline const auto kCity = code("410800000000");
inline const auto kXiuwu = code("410821000000");     // 修武县
inline const auto kQinyang = code("410882000000");   // 沁阳市
inline const auto kMengzhou = code("410883000000");  // 孟州市
inline const auto kXixiang = code("410882101000");   // 西向镇
inline const auto kXiwan = code("410882102000");     // 西万镇
inline const auto kXixiangVillage = code("410882101201");
inline const auto kXixiangOther = code("410882101202");
inline const auto kXiwanVillage = code("410882102201");

inline const Catalogue& catalogue() {
  static const auto loaded = Catalogue::load(anlan::test::source_dir() + "/data").value();
  return loaded;
}

/// Squares of a hundredth of a degree, one per village, side by side. Made up.
inline std::shared_ptr<const divisions::LayerIndex> village_squares() {
  gis::Layer layer{.level = gis::Level::village};
  double west = 112.90;
  for (const auto& village : {kXixiangVillage, kXixiangOther, kXiwanVillage}) {
    const double south = 35.10;
    const double east = west + 0.01;
    const double north = south + 0.01;
    gis::Polygon square{.outer = {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}};
    layer.features.push_back({.code = village.text(), .name = village.text(), .shape = {{square}}});
    west = east;
  }
  return std::make_shared<divisions::LayerIndex>(divisions::LayerFacts{.level = Level::village, .version = "made-up"},
                                                 layer);
}

inline std::shared_ptr<const divisions::Snapshot> small_jiaozuo() {
  std::vector<divisions::Division> rows;
  for (const auto& unit :
       {kCity, kXiuwu, kQinyang, kMengzhou, kXixiang, kXiwan, kXixiangVillage, kXixiangOther, kXiwanVillage}) {
    rows.push_back({.code = unit, .name = unit.text(), .parent = unit.parent(), .legal_parent = unit.parent()});
  }
  divisions::Snapshot::Layers layers{};
  layers[static_cast<std::size_t>(Level::village)] = village_squares();
  return std::make_shared<divisions::Snapshot>(std::move(rows), std::move(layers));
}

inline access::Caller caller(access::Role role, const DivisionCode& jurisdiction) {
  return {std::string{"0190f3c2-0000-7000-8000-00000000000"} + std::to_string(static_cast<int>(role) % 10), "desk",
          "值班员", role, jurisdiction};
}
inline access::Caller city_desk() { return caller(access::Role::city_duty, kCity); }
inline access::Caller county_desk(const DivisionCode& county = kQinyang) {
  return caller(access::Role::county_duty, county);
}
inline access::Caller clerk(const DivisionCode& township = kXixiang) {
  return caller(access::Role::township_clerk, township);
}
inline access::Caller informant(const DivisionCode& village = kXixiangVillage) {
  return caller(access::Role::village_informant, village);
}

/// The incidents' room alone.
class IncidentHouse : public test::RoomHouse {
 public:
  IncidentHouse() {
    divisions.replace(small_jiaozuo());
    declare_facts(types, views, catalogue(), divisions);
    declare_incidents(registry, catalogue(), divisions);
    declare_reports(registry, catalogue(), divisions);
    RoomHouse::open();
  }

  /// Opens an incident as the city; its id.
  std::string open(const std::vector<DivisionCode>& area, const std::string& occurred_at,
                   const std::string& hazard = "02", bool exercise = false) {
    auto codes = nlohmann::json::array();
    for (const auto& unit : area) codes.push_back(unit.text());
    const auto answer = done(city_desk(), "incident.open",
                             {{"hazard", hazard},
                              {"name", "测试 暴雨"},
                              {"occurred_at", occurred_at + "+08:00"},
                              {"area", codes},
                              {"exercise", exercise}});
    return answer.at("incident").at("incident");
  }
};

}  // namespace anlan::incidents
