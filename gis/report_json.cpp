#include "gis/report_json.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <vector>

namespace anlan::gis {

using nlohmann::json;

// Each type says its members once in each direction; nlohmann finds these by their arguments. Reading throws json's own
// exceptions or invalid_argument, caught in one place below.

namespace {

template <class T>
void put(json& object, const char* key, const std::optional<T>& value) {
  if (value) object[key] = *value;
}

template <class T>
void take(const json& object, const char* key, std::optional<T>& value) {
  if (object.contains(key)) value = object.at(key).get<T>();
}

template <class T>
T known(std::optional<T> parsed) {
  if (!parsed) throw std::invalid_argument{"unknown word"};
  return *parsed;
}

}  // namespace

static void to_json(json& out, Level level) { out = std::string{to_string(level)}; }
static void from_json(const json& in, Level& level) { level = known(parse_level(in.get<std::string>())); }
static void to_json(json& out, WebDatum datum) { out = std::string{to_string(datum)}; }
static void from_json(const json& in, WebDatum& datum) { datum = known(parse_web_datum(in.get<std::string>())); }
static void to_json(json& out, Severity severity) { out = std::string{to_string(severity)}; }
static void from_json(const json& in, Severity& severity) { severity = known(parse_severity(in.get<std::string>())); }

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Point, lon, lat)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Bounds, min_lon, min_lat, max_lon, max_lat)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Crs, epsg, swapped)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CrsCandidate, crs, zh, en)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(OffsetDoubt, datum, offset_m, residual_m)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FieldMapping, code, name)

static void to_json(json& out, const ExpectedUnit& unit) {
  out = {{"code", unit.code}, {"name", unit.name}};
  put(out, "centre", unit.centre);
}

static void from_json(const json& in, ExpectedUnit& unit) {
  in.at("code").get_to(unit.code);
  in.at("name").get_to(unit.name);
  take(in, "centre", unit.centre);
}

static void to_json(json& out, const Finding& finding) {
  out = {{"severity", finding.severity},   {"code", finding.code},          {"zh", finding.zh}, {"en", finding.en},
         {"remedy_zh", finding.remedy_zh}, {"remedy_en", finding.remedy_en}};
  put(out, "feature", finding.feature);
}

static void from_json(const json& in, Finding& finding) {
  in.at("severity").get_to(finding.severity);
  in.at("code").get_to(finding.code);
  in.at("zh").get_to(finding.zh);
  in.at("en").get_to(finding.en);
  in.at("remedy_zh").get_to(finding.remedy_zh);
  in.at("remedy_en").get_to(finding.remedy_en);
  take(in, "feature", finding.feature);
}

static void to_json(json& out, const RoadSpeed& speed) { out = {{"kind", speed.kind}, {"kmh", speed.kmh}}; }
static void from_json(const json& in, RoadSpeed& speed) {
  in.at("kind").get_to(speed.kind);
  in.at("kmh").get_to(speed.kmh);
}

static void to_json(json& out, const ImportRequest& request) {
  out = {{"path", request.path},   {"fields", request.fields}, {"expected", request.expected},
         {"roads", request.roads}, {"speeds", request.speeds}, {"usual_kmh", request.usual_kmh}};
  put(out, "level", request.level);
  put(out, "crs", request.crs);
  put(out, "undo", request.undo);
}

static void from_json(const json& in, ImportRequest& request) {
  in.at("path").get_to(request.path);
  in.at("fields").get_to(request.fields);
  in.at("expected").get_to(request.expected);
  in.at("roads").get_to(request.roads);
  in.at("speeds").get_to(request.speeds);
  in.at("usual_kmh").get_to(request.usual_kmh);
  take(in, "level", request.level);
  take(in, "crs", request.crs);
  take(in, "undo", request.undo);
}

static void to_json(json& out, const ImportReport& report) {
  out = {{"format", report.format},
         {"features_read", report.features_read},
         {"features_accepted", report.features_accepted},
         {"findings", report.findings},
         {"columns", report.columns},
         {"fields", report.fields},
         {"crs_name", report.crs_name},
         {"crs_candidates", report.crs_candidates}};
  put(out, "level", report.level);
  put(out, "crs", report.crs);
  put(out, "offset_doubt", report.offset_doubt);
  put(out, "bounds", report.bounds);
}

static void from_json(const json& in, ImportReport& report) {
  in.at("format").get_to(report.format);
  in.at("features_read").get_to(report.features_read);
  in.at("features_accepted").get_to(report.features_accepted);
  in.at("findings").get_to(report.findings);
  in.at("columns").get_to(report.columns);
  in.at("fields").get_to(report.fields);
  in.at("crs_name").get_to(report.crs_name);
  in.at("crs_candidates").get_to(report.crs_candidates);
  take(in, "level", report.level);
  take(in, "crs", report.crs);
  take(in, "offset_doubt", report.offset_doubt);
  take(in, "bounds", report.bounds);
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Fault, code, zh, en)

namespace {

template <class T>
std::string write(const T& value) {
  // A stranger's text may be no UTF-8; what is not becomes U+FFFD.
  return json(value).dump(-1, ' ', false, json::error_handler_t::replace);
}

template <class T>
Result<T> read(std::string_view text) {
  try {
    return json::parse(text).get<T>();
  } catch (const std::exception&) {
    return fail(
        "import-answer", "导入进程的应答无法识别，未导入任何内容。请重试；仍不行请联系管理员。",
        "The import worker's answer makes no sense; nothing was imported. Try again, and tell the administrator "
        "if that does not help.");
  }
}

}  // namespace

std::string to_json(const ImportRequest& request) { return write(request); }
Result<ImportRequest> request_from_json(std::string_view text) { return read<ImportRequest>(text); }

std::string to_json(const ImportReport& report) { return write(report); }
Result<ImportReport> report_from_json(std::string_view text) { return read<ImportReport>(text); }

std::string to_json(const Fault& fault) { return write(fault); }
Result<Fault> fault_from_json(std::string_view text) { return read<Fault>(text); }

}  // namespace anlan::gis
