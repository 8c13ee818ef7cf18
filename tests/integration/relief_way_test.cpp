// A village's list goes its whole way, from household to return visit, while the server is killed over every kind of
// command at every stage, and at random ones besides, and everybody says again what was not answered. Paid is approved,
// to the fen; nobody is paid twice; the file verifies.
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include <catch2/catch.hpp>

#include "support/duty_room.hpp"
#include "support/paths.hpp"
#include "support/photo.hpp"
#include "support/set_clock.hpp"
#include "unit/relief/numbers.hpp"

namespace anlan::test {

using namespace std::chrono_literals;
using nlohmann::json;

namespace {

const std::string kVillage = "410882101201";
constexpr int kHouseholds = 10;

/// A bank that pays every file it was not given before, line by line, or sends the money back; the account of the first
/// line is closed for good. It trusts nobody: a key in two files is paid twice, and that would be seen here.
class Bank {
 public:
  explicit Bank(unsigned seed) : chance_{seed} {}

  /// What it answers to a file; the same to the same file.
  json take(const std::string& file) {
    const auto [known, fresh] = answers_.emplace(file, json::array());
    if (!fresh) return known->second;
    std::istringstream lines{file};
    std::string line;
    std::getline(lines, line);  // the header
    while (std::getline(lines, line) && !line.starts_with("合计")) known->second.push_back(settle(line));
    return known->second;
  }
  [[nodiscard]] const std::multimap<std::string, std::int64_t>& paid() const noexcept { return paid_; }

 private:
  json settle(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream fields{line.substr(0, line.find('\r'))};
    for (std::string field; std::getline(fields, field, ',');) cells.push_back(field);
    const auto& yuan = cells.at(6);
    const auto fen = std::stoll(yuan.substr(0, yuan.size() - 3)) * 100 + std::stoll(yuan.substr(yuan.size() - 2));
    if (closed_.empty()) closed_ = cells.at(1);
    const auto pays = chance_() % 3 != 0 && cells.at(1) != closed_;
    json answer{{"key", cells.at(1)}, {"attempt", std::stoi(cells.at(2))}, {"fen", fen}, {"paid", pays}};
    if (answer["paid"]) {
      paid_.emplace(cells.at(1), fen);
    } else {
      answer["reason"] = chance_() % 2 == 0 ? "wrong_account" : "dormant";
    }
    return answer;
  }

  std::mt19937 chance_;
  std::string closed_;  // the key whose account is
  std::map<std::string, json> answers_;
  std::multimap<std::string, std::int64_t> paid_;  // key → fen
};

/// An answer without what is told only once.
json kept_of(const HttpResponse& answer) {
  auto kept = answer.json();
  kept.erase("file");
  kept.erase("revealed");
  return kept;
}

/// The people of one list, and a server that dies under them.
struct ReliefWay : SetClock {
  ReliefWay() { start(); }

  /// Somebody's session; days that went by ended the one before.
  std::string cookie_of(const std::string& who) {
    const std::lock_guard lock{door};
    auto& cookie = cookies[who];
    if (cookie.empty() && who != "stranger") {
      HttpClient desk{server().port()};
      desk.sign_in(who, kPassword);
      cookie = desk.cookie();
    }
    return cookie;
  }
  HttpResponse ask(const std::string& who, const std::string& operation, const json& params) {
    HttpClient desk{server().port(), cookie_of(who)};
    return desk.call(operation, params);
  }
  /// Days go by; sessions end meanwhile.
  void wait(std::chrono::hours time) {
    advance(time);
    cookies.clear();
  }

