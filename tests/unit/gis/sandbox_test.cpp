#include "gis/sandbox.hpp"

#include <dirent.h>
#include <linux/landlock.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "fixtures.hpp"
#include "gis/answer.hpp"
#include "gis/confine.hpp"
#include "mosaic.hpp"
#include "support/temporary_folder.hpp"

using namespace anlan::gis;
using namespace anlan::gis::test;
using namespace std::chrono_literals;
using anlan::test::TemporaryFolder;

namespace {

/// What a hostile file would like to do once it runs code in the worker. The exit code tells how many attempts worked.
int try_to_escape(const std::string& folder) {
  if (!confine({.readable = {}, .writable = folder})) return 99;
  int worked = 0;
  worked += socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 1 : 0;
  worked += fork() >= 0 ? 1 : 0;
  char program[] = "/bin/true";
  char* const arguments[] = {program, nullptr};
  worked += execv(program, arguments) == 0 ? 1 : 0;
  // Kernels that cannot confine files say so.
  const bool walls = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0;
  worked += walls && std::ofstream{folder + "/../outside"} ? 1 : 0;
  worked += walls && fs::exists(folder + "/..") && opendir((folder + "/..").c_str()) != nullptr ? 1 : 0;
  worked += std::ofstream{folder + "/inside"} << "x" ? 0 : 10;
  return worked;
}

/// This very program is the worker of the tests, told apart by its first argument before Catch sees it.
__attribute__((constructor)) void act_as_worker(int argc, char** argv, char**) {
  if (argc < 2) return;
  const std::string role = argv[1];
  if (role == "import-worker") _exit(import_worker_main(argc - 1, argv + 1));
  if (role == "escape") _exit(try_to_escape(argv[argc - 1]));
  if (role == "crash") abort();
  if (role == "hang") pause();
  if (role == "babble") {
    const ssize_t ignored = write(STDOUT_FILENO, "ANLI?", 5);
    _exit(ignored > 0 ? 0 : 1);
  }
}

WorkerCommand worker(const std::string& role) { return {.argv = {"/proc/self/exe", role}}; }

std::string fate(const std::string& role, std::chrono::milliseconds deadline = 30s) {
  const auto outcome = run_import({.path = "/dev/null"}, worker(role), deadline);
  return outcome ? "accepted" : outcome.error().code;
}

}  // namespace

TEST_CASE("a file imported in the worker is the file imported here") {
  const TemporaryFolder folder;
  const Layer layer = Mosaic{5, 4, 6, 4}.layer();
  write_file(folder / "a.gpkg", layer, {.driver = "GPKG"});
  ImportRequest request{.path = (folder / "a.gpkg").string(), .level = Level::village};
  for (const Feature& feature : layer.features)
    request.expected.push_back({feature.code, feature.name, Point{113, 35}});
  const auto there = run_import(request, worker("import-worker"), 60s);
  REQUIRE(there);
  const TemporaryFolder scratch;
  const auto here = import_layer(request, scratch.path().string());
  CHECK(there->layer == here->layer);
  CHECK(there->report.findings == here->report.findings);
  CHECK(there->report.bounds == here->report.bounds);
  CHECK(there->report.features_accepted == 20);
}

TEST_CASE("archives and GBK work inside the worker's walls") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "shp");
  write_file(folder / "shp/v.shp", in_plane(Mosaic{3, 3, 4, 4}.layer(), {4526}),
             {.driver = "ESRI Shapefile", .epsg = 4526, .encoding = "GBK"});
  fs::remove(folder / "shp/v.cpg");
  zip_folder(folder / "a.zip", folder / "shp", "村界/");
  const auto outcome = run_import({.path = (folder / "a.zip").string()}, worker("import-worker"), 60s);
  REQUIRE(outcome);
  CHECK(outcome->layer.features.size() == 9);
  CHECK(outcome->layer.features[0].name == "第1村");
}

TEST_CASE("a worker's own fault arrives as it was") {
  const TemporaryFolder folder;
  write_bytes(folder / "a", "nonsense");
  const auto outcome = run_import({.path = (folder / "a").string()}, worker("import-worker"), 60s);
  CHECK(outcome.error().code == "format-unknown");
}

TEST_CASE("a worker that dies, hangs or babbles is a fault, never an outcome") {
  CHECK(fate("crash") == "import-crashed");
  CHECK(fate("hang", 200ms) == "import-deadline");
  CHECK(fate("babble") == "import-answer");
  CHECK(run_import({.path = "/dev/null"}, {.argv = {"/nonexistent"}}, 1s).error().code == "sandbox-unavailable");
  CHECK(run_import({.path = "/dev/null"}, {.argv = {}}, 1s).error().code == "sandbox-unavailable");
}

TEST_CASE("inside the walls there is no network, no other program, process or folder") {
  // The attempts that worked are the exit code, which only a zero one would let pass for an answer.
  const auto outcome = run_import({.path = "/dev/null"}, worker("escape"), 30s);
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == "import-answer");
}

TEST_CASE("nothing of an import stays behind") {
  const TemporaryFolder root, folder;
  write_file(folder / "a.geojson", Mosaic{2, 2, 2, 4}.layer());
  WorkerCommand command = worker("import-worker");
  command.scratch_root = root.path().string();
  REQUIRE(run_import({.path = (folder / "a.geojson").string()}, command, 60s));
  CHECK(fs::is_empty(root.path()));
}

TEST_CASE("an answer cut short or altered is not believed") {
  ImportOutcome outcome;
  outcome.layer = Mosaic{2, 1, 2, 4}.layer();
  outcome.report.features_accepted = 2;
  outcome.report.bounds = bounds_of(outcome.layer);
  const std::string answer = write_answer(outcome);
  REQUIRE(read_answer(answer));
  for (std::size_t size = 0; size < answer.size(); ++size) {
    CHECK(read_answer(answer.substr(0, size)).error().code == "import-answer");
  }
  outcome.report.features_accepted = 3;
  CHECK(read_answer(write_answer(outcome)).error().code == "import-answer");
  outcome.report.features_accepted = 2;
  std::swap(outcome.layer.features[0], outcome.layer.features[1]);
  CHECK(read_answer(write_answer(outcome)).error().code == "import-answer");
}
