// Keepers, dispatchers and clerks move goods from many sockets while the server is killed again and again. Afterwards
// no command is lost or doubled, nothing is negative, and every unit of every batch is where the answers said.
#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdlib>
#include <set>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include <catch2/catch.hpp>

#include "support/goods_worker.hpp"

namespace anlan::test {

using nlohmann::json;

namespace {

constexpr unsigned kClients = 16;
constexpr std::int64_t kMostOrdered = 1'000'000'000;

/// How long something took.
class Watch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>{std::chrono::steady_clock::now() - began_}.count();
  }

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

std::int64_t setting(const char* name, std::int64_t usual) {
  const auto* wanted = std::getenv(name);
  return wanted == nullptr ? usual : std::atoll(wanted);
}

/// ANLAN_GOODS_MOVEMENTS and ANLAN_GOODS_KILLS: how long the storm is, and how often the server dies in it.
struct GoodsStorm : DutyRoom {
  GoodsStorm() {
    prepare();
    first_seq = desk("auditor")->must("journal.list", {{"limit", 1}})["seq"];
    for (unsigned i = 0; i < kClients; ++i) workers.push_back(std::make_unique<GoodsWorker>(world, 20'240'720 + i));
  }

  void prepare() {
    std::map<std::string, std::unique_ptr<HttpClient>> desks;
    for (const auto* name : {"keeper", "keeper2", "dispatcher", "clerk"}) {
      desks[name] = desk(name);
      world.cookies[name] = desks[name]->cookie();
    }
    world.scan = store_paper(*desks["clerk"]);
    auto& dispatcher = *desks["dispatcher"];
    for (const auto* name : {"测试一库", "测试二库"}) world.stores.push_back(open_store(dispatcher, name));
    for (const auto* item : {"quilt-cotton", "quilt-cotton", "coat-cotton", "tent-single-12", "bed-folding", "torch"}) {
      for (const auto& store : world.stores) {
        const auto batch = take_in(*desks["keeper"], store, item, few_hundred);
        world.batches.emplace_back(batch, item);
        start_ledger[{store, "", batch}] += few_hundred;
        start_ledger[{"supplier", store, batch}] -= few_hundred;
      }
    }
    const json village{{"division", kTownship}, {"site", "测试安置点"}};
    world.to_village =
        order_release(*desks["clerk"], dispatcher, world.stores[0], "quilt-cotton", kMostOrdered, village);
    const json store{{"place", world.stores[1]}};
    world.to_store = order_release(dispatcher, dispatcher, world.stores[0], "quilt-cotton", kMostOrdered, store);
  }

  /// Everybody works until so many movements are acknowledged; then the server is killed, or they stop by themselves.
  void round(std::int64_t until, bool kill_it) {
    std::atomic<bool> stop = false;
    std::atomic<unsigned> busy = kClients;
    std::vector<std::thread> threads;
    for (auto& worker : workers) {
      threads.emplace_back([&, port = server().port()] {
        worker->work(port, stop, moved);
        --busy;
      });
    }
    while (moved < until && busy > 0) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    if (kill_it) server().kill();
    stop = true;
    for (auto& thread : threads) thread.join();
  }

  [[nodiscard]] std::string trouble() const {
    for (const auto& worker : workers) {
      if (!worker->trouble().empty()) return worker->trouble();
    }
    return {};
  }

  static constexpr std::int64_t few_hundred = 300;
  GoodsWorld world;
  GoodsLedger start_ledger;
  std::int64_t first_seq = 0;
  std::atomic<std::int64_t> moved = 0;
  std::vector<std::unique_ptr<GoodsWorker>> workers;
};

/// The papers as their last entries leave them, and what they say must lie where.
struct Papers {
  void read(const std::string& type, std::int64_t seq, const json& body) {
    if (type.starts_with("waybill.")) keep(waybills[body["waybill"]], seq, body);
    if (type.starts_with("recovery.")) keep(recoveries[body["recovery"]], seq, body);
    if (type == "handout.recorded") handouts[body["movement"]] = body;
    if (type == "stock.reversed") reversed.insert(body["reverses"].get<std::string>());
    if (!type.starts_with("stock.")) return;
    for (const auto& line : body["lines"]) {
      const auto quantity = line["quantity"].get<std::int64_t>();
      const auto from = line["from"]["place"].get<std::string>();
      const auto to = line["to"]["place"].get<std::string>();
      if (from == "issued" && to == "household") handed_on[line["batch"]] += quantity;
      if (from == "household" && to == "issued") handed_on[line["batch"]] -= quantity;
    }
  }