  /// Says the commands at once, each from a client of its own. The server is killed over the first of a kind at a
  /// stage, and now and then over others, and those who were not answered, like those who were, say the same again.
  std::vector<HttpResponse> tell_all(const std::string& who, const std::string& operation, std::vector<json> said) {
    for (auto& params : said) params["command_id"] = new_id();
    const auto first_time = struck[operation].insert(said.front().value("stage", "")).second;
    if (!first_time && chance() % 100 >= kStrikes) return all(who, operation, said);
    std::thread killer{[this, after = std::chrono::microseconds{chance() % 12'000}] {
      std::this_thread::sleep_for(after);
      server().kill();
    }};
    const auto first = all(who, operation, said);
    killer.join();
    start();
    auto again = all(who, operation, said);
    for (std::size_t i = 0; i < said.size(); ++i) {
      if (first[i].status == 0) ++unheard;
      if (first[i].status != 200) continue;
      CHECK(kept_of(first[i]) == kept_of(again[i]));
      again[i] = first[i];
    }
    return again;
  }

  json tell(const std::string& who, const std::string& operation, json params) {
    const auto response = tell_all(who, operation, {std::move(params)}).front();
    INFO(operation << " " << response.body);
    REQUIRE(response.status == 200);
    return response.json();
  }

  [[nodiscard]] json list() {
    return ask("auditor", "gate.get", {{"campaign", campaign}, {"village", kVillage}}).json()["list"];
  }
  [[nodiscard]] json payments() {
    return ask("auditor", "payment.list", {{"campaign", campaign}, {"village", kVillage}}).json();
  }
  json on_list(json more = json::object()) {
    json params{{"campaign", campaign}, {"village", kVillage}, {"stage", list()["stage"]}};
    params.update(more);
    return params;
  }
  json act(const std::string& who, const std::string& operation, json more = json::object()) {
    return tell(who, operation, on_list(std::move(more)));
  }
  void pass(const std::string& who, const std::string& to) { CHECK(act(who, "gate.pass")["list"]["stage"] == to); }

  std::string photo(const std::string& who) {
    HttpClient desk{server().port(), cookie_of(who)};
    const auto stored = desk.request("POST", "/api/blob.put?campaign=" + campaign, test::photo(new_id()),
                                     {"Content-Type: image/jpeg", "Origin: " + desk.origin()});
    INFO(stored.body);
    REQUIRE(stored.status == 200);
    return stored.json()["blob"];
  }

  void enter();
  void review();
  void show(int photos);
  void object();
  void visit(const std::string& sample);
  void decide();
  void pay();
  void send();
  std::string fetch(const std::string& hash);
  void hand(const json& line);
  void check_strikes() const;

  std::mutex door;
  std::map<std::string, std::string> cookies;
  std::string campaign;
  std::vector<std::string> households;
  std::map<std::string, std::int64_t> in_cash;  // key → fen
  Bank bank{20'261'127};
  std::map<std::string, std::set<std::string>> struck;  // operation → the stages where the server was killed over it
  int unheard = 0;                                      // commands that a kill left without an answer

 private:
  static constexpr unsigned kStrikes = 8;  // of a hundred commands besides

  std::vector<HttpResponse> all(const std::string& who, const std::string& operation, const std::vector<json>& said) {
    std::vector<HttpResponse> out(said.size());
    std::vector<std::thread> clients;
    for (std::size_t i = 0; i < said.size(); ++i) {
      clients.emplace_back([&, i] {
        try {
          out[i] = ask(who, operation, said[i]);
        } catch (const std::exception&) {
          // The server was killed: status 0, and the command is said again.
        }
      });
    }
    for (auto& client : clients) client.join();
    return out;
  }

  std::mt19937 chance{4'108};
};

void ReliefWay::enter() {
  campaign = tell("decider", "campaign.open",
                  {{"name", "测试冬春救助"},
                   {"division", kCounty},
                   {"from", now().substr(0, 10)},
                   {"until", format_time(time() + 24h * 150).substr(0, 10)}})["campaign"]["campaign"];
  const std::vector<std::string> classes{"minimum_living", "monitored", "ordinary"};
  for (int i = 1; i <= kHouseholds; ++i) {
    const auto card = relief::test::made_up_card("622848123456" + std::to_string(78'900 + i));
    const json head{
        {"name", "测试户主"}, {"kinship", "head"}, {"id_number", relief::test::made_up_id(410'882, 1960, 5, 1, i)}};
    households.push_back(tell(i % 2 == 0 ? "clerk" : "informant", "household.enter",
                              {{"campaign", campaign},
                               {"village", kVillage},
                               {"class", classes[static_cast<std::size_t>(i) % classes.size()]},
                               {"people", 1},
                               {"needy", 1},
                               {"hazard", "02"},
                               {"circumstances", {"crop_lost"}},
                               {"needs", {{{"kind", "grain"}, {"quantity", 50}}}},
                               {"members", {head}},
                               {"phone", "1381234" + std::to_string(5'600 + i)},
                               {"address", "测试村" + std::to_string(i) + "号"},
                               {"pay_by", i % 5 == 0 ? "cash" : "card"},
                               {"account", card}})["household"]["household"]);
  }
}

void ReliefWay::review() {
  pass("clerk", "village_review");
  wait(1h);
  auto present = json::array();
  for (const auto* bench : {"committee", "villagers", "affected"}) {
    present.push_back({{"bench", bench}, {"declared", true}});
  }
  auto votes = json::array();
  for (const auto& household : households) votes.push_back({{"household", household}, {"ayes", 3}, {"noes", 0}});
  act("clerk", "gate.meet",
      {{"meeting",
        {{"held_at", format_time(time() - 1min)},
         {"present", present},
         {"absent", 0},
         {"votes", votes},
         {"minutes", photo("clerk")},
         {"photo", photo("clerk")}}}});
  pass("clerk", "public_notice");
}

void ReliefWay::show(int photos) {
  act("clerk", "gate.post", {{"posted_at", now()}, {"place", "村委会门口"}});
  for (int i = 0; i < photos; ++i) {
    wait(24h);
    act("clerk", "gate.photograph", {{"photo", photo("clerk")}, {"taken_at", now()}});
  }
}

/// Somebody without an account objects by the notice's code; it is there once, and the township settles it.
void ReliefWay::object() {
  const json whole{{"campaign", campaign}, {"village", kVillage}};
  const auto notice = ask("clerk", "gate.notice", whole).json();
  const auto filed =
      tell("stranger", "objection.file",
           {{"code", notice["code"]}, {"reference", notice["notice"]["rows"][0]["reference"]}, {"words", "测试异议"}});
  CHECK(ask("stranger", "gate.notice", whole).status == 401);
  const json of_township{{"campaign", campaign}, {"division", kTownship}};
  CHECK(ask("reviewer", "objection.list", of_township).json()["objections"].size() == 1);
  act("reviewer", "gate.settle", {{"objection", filed["objection"]}, {"upheld", false}, {"answer", "测试答复"}});
  const auto answer =
      ask("stranger", "objection.answer", {{"code", notice["code"]}, {"objection", filed["objection"]}}).json();
  CHECK(answer["answer"] == "测试答复");
}

void ReliefWay::visit(const std::string& sample) {
  act("reviewer", "gate.draw");
  const auto drawn = list()["evidence"][sample]["households"];
  for (const auto& household : drawn) {
    act("reviewer", "gate.visit",
        {{"household", household}, {"at", now()}, {"result", "agrees"}, {"photo", photo("reviewer")}});
  }
}

void ReliefWay::decide() {
  act("decider", "gate.freeze", {{"standard", "guidance-100-300"}, {"policy", "by_class"}, {"budget_fen", 190'000}});
  const json snapshot{{"snapshot", list()["evidence"]["freeze"]["snapshot"]}};
  act("decider", "gate.sign", snapshot);
  act("decider2", "gate.sign", snapshot);
  pass("decider", "allotment");
  act("decider", "gate.allot", {{"document", "测试〔2026〕2号"}, {"fen", 190'000}});
  pass("decider", "payment");
}

/// A file that was made, even when nobody heard the answer; what is revealed is told once.
std::string ReliefWay::fetch(const std::string& hash) {
  const json wanted{{"campaign", campaign}, {"village", kVillage}, {"file", hash}, {"purpose", "测试重取"}};
  for (;;) {
    const auto told = tell("payer", "payment.file", wanted);
    if (!told["revealed"].is_null()) return told["revealed"]["file"];
  }
}

/// Two tabs send at once: one makes the file, the other finds nothing to send.
void ReliefWay::send() {
  const auto params = on_list({{"purpose", "测试发放"}});
  const auto answers = tell_all("payer", "payment.send", {params, params});
  int files = 0;
  for (const auto& answer : answers) {
    if (answer.status != 200) {
      CHECK(answer.json()["type"] == "urn:anlan:problem:nothing-to-send");
      continue;
    }
    ++files;
    const auto sending = answer.json();
    const auto file = fetch(sending["hash"]);
    if (sending.contains("file")) CHECK(sending["file"] == file);
    const auto told = bank.take(file);
    for (int times = 0; times < 2; ++times) act("payer", "payment.answer", {{"answers", told}});
  }
  CHECK(files == 1);
}

/// Cash, signed for, entered from two tabs at once.
void ReliefWay::hand(const json& line) {
  const auto params = on_list({{"key", line["key"]}, {"proof", photo("payer")}});
  int done = 0;
  for (const auto& answer : tell_all("payer", "payment.hand", {params, params})) done += answer.status == 200 ? 1 : 0;
  CHECK(done == 1);
  in_cash[line["key"]] += line["fen"].get<std::int64_t>() * done;
}

void ReliefWay::pay() {
  std::set<std::string> by_cash;
  for (std::size_t i = 4; i < households.size(); i += 5) by_cash.insert(households[i]);
  const auto open = payments()["lines"];
  for (const auto& line : open) {
    if (by_cash.contains(line["household"])) hand(line);
  }
  for (int round = 0; round < 4; ++round) {
    send();
    if (payments()["returned"] == 0) return;
  }
  const auto left = payments()["lines"];
  for (const auto& line : left) {
    if (line["state"] == "returned")
      act("payer", "payment.close", {{"key", line["key"]}, {"reason", "测试：无法发放"}});
  }
}

/// No step of the way went by without a kill over it, and the kills did not all come too late to matter.
void ReliefWay::check_strikes() const {
  for (const auto* operation :
       {"campaign.open", "household.enter", "gate.pass", "gate.meet", "gate.post", "gate.photograph", "objection.file",
        "gate.settle", "gate.draw", "gate.visit", "gate.freeze", "gate.sign", "gate.allot", "payment.send",
        "payment.file", "payment.answer", "payment.hand", "payment.close", "gate.confirm"}) {
    INFO(operation);
    CHECK(struck.contains(operation));
  }
  const std::set<std::string> left_behind{"report",          "village_review", "public_notice", "township_review",
                                          "county_decision", "allotment",      "payment",       "second_notice",
                                          "relieved",        "follow_up"};
  CHECK(struck.at("gate.pass") == left_behind);
  CHECK(unheard > 0);
}

}  // namespace

TEST_CASE_METHOD(ReliefWay, "paid is approved and nobody is paid twice, however often the server is killed on the way",
                 "[kill]") {
  enter();
  review();
  show(2);
  object();
  wait(24h * 9);
  pass("clerk", "township_review");
  visit("sample");
  pass("reviewer", "county_decision");
  decide();
  pay();
  pass("decider", "second_notice");
  show(1);
  pass("clerk", "relieved");
  act("reviewer", "gate.confirm");
  pass("reviewer", "follow_up");
  visit("follow_up");
  pass("reviewer", "finished");

  const auto frozen = ask("auditor", "journal.list", {{"type", "gate.frozen"}, {"limit", 1}}).json()["entries"][0];
  std::map<std::string, std::int64_t> approved;
  for (const auto& row : frozen["body"]["rows"]) approved[row["household"]] = row["fen"];
  CHECK(approved.size() == kHouseholds);
  const auto money = payments();
  std::int64_t received = 0;
  std::int64_t closed = 0;
  for (const auto& line : money["lines"]) {
    const std::string key = line["key"];
    INFO(line.dump());
    CHECK(line["fen"] == approved.at(line["household"]));
    const auto times = bank.paid().count(key) + in_cash.count(key);
    CHECK(times == (line["state"] == "paid" ? 1U : 0U));
    if (const auto found = bank.paid().find(key); found != bank.paid().end()) received += found->second;
    if (in_cash.contains(key)) received += in_cash[key];
    if (line["state"] == "closed") closed += line["fen"].get<std::int64_t>();
  }
  CHECK(money["lines"].size() == kHouseholds);
  CHECK(received + closed == frozen["body"]["total_fen"]);
  CHECK(received == money["paid_fen"]);
  CHECK(closed == money["closed_fen"]);
  check_strikes();
  server().stop();
  const auto checked = run_program({"verify", "--data", data().string(), "--reference", source_dir() + "/data"});
  INFO(checked.output);
  CHECK(checked.exit_code == 0);
}

}  // namespace anlan::test
