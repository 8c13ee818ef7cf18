#include "divisions/importing.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <stdexcept>

#include "divisions/import_report.hpp"
#include "divisions/register.hpp"
#include "divisions/view.hpp"
#include "gis/area.hpp"
#include "journal/blobs.hpp"
#include "journal/digest.hpp"

namespace anlan::divisions {
namespace {

using namespace std::chrono_literals;

// The worker's own limits are of CPU time; this one is for a machine that has no time for it.
constexpr auto kDeadline = 180s;
constexpr const char* kLayerMediaType = "application/vnd.anlan.layer";
constexpr const char* kRegisterMediaType = "text/csv";

std::optional<LayerFacts> layer_in_force(store::Connection& db, Level level) {
  for (auto& facts : read_layers(db)) {
    if (facts.level == level) return std::move(facts);
  }
  return std::nullopt;
}

std::map<std::string, gis::Point> centres_of(store::Connection& db, const std::optional<LayerFacts>& in_force) {
  std::map<std::string, gis::Point> centres;
  if (!in_force) return centres;
  const auto layer = gis::unpack(journal::read_blob(db, in_force->version));
  if (!layer) throw std::runtime_error{"boundary layer " + in_force->version + ": " + layer.error().en};
  for (const auto& feature : layer->features) centres.emplace(feature.code, gis::centre_of(feature.shape));
  return centres;
}

std::int64_t count(const gis::ImportReport& report, gis::Severity severity) {
  return std::ranges::count(report.findings, severity, &gis::Finding::severity);
}

BoundariesAdopted describe(const BoundaryFile& file, const gis::ImportOutcome& outcome, const std::string& packed) {
  return {.level = file.level,
          .blob = journal::to_hex(journal::digest(journal::Algorithm::sha256, packed)),
          .source = file.source,
          .schematic = std::ranges::all_of(outcome.layer.features, &gis::Feature::schematic),
          .features = static_cast<std::int64_t>(outcome.layer.features.size()),
          .crs_note = crs_note(outcome.report, file.undo),
          .notes = count(outcome.report, gis::Severity::note),
          .warnings = count(outcome.report, gis::Severity::warning)};
}

}  // namespace

Result<BoundaryFacts> read_boundary_facts(store::Connection& db, Level level) {
  const auto divisions = read_divisions(db);
  if (divisions.empty()) {
    return fail(
        ProblemKind::conflict, "no-divisions",
        {"还没有区划表，请先运行 anlan import divisions", "there are no divisions yet; import a register first"});
  }
  BoundaryFacts facts{.city = divisions.front().code, .in_force = layer_in_force(db, level)};
  const auto centres = centres_of(db, facts.in_force);
  for (const auto& unit : divisions) {
    if (!unit.open() || unit.level() != level) continue;
    const auto centre = centres.find(unit.code.text());
    facts.expected.push_back({.code = unit.code.text(),
                              .name = unit.name,
                              .centre = centre == centres.end() ? std::nullopt : std::optional{centre->second}});
  }
  return facts;
}

Result<CheckedBoundaries> check_boundaries(const BoundaryFile& file, const BoundaryFacts& facts,
                                           const gis::WorkerCommand& worker) {
  const gis::ImportRequest request{.path = file.path,
                                   .level = to_gis(file.level),
                                   .crs = file.crs,
                                   .undo = file.undo,
                                   .fields = file.fields,
                                   .expected = facts.expected};
  auto outcome = gis::run_import(request, worker, kDeadline);
  if (!outcome) return fail(to_problem(outcome.error()));
  if (file.schematic) {
    for (auto& feature : outcome->layer.features) feature.schematic = *file.schematic;
  }
  auto packed = gis::pack(outcome->layer);
  auto adopted = describe(file, *outcome, packed);
  const auto verdict = judge(outcome->report, file.repair, facts.in_force, adopted.blob);
  return CheckedBoundaries{std::move(outcome->report), verdict, std::move(adopted), std::move(outcome->layer),
                           std::move(packed)};
}

bool adopt_boundaries(store::Connection& db, journal::Journal& journal, const CheckedBoundaries& checked,
                      const DivisionCode& city, const journal::Stamp& stamp) {
  // Somebody may have adopted the same file while this one was being read.
  const auto in_force = layer_in_force(db, checked.adopted.level);
  if (in_force && in_force->version == checked.adopted.blob) return false;
  journal::store_blob(db, kLayerMediaType, checked.packed, stamp.now);
  journal.append(db, draft(checked.adopted, city), stamp);
  return true;
}

Result<ComparedRegister> compare_register(store::Connection& db, std::string_view csv, const DivisionCode& site,
                                          std::string_view day) {
  const auto rows = read_register(csv);
  if (!rows) return tl::unexpected<Problem>(rows.error());
  const auto& city = rows->front().code;
  if (city != site) return fail(other_city(city, site));
  const auto in_force = read_divisions(db);
  auto merged = merge_register(in_force, *rows, day);
  if (!merged) return tl::unexpected<Problem>(std::move(merged.error()));
  const bool different = merged->rows != in_force;
  return ComparedRegister{city, static_cast<std::int64_t>(rows->size()), std::move(*merged), different};
}

void adopt_register(store::Connection& db, journal::Journal& journal, std::string_view csv, std::string_view source,
                    std::string_view day, const ComparedRegister& compared, const journal::Stamp& stamp) {
  const DivisionsAdopted adopted{.blob = journal::store_blob(db, kRegisterMediaType, csv, stamp.now),
                                 .source = std::string{source},
                                 .count = compared.count,
                                 .valid_from = std::string{day}};
  journal.append(db, draft(adopted, compared.city), stamp);
}

}  // namespace anlan::divisions
