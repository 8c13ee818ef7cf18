#include "divisions/view.hpp"

#include <algorithm>
#include <stdexcept>

#include "divisions/entries.hpp"
#include "divisions/register.hpp"
#include "divisions/succession.hpp"
#include "gis/wkb.hpp"

namespace anlan::divisions {
namespace {

DivisionCode code_at(const store::Statement& row, int column) {
  return DivisionCode::parse(row.view_at(column)).value();
}

std::optional<std::string> text_of(const std::optional<DivisionCode>& code) {
  return code ? std::optional{code->text()} : std::nullopt;
}

std::optional<DivisionCode> optional_code_at(const store::Statement& row, int column) {
  return row.null_at(column) ? std::nullopt : std::optional{code_at(row, column)};
}

void apply_divisions(const journal::ApplyContext& context) {
  const auto body = read_divisions_adopted(context.body);
  const auto adopted = read_register(context.blobs(body.blob));
  if (!adopted) throw std::runtime_error{adopted.error().detail.en};
  const auto merged = merge_register(read_divisions(context.db), *adopted, body.valid_from);
  if (!merged) throw std::runtime_error{merged.error().detail.en};
  context.db.prepare("DELETE FROM division").run();
  auto insert = context.db.prepare(
      "INSERT INTO division (code, valid_from, valid_to, name, level, parent, legal_parent, kind, source)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  for (const auto& unit : merged->rows) {
    insert.run(unit.code.text(), unit.valid_from, unit.valid_to, unit.name, to_string(unit.level()),
               text_of(unit.parent), text_of(unit.legal_parent), to_string(unit.kind), unit.source);
  }
}

void write_layer(const journal::ApplyContext& context, const BoundariesAdopted& body) {
  context.db
      .prepare(
          "INSERT OR REPLACE INTO boundary_layer (level, version, source, schematic, features, crs_note, adopted_at)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
      .run(to_string(body.level), body.blob, body.source, body.schematic, body.features, body.crs_note,
           to_millis(context.entry.recorded_at));
}

/// RecoverGeometryColumn and CreateSpatialIndex say that they failed by answering 0, which a list of statements does
/// not hear. Without them shapes would go in unchecked and unindexed.
void require_spatial_index(store::Connection& db) {
  if (db.number("SELECT count(*) FROM geometry_columns WHERE f_table_name = 'boundary' AND f_geometry_column = 'geom'"
                " AND srid = 4490 AND geometry_type = 6 AND spatial_index_enabled = 1") != 1) {
    throw std::runtime_error{"the table boundary has no spatial index"};
  }
}

void apply_boundaries(const journal::ApplyContext& context) {
  const auto body = read_boundaries_adopted(context.body);
  const auto layer = gis::unpack(context.blobs(body.blob));
  if (!layer) throw std::runtime_error{layer.error().en};
  require_spatial_index(context.db);
  const auto level = to_string(body.level);
  context.db.prepare("DELETE FROM boundary WHERE level = ?1").run(level);
  write_layer(context, body);
  auto insert = context.db.prepare(
      "INSERT INTO boundary (level, code, name, schematic, version, geom)"
      " VALUES (?1, ?2, ?3, ?4, ?5, GeomFromWKB(?6, 4490))");
  for (const auto& feature : layer->features) {
    insert.run(level, feature.code, feature.name, feature.schematic, body.blob,
               store::Bytes{gis::to_wkb(feature.shape)});
  }
}

}  // namespace

std::vector<std::string> DivisionView::schema() const {
  return {
      "CREATE TABLE division ("
      "  code TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT, name TEXT NOT NULL, level TEXT NOT NULL,"
      "  parent TEXT, legal_parent TEXT, kind TEXT NOT NULL, source TEXT NOT NULL,"
      "  PRIMARY KEY (code, valid_from)) STRICT, WITHOUT ROWID",
      "CREATE TABLE boundary_layer ("
      "  level TEXT PRIMARY KEY, version TEXT NOT NULL, source TEXT NOT NULL, schematic INTEGER NOT NULL,"
      "  features INTEGER NOT NULL, crs_note TEXT NOT NULL, adopted_at INTEGER NOT NULL) STRICT",
      // AddGeometryColumn fails without an error on a STRICT table, so the column is declared here and recovered below.
      "CREATE TABLE boundary ("
      "  level TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, schematic INTEGER NOT NULL,"
      "  version TEXT NOT NULL, geom BLOB NOT NULL, UNIQUE (level, code)) STRICT",
      "SELECT RecoverGeometryColumn('boundary', 'geom', 4490, 'MULTIPOLYGON', 'XY')",
      "SELECT CreateSpatialIndex('boundary', 'geom')",
  };
}

void DivisionView::apply(const journal::ApplyContext& context) {
  if (context.entry.type == kDivisionsAdopted) apply_divisions(context);
  if (context.entry.type == kBoundariesAdopted) apply_boundaries(context);
}

std::vector<Division> read_divisions(store::Connection& db) {
  auto rows = db.prepare(
      "SELECT code, valid_from, valid_to, name, parent, legal_parent, kind, source FROM division"
      " ORDER BY code, valid_from");
  std::vector<Division> units;
  while (rows.step()) {
    units.push_back({.code = code_at(rows, 0),
                     .name = rows.text_at(3),
                     .parent = optional_code_at(rows, 4),
                     .legal_parent = optional_code_at(rows, 5),
                     .kind = parse_kind(rows.view_at(6)).value(),
                     .valid_from = rows.text_at(1),
                     .valid_to = rows.optional_text_at(2),
                     .source = rows.text_at(7)});
  }
  return units;
}

std::vector<LayerFacts> read_layers(store::Connection& db) {
  auto rows =
      db.prepare("SELECT level, version, source, schematic, features, crs_note, adopted_at FROM boundary_layer");
  std::vector<LayerFacts> layers;
  while (rows.step()) {
    layers.push_back({.level = parse_level(rows.view_at(0)).value(),
                      .version = rows.text_at(1),
                      .source = rows.text_at(2),
                      .schematic = rows.int_at(3) != 0,
                      .features = rows.int_at(4),
                      .crs_note = rows.text_at(5),
                      .adopted_at = from_millis(rows.int_at(6))});
  }
  std::ranges::sort(layers, {}, &LayerFacts::level);
  return layers;
}

}  // namespace anlan::divisions
