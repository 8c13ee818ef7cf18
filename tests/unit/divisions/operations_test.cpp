#include "divisions/operations.hpp"

#include <unistd.h>

#include <set>
#include <string>

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "../gis/fixtures.hpp"
#include "api/dispatcher.hpp"
#include "base/json.hpp"
#include "jiaozuo.hpp"
#include "journal/verify.hpp"
#include "support/coro.hpp"

namespace anlan::divisions {
namespace {

using access::Role;
using nlohmann::json;
using test::code;
using test::House;
using test::kCity;

/// This very program is the import worker of the tests, told apart by its first argument before Catch sees it.
__attribute__((constructor)) void act_as_worker(int argc, char** argv, char**) {
  if (argc > 1 && std::string{argv[1]} == "import-worker") _exit(gis::import_worker_main(argc - 1, argv + 1));
}

access::Caller caller(Role role, const DivisionCode& jurisdiction = kCity) {
  return {"account-1", "someone", "某人", role, jurisdiction};
}

/// The room as the server runs it, with the register and the counties of Jiaozuo.
struct Desk : House {
  Desk() {
    REQUIRE(adopt_register(test::register_csv()).value());
    REQUIRE(adopt_layer(test::sample_layer(Level::county)));
    divisions.load(db());
    const auto site = offline->site();
    offline.reset();
    const auto file = store::DataDirectory::database_in(folder.path());
    {
      store::Connection connection{file, store::Mode::read_write};
      journal.open(connection, site);
    }
    journal.publish_to([this](std::vector<journal::Notification> news) {
      for (auto& notification : news) published.push_back(std::move(notification));
    });
    writer = std::make_unique<store::Writer>(file, store::WriterLimits{}, loop.get_executor(), journal);
    readers = std::make_unique<store::ReaderPool>(file, store::ReaderLimits{});
    declare_operations(registry,
                       {divisions, journal, *writer, *readers, workers, {.argv = {"/proc/self/exe", "import-worker"}}});
    dispatcher =
        std::make_unique<api::Dispatcher>(registry, *writer, *readers, journal, metrics, [] { return test::kNow; });
  }

  Result<json> ask(const std::string& operation, json params, access::Caller who = caller(Role::administrator)) {
    Result<api::Reply> out;
    anlan::test::run(loop, [&]() -> boost::asio::awaitable<void> {
      api::Call call{operation, std::move(params), std::move(who)};
      out = co_await dispatcher->call(std::move(call));
    });
    return out.map([](const api::Reply& reply) { return json::parse(reply.json); });
  }

  std::string upload(const std::string& bytes) {
    Result<std::string> hash;
    anlan::test::run(loop, [&]() -> boost::asio::awaitable<void> {
      auto job = [&bytes](store::Connection& store) -> Result<std::string> {
        return journal::store_blob(store, "application/geo+json", bytes, test::kNow);
      };
      hash = co_await writer->submit(std::move(job));
    });
    return hash.value();
  }

  json import_of(const std::string& blob, bool dry_run) {
    return {{"blob", blob}, {"level", "township"}, {"source", "示意数据"}, {"dry_run", dry_run}};
  }

  /// A problem at these parameters, in both languages, counted, and the boundaries in force stay.
  void refused(const json& params, const std::set<std::string>& pointers) {
    constexpr std::string_view kCounted = "anlan_problems_total{type=\"boundaries-refused\"} ";
    const auto layers = ask("boundaries.list", json::object()).value();
    const auto problem = ask("boundaries.import", params).error();
    CHECK(problem.kind == ProblemKind::invalid);
    CHECK(problem.type == "boundaries-refused");
    std::set<std::string> named;
    for (const auto& fault : problem.errors) {
      INFO(fault.detail.en);
      named.insert(fault.pointer);
      CHECK_FALSE(fault.detail.zh.empty());
      CHECK_FALSE(fault.detail.en.empty());
    }
    CHECK(named == pointers);
    CHECK(metrics.text().find(std::string{kCounted} + std::to_string(++refusals) + "\n") != std::string::npos);
    CHECK(ask("boundaries.list", json::object()).value() == layers);
    CHECK(published.empty());
  }

