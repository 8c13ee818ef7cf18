// Following, falling behind, coming back.
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "support/duty_room.hpp"
#include "support/paths.hpp"
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

/// A dashboard that reads, and what it heard of observations whose text begins with their number.
struct Reader {
  void read(std::chrono::milliseconds patience) {
    while (auto message = socket->next(patience)) {
      const auto& params = (*message)["params"];
      if (message->value("method", "") != "live.entry" || params["topic"] != "observation") continue;
      const auto number = std::stoi(params["body"]["text"].get<std::string>());
      if (number != static_cast<int>(heard.size()) || params["seq"] <= last) ++out_of_order;
      last = params["seq"];
      heard.push_back(number);
    }
  }

  std::unique_ptr<WsClient> socket;
  std::vector<int> heard = {};
  std::int64_t last = 0;
  int out_of_order = 0;
};

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

TEST_CASE_METHOD(
    DutyRoom, "a dashboard whose entries a restored backup never knew starts anew, though others have their numbers") {
  auto city = desk("city");
  const auto incident = open_incident(*city, "测试 恢复");
  const auto file = [&](int number) { (void)desk("clerk")->must("observation.submit", observation(incident, number)); };
  const auto head = [&] { return desk("city")->must("system.status", json::object())["seq"].get<std::int64_t>(); };
  const auto subscribe = [&](const json& since, const json& history) {
    auto again = desk("city");
    WsClient socket{server().port(), {.cookie = again->cookie()}};
    return socket.call("live.subscribe",
                       {{"topics", {"observation"}}, {"since", since}, {"history", history}})["result"];
  };
  file(0);
  const auto history = subscribe(nullptr, nullptr)["history"];
  const auto saved = data().parent_path() / "copy.anlan";
  const auto reference = source_dir() + "/data";
  const auto kept = head();
  REQUIRE(run_program({"backup", saved.string(), "--data", data().string(), "--reference", reference}).exit_code == 0);
  for (int i = 1; i <= 3; ++i) file(i);
  const auto cursor = head();
  server().stop();
  start();
  CHECK(subscribe(cursor, history)["resumed"] == true);

  server().stop();
  std::filesystem::remove_all(data());
  REQUIRE(run_program({"restore", saved.string(), "--data", data().string(), "--reference", reference}).exit_code == 0);
  start();
  for (int i = 11; i <= 19; ++i) file(i);
  REQUIRE(head() > cursor);
  const auto answer = subscribe(cursor, history);
  CHECK(answer["undone"] == true);
  CHECK(answer["snapshot"] == true);
  CHECK(answer["resumed"] == false);
  CHECK(subscribe(kept, history)["resumed"] == true);  // up to the backup both histories are one
  CHECK(subscribe(cursor, answer["history"])["resumed"] == true);
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

TEST_CASE_METHOD(DutyRoom, "dashboards that stop reading are let go and cost nobody else anything", "[slow]") {
  constexpr int kMessages = 2'000;
  constexpr std::size_t kStalled = 20;
  constexpr std::size_t kLetter = 1'900;
  auto clerk = desk("clerk");
  auto city = desk("city");
  const auto incident = open_incident(*city, "测试 慢客户端");
  std::vector<Reader> readers;
  for (int i = 0; i < 3; ++i) readers.push_back({dashboard(*city)});
  std::vector<std::unique_ptr<WsClient>> stalled;
  for (std::size_t i = 0; i < kStalled; ++i) stalled.push_back(dashboard(*city));
  const auto before = server().memory();
  auto most = before;
  auto large = observation(incident, 0);
  for (int i = 0; i < kMessages; ++i) {
    large["command_id"] = new_id();
    large["text"] = std::to_string(i) + " " + std::string(kLetter, 'x');
    (void)clerk->must("observation.submit", large);
    for (auto& reader : readers) reader.read(0ms);
    if (i % 50 == 0) most = std::max(most, server().memory());
  }
  for (auto& reader : readers) reader.read(500ms);
  most = std::max(most, server().memory());
  for (const auto& reader : readers) {
    CHECK(reader.heard.size() == kMessages);
    CHECK(reader.out_of_order == 0);
  }
  // What all of them share fits into the bound; a copy for each of those who do not read (76 MB) would not.
  static_assert(kStalled * kMessages * kLetter > (64u << 20));
  INFO("grew by " << (most - before) / 1024 << " KB");
  if (!kSanitized) CHECK(most < before + (64u << 20));
  const auto let_go = [&] {
    return city->get("/metrics").body.find("anlan_live_ended_total{code=\"4008\"} 20\n") != std::string::npos;
  };
  for (int i = 0; i < 300 && !let_go(); ++i) std::this_thread::sleep_for(100ms);
  CHECK(let_go());
}

}  // namespace anlan::test
