#pragma once

#include "incidents/incident_operations.hpp"
#include "incidents/report_operations.hpp"
#include "pictures.hpp"
#include "relief_house.hpp"

namespace anlan::relief::test {

/// An open incident of the county with its register, and an open campaign; made-up people.
struct Homes : ReliefHouse {
  Homes() {
    incidents::declare_incidents(registry, catalogue(), divisions);
    incidents::declare_reports(registry, catalogue(), divisions);
    incident = open_incident();
    for (const auto* name : {"front", "inside"}) blobs.push_back(picture(*this, home_key_owner(incident), name));
    paper = picture(*this, home_key_owner(incident), "paper", "application/pdf");
    campaign = open_campaign()["campaign"];
  }

  std::string open_incident(json more = json::object()) {
    json params{{"hazard", "02"},
                {"name", "测试 暴雨"},
                {"occurred_at", "2026-07-20T06:00:00+08:00"},
                {"area", {kQinyang.text()}},
                {"exercise", false}};
    params.update(more);
    return done(caller(Role::county_duty, kQinyang), "incident.open", std::move(params))["incident"]["incident"];
  }

  /// Parameters of a row whose head's number ends in `order`: two of five rooms fell, one is badly damaged.
  json one_home(int order, json more = json::object()) {
    json params{{"incident", incident},
                {"village", kVillage.text()},
                {"class", "minimum_living"},
                {"people", 3},
                {"rooms", 5},
                {"structure", "masonry"},
                {"occurred_at", "2026-07-20T07:30:00+08:00"},
                {"hazard", "02"},
                {"collapsed", {{"rooms", 2}, {"area_dm2", 6'025}}},
                {"severely_damaged", {{"rooms", 1}, {"area_dm2", 2'500}}},
                {"name", "王小明"},
                {"id_number", number(order)},
                {"phone", "13812345678"},
                {"address", "西向镇东村三组12号"},
                {"photos", {blobs[0]}}};
    params.update(more);
    return params;
  }
  json enter_home(int order, json more = json::object()) {
    return done(kClerk, "home.enter", one_home(order, std::move(more)))["home"];
  }
  /// A household whose home was hit.
  json enter_hit(int order, json more = json::object()) {
    more["circumstances"] = json::array({"home_collapsed"});
    return enter(campaign, order, std::move(more));
  }

  std::vector<std::string> blobs;
  std::string paper;
  std::string incident;
  std::string campaign;
};

}  // namespace anlan::relief::test
