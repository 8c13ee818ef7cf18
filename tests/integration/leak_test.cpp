// What names a person leaves no trace where it is not asked for with a purpose: every page, file, live message, error,
// log and metric of a running server is read, and every byte that it keeps.
#include <fstream>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "relief/leak_check.hpp"
#include "support/goods_room.hpp"
#include "support/paths.hpp"
#include "support/photo.hpp"
#include "support/unzipped.hpp"
#include "unit/relief/numbers.hpp"

namespace anlan::test {

using nlohmann::json;
using relief::test::made_up_card;
using relief::test::made_up_id;

namespace {

const std::string kVillage = "410882101201";

/// Made-up people with a number for everything; nothing else of the server holds any of it.
struct Planted {
  std::vector<std::string> names{"欧阳测甲", "诸葛测乙", "尉迟测丙", "慕容测丁",
                                 "司徒测戊", "夏侯测己", "上官测庚", "欧阳测贾"};
  std::string head_id = made_up_id(410'882, 1951, 3, 4, 17);
  std::string wife_id = made_up_id(410'882, 1953, 6, 7, 28);
  std::string owner_id = made_up_id(410'882, 1957, 10, 11, 43);  ///< of a damaged home
  std::string refused_id = made_up_id(410'882, 1962, 8, 9, 31);
  std::string alike_id = made_up_id(410'882, 1951, 3, 4, 517);  ///< the head's with another digit
  std::string card = made_up_card("62284812345670017");
  std::vector<std::string> phones{"13912340001", "13912340002", "13912340003", "13912340004",
                                  "13912340005", "13912340006", "13912340007"};

  [[nodiscard]] std::vector<std::string> numbers() const {
    auto all = phones;
    all.insert(all.end(), {head_id, wife_id, owner_id, refused_id, alike_id, card});
    return all;
  }
};

std::string slurp(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// Moments stand in a sheet as days with a fraction: from three to five in the morning its digits look like a
/// telephone.
std::string without_time_of_day(const std::string& sheet) {
  static const std::regex moment{"<v>([0-9]{5})\\.[0-9]+</v>"};
  return std::regex_replace(sheet, moment, "<v>$1</v>");
}

/// A site where each room keeps somebody: a household, a damaged home's owner, a donor, a borrower, whom to call about
/// a request, a driver, a receiver.
struct People : DutyRoom {
  People() {
    enter_household();
    enter_home();
    supervise();
    give();
    const auto release = ask_for_goods();
    send(release);
    lend();
  }

  void enter_household() {
    const json campaign{
        {"command_id", new_id()}, {"name", "测试 冬春救助"},
        {"division", kCounty},    {"from", "2026-12-01"},
        {"until", "2027-05-31"},  {"budget", {{{"level", "central"}, {"fen", 30'000'000}, {"document", "测试 1 号"}}}}};
    known["campaign"] = desk("decider")->must("campaign.open", campaign)["campaign"]["campaign"];
    known["household"] = desk("clerk")->must("household.enter", household())["household"]["household"];
  }
  /// A household that may be the same one, and an inspection of both.
  void supervise() {
    auto alike = household();
    alike["people"] = alike["needy"] = 1;
    alike["members"] = json{{{"name", planted.names.back()}, {"kinship", "head"}, {"id_number", planted.alike_id}}};
    alike["phone"] = alike["account"] = nullptr;
    alike["address"] = "测试村九组";
    known["other"] = desk("clerk")->must("household.enter", alike)["household"]["household"];
    const auto found = desk("auditor")->must("likeness.list", {{"campaign", known["campaign"]}, {"division", kCounty}});
    CHECK(found["pairs"].size() == 1);
    known["audit"] = desk("decider")->must("audit.plan", {{"command_id", new_id()},
                                                          {"campaign", known["campaign"]},
                                                          {"division", kCounty},
                                                          {"name", "测试督查"},
                                                          {"from", "2026-11-01"},
                                                          {"until", "2027-01-31"},
                                                          {"whole", {kVillage}},
                                                          {"confidence_permille", 950},
                                                          {"margin_permille", 50},
                                                          {"team", {"测试组"}}})["audit"]["audit"];
  }
  json household() {
    return {{"command_id", new_id()},
            {"campaign", known["campaign"]},
            {"village", kVillage},
            {"class", "minimum_living"},
            {"people", 2},
            {"needy", 2},
            {"hazard", "02"},
            {"circumstances", {"crop_lost"}},
            {"needs", {{{"kind", "grain"}, {"quantity", 50}}}},
            {"members",
             {{{"name", planted.names[0]}, {"kinship", "head"}, {"id_number", planted.head_id}},
              {{"name", planted.names[1]}, {"kinship", "spouse"}, {"id_number", planted.wife_id}}}},
            {"phone", planted.phones[0]},
            {"address", "测试村三组"},
            {"account", planted.card}};
  }
  void enter_home() {
    known["incident"] = open_incident(*desk("city"), "测试 倒损");
    const auto clerk = desk("clerk");
    known["home"] = clerk->must("home.enter", {{"command_id", new_id()},
                                               {"incident", known["incident"]},
                                               {"village", kVillage},
                                               {"class", "minimum_living"},
                                               {"people", 2},
                                               {"rooms", 3},
                                               {"structure", "masonry"},
                                               {"occurred_at", minutes_ago(1)},
                                               {"hazard", "02"},
                                               {"collapsed", {{"rooms", 1}, {"area_dm2", 2'000}}},
                                               {"name", planted.names[6]},
                                               {"id_number", planted.owner_id},
                                               {"phone", planted.phones[6]},
                                               {"address", "测试村四组"},
                                               {"photos", {upload("incident", "房屋照片")}}})["home"]["home"];
  }
  /// A picture with recognisable bytes, stored for a campaign or an incident.
  std::string upload(const std::string& owner, const std::string& pattern) {
    const auto clerk = desk("clerk");
    const auto stored =
        clerk->request("POST", "/api/blob.put?" + owner + "=" + known[owner].get<std::string>(), test::photo(pattern),
                       {"Origin: " + clerk->origin(), "Content-Type: image/jpeg"});
    INFO(stored.body);
    REQUIRE(stored.status == 200);
    return stored.json()["blob"];
  }
  /// A household's photo, looked at by its clerk: the address that shows it to him.
  std::string photographed(const std::string& blob) {
    const auto clerk = desk("clerk");
    const json add{{"command_id", new_id()}, {"household", known["household"]}, {"photo", blob}, {"about", "home"}};
    CHECK(clerk->must("household.add_photo", add)["photos"].size() == 1);
    CHECK(clerk->must("household.add_photo", add)["photos"].size() == 1);
    const auto seen = clerk->must("household.reveal_photos",
                                  {{"command_id", new_id()}, {"household", known["household"]}, {"purpose", "核对"}});
    REQUIRE(seen["revealed"].size() == 1);
    CHECK(seen["revealed"][0]["blob"] == blob);
    return "/blobs/" + blob + "?ticket=" + seen["revealed"][0]["ticket"].get<std::string>();
  }
  /// Two people destroy the key of the campaign, which is over.
  void destroy_key() {
    const auto owner = "campaign/" + known["campaign"].get<std::string>();
    (void)desk("decider")->must(
        "campaign.close",
        {{"command_id", new_id()}, {"campaign", known["campaign"]}, {"expected_version", 1}, {"reason", "测试结束"}});
    (void)desk("manager")->must(
        "key.propose_destruction",
        {{"command_id", new_id()}, {"owner", owner}, {"expected_version", 0}, {"reason", "测试期满"}});
    (void)desk("leader")->must("key.destroy", {{"command_id", new_id()}, {"owner", owner}, {"expected_version", 1}});
  }
  /// Every byte that the stopped server keeps, and a backup of it.
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

  json contact(std::size_t person) const {
    return {{"name", planted.names[person]}, {"phone", planted.phones[person - 1]}};
  }
  void give() {
    known["place"] = open_store(*desk("dispatcher"), "测试库");
    const json gift{{"item", "quilt-cotton"}, {"quantity", 10}, {"new_batch", {{"expires_on", "2099-12-31"}}}};
    known["donation"] =
        desk("keeper")->must("donation.register", {{"command_id", new_id()},
                                                   {"place", known["place"]},
                                                   {"donor", {{"kind", "person"}, {"contact", contact(2)}}},
                                                   {"lines", {gift}}})["donation"]["donation"];
    known["batch"] = take_in(*desk("keeper"), known["place"], "blanket", 100);
  }
  json ask_for_goods() {
    const json line{{"item", "blanket"}, {"quantity", 10}};
    const auto asked =
        desk("clerk")->must("release.request", {{"command_id", new_id()},
                                                {"purpose", "测试 安置群众"},
                                                {"need_by", minutes_ago(-24 * 60)},
                                                {"priority", "urgent"},
                                                {"to", {{"division", kTownship}, {"site", "测试安置点"}}},
                                                {"contact", contact(3)},
                                                {"lines", {line}}})["release"];
    auto granted = line;
    granted["from"] = known["place"];
    known["release"] = asked["release"];
    return desk("dispatcher")
        ->must("release.approve", {{"command_id", new_id()},
                                   {"release", asked["release"]},
                                   {"expected_version", asked["version"]},
                                   {"order", "测试动用 1 号"},
                                   {"lines", {granted}}})["release"];
  }
  void send(const json& release) {
    auto pick = pick_params(release["release"], known["place"], known["batch"], 10);
    pick["vehicle"] = {{"plate", "测试"}, {"driver", planted.names[4]}, {"phone", planted.phones[3]}};
    const auto picked = desk("keeper")->must("waybill.pick", pick)["waybill"];
    known["waybill"] = picked["waybill"];
    const auto sent = desk("keeper2")->must(
        "waybill.dispatch",
        {{"command_id", new_id()}, {"waybill", picked["waybill"]}, {"expected_version", picked["version"]}})["waybill"];
    (void)desk("clerk")->must("waybill.receive",
                              {{"command_id", new_id()},
                               {"waybill", sent["waybill"]},
                               {"expected_version", sent["version"]},
                               {"received_by", {{"name", planted.names[5]}, {"phone", planted.phones[4]}}},
                               {"lines", {{{"line", 0}, {"received", 9}, {"damaged", 0}}}}});
  }
  void lend() {
    known["loan"] =
        desk("keeper")->must("loan.open", {{"command_id", new_id()},
                                           {"place", known["place"]},
                                           {"direction", "lent"},
                                           {"unit", "测试单位"},
                                           {"contact", {{"name", planted.names[2]}, {"phone", planted.phones[5]}}},
                                           {"order", "测试借 1 号"},
                                           {"purpose", "测试"},
                                           {"due_on", "2099-12-31"},
                                           {"lines", {{{"batch", known["batch"]}, {"quantity", 5}}}}})["loan"]["loan"];
  }

  /// The parameters that an operation cannot do without, as far as this site knows them.
  json params_of(const json& post) {
    auto params = json::object();
    const auto& content = post.at("requestBody").at("content");
    if (!content.contains("application/json")) return params;  // a file
    const auto& schema = content.at("application/json").at("schema");
    for (const auto& name : schema.value("required", json::array())) {
      if (known.contains(name)) params[name.get<std::string>()] = known[name];
    }
    return params;
  }

  void read(const std::string& what, const std::string& text) { pages.emplace_back(what, text); }

  /// Everybody asks everything that may be asked without a purpose; a workbook is unpacked.
  void read_everything() {
    const auto paths = desk("auditor")->get("/api/openapi.json").json().at("paths");
    for (const auto* name : {"informant", "clerk", "county", "city", "leader", "keeper", "dispatcher", "reviewer",
                             "decider", "auditor", "manager", "clerk2", "neighbour"}) {
      const auto person = desk(name);
      for (const auto& [path, item] : paths.items()) {
        const auto operation = path.substr(5);
        if (operation.ends_with(".reveal") || operation == "session.close") continue;
        const auto answer = person->call(operation, params_of(item.at("post")));
        if (answer.status == 200) answered.insert(operation);
        if (!answer.body.starts_with("PK")) {
          read(std::string{name} + " " + operation, answer.body);
          continue;
        }
        for (const auto& [part, text] : unzipped(answer.body)) read(operation + " " + part, without_time_of_day(text));
      }
    }
    HttpClient stranger{server().port()};
    for (const auto* page : {"/", "/metrics", "/healthz", "/readyz", "/api/openapi.json", "/api/asyncapi.json"}) {
      read(page, stranger.get(page).body);
    }
    read("donation.public", stranger.call("donation.public", json::object()).body);
  }

  /// What must be refused, with somebody's number in it: the answer, the log and the counters are read afterwards.
  void provoke() {
    const auto clerk = desk("clerk");
    auto wrong = planted.refused_id;
    wrong[17] = wrong[17] == '1' ? '2' : '1';
    const auto refused = [&](const std::string& operation, const json& params) {
      const auto answer = clerk->call(operation, params);
      INFO(operation << " " << answer.body);
      CHECK(answer.status >= 400);
      read("refusal of " + operation, answer.body);
    };
    for (const auto& [pointer, value] : std::map<std::string, json>{{"/members/0/id_number", wrong},
                                                                    {"/" + planted.refused_id, 1},
                                                                    {"/village", planted.refused_id},
                                                                    {"/class", planted.phones[0]},
                                                                    {"/people", planted.card},
                                                                    {"/command_id", planted.refused_id}}) {
      auto params = household();
      params[json::json_pointer{pointer}] = value;
      refused("household.enter", params);
    }
    refused("household.list", {{"campaign", planted.refused_id}, {"division", planted.phones[0]}});
    refused("household." + planted.refused_id, json::object());
    read("unknown page", clerk->get("/households/" + planted.refused_id + "?phone=" + planted.phones[0]).body);
    read("broken JSON", clerk
                            ->request("POST", "/api/household.enter", "{\"phone\": \"" + planted.phones[0] + "\", ",
                                      {"Origin: " + clerk->origin(), "Content-Type: application/json"})
                            .body);
    WsClient socket{server().port(), {.cookie = clerk->cookie()}};
    read("refusal over the socket", socket.call("household.find" + planted.refused_id, household()).dump());
  }

  /// All that a signed-in page follows live, from the first entry on.
  void follow() {
    const auto auditor = desk("auditor");
    const auto page = auditor->call(
        "journal.page",
        {{"since", 0},
         {"topics",
          {"stock", "release", "waybill", "donation", "loan", "household_village", "campaign", "case", "home"}}});
    read("journal.page", page.body);
    CHECK(page.status == 200);
  }

  Planted planted;
  json known{{"division", kCounty},
             {"village", kVillage},
             {"item", "blanket"},
             {"incident", new_id()},
             {"rule", "phone_twice"},
             {"verdict", "same_family"},
             {"measure", "late_minutes"},
             {"unit", kTownship},
             {"from", "2020-01-01T00:00:00+08:00"},
             {"limit", 100}};
  std::vector<std::pair<std::string, std::string>> pages;
  std::set<std::string> answered;
};

}  // namespace

TEST_CASE_METHOD(People, "no page, file, live message, error, log or metric holds a number or a full name", "[leak]") {
  provoke();
  read_everything();
  follow();
  read("log", server().said());
  // It was really asked: the pages where people stand are among those that answered.
  for (const auto* operation :
       {"household.list", "household.get",     "donation.list",       "release.list",      "waybill.list",
        "loan.list",      "journal.list",      "stock.export_ledger", "case.list",         "home.list",
        "home.get",       "home.export",       "home.compare",        "home.of_household", "home.lacking",
        "finding.list",   "likeness.list",     "likeness.decided",    "audit.list",        "audit.get",
        "audit.visits",   "supervision.board", "supervision.rows"}) {
    INFO(operation);
    CHECK(answered.contains(operation));
  }
  for (const auto* operation : {"gate.get", "gate.list", "gate.notice", "objection.list", "payment.list",
                                "campaign.get", "relief.export_ledger", "relief.export_tables"}) {
    INFO(operation);
    CHECK(answered.contains(operation));
  }
  for (const auto& [what, text] : pages) {
    INFO(what << ": " << text.substr(0, 2'000));
    for (const auto& leak : relief::find_leaks(text)) FAIL_CHECK("leaks " << text.substr(leak.at, leak.length));
    for (const auto& number : planted.numbers()) CHECK(text.find(number) == std::string::npos);
    for (const auto& name : planted.names) CHECK(text.find(name) == std::string::npos);
  }
}

TEST_CASE_METHOD(People, "the leak check finds every planted number where it is shown for a purpose", "[leak]") {
  const auto household = desk("clerk")->must(
      "household.reveal", {{"command_id", new_id()}, {"household", known["household"]}, {"purpose", "核对"}});
  const auto page = household["revealed"].dump();
  std::set<std::string> found;
  for (const auto& leak : relief::find_leaks(page)) found.insert(page.substr(leak.at, leak.length));
  CHECK(found == std::set{planted.head_id, planted.wife_id, planted.card, planted.phones[0]});
}

TEST_CASE_METHOD(People, "without the keys nobody can be read from the data, a backup or the running server",
                 "[leak]") {
  server().stop();
  const auto all = kept();
  std::filesystem::rename(data() / "keys.json", data().parent_path() / "keys.json");
  for (const auto& number : planted.numbers()) CHECK(all.find(number) == std::string::npos);
  for (const auto& name : planted.names) CHECK(all.find(name) == std::string::npos);
  CHECK(all.find("房屋照片") == std::string::npos);
  const auto verified = verify();
  CHECK(verified.exit_code == 0);
  CHECK(verified.output.find("household_mark was not compared") != std::string::npos);

  start();
  const auto shown = desk("clerk")->must("household.get", {{"household", known["household"]}});
  CHECK(shown["household"]["personal"].is_null());
  const auto lost = desk("clerk")->must(
      "household.reveal", {{"command_id", new_id()}, {"household", known["household"]}, {"purpose", "核对"}});
  for (const auto& name : planted.names) CHECK(lost.dump().find(name) == std::string::npos);
}

TEST_CASE_METHOD(People, "a picture of people is seen by whoever said what for, and by nobody once the key is gone",
                 "[leak]") {
  const std::string pattern = "测试图案-a-face-and-a-door";
  const auto blob = upload("campaign", pattern);
  (void)upload("campaign", pattern);  // said again after a lost answer
  server().kill();
  start();
  const auto address = photographed(blob);
  const auto shown = desk("clerk")->get(address);
  CHECK(shown.status == 200);
  CHECK(shown.body == test::photo(pattern));
  CHECK(shown.headers.at("cache-control") == "no-store");
  CHECK(desk("clerk")->get("/blobs/" + blob).status == 403);
  CHECK(desk("clerk2")->get(address).status == 403);  // the ticket is the clerk's
  CHECK(HttpClient{server().port()}.get(address).status == 401);

  server().kill();
  CHECK(kept().find(pattern) == std::string::npos);  // not even while the key is there
  start();
  destroy_key();
  CHECK(desk("clerk")->get(address).status == 409);
  const auto clerk = desk("clerk");
  CHECK(clerk
            ->request("POST", "/api/blob.put?campaign=" + known["campaign"].get<std::string>(), test::photo(pattern),
                      {"Origin: " + clerk->origin(), "Content-Type: image/jpeg"})
            .json()["type"] == "urn:anlan:problem:key-destroyed");
  server().stop();
  CHECK(kept().find(pattern) == std::string::npos);
  const auto replayed = run_program({"replay", "--data", data().string(), "--reference", source_dir() + "/data"});
  CHECK(replayed.exit_code == 0);
  CHECK(kept().find(pattern) == std::string::npos);
  const auto verified = verify();
  INFO(verified.output);
  CHECK(verified.exit_code == 0);
}

}  // namespace anlan::test
