#pragma once

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>

#include "api/dispatcher.hpp"
#include "base/uuid.hpp"
#include "divisions/divisions.hpp"
#include "incidents/incident_facts.hpp"
#include "incidents/incident_operations.hpp"
#include "incidents/report_operations.hpp"
#include "journal/journal.hpp"
#include "journal/replay.hpp"
#include "journal/schema.hpp"
#include "journal/verify.hpp"
#include "support/coro.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::incidents {

inline DivisionCode code(const std::string& text) { return DivisionCode::parse(text).value(); }
inline Instant at(const std::string& text) { return parse_time(text + "+08:00").value(); }

// Real codes; which of the units exist here is a choice.
inline const auto kCity = code("410800000000");
inline const auto kXiuwu = code("410821000000");     // 修武县
inline const auto kQinyang = code("410882000000");   // 沁阳市
inline const auto kMengzhou = code("410883000000");  // 孟州市
inline const auto kXixiang = code("410882101000");   // 西向镇
inline const auto kXiwan = code("410882102000");     // 西万镇
inline const auto kXixiangVillage = code("410882101201");
inline const auto kXixiangOther = code("410882101202");
inline const auto kXiwanVillage = code("410882102201");

inline const Catalogue& catalogue() {
  static const auto loaded = Catalogue::load(anlan::test::source_dir() + "/data").value();
  return loaded;
}

/// Squares of a hundredth of a degree, one per village, side by side. Made up.
inline std::shared_ptr<const divisions::LayerIndex> village_squares() {
  gis::Layer layer{.level = gis::Level::village};
  double west = 112.90;
  for (const auto& village : {kXixiangVillage, kXixiangOther, kXiwanVillage}) {
    const double south = 35.10;
    const double east = west + 0.01;
    const double north = south + 0.01;
    gis::Polygon square{.outer = {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}};
    layer.features.push_back({.code = village.text(), .name = village.text(), .shape = {{square}}});
    west = east;
  }
  return std::make_shared<divisions::LayerIndex>(divisions::LayerFacts{.level = Level::village, .version = "made-up"},
                                                 layer);
}

inline std::shared_ptr<const divisions::Snapshot> small_jiaozuo() {
  std::vector<divisions::Division> rows;
  for (const auto& unit :
       {kCity, kXiuwu, kQinyang, kMengzhou, kXixiang, kXiwan, kXixiangVillage, kXixiangOther, kXiwanVillage}) {
    rows.push_back({.code = unit, .name = unit.text(), .parent = unit.parent(), .legal_parent = unit.parent()});
  }
  divisions::Snapshot::Layers layers{};
  layers[static_cast<std::size_t>(Level::village)] = village_squares();
  return std::make_shared<divisions::Snapshot>(std::move(rows), std::move(layers));
}

inline access::Caller caller(access::Role role, const DivisionCode& jurisdiction) {
  return {std::string{"0190f3c2-0000-7000-8000-00000000000"} + std::to_string(static_cast<int>(role) % 10), "desk",
          "值班员", role, jurisdiction};
}
inline access::Caller city_desk() { return caller(access::Role::city_duty, kCity); }
inline access::Caller county_desk(const DivisionCode& county = kQinyang) {
  return caller(access::Role::county_duty, county);
}
inline access::Caller clerk(const DivisionCode& township = kXixiang) {
  return caller(access::Role::township_clerk, township);
}
inline access::Caller informant(const DivisionCode& village = kXixiangVillage) {
  return caller(access::Role::village_informant, village);
}

/// The room with a journal on a real file, behind the real dispatcher, at a clock that the test sets.
class IncidentHouse {
 public:
  IncidentHouse() {
    divisions.replace(small_jiaozuo());
    declare_facts(types, views, catalogue(), divisions);
    declare_incidents(registry, catalogue(), divisions);
    declare_reports(registry, catalogue(), divisions);
    store::Connection db{file(), store::Mode::read_write};
    must(journal::migrate(db));
    must(journal::rebuild_views(db, db, types, views, [](auto, auto) {}));
    journal.open(db, journal::open_site(db, {.id = "site-1", .name = "焦作市"}, now).value());
    journal.publish_to([this](std::vector<journal::Notification> news) {
      for (auto& notification : news) published.push_back(std::move(notification));
    });
    writer = std::make_unique<store::Writer>(file(), store::WriterLimits{}, loop.get_executor(), journal);
    readers = std::make_unique<store::ReaderPool>(file(), store::ReaderLimits{});
    dispatcher =
        std::make_unique<api::Dispatcher>(registry, *writer, *readers, journal, metrics, [this] { return now; });
  }

  Result<nlohmann::json> ask(const access::Caller& who, const std::string& operation, nlohmann::json params) {
    const auto* declared = registry.find(operation);
    if (declared->kind == api::Kind::command && !params.contains("command_id")) params["command_id"] = make_uuid(now);
    Result<api::Reply> reply;
    test::run(loop, [&]() -> boost::asio::awaitable<void> {
      api::Call call{operation, std::move(params), who};
      reply = co_await dispatcher->call(std::move(call));
    });
    if (!reply) return fail(std::move(reply.error()));
    return nlohmann::json::parse(reply->json);
  }

  nlohmann::json done(const access::Caller& who, const std::string& operation, nlohmann::json params) {
    auto answer = ask(who, operation, std::move(params));
    if (!answer) throw std::runtime_error{operation + ": " + to_json(answer.error()).dump()};
    return std::move(*answer);
  }

  /// Opens an incident as the city; its id.
  std::string open(const std::vector<DivisionCode>& area, const std::string& occurred_at,
                   const std::string& hazard = "02", bool exercise = false) {
    auto codes = nlohmann::json::array();
    for (const auto& unit : area) codes.push_back(unit.text());
    const auto answer = done(city_desk(), "incident.open",
                             {{"hazard", hazard},
                              {"name", "测试 暴雨"},
                              {"occurred_at", occurred_at + "+08:00"},
                              {"area", codes},
                              {"exercise", exercise}});
    return answer.at("incident").at("incident");
  }

  /// Whether the chain is whole and the views equal a replay of it.
  bool verifies() {
    store::Connection db{file(), store::Mode::read_write};
    const auto result = journal::verify_all(db, types, views, folder.path(), [](auto, auto) {});
    for (const auto& finding : result.findings) faults += finding.text.en + "\n";
    return result.clean();
  }

  [[nodiscard]] std::filesystem::path file() const { return folder / "anlan.db"; }

  test::TemporaryFolder folder;
  Instant now = at("2024-07-20T20:00:00");
  divisions::Divisions divisions;
  journal::EntryTypes types;
  journal::ViewSet views;
  api::Registry registry;
  std::vector<journal::Notification> published;
  std::string faults;
  boost::asio::io_context loop{1};
  Metrics metrics;
  journal::Journal journal{types, views};
  std::unique_ptr<store::Writer> writer;
  std::unique_ptr<store::ReaderPool> readers;
  std::unique_ptr<api::Dispatcher> dispatcher;

 private:
  static void must(const Result<void>& held) {
    if (!held) throw std::runtime_error{held.error().detail.en};
  }
};

}  // namespace anlan::incidents