  /// What open waybills hold in transit and open recoveries aside.
  [[nodiscard]] GoodsLedger lying() const {
    GoodsLedger out;
    for (const auto& [id, waybill] : waybills) {
      for (const auto& line : waybill.second["lines"]) {
        out[{"in_transit", id, line["batch"]}] += on_the_road(waybill.second, line);
      }
    }
    for (const auto& [id, recovery] : recoveries) {
      if (recovery.second["state"] == "cancelled") continue;
      for (const auto& line : recovery.second["lines"]) {
        out[{"aside", recovery.second["place"], line["batch"]}] +=
            line["pending"].get<std::int64_t>() + line["scrap"].get<std::int64_t>();
      }
    }
    std::erase_if(out, [](const auto& row) { return row.second == 0; });
    return out;
  }

  /// What hand-outs that stand gave to households, by batch.
  [[nodiscard]] std::map<std::string, std::int64_t> handed_out() const {
    std::map<std::string, std::int64_t> out;
    for (const auto& [movement, handout] : handouts) {
      if (reversed.contains(movement)) continue;
      for (const auto& line : handout["lines"]) out[line["batch"]] += line["quantity"].get<std::int64_t>();
    }
    return out;
  }

  using Last = std::pair<std::int64_t, json>;  // seq, body

  static void keep(Last& last, std::int64_t seq, const json& body) {
    if (seq > last.first) last = {seq, body};
  }

  static std::int64_t on_the_road(const json& waybill, const json& line) {
    const auto sent = line["quantity"].get<std::int64_t>();
    if (waybill["state"] == "dispatched") return sent;
    const bool open = waybill["difference"].is_object() && waybill["difference"]["state"] == "open";
    return open ? sent - line["received"].get<std::int64_t>() + line["damaged"].get<std::int64_t>() : 0;
  }

  std::map<std::string, Last> waybills;
  std::map<std::string, Last> recoveries;
  std::map<std::string, json> handouts;  // by their movement
  std::unordered_set<std::string> reversed;
  std::map<std::string, std::int64_t> handed_on;  // issued → household, net, by batch
};

/// What became of the storm: what its people were told, against what the server's books say.
struct Audit {
  explicit Audit(GoodsStorm& storm) : told{storm.start_ledger}, recorded{storm.start_ledger} {
    for (const auto& worker : storm.workers) listen(*worker);
    auto auditor = storm.desk("auditor");
    read_journal(*auditor, storm.first_seq);
    for (const auto& store : storm.world.stores) read_balance(*auditor, store);
    for (const auto& [command, times] : entries) doubled += times > 1 ? 1 : 0;
    for (const auto& command : acknowledged) missing += entries.contains(command) ? 0 : 1;
    for (auto* ledger : {&told, &recorded}) std::erase_if(*ledger, [](const auto& row) { return row.second == 0; });
  }

  void listen(const GoodsWorker& worker) {
    for (const auto& [account, quantity] : worker.ledger()) told[account] += quantity;
    for (const auto& [command, type] : worker.acknowledged()) acknowledged.push_back(type + " " + command);
    refused += worker.refused();
    resent += worker.resent();
  }

  /// Once, whatever its entries say: asked for by type, the server would read all of it for each.
  void read_journal(HttpClient& auditor, std::int64_t first_seq) {
    for (std::int64_t before = INT64_MAX / 2;;) {
      const auto page = auditor.must("journal.list", {{"limit", 500}, {"before", before}})["entries"];
      for (const auto& entry : page) {
        before = entry["seq"];
        if (before <= first_seq) return;
        read_entry(entry["type"], before, entry);
      }
      if (page.empty()) return;
    }
  }

