#include "gis/import.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <utility>

#include "gis/area.hpp"
#include "gis/columns.hpp"
#include "gis/findings.hpp"
#include "gis/matching.hpp"
#include "gis/overlaps.hpp"
#include "gis/placing.hpp"
#include "gis/raw_layer.hpp"
#include "gis/repair.hpp"
#include "gis/roads.hpp"
#include "gis/source.hpp"
#include "gis/text.hpp"

namespace anlan::gis {
namespace {

/// Neighbours that overlap by less were drawn apart by rounding, not by disagreement.
constexpr double kOverlapToleranceHa = 0.1;
/// Leaves the rest of the worker's 20 s for reading and repair.
constexpr std::chrono::seconds kOverlapBudget{8};

std::string text_of(double number, int decimals) {
  char text[64];
  return {text, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%.*f", decimals, number))};
}

std::string text_of(Point p) { return text_of(p.lon, 6) + ", " + text_of(p.lat, 6); }

/// One import: reads nothing and opens nothing, only judges what was read.
class Import {
 public:
  Import(const ImportRequest& request, RawLayer raw) : request_{request}, raw_{std::move(raw)} {}

  [[nodiscard]] Result<ImportOutcome> run() {
    describe_file();
    const ColumnIndexes columns = choose_columns();
    auto placing = Placing::settle(raw_, request_, report(), findings_);
    if (!placing) return tl::unexpected(std::move(placing.error()));
    if (columns.code && *placing) {
      const Matching matching{request_, raw_, columns};
      outcome_.layer.level = matching.level();
      report().level = matching.level();
      gather(matching, **placing);
      mend();
      order();
      matching.report_missing(by_code_, findings_);
      doubt_datum(matching);
      compare_neighbours();
    }
    return finish();
  }

 private:
  ImportReport& report() noexcept { return outcome_.report; }
  std::vector<Feature>& features() noexcept { return outcome_.layer.features; }

  void describe_file() {
    report().format = raw_.driver;
    report().features_read = raw_.features.size();
    if (decode_texts(raw_)) findings_.add(Issue::encoding_assumed);
    for (const std::string& column : raw_.columns) report().columns.push_back(column);
    if (raw_.sibling_layers > 0) findings_.add(Issue::several_layers, {}, {shown(raw_.name)});
  }

  ColumnIndexes choose_columns() {
    const ColumnIndexes columns = find_columns(raw_, request_.fields);
    if (columns.code) report().fields.code = raw_.columns[*columns.code];
    if (columns.name) report().fields.name = raw_.columns[*columns.name];
    if (!columns.code) findings_.add(Issue::code_column_missing);
    if (!columns.name) findings_.add(Issue::name_column_missing);
    return columns;
  }

  /// Collects the rows that have both a division and a shape.
  void gather(const Matching& matching, const Placing& placing) {
    for (std::uint64_t row = 0; row < raw_.features.size(); ++row) {
      auto claim = matching.claim(row, findings_);
      if (!claim) continue;
      auto shape = shape_of(row, placing);
      if (shape) take(std::move(*claim), std::move(*shape));
    }
  }

  std::optional<MultiPolygon> shape_of(std::uint64_t row, const Placing& placing) {
    const RawFeature& raw = raw_.features[row];
    if (raw.kind != RawKind::polygons) {
      findings_.add(raw.kind == RawKind::empty ? Issue::geometry_empty : Issue::geometry_not_polygon, row);
      return std::nullopt;
    }
    auto shape = placing.place(raw);
    if (!shape) findings_.add(Issue::geometry_outside, row);
    if (shape && shape->polygons.empty()) {
      findings_.add(Issue::geometry_empty, row);
      return std::nullopt;
    }
    return shape;
  }

  /// Exclaves often come as rows of their own with the same code and name.
  void take(Claim claim, MultiPolygon shape) {
    const auto [known, fresh] = by_code_.try_emplace(claim.code, features().size());
    if (fresh) {
      rows_.push_back(claim.row);
      features().push_back({std::move(claim.code), std::move(claim.name), claim.schematic, std::move(shape)});
      return;
    }
    Feature& first = features()[known->second];
    const std::string first_row = std::to_string(rows_[known->second] + 1);
    if (first.name != claim.name) {
      findings_.add(Issue::code_duplicate, claim.row, {claim.code, first_row});
      return;
    }
    findings_.add(Issue::parts_merged, claim.row, {claim.code, first_row});
    for (Polygon& polygon : shape.polygons) first.shape.polygons.push_back(std::move(polygon));
  }

  /// Turns rings and repairs borders; shapes that cannot be repaired are left empty.
  void mend() {
    const Geos geos;
    std::size_t turned = 0;
    for (std::size_t i = 0; i < features().size(); ++i) {
      MultiPolygon& shape = features()[i].shape;
      turned += orient_rings(shape) ? 1 : 0;
      if (const auto fault = find_invalidity(geos, shape)) repair(geos, *fault, shape, rows_[i]);
    }
    // A Shapefile's and a FileGDB's own rule is the other way round.
    const bool rings_matter = raw_.driver == "GeoJSON" || raw_.driver == "GPKG" || raw_.driver == "KML";
    if (turned > 0 && rings_matter) findings_.add(Issue::ring_order, {}, {std::to_string(turned)});
  }

  void repair(const Geos& geos, const Invalidity& fault, MultiPolygon& shape, std::uint64_t row) {
    const Detail reason{fault.zh, fault.en};
    MultiPolygon mended = make_valid(geos, shape);
    if (mended.polygons.empty() || find_invalidity(geos, mended)) {
      findings_.add(Issue::repair_failed, row, {text_of(fault.where), reason});
      shape = {};
      return;
    }
    const double change = std::abs(area_ha(mended) - area_ha(shape));
    findings_.add(Issue::self_intersection, row, {text_of(fault.where), reason, text_of(change, 2)});
    shape = std::move(mended);
  }

  /// By code, without those that could not be repaired.
  void order() {
    std::erase_if(by_code_, [&](const auto& entry) { return features()[entry.second].shape.polygons.empty(); });
    std::vector<Feature> ordered;
    for (auto& [code, index] : by_code_) {
      ordered.push_back(std::move(features()[index]));
      index = ordered.size() - 1;
    }
    features() = std::move(ordered);
  }

  void doubt_datum(const Matching& matching) {
    std::vector<Sighting> sightings;
    for (const Feature& feature : features()) {
      const ExpectedUnit* const unit = matching.expected(feature.code);
      if (unit != nullptr && unit->centre) sightings.push_back({centre_of(feature.shape), *unit->centre});
    }
    report().offset_doubt = doubt_offset(sightings);
    if (const auto& doubt = report().offset_doubt) {
      findings_.add(Issue::web_offset_suspected, {}, {text_of(doubt->offset_m, 0), title(doubt->datum)});
    }
  }

  void compare_neighbours() {
    const OverlapSearch search = find_overlaps(outcome_.layer, kOverlapToleranceHa, kOverlapBudget);
    for (const auto& [first, second, hectares] : search.overlaps) {
      const auto label = [&](std::size_t index) { return features()[index].code + features()[index].name; };
      findings_.add(Issue::overlap, {}, {label(first), label(second), text_of(hectares, 2)});
    }
    if (search.checked < features().size()) {
      findings_.add(Issue::overlap_unchecked, {}, {std::to_string(search.checked)});
    }
  }

  Result<ImportOutcome> finish() {
    report().features_accepted = features().size();
    report().findings = std::move(findings_).take();
    if (const Bounds box = bounds_of(outcome_.layer); !box.empty()) report().bounds = box;
    return std::move(outcome_);
  }

  const ImportRequest& request_;
  RawLayer raw_;
  Findings findings_;
  ImportOutcome outcome_;
  std::map<std::string, std::size_t> by_code_;  ///< index into the layer's features
  std::vector<std::uint64_t> rows_;             ///< of the features as gathered, before they are ordered
};

}  // namespace

Result<ImportOutcome> import_layer(const ImportRequest& request, const std::string& scratch) {
  const auto source = find_source(request.path, scratch);
  if (!source) return tl::unexpected(source.error());
  auto raw = read_layer(*source, request.roads ? RawKind::lines : RawKind::polygons);
  if (!raw) return tl::unexpected(std::move(raw.error()));
  if (request.roads) return judge_roads(request, std::move(*raw));
  return Import{request, std::move(*raw)}.run();
}

}  // namespace anlan::gis
