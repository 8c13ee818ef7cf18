#include <iostream>

#include <CLI/CLI.hpp>

#include "app/offline.hpp"
#include "app/report.hpp"
#include "app/subcommands.hpp"
#include "divisions/command_line.hpp"
#include "divisions/road_import.hpp"
#include "gis/sandbox.hpp"

namespace anlan::app {
namespace {

/// Runs `work(tool, house)` on the data directory at rest.
int with_imports(const Config& config, const std::function<int(const divisions::ImportTool&, const House&)>& work) {
  store::secure_spatialite();
  auto house = House::build(config);
  if (!house) return refuse(house.error());
  auto offline = open_offline(config, **house);
  if (!offline) return refuse(offline.error());
  return work({.journal = **offline,
               .site_division = DivisionCode::parse(config.site_division).value(),
               .now = wall_clock(),
               .out = std::cout,
               .error = std::cerr},
              **house);
}

void declare_register(CLI::App& parent, int& exit_code) {
  auto given = std::make_shared<Given>();
  auto asked = std::make_shared<divisions::RegisterImport>();
  auto& command = subcommand(parent, "divisions", "导入区划表（CSV）/ a register of divisions", given);
  command.add_option("file", asked->file)->required();
  command.add_option("--source", asked->source, "来源 / where it comes from");
  command.add_option("--day", asked->day, "旧单位截止日 / the day units end that it no longer names (2022-10-31)");
  command.add_flag("--dry-run", asked->dry_run, "只检查 / check only");
  on_chosen(command, given, exit_code, [asked](const Config& config) {
    return with_imports(config,
                        [&](const auto& tool, const House&) { return divisions::import_register(tool, *asked); });
  });
}

/// What was typed, before it means anything.
struct BoundaryWords {
  divisions::BoundaryImport asked = {};
  std::string level = "village";
  int epsg = 0;
  bool swapped = false;
  std::string undo = {};
};

int import_boundaries(const divisions::ImportTool& tool, const BoundaryWords& words) {
  auto asked = words.asked;
  asked.file.level = parse_level(words.level).value_or(Level::village);
  if (words.epsg != 0) asked.file.crs = gis::Crs{.epsg = words.epsg, .swapped = words.swapped};
  if (!words.undo.empty()) asked.file.undo = gis::parse_web_datum(words.undo);
  return divisions::import_boundaries(tool, std::move(asked));
}

void declare_boundaries(CLI::App& parent, int& exit_code) {
  auto given = std::make_shared<Given>();
  auto words = std::make_shared<BoundaryWords>();
  auto& file = words->asked.file;
  auto& command = subcommand(parent, "boundaries",
                             "导入边界 / GeoPackage, GeoJSON, Shapefile, KML, FileGDB, or a zip of one", given);
  command.add_option("file", file.path)->required();
  command.add_option("--level", words->level)->check(CLI::IsMember({"county", "township", "village"}))->required();
  command.add_option("--source", file.source, "来源 / where it comes from");
  command.add_option("--crs", words->epsg, "EPSG 代号 / EPSG number, when the file does not say");
  command.add_flag("--swapped", words->swapped, "文件先写北坐标 / the file writes north before east");
  command.add_option("--undo", words->undo, "还原偏移坐标 / web-map coordinates to undo")
      ->check(CLI::IsMember({"gcj02", "bd09"}));
  command.add_flag("--repair", file.repair, "接受自动修复的边界 / take borders as they were repaired");
  command.add_option("--code-field", file.fields.code, "代码列 / column of the codes");
  command.add_option("--name-field", file.fields.name, "名称列 / column of the names");
  command.add_flag("--dry-run", words->asked.dry_run, "只检查 / check only");
  on_chosen(command, given, exit_code, [words](const Config& config) {
    return with_imports(config, [&](const auto& tool, const House&) { return import_boundaries(tool, *words); });
  });
}

/// What was typed about roads.
struct RoadWords {
  divisions::RoadImport asked = {};
  int epsg = 0;
  bool swapped = false;
  std::string undo = {};
};

void declare_roads(CLI::App& parent, int& exit_code) {
  auto given = std::make_shared<Given>();
  auto words = std::make_shared<RoadWords>();
  auto& asked = words->asked;
  auto& command =
      subcommand(parent, "roads", "导入道路 / roads as lines: GeoPackage, GeoJSON, Shapefile, KML, FileGDB", given);
  command.add_option("file", asked.path)->required();
  command.add_option("--source", asked.source, "来源 / where it comes from");
  command.add_option("--crs", words->epsg, "EPSG 代号 / EPSG number, when the file does not say");
  command.add_flag("--swapped", words->swapped, "文件先写北坐标 / the file writes north before east");
  command.add_option("--undo", words->undo, "还原偏移坐标 / web-map coordinates to undo")
      ->check(CLI::IsMember({"gcj02", "bd09"}));
  command.add_flag("--dry-run", asked.dry_run, "只检查 / check only");
  on_chosen(command, given, exit_code, [words](const Config& config) {
    auto roads = words->asked;
    if (words->epsg != 0) roads.crs = gis::Crs{.epsg = words->epsg, .swapped = words->swapped};
    if (!words->undo.empty()) roads.undo = gis::parse_web_datum(words->undo);
    return with_imports(config, [&](const auto& tool, const House& house) {
      for (const auto& [kind, kmh] : house.norms.road_speeds()) roads.speeds.push_back({kind, kmh});
      roads.usual_kmh = static_cast<int>(house.norms.setting("road_speed_kmh"));
      return divisions::import_roads(tool, roads);
    });
  });
}

}  // namespace

void declare_import_commands(CLI::App& program, int& exit_code) {
  auto& import = *program.add_subcommand("import", "导入 / take in divisions and boundaries, while no server runs");
  import.require_subcommand(1);
  declare_register(import, exit_code);
  declare_boundaries(import, exit_code);
  declare_roads(import, exit_code);
}

}  // namespace anlan::app
