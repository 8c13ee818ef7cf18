// R5: the machine's clock is set while the server runs.
#include <chrono>
#include <thread>

#include <catch2/catch.hpp>

#include "support/duty_room.hpp"
#include "support/paths.hpp"
#include "support/set_clock.hpp"

namespace anlan::test {

using namespace std::chrono_literals;
using nlohmann::json;

namespace {

std::chrono::seconds until(const std::string& moment) {
  return std::chrono::duration_cast<std::chrono::seconds>(parse_time(moment).value() - wall_clock());
}

}  // namespace

TEST_CASE_METHOD(SetClock,
                 "a clock set two hours forth or back, a day back, to a leap day or past 2038 harms nothing") {
  start();
  HttpClient desk{server().port()};
  desk.sign_in("city", kPassword);
  const auto incident = open_incident(desk, "测试 改钟");
  WsClient socket{server().port(), {.cookie = desk.cookie()}};
  (void)socket.call("live.subscribe", {{"topics", {"observation"}}});
  std::int64_t last = 0;
  for (const auto ahead :
       {0s, 7'200s, -7'200s, -86'400s, until("2028-02-29T08:00:00+08:00"), until("2038-01-19T11:14:10+08:00"), 0s}) {
    INFO(ahead.count());
    set(ahead);
    std::this_thread::sleep_for(1'500ms);  // the watch looks every second
    const json words{
        {"command_id", new_id()}, {"incident", incident}, {"text", "水位 " + std::to_string(ahead.count())},
        {"division", kTownship},  {"occurred_at", now()}, {"channel", "phone"}};
    const auto answer = desk.must("observation.submit", words);
    CHECK(answer["observation"]["observation"] == desk.must("observation.submit", words)["observation"]["observation"]);
    const auto heard = socket.next(5s);
    REQUIRE(heard.has_value());
    CHECK((*heard)["params"]["seq"].get<std::int64_t>() > last);
    last = (*heard)["params"]["seq"].get<std::int64_t>();
  }
  const auto metrics = desk.get("/metrics").body;
  CHECK(metrics.find("anlan_clock_jumps_total{direction=\"forward\"} 3") != std::string::npos);
  CHECK(metrics.find("anlan_clock_jumps_total{direction=\"back\"} 3") != std::string::npos);
  server().stop();
  CHECK(run_program({"verify", "--data", data().string(), "--reference", source_dir() + "/data"}).exit_code == 0);
}

}  // namespace anlan::test