  void read_entry(const std::string& type, std::int64_t seq, const json& entry) {
    static const std::set<std::string> kMoving{"stock", "waybill", "handout", "recovery"};
    if (!kMoving.contains(type.substr(0, type.find('.')))) return;
    const auto command = entry["command_id"].get<std::string>();
    ++entries[type + " " + command];
    commands.insert(command);
    if (type.starts_with("stock.")) post_lines(recorded, entry["body"]);
    papers.read(type, seq, entry["body"]);
  }

  void read_balance(HttpClient& auditor, const std::string& store) {
    const auto balance = auditor.must("stock.balance", {{"place", store}, {"by", "batch"}});
    for (const auto& row : balance["rows"]) {
      shown[{store, row["bin"], row["batch"]}] = row["quantity"];
    }
  }

  /// The part of a ledger that lies in the stores.
  static GoodsLedger in_stores(const GoodsLedger& ledger, const GoodsWorld& world) {
    GoodsLedger out;
    for (const auto& [account, quantity] : ledger) {
      if (std::ranges::find(world.stores, std::get<0>(account)) != world.stores.end()) out[account] = quantity;
    }
    return out;
  }

  GoodsLedger told;      // the sum of all answers
  GoodsLedger recorded;  // the sum of all entries
  GoodsLedger shown;     // stock.balance
  Papers papers;
  std::vector<std::string> acknowledged;
  std::unordered_map<std::string, int> entries;  // type and command id → how often
  std::unordered_set<std::string> commands;      // ids
  std::size_t missing = 0;
  std::size_t doubled = 0;
  std::int64_t refused = 0;
  std::int64_t resent = 0;
};

GoodsLedger on_sides(const GoodsLedger& ledger, const std::set<std::string>& sides) {
  GoodsLedger out;
  for (const auto& [account, quantity] : ledger) {
    if (sides.contains(std::get<0>(account))) out[account] = quantity;
  }
  return out;
}

/// What was issued and what households have in one: the answer to a recovery does not tell which of both gave.
GoodsLedger in_hands_as_one(const GoodsLedger& ledger) {
  GoodsLedger out;
  for (const auto& [account, quantity] : ledger) {
    const auto& [place, bin, batch] = account;
    out[{place == "household" ? "issued" : place, bin, batch}] += quantity;
  }
  std::erase_if(out, [](const auto& row) { return row.second == 0; });
  return out;
}

bool gave_more_than_it_took(const GoodsLedger& ledger) {
  return std::ranges::any_of(ledger, [](const auto& row) {
    const auto& place = std::get<0>(row.first);
    return row.second < 0 && place != "supplier" && place != "donor" && place != "lost";
  });
}

std::map<std::string, std::int64_t> without_zeros(std::map<std::string, std::int64_t> sums) {
  std::erase_if(sums, [](const auto& row) { return row.second == 0; });
  return sums;
}

std::map<std::string, std::int64_t> per_batch(const GoodsLedger& ledger) {
  std::map<std::string, std::int64_t> sums;
  for (const auto& [account, quantity] : ledger) sums[std::get<2>(account)] += quantity;
  return sums;
}

}  // namespace

