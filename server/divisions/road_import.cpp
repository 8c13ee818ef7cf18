#include "divisions/road_import.hpp"

#include <chrono>
#include <filesystem>
#include <ostream>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <nlohmann/json.hpp>

#include "base/uuid.hpp"
#include "divisions/import_report.hpp"
#include "gis/roads.hpp"
#include "journal/blobs.hpp"

namespace anlan::divisions {

using nlohmann::json;

namespace {

constexpr std::chrono::seconds kDeadline{60};
constexpr const char* kMediaType = "application/vnd.anlan.roads";

Result<gis::ImportOutcome> read_roads(const RoadImport& asked, const gis::WorkerCommand& worker) {
  const gis::ImportRequest request{.path = asked.path,
                                   .crs = asked.crs,
                                   .undo = asked.undo,
                                   .roads = true,
                                   .speeds = asked.speeds,
                                   .usual_kmh = asked.usual_kmh};
  auto outcome = gis::run_import(request, worker, kDeadline);
  if (!outcome) return fail(to_problem(outcome.error()));
  return std::move(*outcome);
}

journal::Draft draft_of(const RoadsAdopted& adopted, const DivisionCode& city) {
  return {.stream = "roads",
          .type = kRoadsAdopted,
          .division = city,
          .body = {{"blob", adopted.blob},
                   {"source", adopted.source},
                   {"roads", adopted.roads},
                   {"crs_note", adopted.crs_note}}};
}

/// False when the very layer is in force.
bool adopt_roads(store::Connection& db, journal::Journal& journal, const gis::ImportOutcome& outcome,
                 const std::string& source, const ImportTool& tool) {
  const auto blob = journal::store_blob(db, kMediaType, gis::pack(outcome.roads), tool.now);
  if (const auto now = find_roads(db); now && now->blob == blob) return false;
  const RoadsAdopted adopted{.blob = blob,
                             .source = source,
                             .roads = static_cast<std::int64_t>(outcome.roads.roads.size()),
                             .crs_note = outcome.report.crs_name};
  journal.append(db, draft_of(adopted, tool.site_division), console_stamp(tool));
  return true;
}

}  // namespace

void declare_road_entries(journal::EntryTypes& types) {
  types.declare({.name = kRoadsAdopted, .reach = journal::Reach::both});
}

std::vector<std::string> RoadView::schema() const {
  return {
      "CREATE TABLE road_layer (one INTEGER PRIMARY KEY CHECK (one = 1), blob TEXT NOT NULL, source TEXT NOT NULL,"
      " roads INTEGER NOT NULL, crs_note TEXT NOT NULL) STRICT"};
}

void RoadView::apply(const journal::ApplyContext& context) {
  if (context.entry.type != kRoadsAdopted) return;
  const auto& body = context.body;
  context.db
      .prepare(
          "INSERT INTO road_layer (one, blob, source, roads, crs_note) VALUES (1, ?1, ?2, ?3, ?4)"
          " ON CONFLICT DO UPDATE SET blob = ?1, source = ?2, roads = ?3, crs_note = ?4")
      .run(body.at("blob").get<std::string>(), body.at("source").get<std::string>(),
           body.at("roads").get<std::int64_t>(), body.at("crs_note").get<std::string>());
}

std::optional<RoadsAdopted> find_roads(store::Connection& db) {
  auto row = db.prepare("SELECT blob, source, roads, crs_note FROM road_layer");
  if (!row.step()) return std::nullopt;
  return RoadsAdopted{row.text_at(0), row.text_at(1), row.int_at(2), row.text_at(3)};
}

std::shared_ptr<const RoadNetwork> Roads::network(store::Connection& db) {
  const auto layer = find_roads(db);
  if (!layer) return nullptr;
  const std::lock_guard lock{mutex_};
  if (built_of_ == layer->blob) return network_;
  const auto roads = gis::unpack_roads(journal::read_blob(db, layer->blob));
  if (!roads) throw std::runtime_error{"the road layer in force cannot be read: " + roads.error().code};
  network_ = std::make_shared<const RoadNetwork>(*roads);
  built_of_ = layer->blob;
  return network_;
}

int import_roads(const ImportTool& tool, const RoadImport& asked) {
  const auto outcome = read_roads(asked, tool.worker);
  if (!outcome) return refuse_import(tool, outcome.error());
  fmt::print(tool.out, "{}", to_text(outcome->report));
  if (outcome->roads.roads.empty()) {
    return refuse_import(tool, {.kind = ProblemKind::invalid,
                                .type = "roads-refused",
                                .detail = {"没有可用的道路，没有采用。请按上面的说明改正后重新导入",
                                           "there is no road to use; mend what is listed above and import it again"}});
  }
  const auto source = asked.source.empty() ? std::filesystem::path{asked.path}.filename().string() : asked.source;
  bool adopted = false;
  if (!asked.dry_run) {
    const auto work = [&](store::Connection& db, journal::Journal& journal) -> Result<void> {
      adopted = adopt_roads(db, journal, *outcome, source, tool);
      return {};
    };
    if (const auto done = tool.journal.transact(work); !done) return refuse_import(tool, done.error());
  }
  tell_import_end(tool, asked.dry_run, adopted);
  return 0;
}

}  // namespace anlan::divisions
