// Fills a data directory with made-up movements of goods through the journal itself, then measures what its users and
// auditors ask of the ledger. Prints JSON: seconds of the proof of conservation, milliseconds of the balance of a
// place.
//
//   goods_bench DATA MOVEMENTS
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "app/house.hpp"
#include "base/uuid.hpp"
#include "journal/offline.hpp"
#include "supplies/figures.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/place_entries.hpp"
#include "supplies/stock_report.hpp"

namespace {

using namespace anlan;
using namespace anlan::supplies;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kStores = 60;
constexpr std::size_t kItems = 40;
constexpr std::size_t kBatches = 4;  // of an item in a store
constexpr long long kSlice = 20'000;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// A batch in its store, and how much of it lies there.
struct Pile {
  std::string place;
  DivisionCode division;
  Batch batch;
  Quantity there = 0;
};

class Filler {
 public:
  Filler(app::House& house, journal::OfflineJournal& offline) : offline_{offline} {
    std::vector<DivisionCode> divisions;
    const auto known = house.divisions.snapshot();
    for (const auto& division : known->divisions()) {
      if (division.level() == Level::township) divisions.push_back(division.code);
    }
    for (const auto& [code, item] : house.goods.items()) items_.push_back(code);
    for (std::size_t i = 0; i < kStores; ++i) open(divisions.at(i % divisions.size()), i);
  }

  /// Receipts first, then hand-outs and receipts as they come; whether all of it was kept.
  bool fill(long long movements) {
    for (long long done = 0; done < movements;) {
      auto slice = [&](store::Connection& db, journal::Journal& journal) -> Result<int> {
        if (done == 0) append_places(db, journal);
        for (long long i = 0; i < kSlice && done < movements; ++i, ++done) move(db, journal, done);
        return 0;
      };
      if (!offline_.transact(slice)) return false;
    }
    return true;
  }

  [[nodiscard]] std::vector<std::string> places() const {
    std::vector<std::string> out;
    for (const auto& [place, facts] : places_) out.push_back(place);
    return out;
  }

 private:
  void open(const DivisionCode& division, std::size_t number) {
    const auto id = make_uuid(wall_clock());
    places_.emplace_back(id, PlaceFacts{.kind = PlaceKind::store,
                                        .level = Tier::county,
                                        .division = division,
                                        .name = "压测库 " + std::to_string(number),
                                        .owner = {"应急局", division},
                                        .keeper = {"粮储局", division},
                                        .user = {"应急局", division}});
    for (std::size_t item = 0; item < kItems; ++item) {
      for (std::size_t i = 0; i < kBatches; ++i) {
        const auto label = batch_label(static_cast<std::int64_t>(piles_.size() + 1));
        BatchFacts facts{.item = items_.at(item), .expires_on = "2099-12-31"};
        piles_.push_back({id, division, {make_uuid(wall_clock()), label, std::move(facts), "2026-01-01"}});
      }
    }
  }

  void append_places(store::Connection& db, journal::Journal& journal) {
    for (const auto& [place, facts] : places_) journal.append(db, place_opened(place, facts), stamp_);
  }

  void move(store::Connection& db, journal::Journal& journal, long long number) {
    const bool birth = number < static_cast<long long>(piles_.size());
    auto& pile = piles_.at(birth ? static_cast<std::size_t>(number) : random_() % piles_.size());
    const bool in = birth || pile.there < 50 || random_() % 2 == 0;
    const auto quantity = static_cast<Quantity>(birth ? 10'000 : 1 + random_() % 50);
    pile.there += in ? quantity : -quantity;
    const Spot here{pile.place};
    const auto away = in ? spot(Side::supplier, pile.place) : spot(Side::issued, pile.division.text());
    const Movement movement{
        .movement = make_uuid(wall_clock()),
        .kind = in ? MovementKind::receive : MovementKind::issue,
        .place = pile.place,
        .division = pile.division,
        .occurred_at = wall_clock(),
        .lines = {{pile.batch.facts.item, pile.batch.batch, quantity, in ? away : here, in ? here : away}}};
    journal.append(db, stock_moved(movement, birth ? std::vector{pile.batch} : std::vector<Batch>{}), stamp_);
  }

  journal::OfflineJournal& offline_;
  journal::Stamp stamp_{{"bench", "压测", "warehouse_keeper", "410800000000"}, wall_clock(), "bench"};
  std::mt19937 random_{20240720};
  std::vector<std::string> items_;
  std::vector<std::pair<std::string, PlaceFacts>> places_;
  std::vector<Pile> piles_;
};

struct Asked {
  double p50 = 0;
  double p99 = 0;
};

/// What one place holds, as `stock.balance` answers it: asked of every place in random order, many times over.
Asked ask_balances(store::Connection& db, std::vector<std::string> places, bool by_batch) {
  const auto city = DivisionCode::parse("410800000000").value();
  std::mt19937 random{1};
  std::vector<double> times;
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(places, random);
    for (const auto& place : places) {
      const auto start = Clock::now();
      const auto rows = (by_batch ? balance_by_batch : balance_by_item)(db, city, {.place = place});
      if (rows.dump().size() < kItems) std::abort();
      times.push_back(seconds_since(start) * 1'000);
    }
  }
  std::ranges::sort(times);
  return {times.at(times.size() / 2), times.at(times.size() * 99 / 100)};
}

/// Seconds of the proof; negative when it found a fault.
double prove(app::House& house, store::Connection& db) {
  bool clean = true;
  const auto start = Clock::now();
  for (const auto& view : house.views.all()) {
    view->prove(db, [&clean](const Text& fault) {
      std::fprintf(stderr, "%s\n", fault.en.c_str());
      clean = false;
    });
  }
  return clean ? seconds_since(start) : -1;
}

/// Seconds that form A07 of the whole city takes, with every document ever written.
double ask_figures(app::House& house, store::Connection& db) {
  const auto start = Clock::now();
  const auto figures = relief_figures(db, house.goods, {.division = DivisionCode::parse("410800000000").value()});
  return figures.size() == 6 ? seconds_since(start) : -1;
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 2;
  app::Config config;
  config.data = words[1];
  config.reference = std::string{ANLAN_SOURCE_DIR} + "/data";
  auto house = app::House::build(config).value();
  auto offline = journal::OfflineJournal::open(config.data, {.id = "bench", .name = "bench"}, house->types,
                                               house->views, wall_clock(), [](auto, auto) {})
                     .value();
  house->divisions.load(offline->db());
  Filler filler{*house, *offline};
  const auto start = Clock::now();
  if (!filler.fill(std::atoll(words[2]))) return 1;
  const auto filled = seconds_since(start);
  const auto by_item = ask_balances(offline->db(), filler.places(), false);
  const auto by_batch = ask_balances(offline->db(), filler.places(), true);
  std::printf(
      "{\"fill\":%.1f,\"proof\":%.3f,\"figures\":%.3f,\"item_p50\":%.3f,\"item_p99\":%.3f,\"batch_p50\":%.3f,"
      "\"batch_p99\":%.3f}\n",
      filled, prove(*house, offline->db()), ask_figures(*house, offline->db()), by_item.p50, by_item.p99, by_batch.p50,
      by_batch.p99);
}
