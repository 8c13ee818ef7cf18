#include "divisions/operations.hpp"

#include <cmath>
#include <initializer_list>
#include <memory>

#include "base/json.hpp"
#include "divisions/boundary_import_operations.hpp"

namespace anlan::divisions {

using access::RoleSet;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

json or_null(const auto& optional) { return optional ? json(optional->text()) : json(nullptr); }

/// To six decimals, a tenth of a metre: more would only make the list longer.
json rounded(std::initializer_list<double> degrees) {
  json out = json::array();
  for (const double value : degrees) out.push_back(std::round(value * 1e6) / 1e6);
  return out;
}

/// Where the unit lies on the map: from the layer of its level.
void add_place(json& row, const LayerIndex* layer, const DivisionCode& code) {
  const auto* unit = layer != nullptr ? layer->find(code) : nullptr;
  row["schematic"] = unit != nullptr && unit->schematic;
  row["center"] = nullptr;
  row["bbox"] = nullptr;
  if (unit == nullptr || unit->bounds.empty()) return;
  const auto& box = unit->bounds;
  row["center"] = rounded({unit->centre.lon, unit->centre.lat});
  row["bbox"] = rounded({box.min_lon, box.min_lat, box.max_lon, box.max_lat});
}

json division_json(const Snapshot& snapshot, const Division& unit) {
  json row{{"code", unit.code.text()},
           {"name", unit.name},
           {"level", to_string(unit.level())},
           {"parent", or_null(unit.parent)},
           {"legal_parent", or_null(unit.legal_parent)},
           {"kind", to_string(unit.kind)},
           {"valid_from", unit.valid_from.empty() ? json(nullptr) : json(unit.valid_from)},
           {"valid_to", unit.valid_to ? json(*unit.valid_to) : json(nullptr)}};
  add_place(row, snapshot.layer(unit.level()), unit.code);
  return row;
}

std::string division_list_text(const Snapshot& snapshot) {
  json divisions = json::array();
  for (const auto& unit : snapshot.divisions()) divisions.push_back(division_json(snapshot, unit));
  return dump({{"layer_version", snapshot.version()}, {"divisions", std::move(divisions)}});
}

/// Half a megabyte that every dashboard asks for when it opens, and that changes once a year.
struct ListCache {
  std::string version = {};
  std::string text = {};
};

api::Operation division_list(const OperationParts& parts) {
  auto action = [&divisions = parts.divisions, cache = std::make_shared<ListCache>()](
                    api::ActionContext) -> boost::asio::awaitable<Result<api::Reply>> {
    const auto snapshot = divisions.snapshot();
    if (cache->version != snapshot->version()) *cache = {snapshot->version(), division_list_text(*snapshot)};
    co_return api::Reply{.json = cache->text};
  };
  return {.name = "division.list",
          .kind = api::Kind::action,
          .summary = {"全部行政区划及其位置", "All divisions and where they lie"},
          .params = Shape::object({}),
          .roles = RoleSet::everyone(),
          .action = std::move(action),
          .reads_only = true};
}

json located_json(const Snapshot& snapshot, const Located& located) {
  json chain = json::array();
  for (const auto& code : located.chain) {
    chain.push_back({{"code", code.text()}, {"name", snapshot.name_of(code)}, {"level", to_string(code.level())}});
  }
  json doubts = json::array();
  for (const auto& doubt : located.doubts) doubts.push_back(to_json(doubt));
  return {{"inside", located.inside()}, {"chain", std::move(chain)}, {"schematic", located.schematic},
          {"lon", located.at.lon},      {"lat", located.at.lat},     {"doubts", std::move(doubts)}};
}

api::Operation geo_locate(const OperationParts& parts) {
  auto action = [&divisions =
                     parts.divisions](api::ActionContext context) -> boost::asio::awaitable<Result<api::Reply>> {
    const auto snapshot = divisions.snapshot();
    const auto& params = context.params;
    const PointClaim claim{.at = {params.at("lon").get<double>(), params.at("lat").get<double>()},
                           .crs = parse_point_crs(params.value("crs", ""))};
    co_return api::Reply{.json = dump(located_json(*snapshot, snapshot->locate(claim)))};
  };
  return {.name = "geo.locate",
          .kind = api::Kind::action,
          .summary = {"查一个坐标落在哪个村", "Which village a point lies in"},
          .params = Shape::object({need("lon", Shape::number(-180, 180)), need("lat", Shape::number(-90, 90)),
                                   may("crs", Shape::one_of({"wgs84", "cgcs2000", "gcj02", "bd09"}))}),
          .roles = RoleSet::everyone(),
          .action = std::move(action),
          .reads_only = true};
}

api::Operation boundaries_list(const OperationParts& parts) {
  auto action = [&divisions = parts.divisions](api::ActionContext) -> boost::asio::awaitable<Result<api::Reply>> {
    const auto snapshot = divisions.snapshot();
    json layers = json::array();
    for (const auto& layer : snapshot->layers()) {
      if (!layer) continue;
      const auto& facts = layer->facts();
      layers.push_back({{"level", to_string(facts.level)},
                        {"version", facts.version},
                        {"features", facts.features},
                        {"schematic", facts.schematic},
                        {"source", facts.source},
                        {"crs_note", facts.crs_note},
                        {"adopted_at", format_time(facts.adopted_at)}});
    }
    co_return api::Reply{.json = dump({{"layers", std::move(layers)}})};
  };
  return {.name = "boundaries.list",
          .kind = api::Kind::action,
          .summary = {"现行边界图层", "The boundary layers in force"},
          .params = Shape::object({}),
          .roles = RoleSet::everyone(),
          .action = std::move(action),
          .reads_only = true};
}

}  // namespace

void declare_operations(api::Registry& registry, const OperationParts& parts) {
  registry.add(api::Topic{.name = "division", .summary = {"区划与边界的更新", "New divisions and boundaries"}});
  registry.add(division_list(parts));
  registry.add(geo_locate(parts));
  registry.add(boundaries_list(parts));
  registry.add(boundaries_import(parts));
}

}  // namespace anlan::divisions
