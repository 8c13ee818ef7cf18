// A1: role × operation, over HTTP and over the live line, and role × topic, generated from the registry's own
// description.
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "support/goods_room.hpp"

namespace anlan::test {

using nlohmann::json;

namespace {

const std::vector<std::pair<std::string, std::string>> kDesks{{"informant", "village_informant"},
                                                              {"clerk", "township_clerk"},
                                                              {"county", "county_duty"},
                                                              {"city", "city_duty"},
                                                              {"leader", "leader"},
                                                              {"keeper", "warehouse_keeper"},
                                                              {"dispatcher", "dispatcher"},
                                                              {"reviewer", "township_reviewer"},
                                                              {"decider", "county_reviewer"},
                                                              {"auditor", "auditor"},
                                                              {"manager", "administrator"}};

bool has(const json& roles, const std::string& role) {
  return std::find(roles.begin(), roles.end(), json(role)) != roles.end();
}

/// The refusal of the role itself; anything else (a fault in the empty parameters, an answer) means it was let in.
bool refused_for_role(const HttpResponse& response) {
  return response.status == 403 && response.json().value("type", "") == "urn:anlan:problem:role";
}

bool refused_for_role(const json& answer) {
  return answer.contains("error") && answer["error"]["data"].value("type", "") == "urn:anlan:problem:role";
}

/// Files go over HTTP alone.
bool is_file(const json& answer) { return answer.contains("error") && answer["error"]["code"] == -32601; }

std::int64_t entries(HttpClient& auditor) { return auditor.must("journal.list", {{"limit", 1}})["seq"]; }

}  // namespace

TEST_CASE_METHOD(DutyRoom,
                 "every operation lets in exactly the roles it declares, and strangers into none but signing in, "
                 "receipt and notice") {
  auto auditor = desk("auditor");
  const auto before = entries(*auditor);
  const auto paths = auditor->get("/api/openapi.json").json().at("paths");
  REQUIRE(paths.size() > 30);
  HttpClient stranger{server().port()};
  int cells = 0;
  int lines = 0;
  for (const auto& [name, role] : kDesks) {
    auto person = desk(name);
    WsClient line{server().port(), {.cookie = person->cookie()}};
    for (const auto& [path, item] : paths.items()) {
      const auto& post = item.at("post");
      if (post.at("x-anlan-roles").empty() || path == "/api/session.close") continue;
      INFO(role << " " << path);
      const auto response = person->call(path.substr(5), json::object());
      CHECK(refused_for_role(response) == !has(post.at("x-anlan-roles"), role));
      ++cells;
      const auto spoken = line.call(path.substr(5), json::object());
      if (is_file(spoken)) continue;
      CHECK(refused_for_role(spoken) == !has(post.at("x-anlan-roles"), role));
      ++lines;
    }
  }
  for (const auto& [path, item] : paths.items()) {
    INFO("stranger " << path);
    const auto response = stranger.call(path.substr(5), json::object());
    CHECK((response.status == 401) == !item.at("post").at("x-anlan-roles").empty());
  }
  CHECK(cells > 300);
  CHECK(lines > 250);
  CHECK(entries(*auditor) == before);
}

TEST_CASE_METHOD(DutyRoom, "a topic is heard by exactly those whose session is told that they may") {
  std::map<std::string, std::set<std::string>> topics_of;
  std::set<std::string> topics;
  for (const auto& [name, role] : kDesks) {
    const auto told = desk(name)->must("session.current", json::object())["topics"].get<std::set<std::string>>();
    topics_of[name] = told;
    topics.insert(told.begin(), told.end());
  }
  REQUIRE(topics.size() > 10);
  int refused = 0;
  for (const auto& [name, role] : kDesks) {
    WsClient socket{server().port(), {.cookie = desk(name)->cookie()}};
    for (const auto& topic : topics) {
      INFO(role << " " << topic);
      const auto answer = socket.call("live.subscribe", {{"topics", {topic}}});
      CHECK(answer.contains("result") == topics_of[name].contains(topic));
      refused += answer.contains("error") ? 1 : 0;
    }
    CHECK(topics_of[name].contains("account") == (role == "administrator" || role == "auditor"));
  }
  CHECK(refused > 30);
}

TEST_CASE_METHOD(DutyRoom, "nobody reads or writes beyond his jurisdiction") {
  auto city = desk("city");
  const auto incident = open_incident(*city, "测试 辖区");
  const auto filed = desk("clerk")->must("report.submit", first_report(incident, kTownship, 10));
  const auto report = filed["report"]["report"];

  auto neighbour = desk("clerk2");
  auto other = desk("county2");
  for (auto* person : {neighbour.get(), other.get()}) {
    CHECK(person->must("report.list", {{"incident", incident}})["reports"].empty());
    CHECK(person->call("report.history", {{"report", report}}).status >= 403);
    CHECK(person->call("report.rollup", {{"incident", incident}, {"division", kTownship}}).status == 403);
    CHECK(person->call("report.submit", first_report(incident, kTownship, 99)).status == 403);
    CHECK(person
              ->call("report.withdraw",
                     {{"command_id", new_id()}, {"report", report}, {"expected_version", 1}, {"reason", "越权测试"}})
              .status >= 403);
    const auto page =
        person->must("journal.page", {{"since", 0}, {"topics", {"report", "rollup", "observation", "clock"}}});
    for (const auto& notification : page["notifications"]) {
      INFO(notification.dump());
      CHECK(notification["params"].value("division", "") != kTownship);
    }
  }
}

TEST_CASE_METHOD(DutyRoom, "nobody sees or moves the goods of another county", "[goods]") {
  auto keeper = desk("keeper");
  auto dispatcher = desk("dispatcher");
  auto clerk = desk("clerk");
  auto neighbour = desk("neighbour");
  const auto store = open_store(*dispatcher, "测试库");
  const auto batch = take_in(*keeper, store, "quilt-cotton", 10);
  const auto release =
      order_release(*clerk, *dispatcher, store, "quilt-cotton", 10, {{"division", kTownship}, {"site", "测试安置点"}});
  const auto waybill = keeper->must("waybill.pick", pick_params(release, store, batch, 5))["waybill"];

  CHECK(neighbour->must("stock.balance", json::object())["rows"].empty());
  CHECK(neighbour->must("stock.balance", {{"place", store}})["rows"].empty());
  CHECK(neighbour->must("stock.movements", {{"place", store}})["movements"].empty());
  CHECK(neighbour->must("release.list", json::object())["releases"].empty());
  CHECK(neighbour->must("waybill.list", json::object())["waybills"].empty());
  CHECK(neighbour->call("stock.life", {{"batch", batch}}).status == 404);
  CHECK(neighbour->call("stock.card", {{"place", store}, {"item", "quilt-cotton"}}).status == 403);
  CHECK(neighbour->call("waybill.propose", {{"release", release}, {"place", store}}).status == 403);
  CHECK(neighbour
            ->call("stock.issue", {{"command_id", new_id()},
                                   {"place", store},
                                   {"division", kTownship},
                                   {"recipient", "越权测试"},
                                   {"lines", {{{"batch", batch}, {"quantity", 1}}}}})
            .status == 403);
  CHECK(neighbour
            ->call("waybill.cancel", {{"command_id", new_id()},
                                      {"waybill", waybill["waybill"]},
                                      {"expected_version", 1},
                                      {"reason", "越权测试"}})
            .status == 403);
  const auto page = neighbour->must("journal.page", {{"since", 0}, {"topics", {"stock", "waybill", "release"}}});
  CHECK(page["notifications"].empty());
  CHECK_FALSE(keeper->must("journal.page", {{"since", 0}, {"topics", {"stock"}}})["notifications"].empty());
}

TEST_CASE_METHOD(DutyRoom, "a revoked account is refused at its next request and its sockets close within a second") {
  auto manager = desk("manager");
  auto clerk = desk("clerk");
  auto socket = dashboard(*clerk);
  json account;
  const auto listed = manager->must("account.list", json::object());
  for (const auto& each : listed["accounts"]) {
    if (each["name"] == "clerk") account = each;
  }
  (void)manager->must("account.close", {{"command_id", new_id()},
                                        {"account", account["account"]},
                                        {"expected_version", account["version"]},
                                        {"reason", "测试停用"}});
  CHECK(clerk->call("report.list", {{"incident", new_id()}}).status == 401);
  CHECK(socket->await_close(std::chrono::seconds{1}) == 4001);
  HttpClient again{server().port()};
  CHECK(again.call("session.open", {{"name", "clerk"}, {"password", kPassword}}).status == 401);
}

}  // namespace anlan::test
