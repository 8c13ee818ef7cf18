// Following, falling behind, coming back.
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "support/duty_room.hpp"
#include "support/sanitized.hpp"

namespace anlan::test {

using namespace std::chrono_literals;
using nlohmann::json;

namespace {

json observation(const std::string& incident, int number) {
  return {{"command_id", new_id()}, {"incident", incident},          {"text", "速报 " + std::to_string(number)},
          {"division", kTownship},  {"occurred_at", minutes_ago(1)}, {"channel", "web"}};
}

/// Sequence numbers of the observations that arrive until nothing comes for a while.
std::vector<std::int64_t> heard(WsClient& socket) {
  std::vector<std::int64_t> out;
  while (auto message = socket.next(500ms)) {
    if (message->value("method", "") == "live.entry" && (*message)["params"]["topic"] == "observation") {
      out.push_back((*message)["params"]["seq"]);
    }
  }
  return out;
}

}  // namespace

TEST_CASE_METHOD(DutyRoom,
                 "a dashboard that comes back with its cursor gets what it missed: once, in order, and then follows") {
  auto clerk = desk("clerk");
  auto city = desk("city");
  const auto incident = open_incident(*city, "测试 续传");
  const auto file = [&](int number) { (void)clerk->must("observation.submit", observation(incident, number)); };
  file(0);
  const auto cursor = city->must("system.status", json::object())["seq"].get<std::int64_t>();
  for (int i = 1; i <= 30; ++i) file(i);

  WsClient socket{server().port(), {.cookie = city->cookie()}};
  const auto answer = socket.call("live.subscribe", {{"topics", {"observation"}}, {"since", cursor}});
  CHECK(answer["result"]["snapshot"] == false);
  for (int i = 31; i <= 40; ++i) file(i);
  const auto seqs = heard(socket);
  REQUIRE(seqs.size() == 40);
  for (std::size_t i = 0; i < seqs.size(); ++i) CHECK(seqs[i] == cursor + 1 + static_cast<std::int64_t>(i));
}

TEST_CASE_METHOD(DutyRoom, "a restart in between changes nothing for a dashboard with a cursor") {
  auto city = desk("city");
  const auto incident = open_incident(*city, "测试 重启");
  (void)desk("clerk")->must("observation.submit", observation(incident, 1));
  const auto cursor = city->must("system.status", json::object())["seq"].get<std::int64_t>() - 1;
  server().kill();
  start();
  auto again = desk("city");
  WsClient socket{server().port(), {.cookie = again->cookie()}};
  (void)socket.call("live.subscribe", {{"topics", {"observation"}}, {"since", cursor}});
  CHECK(heard(socket).size() == 1);
}

TEST_CASE_METHOD(DutyRoom, "pages of the journal and the live line tell the same") {
  auto clerk = desk("clerk");
  auto city = desk("city");
  const auto incident = open_incident(*city, "测试 翻页");
  const auto since = city->must("system.status", json::object())["seq"].get<std::int64_t>();
  WsClient socket{server().port(), {.cookie = city->cookie()}};
  (void)socket.call("live.subscribe", {{"topics", {"observation", "report", "rollup"}}, {"since", since}});
  (void)clerk->must("report.submit", first_report(incident, kTownship, 12));
  for (int i = 0; i < 5; ++i) (void)clerk->must("observation.submit", observation(incident, i));
  std::set<std::string> live;
  while (auto message = socket.next(500ms)) {
    if (message->value("method", "") == "live.entry") live.insert(message->dump());
  }
  std::set<std::string> paged;
  const auto page = city->must("journal.page", {{"since", since}, {"topics", {"observation", "report", "rollup"}}});
  CHECK(page["complete"] == true);
  for (const auto& notification : page["notifications"]) {
    if (notification["method"] == "live.entry") paged.insert(notification.dump());
  }
  CHECK(live == paged);
  CHECK(live.size() == 6);
}

TEST_CASE_METHOD(DutyRoom, "a dashboard that stops reading is let go and costs nobody else anything", "[slow]") {
  auto clerk = desk("clerk");
  auto city = desk("city");
  const auto incident = open_incident(*city, "测试 慢客户端");
  auto reader = dashboard(*city);
  std::vector<std::unique_ptr<WsClient>> stalled;
  for (int i = 0; i < 10; ++i) stalled.push_back(dashboard(*city));
  const auto before = server().memory();
  auto large = observation(incident, 0);
  std::size_t heard_by_reader = 0;
  for (int i = 0; i < 2'000; ++i) {
    large["command_id"] = new_id();
    large["text"] = std::string(1'900, 'x') + std::to_string(i);
    (void)clerk->must("observation.submit", large);
    while (auto message = reader->next(0ms)) heard_by_reader += (*message)["params"]["topic"] == "observation" ? 1 : 0;
  }
  heard_by_reader += heard(*reader).size();
  CHECK(heard_by_reader == 2'000);
  if (!kSanitized) CHECK(server().memory() < before + (64u << 20));
  const auto let_go = [&] {
    return city->get("/metrics").body.find("anlan_live_ended_total{code=\"4008\"} 10\n") != std::string::npos;
  };
  for (int i = 0; i < 300 && !let_go(); ++i) std::this_thread::sleep_for(100ms);
  CHECK(let_go());
}

}  // namespace anlan::test
