// What leaves the server while a list hangs on the village's wall, and what can still leave once the keys are gone: the
// files that somebody takes for a purpose, the notice, the pages of strangers.
#include <chrono>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "relief/leak_check.hpp"
#include "support/goods_room.hpp"
#include "support/paths.hpp"
#include "support/photo.hpp"
#include "support/unzipped.hpp"
#include "unit/relief/numbers.hpp"

namespace anlan::test {

using namespace std::chrono_literals;
using nlohmann::json;
using relief::test::made_up_card;
using relief::test::made_up_id;

namespace {

const std::string kVillage = "410882101201";

std::string slurp(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// What somebody was told, a workbook by its parts.
std::string told(const HttpResponse& answer) {
  if (!answer.body.starts_with("PK")) return answer.body;
  std::string all;
  for (const auto& [part, text] : unzipped(answer.body)) all += text + "\n";
  return all;
}

/// A question that somebody asks.
struct Asked {
  std::string who;
  std::string operation;
  json params;
};

/// A household whose list hangs on the wall, somebody who objected to it, a damaged home, goods on their way.
struct Hanging : DutyRoom {
  Hanging() {
    campaign = desk("decider")->must("campaign.open", {{"command_id", new_id()},
                                                       {"name", "测试 冬春救助"},
                                                       {"division", kCounty},
                                                       {"from", "2026-12-01"},
                                                       {"until", "2027-05-31"}})["campaign"]["campaign"];
    household = desk("clerk")->must("household.enter", statement())["household"]["household"];
    hang();
    object();
    incident = open_incident(*desk("city"), "测试 倒损");
    home = desk("clerk")->must("home.enter", damage())["home"]["home"];
    send_goods();
  }

  json statement() const {
    const json head{{"name", head_name}, {"kinship", "head"}, {"id_number", head_id}};
    return {{"command_id", new_id()},
            {"campaign", campaign},
            {"village", kVillage},
            {"class", "minimum_living"},
            {"people", 1},
            {"needy", 1},
            {"hazard", "02"},
            {"circumstances", {"crop_lost"}},
            {"needs", {{{"kind", "grain"}, {"quantity", 50}}}},
            {"members", {head}},
            {"phone", phones[0]},
            {"address", "测试村三组"},
            {"account", card}};
  }
  json damage() const {
    return {{"command_id", new_id()},
            {"incident", incident},
            {"village", kVillage},
            {"class", "minimum_living"},
            {"people", 2},
            {"rooms", 3},
            {"structure", "masonry"},
            {"occurred_at", minutes_ago(1)},
            {"hazard", "02"},
            {"collapsed", {{"rooms", 1}, {"area_dm2", 2'000}}},
            {"name", owner_name},
            {"id_number", owner_id},
            {"phone", phones[1]},
            {"address", "测试村四组"},
            {"photos", {photo("incident", incident)}}};
  }
  std::string photo(const std::string& kind, const std::string& owner) const {
    const auto clerk = desk("clerk");
    const auto stored = clerk->request("POST", "/api/blob.put?" + kind + "=" + owner, test::photo(new_id()),
                                       {"Origin: " + clerk->origin(), "Content-Type: image/jpeg"});
    INFO(stored.body);
    REQUIRE(stored.status == 200);
    return stored.json()["blob"];
  }

  json on_list(const std::string& stage, json more = json::object()) const {
    json params{{"command_id", new_id()}, {"campaign", campaign}, {"village", kVillage}, {"stage", stage}};
    params.update(more);
    return params;
  }
  void hang() const {
    const auto clerk = desk("clerk");
    (void)clerk->must("gate.pass", on_list("report"));
    auto present = json::array();
    for (const auto* bench : {"committee", "villagers", "affected"}) {
      present.push_back({{"bench", bench}, {"declared", true}});
    }
    // Moments are told to the second, and a meeting comes after what it speaks of.
    std::this_thread::sleep_for(1'100ms);
    const json meeting{{"held_at", minutes_ago(0)},
                       {"present", present},
                       {"absent", 0},
                       {"votes", {{{"household", household}, {"ayes", 3}, {"noes", 0}}}},
                       {"minutes", photo("campaign", campaign)},
                       {"photo", photo("campaign", campaign)}};
    (void)clerk->must("gate.meet", on_list("village_review", {{"meeting", meeting}}));
    (void)clerk->must("gate.pass", on_list("village_review"));
    const json wall{{"posted_at", minutes_ago(0)}, {"place", "村委会门口"}};
    (void)clerk->must("gate.post", on_list("public_notice", wall));
  }
  void object() {
    const auto notice = desk("clerk")->must("gate.notice", {{"campaign", campaign}, {"village", kVillage}});
    code = notice["code"];
    HttpClient stranger{server().port()};
    objection = stranger.must("objection.file", {{"command_id", new_id()},
                                                 {"code", code},
                                                 {"reference", notice["notice"]["rows"][0]["reference"]},
                                                 {"words", objector_name + "：" + head_id + "已死亡"},
                                                 {"contact", objector_name + " " + phones[2]}})["objection"];
  }
  void send_goods() {
    const auto dispatcher = desk("dispatcher");
    const auto place = open_store(*dispatcher, "测试库");
    const auto batch = take_in(*desk("keeper"), place, "blanket", 20);
    const json to{{"division", kTownship}, {"site", "测试安置点"}};
    const auto release = order_release(*desk("clerk"), *dispatcher, place, "blanket", 10, to);
    auto pick = pick_params(release, place, batch, 10);
    pick["vehicle"] = {{"plate", "测试"}, {"driver", driver_name}, {"phone", phones[3]}};
    const auto picked = desk("keeper")->must("waybill.pick", pick)["waybill"];
    waybill = picked["waybill"];
    (void)desk("keeper2")->must(
        "waybill.dispatch", {{"command_id", new_id()}, {"waybill", waybill}, {"expected_version", picked["version"]}});
  }

  /// Every way in which what stands of these people is taken out of the house.
  std::vector<Asked> takings() const {
    const json list{{"campaign", campaign}, {"division", kTownship}};
    const json homes{{"incident", incident}, {"division", kTownship}};
    const auto with = [](json params, const json& more) {
      params.update(more);
      return params;
    };
    const json why{{"purpose", "测试核对"}};
    const auto reveal = [](const char* what, const std::string& id) {
      return json{{"command_id", new_id()}, {"purpose", "测试核对"}, {what, id}};
    };
    return {{"clerk", "relief.export_ledger", list},
            {"clerk", "relief.export_people", with(list, why)},
            {"decider", "relief.export_tables", {{"campaign", campaign}}},
            {"clerk", "home.export", homes},
            {"clerk", "home.export_people", with(homes, why)},
            {"auditor", "finding.export", with(list, {{"rule", "phone_twice"}, {"purpose", "测试核对"}})},
            {"clerk", "household.reveal", reveal("household", household)},
            {"clerk", "home.reveal", reveal("home", home)},
            {"reviewer", "objection.read", reveal("objection", objection)},
            {"auditor", "household.trace", {{"id_number", head_id}}}};
  }
  /// What each of them gives, by operation. Each gives a file or an answer, or says clearly why not.
  std::map<std::string, std::string> take() const {
    std::map<std::string, std::string> out;
    for (const auto& [who, operation, params] : takings()) {
      const auto answer = desk(who)->call(operation, params);
      INFO(operation << " " << answer.status << " " << answer.body.substr(0, 500));
      CHECK((answer.status == 200 || (answer.status < 500 && !answer.json().value("detail", "").empty())));
      out[operation] = told(answer);
      if (operation == "household.trace") erase_all(out[operation], head_id);  // what was asked may be said again
    }
    return out;
  }
  static void erase_all(std::string& text, const std::string& part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) text.erase(at, part.size());
  }

  /// Whoever is under the keys of the campaign and of the incident.
  std::vector<std::string> secrets() const {
    return {head_name, owner_name, objector_name, head_id, owner_id, card, phones[0], phones[1], phones[2]};
  }
  void check_gone(const std::map<std::string, std::string>& texts) const {
    for (const auto& [what, text] : texts) {
      for (const auto& secret : secrets()) {
        INFO(what << " holds " << secret);
        CHECK(text.find(secret) == std::string::npos);
      }
      for (const auto& leak : relief::find_leaks(text)) {
        FAIL_CHECK(what << " leaks " << text.substr(leak.at, leak.length));
      }
    }
  }

  void end_all() const {
    const json settled{{"objection", objection}, {"upheld", false}, {"answer", "测试答复"}};
    (void)desk("reviewer")->must("gate.settle", on_list("public_notice", settled));
    (void)desk("decider")->must(
        "campaign.close",
        {{"command_id", new_id()}, {"campaign", campaign}, {"expected_version", 1}, {"reason", "测试结束"}});
    const auto city = desk("city");
    std::int64_t version = 0;
    const auto incidents = city->must("incident.list", json::object())["incidents"];
    for (const auto& one : incidents) {
      if (one["incident"] == incident) version = one["version"];
    }
    (void)city->must(
        "incident.close",
        {{"command_id", new_id()}, {"incident", incident}, {"expected_version", version}, {"reason", "测试结束"}});
  }
  /// Two people destroy the key of what is over; what the key was.
  std::string destroy(const std::string& owner) const {
    const auto key = secret_of(owner);
    REQUIRE(key.size() > 40);
    (void)desk("manager")->must(
        "key.propose_destruction",
        {{"command_id", new_id()}, {"owner", owner}, {"expected_version", 0}, {"reason", "测试期满"}});
    (void)desk("leader")->must("key.destroy", {{"command_id", new_id()}, {"owner", owner}, {"expected_version", 1}});
    for (int tries = 0; tries < 100 && !secret_of(owner).empty(); ++tries) std::this_thread::sleep_for(50ms);
    return key;
  }
  /// As the key file has it; empty when it has none.
  std::string secret_of(const std::string& owner) const {
    const auto kept = json::parse(slurp(data() / "keys.json"));
    for (const auto& row : kept["keys"]) {
      if (row["owner"] == owner) return row["key"];
    }
    return {};
  }

  /// Every byte that the running server keeps, and a backup of it.
  std::string kept() const {
    const auto backup = data().parent_path() / ("backup-" + new_id() + ".db");
    const auto made =
        run_program({"backup", "--data", data().string(), "--reference", source_dir() + "/data", backup.string()});
    INFO(made.output);
    REQUIRE(made.exit_code == 0);
    auto all = slurp(backup);
    for (const auto& file : std::filesystem::recursive_directory_iterator{data()}) {
      if (file.is_regular_file()) all += slurp(file.path());
    }
    return all;
  }

  std::string head_name = "欧阳测甲";
  std::string owner_name = "上官测庚";
  std::string objector_name = "尉迟测丙";
  std::string driver_name = "司徒测戊";
  std::string head_id = made_up_id(410'882, 1951, 3, 4, 17);
  std::string owner_id = made_up_id(410'882, 1957, 10, 11, 43);
  std::string card = made_up_card("62284812345670017");
  std::vector<std::string> phones{"13912340001", "13912340002", "13912340003", "13912340004"};
  std::string campaign;
  std::string household;
  std::string code;  // of the notice
  std::string objection;
  std::string incident;
  std::string home;
  std::string waybill;
};

}  // namespace

TEST_CASE_METHOD(Hanging, "who reads a list on the wall, with or without an account, learns no number and no full name",
                 "[leak]") {
  std::map<std::string, std::string> pages;
  HttpClient stranger{server().port()};
  const auto receipt = desk("keeper")->must("receipt.code", {{"waybill", waybill}});
  const std::string token = receipt["token"];
  for (const auto& [operation, params] :
       std::map<std::string, json>{{"objection.look", {{"code", code}}},
                                   {"objection.answer", {{"code", code}, {"objection", objection}}},
                                   {"receipt.look", {{"scan", token}}}}) {
    const auto answer = stranger.call(operation, params);
    INFO(operation << " " << answer.body);
    CHECK(answer.status == 200);
    pages["stranger " + operation] = answer.body;
  }
  CHECK(json::parse(pages["stranger objection.look"])["notice"]["rows"].size() == 1);
  for (const auto& path : {"/o/" + code, "/r/" + token}) pages[path] = stranger.get(path).body;

  const json village{{"campaign", campaign}, {"village", kVillage}};
  const json list{{"campaign", campaign}, {"division", kTownship}};
  const json at_gate{{"campaign", campaign}, {"division", kTownship}, {"stage", "public_notice"}};
  const std::vector<std::pair<std::string, json>> questions{{"gate.notice", village},
                                                            {"gate.get", village},
                                                            {"gate.list", list},
                                                            {"gate.desk", at_gate},
                                                            {"objection.list", list},
                                                            {"payment.list", village},
                                                            {"household.list", list},
                                                            {"relief.export_ledger", list},
                                                            {"relief.export_tables", {{"campaign", campaign}}},
                                                            {"receipt.list", json::object()},
                                                            {"waybill.list", json::object()}};
  std::set<std::string> answered;
  for (const auto* name : {"informant", "clerk", "county", "city", "leader", "keeper", "dispatcher", "reviewer",
                           "decider", "payer", "auditor", "manager", "clerk2", "neighbour"}) {
    const auto person = desk(name);
    for (const auto& [operation, params] : questions) {
      const auto answer = person->call(operation, params);
      if (answer.status == 200) answered.insert(operation);
      pages[std::string{name} + " " + operation] = told(answer);
    }
  }
  for (const auto& [operation, params] : questions) {
    INFO(operation);
    CHECK(answered.contains(operation));
  }
  pages["metrics"] = stranger.get("/metrics").body;
  pages["log"] = server().said();
  check_gone(pages);
  for (const auto& [what, text] : pages) {
    INFO(what);
    CHECK(text.find(driver_name) == std::string::npos);
  }
}

TEST_CASE_METHOD(Hanging, "a file taken without the keys names nobody, and with them whoever it is for", "[leak]") {
  const auto before = take();
  for (const auto* file : {"relief.export_people", "household.reveal"}) {
    INFO(file);
    for (const auto& secret : {head_name, head_id, phones[0], card})
      CHECK(before.at(file).find(secret) != std::string::npos);
  }
  for (const auto* file : {"home.export_people", "home.reveal"}) {
    INFO(file);
    for (const auto& secret : {owner_name, owner_id, phones[1]})
      CHECK(before.at(file).find(secret) != std::string::npos);
  }
  CHECK(before.at("objection.read").find(phones[2]) != std::string::npos);
  server().stop();
  std::filesystem::rename(data() / "keys.json", data().parent_path() / "keys.json");
  start();
  check_gone(take());
}

TEST_CASE_METHOD(Hanging, "once its keys are destroyed nobody of a campaign or an incident can be read, anywhere",
                 "[leak]") {
  end_all();
  CHECK(take().at("relief.export_people").find(head_name) != std::string::npos);  // over, and still legible
  const std::vector<std::string> destroyed{destroy("campaign/" + campaign), destroy("incident/" + incident)};
  check_gone(take());
  const auto bytes = kept();
  for (const auto& secret : secrets()) CHECK(bytes.find(secret) == std::string::npos);
  for (const auto& key : destroyed) CHECK(bytes.find(key) == std::string::npos);
  check_gone({{"log", server().said()}});

  server().kill();
  start();
  check_gone(take());
  server().stop();
  const auto checked = verify();
  INFO(checked.output);
  CHECK(checked.exit_code == 0);
}

}  // namespace anlan::test
