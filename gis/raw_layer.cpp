#include "gis/raw_layer.hpp"

#include <ogrsf_frmts.h>

#include <cmath>
#include <memory>

namespace anlan::gis {
namespace {

constexpr std::size_t kMaxFeatures = 200'000;
constexpr std::size_t kMaxPoints = 20'000'000;

struct CloseDataset {
  void operator()(GDALDataset* dataset) const noexcept { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

/// GDAL's complaints go nowhere while this lives; the last one stays readable.
class Quiet {
 public:
  Quiet() {
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
  }
  ~Quiet() { CPLPopErrorHandler(); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
};

/// Only these exist for us: the others open further files, databases or the network, or have crashed on hostile bytes.
void register_drivers() {
  static const bool once = [] {
    RegisterOGRShape();
    RegisterOGRGeoJSON();
    RegisterOGRKML();
    RegisterOGRGeoPackage();
    RegisterOGROpenFileGDB();
    CPLSetConfigOption("SHAPE_RESTORE_SHX", "YES");
    return true;
  }();
  static_cast<void>(once);
}

Dataset open(const Source& source) {
  register_drivers();
  const char* const drivers[] = {source.driver.c_str(), nullptr};
  // A Shapefile's texts come as raw bytes: what it says about its encoding is often wrong. A GeoPackage must not make
  // files of its own beside the upload.
  const bool shape = source.driver == "ESRI Shapefile";
  const bool package = source.driver == "GPKG";
  const char* const options[] = {shape ? "ENCODING=" : package ? "IMMUTABLE=YES" : nullptr, nullptr};
  return Dataset{GDALDataset::Open(source.path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, nullptr)};
}

bool may_hold(OGRLayer& layer, RawKind wanted) {
  const bool polygons = wanted == RawKind::polygons;
  switch (wkbFlatten(layer.GetGeomType())) {
    case wkbUnknown:
    case wkbGeometryCollection:
      return true;
    case wkbLineString:
    case wkbMultiLineString:
    case wkbCompoundCurve:
    case wkbMultiCurve:
      return !polygons;
    case wkbPolygon:
    case wkbMultiPolygon:
    case wkbCurvePolygon:
    case wkbMultiSurface:
      return polygons;
    default:
      return false;
  }
}

/// The layer to read, and how many others might have been meant.
std::pair<OGRLayer*, std::size_t> choose_layer(GDALDataset& dataset, RawKind wanted) {
  OGRLayer* chosen = nullptr;
  std::size_t count = 0;
  for (OGRLayer* layer : dataset.GetLayers()) {
    if (!may_hold(*layer, wanted)) continue;
    ++count;
    if (chosen == nullptr || layer->GetFeatureCount() > chosen->GetFeatureCount()) chosen = layer;
  }
  return {chosen, count > 0 ? count - 1 : 0};
}

void describe_crs(OGRLayer& layer, RawLayer& raw) {
  const OGRSpatialReference* const crs = layer.GetSpatialRef();
  if (crs == nullptr || crs->IsLocal()) return;
  char* wkt = nullptr;
  const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
  if (crs->exportToWkt(&wkt, options) == OGRERR_NONE) raw.crs_definition = wkt;
  CPLFree(wkt);
  if (const char* name = crs->GetName()) raw.crs_name = name;
  const char* const authority = crs->GetAuthorityName(nullptr);
  const char* const code = crs->GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr && EQUAL(authority, "EPSG")) raw.crs_epsg = std::atoi(code);
}

std::vector<Plane> points_of(const OGRLineString& ring) {
  std::vector<Plane> points;
  points.reserve(static_cast<std::size_t>(ring.getNumPoints()));
  for (int i = 0; i < ring.getNumPoints(); ++i) points.push_back({ring.getX(i), ring.getY(i)});
  return points;
}

void add_polygon(const OGRPolygon& polygon, RawFeature& feature) {
  RawPolygon rings;
  for (const OGRLinearRing* ring : polygon) rings.push_back(points_of(*ring));
  if (!rings.empty()) feature.polygons.push_back(std::move(rings));
}

/// Polygons at any depth of collections; GDAL's readers bound that depth.
void add_polygons(const OGRGeometry& geometry, RawFeature& feature) {
  if (const auto type = wkbFlatten(geometry.getGeometryType()); type == wkbPolygon || type == wkbTriangle) {
    add_polygon(*geometry.toPolygon(), feature);
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) add_polygons(*part, feature);
  }
}

/// Likewise lines.
void add_lines(const OGRGeometry& geometry, RawFeature& feature) {
  if (const auto type = wkbFlatten(geometry.getGeometryType()); type == wkbLineString) {
    feature.polygons.push_back({points_of(*geometry.toLineString())});
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) add_lines(*part, feature);
  }
}

void read_shape(const OGRGeometry* geometry, RawKind wanted, RawFeature& feature) {
  if (geometry == nullptr || geometry->IsEmpty()) return;
  const std::unique_ptr<OGRGeometry> straight{geometry->getLinearGeometry()};
  if (straight) (wanted == RawKind::lines ? add_lines : add_polygons)(*straight, feature);
  feature.kind = feature.polygons.empty() ? RawKind::other : wanted;
}

/// Codes are often kept as numbers, which GDAL would write as "410802000000.0" or "4.1e+11".
std::string value_of(const OGRFeature& feature, int field) {
  if (!feature.IsFieldSetAndNotNull(field)) return {};
  if (feature.GetFieldDefnRef(field)->GetType() == OFTReal) {
    const double number = feature.GetFieldAsDouble(field);
    if (std::abs(number) < 1e15 && number == std::trunc(number)) return std::to_string(static_cast<long long>(number));
  }
  return feature.GetFieldAsString(field);
}

RawFeature read_feature(const OGRFeature& source, RawKind wanted) {
  RawFeature feature;
  for (int i = 0; i < source.GetFieldCount(); ++i) feature.values.push_back(value_of(source, i));
  read_shape(source.GetGeometryRef(), wanted, feature);
  return feature;
}

std::size_t points_in(const RawFeature& feature) {
  std::size_t count = 0;
  for (const RawPolygon& polygon : feature.polygons) {
    for (const auto& ring : polygon) count += ring.size();
  }
  return count;
}

Result<void> read_features(OGRLayer& layer, RawKind wanted, RawLayer& raw) {
  std::size_t points = 0;
  CPLErrorReset();
  for (const auto& feature : layer) {
    raw.features.push_back(read_feature(*feature, wanted));
    points += points_in(raw.features.back());
    if (raw.features.size() > kMaxFeatures || points > kMaxPoints) {
      return fail("layer-too-large", "图层过大（上限 20 万个图形、2000 万个点），请分县上传。",
                  "The layer is too large (at most 200,000 shapes and 20 million points); upload it county by county.");
    }
  }
  // A damaged file simply seems to end.
  if (CPLGetLastErrorType() == CE_Failure) {
    return fail("file-damaged", "文件中途损坏，未导入任何内容。请重新导出后上传。",
                "The file is damaged part of the way; nothing was imported. Export it again and upload it.");
  }
  return {};
}

}  // namespace

Result<RawLayer> read_layer(const Source& source, RawKind wanted) {
  const Quiet quiet;
  const Dataset dataset = open(source);
  if (!dataset) {
    return fail("file-unreadable", "文件无法打开，可能已损坏或不完整。请重新导出后上传。",
                "The file cannot be opened; it may be damaged or incomplete. Export it again and upload it.");
  }
  const auto [layer, siblings] = choose_layer(*dataset, wanted);
  if (layer == nullptr && wanted == RawKind::lines) {
    return fail("layer-missing", "文件里没有线图层。请上传道路的线数据。",
                "The file has no layer of lines; upload the roads as lines.");
  }
  if (layer == nullptr) {
    return fail("layer-missing", "文件里没有面图层。请上传边界的面数据。",
                "The file has no layer of polygons; upload the boundaries as areas.");
  }
  RawLayer raw{.driver = source.driver, .name = layer->GetName(), .sibling_layers = siblings};
  const OGRFeatureDefn& definition = *layer->GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i) raw.columns.push_back(definition.GetFieldDefn(i)->GetNameRef());
  describe_crs(*layer, raw);
  if (auto read = read_features(*layer, wanted, raw); !read) return tl::unexpected(std::move(read.error()));
  return raw;
}

}  // namespace anlan::gis