TEST_CASE_METHOD(GoodsStorm, "goods moved by many at once through kills are neither lost nor doubled",
                 "[goods][kill]") {
  const auto wanted = setting("ANLAN_GOODS_MOVEMENTS", 3'000);
  const auto kills = setting("ANLAN_GOODS_KILLS", 6);
  std::mt19937 chance{20240720};
  double restarting = 0;
  const Watch storming;
  for (std::int64_t kill = 0; kill < kills; ++kill) {
    const auto share = wanted / kills;
    round(kill * share + std::uniform_int_distribution<std::int64_t>{1, share}(chance), true);
    REQUIRE(trouble() == "");
    const Watch starting;
    start();
    restarting += starting.seconds();
  }
  round(wanted, false);
  const auto took = storming.seconds();
  REQUIRE(trouble() == "");
  REQUIRE(moved >= wanted);

  const Watch auditing;
  const Audit audit{*this};
  const auto audited = auditing.seconds();
  WARN(moved << " movements, " << audit.acknowledged.size() << " commands acknowledged, " << audit.refused
             << " refused, " << audit.resent << " sent again after " << kills << " kills, in " << took
             << " s, of which " << restarting << " s to start again; audited in " << audited << " s");
  CHECK(audit.missing == 0);
  CHECK(audit.doubled == 0);
  CHECK(audit.commands.size() == audit.acknowledged.size());
  CHECK(audit.resent > 0);
  CHECK(audit.refused > 0);
  CHECK(in_hands_as_one(audit.recorded) == in_hands_as_one(audit.told));
  CHECK(audit.papers.lying() == on_sides(audit.recorded, {"in_transit", "aside"}));
  CHECK(without_zeros(audit.papers.handed_on) == audit.papers.handed_out());
  CHECK(audit.papers.handed_out().size() > 1);
  CHECK(audit.shown == Audit::in_stores(audit.told, world));
  CHECK_FALSE(gave_more_than_it_took(audit.recorded));
  for (const auto& [batch, sum] : per_batch(audit.recorded)) CHECK(sum == 0);
  server().stop();
  const Watch verifying;
  const auto checked = verify();
  WARN("verified in " << verifying.seconds() << " s");
  INFO(checked.output);
  CHECK(checked.exit_code == 0);
}

namespace {

/// Two people send a command each at the same moment; their answers.
std::array<HttpResponse, 2> at_once(const std::array<HttpClient*, 2>& people, const std::string& operation,
                                    const std::array<json, 2>& params) {
  std::array<HttpResponse, 2> answers;
  std::barrier together{2};
  std::array<std::thread, 2> threads;
  for (std::size_t i = 0; i < 2; ++i) {
    threads.at(i) = std::thread{[&, i] {
      together.arrive_and_wait();
      answers.at(i) = people.at(i)->call(operation, params.at(i));
    }};
  }
  for (auto& thread : threads) thread.join();
  return answers;
}

/// Whether exactly one was served, and the other one was told what is left.
bool one_of_two(const std::array<HttpResponse, 2>& answers, const std::string& refusal) {
  const auto& loser = answers.at(answers[0].status == 200 ? 1 : 0);
  return answers[0].status != answers[1].status && loser.status == 409 &&
         loser.json().value("type", "") == "urn:anlan:problem:" + refusal &&
         loser.json()["errors"][0]["pointer"] == "/lines/0/quantity";
}

}  // namespace

TEST_CASE_METHOD(DutyRoom, "of two keepers who take the last box at once one gets it", "[goods]") {
  auto dispatcher = desk("dispatcher");
  auto first = desk("keeper");
  auto second = desk("keeper2");
  auto clerk = desk("clerk");
  const auto store = open_store(*dispatcher, "测试库");
  const auto release =
      order_release(*clerk, *dispatcher, store, "torch", 1'000, {{"division", kTownship}, {"site", "测试安置点"}});
  for (int i = 0; i < 20; ++i) {
    const auto handed = take_in(*first, store, "torch", 1);
    const auto issue = [&] {
      return json{{"command_id", new_id()},     {"place", store},
                  {"division", kTownship},      {"recipient", "测试"},
                  {"document", "测试动用指令"}, {"lines", {{{"batch", handed}, {"quantity", 1}}}}};
    };
    CHECK(one_of_two(at_once({first.get(), second.get()}, "stock.issue", {issue(), issue()}), "not-enough-stock"));
    const auto sent = take_in(*first, store, "torch", 1);
    const auto pick = [&] { return pick_params(release, store, sent, 1); };
    CHECK(one_of_two(at_once({first.get(), second.get()}, "waybill.pick", {pick(), pick()}), "held-for-waybill"));
  }
  const auto rows = desk("auditor")->must("stock.balance", {{"place", store}})["rows"];
  REQUIRE(rows.size() == 1);
  CHECK(rows[0]["quantity"] == 20);
  CHECK(rows[0]["held"] == 20);
}

}  // namespace anlan::test
