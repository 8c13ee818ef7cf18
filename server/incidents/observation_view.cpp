#include "incidents/observation_view.hpp"

#include <bit>
#include <cstring>

#include <nlohmann/json.hpp>

#include "incidents/observation_entries.hpp"

namespace anlan::incidents {

using nlohmann::json;

namespace {

const std::string& text_of(const json& body, const char* field) { return body.at(field).get_ref<const std::string&>(); }

/// The column `incident`: '' for none.
std::string_view incident_of(const json& body) {
  const auto& incident = body.at("incident");
  return incident.is_null() ? std::string_view{} : std::string_view{incident.get_ref<const std::string&>()};
}

/// A point as SpatiaLite stores it: start, byte order, SRID, bounds, mark, class, coordinates, end.
class GeometryBlob {
 public:
  explicit GeometryBlob(LonLat at) {
    static_assert(std::endian::native == std::endian::little);
    constexpr std::int32_t kCgcs2000 = 4490;
    constexpr std::int32_t kPoint = 1;
    put('\x00');
    put('\x01');
    put(kCgcs2000);
    for (int corner = 0; corner < 2; ++corner) put(at);
    put('\x7c');
    put(kPoint);
    put(at);
    put('\xfe');
  }
  [[nodiscard]] store::Bytes bytes() const { return {{bytes_.data(), bytes_.size()}}; }

 private:
  template <class T>
  void put(const T& value) {
    std::memcpy(bytes_.data() + used_, &value, sizeof value);
    used_ += sizeof value;
  }

  std::array<char, 60> bytes_{};
  std::size_t used_ = 0;
};

void insert_row(const journal::ApplyContext& context) {
  const auto& entry = context.entry;
  const auto& body = context.body;
  const auto& point = body.at("point");
  auto row = context.db.prepare(
      "INSERT INTO observation (seq, observation, version, incident, division, text, doubts, photos, occurred_at,"
      " received_at, recorded_at, channel, actor, exercise, withdrawn, geom)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 0, ?15)");
  const auto list = [](const json& items) { return items.empty() ? std::string{"[]"} : dump(items); };
  const auto write = [&](const auto& geometry) {
    row.run(entry.seq, text_of(body, "observation"), entry.stream_version, incident_of(body), entry.division,
            text_of(body, "text"), list(body.at("doubts")), list(body.at("photos")), to_millis(entry.occurred_at),
            to_millis(entry.received_at), to_millis(entry.recorded_at), entry.channel, entry.actor, entry.exercise,
            geometry);
  };
  if (point.is_null()) return write(nullptr);
  const LonLat at{point.at(0).get<double>(), point.at(1).get<double>()};
  write(GeometryBlob{at}.bytes());
  context.db.prepare("INSERT INTO idx_observation_geom (pkid, xmin, xmax, ymin, ymax) VALUES (?1, ?2, ?2, ?3, ?3)")
      .run(entry.seq, at.lon, at.lat);
}

/// Adds to the node and to all above it.
void count(store::Connection& db, std::string_view incident, const std::string& division, int by) {
  auto row = db.prepare(
      "INSERT INTO observation_count (incident, division, count) VALUES (?1, ?2, ?3)"
      " ON CONFLICT (incident, division) DO UPDATE SET count = count + excluded.count");
  for (std::optional node = DivisionCode::parse(division).value(); node; node = node->parent()) {
    row.run(incident, node->text(), by);
  }
}

}  // namespace

std::vector<std::string> ObservationView::schema() const {
  return {
      "CREATE TABLE observation ("
      "  seq INTEGER PRIMARY KEY, observation TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, incident TEXT NOT NULL,"
      "  division TEXT NOT NULL, text TEXT NOT NULL, doubts TEXT NOT NULL, photos TEXT NOT NULL,"
      "  occurred_at INTEGER NOT NULL, received_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL,"
      "  channel TEXT NOT NULL, actor TEXT NOT NULL, exercise INTEGER NOT NULL, withdrawn INTEGER NOT NULL, geom BLOB)"
      " STRICT",
      "CREATE INDEX observation_by_incident ON observation (incident)",
      "CREATE INDEX observation_by_division ON observation (division)",
      "CREATE VIRTUAL TABLE idx_observation_geom USING rtree (pkid, xmin, xmax, ymin, ymax)",
      // The registration alone, so that a GIS finds the layer; RecoverGeometryColumn would add the row triggers.
      "INSERT INTO geometry_columns (f_table_name, f_geometry_column, geometry_type, coord_dimension, srid,"
      " spatial_index_enabled) VALUES ('observation', 'geom', 1, 2, 4490, 1)",
      "CREATE TABLE observation_count (incident TEXT NOT NULL, division TEXT NOT NULL, count INTEGER NOT NULL,"
      " PRIMARY KEY (incident, division)) STRICT, WITHOUT ROWID",
  };
}

void ObservationView::apply(const journal::ApplyContext& context) {
  const auto& entry = context.entry;
  if (entry.type == kObservationSubmitted) {
    insert_row(context);
    count(context.db, incident_of(context.body), entry.division, 1);
  } else if (entry.type == kObservationAssigned) {
    context.db.prepare("UPDATE observation SET version = ?2, incident = ?3 WHERE observation = ?1")
        .run(text_of(context.body, "observation"), entry.stream_version, incident_of(context.body));
    count(context.db, {}, entry.division, -1);
    count(context.db, incident_of(context.body), entry.division, 1);
  } else if (entry.type == kObservationWithdrawn) {
    context.db.prepare("UPDATE observation SET version = ?2, withdrawn = 1 WHERE observation = ?1")
        .run(text_of(context.body, "observation"), entry.stream_version);
    count(context.db, incident_of(context.body), entry.division, -1);
  }
}

}  // namespace anlan::incidents
