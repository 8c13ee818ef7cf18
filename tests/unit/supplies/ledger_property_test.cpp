#include <algorithm>
#include <array>
#include <map>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "signed_paper.hpp"
#include "supplies/movement.hpp"

namespace anlan::supplies::test {
namespace {

/// The ends of a movement. What is outside gives without end.
enum class End { first_store, second_store, issued, scrapped, outside };

/// The ledger as one would write it down without thinking: a list, added up again from the start for every question.
class NaiveLedger {
 public:
  struct Posting {
    Instant at;
    End from;
    End to;
    Quantity quantity;
  };

  /// Whether every end but the outside has at least nothing at every moment, with this posting among the others.
  [[nodiscard]] bool admits(const Posting& posting) const {
    auto all = postings_;
    all.emplace(posting.at, posting);
    std::map<End, Quantity> balances;
    return std::ranges::all_of(all, [&balances](const auto& dated) {
      const auto& each = dated.second;
      balances[each.to] += each.quantity;
      return (balances[each.from] -= each.quantity) >= 0 || each.from == End::outside;
    });
  }
  void add(const Posting& posting) { postings_.emplace(posting.at, posting); }

  [[nodiscard]] Quantity balance(End end) const {
    Quantity sum = 0;
    for (const auto& [at, each] : postings_) {
      sum += (each.to == end ? each.quantity : 0) - (each.from == end ? each.quantity : 0);
    }
    return sum;
  }

 private:
  std::multimap<Instant, Posting> postings_;  // by time, of one moment in the order in which they were entered
};

/// One batch of quilts that moves about between two stores of one keeper, in the real ledger and in the naive one.
class Game {
 public:
  Game(SupplyHouse& house, std::string first, std::string second)
      : house_{house},
        stores_{std::move(first), std::move(second)},
        batch_{house.receive(stores_[0], "quilt-cotton", 50)},
        report_{signed_paper(house)} {
    naive_.add({house.now, End::outside, End::first_store, 50});
  }

  void step() {
    house_.now += std::chrono::minutes{*rc::gen::inRange(1, 30)};
    if (!done_.empty() && *rc::gen::inRange(0, 5) == 0) return reverse_one();
    const auto back = std::chrono::minutes{std::max(0, *rc::gen::inRange(-60, 60))};
    const auto store = *rc::gen::element(End::first_store, End::second_store);
    const auto [from, to] = *rc::gen::element(
        std::pair{store, End::issued}, std::pair{End::issued, store}, std::pair{End::first_store, End::second_store},
        std::pair{End::second_store, End::first_store}, std::pair{End::outside, store}, std::pair{store, End::scrapped},
        std::pair{store, End::outside});
    const NaiveLedger::Posting posting{house_.now - back, from, to, *rc::gen::inRange<Quantity>(1, 40)};
    const bool admitted = naive_.admits(posting);
    const auto answer = send(posting);
    RC_LOG() << (answer ? "moved" : answer.error().detail.en);
    RC_ASSERT(answer.has_value() == admitted);
    if (!admitted) return;
    naive_.add(posting);
    done_.push_back({(*answer)["movement"]["movement"], posting});
  }

  void compare() const {
    const auto life = house_.done(auditor(), "stock.life", {{"batch", batch_}});
    std::map<std::string, Quantity> real;
    for (const auto& row : life["now"]) real[row["place"]] += row["quantity"].get<Quantity>();
    RC_ASSERT(real[stores_[0]] == naive_.balance(End::first_store));
    RC_ASSERT(real[stores_[1]] == naive_.balance(End::second_store));
    RC_ASSERT(real["issued"] == naive_.balance(End::issued));
    RC_ASSERT(real["scrapped"] == naive_.balance(End::scrapped));
    RC_ASSERT(real["supplier"] + real["lost"] == naive_.balance(End::outside));
  }

 private:
  struct Done {
    std::string movement;
    NaiveLedger::Posting posting;
  };

  [[nodiscard]] const std::string& store(End end) const { return stores_.at(static_cast<std::size_t>(end)); }

  Result<json> send(const NaiveLedger::Posting& posting) {
    const auto mine = posting.from <= End::second_store ? posting.from : posting.to;
    json line{{"batch", batch_}, {"quantity", posting.quantity}};
    json params{{"place", store(mine)}, {"occurred_at", format_time(posting.at)}};
    if (posting.from == End::outside || posting.to == End::outside) return count(posting, std::move(params));
    params["lines"] = json::array({line});
    if (posting.to == End::scrapped) {
      params["reason"] = "霉变";
      params["opinion"] = {
          {"kind", "inspection"}, {"document", "检〔2024〕1号"}, {"conclusion", "霉变"}, {"report", report_}};
      return house_.ask(dispatcher_of(), "stock.scrap", params);
    }
    if (posting.to == End::issued || posting.from == End::issued) {
      params["division"] = kXixiang.text();
      if (posting.to == End::issued) params.update({{"recipient", "西向镇政府"}, {"document", "沁应急动〔2024〕1号"}});
      return house_.ask(keeper(), posting.to == End::issued ? "stock.issue" : "stock.return", params);
    }
    params["to"] = store(posting.to);
    return house_.ask(keeper(), "stock.transfer", params);
  }

  Result<json> count(const NaiveLedger::Posting& posting, json params) {
    params["reason"] = "盘点";
    params["counted_by"] = "张三";
    params["recounted_by"] = "李四";
    params["lines"] = {{{"batch", batch_}, {posting.from == End::outside ? "found" : "lost", posting.quantity}}};
    return house_.ask(dispatcher_of(), "stock.adjust", params);
  }

  void reverse_one() {
    const auto index = *rc::gen::inRange<std::size_t>(0, done_.size());
    const auto [movement, original] = done_[index];
    const NaiveLedger::Posting back{house_.now, original.to, original.from, original.quantity};
    const bool admitted = naive_.admits(back);
    const bool counted = original.from == End::outside || original.to == End::outside || original.to == End::scrapped;
    const auto answer = house_.ask(counted ? dispatcher_of() : keeper(), "stock.reverse",
                                   {{"movement", movement}, {"expected_version", 1}, {"reason", "记错"}});
    RC_ASSERT(answer.has_value() == admitted);
    if (!admitted) return;
    naive_.add(back);
    done_.erase(done_.begin() + static_cast<std::ptrdiff_t>(index));
  }

  SupplyHouse& house_;
  std::array<std::string, 2> stores_;
  std::string batch_;
  std::string report_;
  NaiveLedger naive_;
  std::vector<Done> done_;
};

}  // namespace

TEST_CASE("whatever moves, back-dated or reversed, the ledger agrees with a naive one and conserves every unit") {
  SupplyHouse house;
  const auto first = house.open_store();
  const auto second = house.open_store();
  CHECK(rc::check([&] {
    Game game{house, first, second};
    const auto steps = *rc::gen::inRange(1, 12);
    for (int i = 0; i < steps; ++i) game.step();
    game.compare();
  }));
  CHECK(house.verifies());
  CHECK(house.faults.empty());
}

}  // namespace anlan::supplies::test
