// The file system runs out of room while people work (tests/disk): they are told at once, what was acknowledged stays,
// who only looks goes on, and with room again all goes on by itself.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <vector>

#include <catch2/catch.hpp>

#include "journal/digest.hpp"
#include "support/duty_room.hpp"
#include "support/paths.hpp"
#include "support/photo.hpp"

namespace anlan::test {

using namespace std::chrono_literals;
using nlohmann::json;

namespace {

using Ids = std::vector<std::string>;

/// A server on a file system that a test fills and empties, a clerk, and a dashboard that stays open.
struct FullDisk {
  FullDisk() : mark{folder / "full"}, data{copy_of_prepared_data(folder / "site")} {
    server = std::make_unique<ServerProcess>(
        data, std::vector<std::string>{},
        std::vector<std::string>{"LD_PRELOAD=" + full_disk(), "ANLAN_TEST_DISK_FULL=" + mark.string()});
    for (auto* const who : {&clerk, &city}) *who = std::make_unique<HttpClient>(server->port());
    clerk->sign_in("clerk", kPassword);
    city->sign_in("city", kPassword);
    incident = open_incident(*city, "测试 磁盘写满");
    board = std::make_unique<WsClient>(server->port(), WsOptions{.cookie = city->cookie()});
    (void)board->call("live.subscribe", {{"topics", {"observation"}}});
  }

  void fill() const { std::ofstream{mark} << "full\n"; }
  void make_room() const { std::filesystem::remove(mark); }

  /// Sends one; when it is acknowledged, the dashboard hears of it, and of nothing else.
  HttpResponse observe() {
    auto answer = clerk->call("observation.submit", {{"command_id", new_id()},
                                                     {"incident", incident},
                                                     {"text", std::string(2'000, 'x')},
                                                     {"division", kTownship},
                                                     {"occurred_at", minutes_ago(1)},
                                                     {"channel", "web"}});
    if (answer.status != 200) return answer;
    acknowledged.push_back("observation/" + answer.json()["observation"]["observation"].get<std::string>());
    const auto heard = board->next(10s);
    REQUIRE(heard);
    CHECK((*heard)["params"]["stream"] == acknowledged.back());
    return answer;
  }

  /// Streams of the observations that the journal has, in order.
  Ids kept() {
    Ids streams;
    for (std::int64_t since = 0;;) {
      const auto page = city->must("journal.page", {{"since", since}, {"topics", {"observation"}}});
      for (const auto& one : page["notifications"]) streams.push_back(one["params"]["stream"]);
      if (page["complete"] == true) return streams;
      since = page["next"];
    }
  }

  HttpResponse put(const std::string& photo) {
    return clerk->request("POST", "/api/blob.put", photo, {"Content-Type: image/jpeg", "Origin: " + clerk->origin()});
  }

  TemporaryFolder folder;
  std::filesystem::path mark;
  std::filesystem::path data;
  std::unique_ptr<ServerProcess> server;
  std::unique_ptr<HttpClient> clerk;
  std::unique_ptr<HttpClient> city;
  std::unique_ptr<WsClient> board;
  std::string incident;
  Ids acknowledged;
};

/// What a full disk is answered with, before somebody loses patience.
void check_told(const std::function<HttpResponse()>& ask) {
  const auto asked_at = std::chrono::steady_clock::now();
  const auto answer = ask();
  INFO(answer.body);
  CHECK(std::chrono::steady_clock::now() - asked_at < 2s);
  CHECK(answer.status == 503);
  CHECK(answer.headers.contains("retry-after"));
  CHECK(answer.json().value("type", "") == "urn:anlan:problem:disk-full");
}

std::string large_photo() { return photo(std::string(3u << 20, 'p')); }

}  // namespace

TEST_CASE_METHOD(FullDisk, "a file system without room loses nothing acknowledged, and dashboards go on") {
  for (int i = 0; i < 3; ++i) REQUIRE(observe().status == 200);
  fill();
  HttpResponse refused{.status = 200};
  for (int i = 0; i < 5'000 && refused.status == 200; ++i) refused = observe();
  CHECK(refused.status == 503);
  check_told([&] { return observe(); });
  check_told([&] { return clerk->call("report.submit", first_report(incident, kTownship, 7)); });
  check_told([&] { return put(large_photo()); });

  const auto stored = journal::to_hex(journal::digest(journal::Algorithm::sha256, large_photo()));
  CHECK(clerk->get("/blobs/" + stored).status == 404);
  CHECK(city->get("/readyz").status == 503);
  CHECK(board->call("incident.list", json::object())["result"]["incidents"].size() == 1);
  CHECK(city->must("report.rollup", {{"incident", incident}, {"division", kCity}})["nodes"].size() > 1);
  CHECK(kept() == acknowledged);

  make_room();
  REQUIRE(observe().status == 200);
  CHECK(city->get("/readyz").status == 200);
  (void)clerk->must("report.submit", first_report(incident, kTownship, 7));
  REQUIRE(put(large_photo()).status == 200);
  CHECK(clerk->get("/blobs/" + stored).body == large_photo());
  CHECK(kept() == acknowledged);
  CHECK(server->stop() == 0);
  const auto checked = run_program({"verify", "--data", data.string(), "--reference", source_dir() + "/data"});
  INFO(checked.output);
  CHECK(checked.exit_code == 0);
}

}  // namespace anlan::test