  int refusals = 0;
  Divisions divisions;
  boost::asio::io_context loop{1};
  journal::Journal journal{types, views};
  std::vector<journal::Notification> published;
  std::unique_ptr<store::Writer> writer;
  std::unique_ptr<store::ReaderPool> readers;
  store::Workers workers{1, 4};
  api::Registry registry;
  Metrics metrics;
  std::unique_ptr<api::Dispatcher> dispatcher;
};

std::string townships() { return test::read_file(test::kSample / "boundaries/township.geojson"); }

/// The first township as a bow tie about its own middle.
std::string with_a_crossing_border(const std::string& geojson) {
  auto layer = json::parse(geojson);
  auto& geometry = layer["features"][0]["geometry"];
  const auto at = geometry["type"] == "Polygon" ? geometry["coordinates"][0][0] : geometry["coordinates"][0][0][0];
  const double lon = at[0];
  const double lat = at[1];
  const double side = 0.01;
  json ring = json::array();
  for (const auto& [east, north] : {std::pair{0.0, 0.0}, {side, side}, {side, 0.0}, {0.0, side}, {0.0, 0.0}})
    ring.push_back(json::array({lon + east, lat + north}));
  geometry = {{"type", "Polygon"}, {"coordinates", json::array({ring})}};
  return layer.dump();
}

/// The townships as a zip of .shp, .shx, .dbf and .cpg, written as a bureau would, without the .prj.
std::string zipped_shapefile() {
  const anlan::test::TemporaryFolder folder;
  const auto inside = folder / "shp";
  std::filesystem::create_directory(inside);
  gis::test::write_file(inside / "t.shp", test::sample_layer(Level::township),
                        {.driver = "ESRI Shapefile", .epsg = 0, .encoding = "UTF-8"});
  gis::test::zip_folder(folder / "t.zip", inside);
  return test::read_file(folder / "t.zip");
}

}  // namespace

TEST_CASE_METHOD(Desk, "everybody gets all divisions with their place on the map") {
  const auto list = ask("division.list", json::object(), caller(Role::village_informant)).value();
  CHECK(list.at("divisions").size() == 2148);
  CHECK(list.at("layer_version") == divisions.snapshot()->version());
  const auto& county = list.at("divisions").at(1);
  CHECK(county.at("code") == "410802000000");
  CHECK(county.at("parent") == "410800000000");
  CHECK(county.at("schematic") == test::sample_layer(Level::county).features.front().schematic);
  CHECK(county.at("bbox").size() == 4);
  CHECK(county.at("center").at(0).get<double>() == Approx(113.2).margin(0.1));
  CHECK(county.at("valid_to").is_null());
  CHECK(list.at("divisions").back().at("center").is_null());
}

TEST_CASE_METHOD(Desk, "a point is located with names and doubts") {
  const auto inside = ask("geo.locate", {{"lon", 113.24}, {"lat", 35.22}}).value();
  CHECK(inside.at("inside") == true);
  CHECK(inside.at("chain").size() == 2);
  CHECK(inside.at("chain").at(0) == json{{"code", "410800000000"}, {"name", "焦作市"}, {"level", "city"}});
  const auto outside = ask("geo.locate", {{"lon", 113.6654}, {"lat", 34.7579}, {"crs", "gcj02"}}).value();
  CHECK(outside.at("inside") == false);
  CHECK(outside.at("doubts").at(0).at("code") == "outside");
  CHECK(outside.at("lon").get<double>() < 113.661);
  CHECK(ask("geo.locate", {{"lon", 190}, {"lat", 35}}).error().kind == ProblemKind::invalid);
  CHECK(ask("geo.locate", {{"lon", 113}, {"lat", 35}, {"crs", "utm"}}).error().kind == ProblemKind::invalid);
}

TEST_CASE_METHOD(Desk, "a boundary file is tried, adopted, and not adopted twice") {
  const auto blob = upload(townships());
  const auto tried = ask("boundaries.import", import_of(blob, true)).value();
  CHECK(tried.at("adopted") == false);
  CHECK(tried.at("report").at("features_accepted") == 112);
  CHECK(published.empty());

  const auto adopted = ask("boundaries.import", import_of(blob, false)).value();
  CHECK(adopted.at("adopted") == true);
  REQUIRE(published.size() == 1);
  CHECK(published.front().topic == "division");
  CHECK(published.front().reach == journal::Reach::both);
  const auto layers = ask("boundaries.list", json::object()).value().at("layers");
  CHECK(layers.size() == 2);
  CHECK(layers.at(1).at("version") == adopted.at("version"));
  CHECK(layers.at(1).at("source") == "示意数据");
  CHECK(layers.at(1).at("features") == 112);
  CHECK(ask("geo.locate", {{"lon", 113.24}, {"lat", 35.22}}).value().at("chain").size() == 3);

  const auto again = ask("boundaries.import", import_of(blob, false)).value();
  CHECK(again.at("adopted") == false);
  CHECK(again.at("unchanged") == true);
  CHECK(published.size() == 1);
}

TEST_CASE_METHOD(Desk, "what was adopted while running is what a restart loads") {
  REQUIRE(ask("boundaries.import", import_of(upload(townships()), false)).value().at("adopted") == true);
  store::Connection connection{store::DataDirectory::database_in(folder.path()), store::Mode::read_only};
  Divisions fresh;
  fresh.load(connection);
  CHECK(fresh.snapshot()->version() == divisions.snapshot()->version());
  CHECK(fresh.snapshot()->layer(Level::township)->facts() == divisions.snapshot()->layer(Level::township)->facts());
  CHECK(journal::verify_all(connection, types, views, folder.path(), [](auto, auto) {}).clean());
}

TEST_CASE_METHOD(Desk, "a file with a question or an error changes nothing and says what to do") {
  // The townships' numbers as if they were metres of no system at all.
  const std::string odd = R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"x"},)"
                          R"("geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}}]})";
  const auto tried = ask("boundaries.import", import_of(upload(odd), true)).value();
  CHECK(tried.at("adopted") == false);
  CHECK(tried.at("version").is_null());
  CHECK_FALSE(tried.at("report").at("findings").empty());
  refused(import_of(upload(odd), false), {"/code_field", "/epsg"});
  CHECK(ask("boundaries.import", import_of(upload("{ not json"), false)).error().kind == ProblemKind::invalid);
  CHECK(ask("boundaries.import", import_of(std::string(64, 'a'), false)).error().type == "unknown-blob");
  CHECK(published.empty());
}

TEST_CASE_METHOD(Desk, "a Shapefile without .prj is refused until somebody says its system") {
  auto params = import_of(upload(zipped_shapefile()), false);
  refused(params, {"/epsg"});
  params["epsg"] = 4490;
  CHECK(ask("boundaries.import", params).value().at("adopted") == true);
}

TEST_CASE_METHOD(Desk, "a border that crosses itself is refused until somebody accepts its repair") {
  auto params = import_of(upload(with_a_crossing_border(townships())), false);
  refused(params, {"/repair"});
  params["repair"] = true;
  CHECK(ask("boundaries.import", params).value().at("adopted") == true);
}

TEST_CASE_METHOD(Desk, "only the city's administrator imports boundaries") {
  const auto params = import_of(std::string(64, 'a'), false);
  CHECK(ask("boundaries.import", params, caller(Role::city_duty)).error().type == "role");
  CHECK(ask("boundaries.import", params, caller(Role::administrator, code("410882000000"))).error().type ==
        "outside-jurisdiction");
}

}  // namespace anlan::divisions
