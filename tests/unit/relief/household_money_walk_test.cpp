#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "two_lists.hpp"

namespace anlan::relief::test {
namespace {

/// Clerks of two villages, and an office that decides and pays, who do whatever comes to their mind.
struct Walk : TwoLists {
  int below(int count) { return static_cast<int>(chance() % static_cast<unsigned>(count)); }
  const DivisionCode& any_village() { return below(2) == 0 ? kVillage : kNextVillage; }
  const std::string& any_household() {
    return known_households.at(static_cast<std::size_t>(below(static_cast<int>(known_households.size()))));
  }
  bool try_it(const access::Caller& who, const char* operation, json params) {
    return refusal(who, operation, std::move(params)).empty();
  }

  void enter_somebody() {
    const int order = 1 + below(kPeople);
    auto params = one_household(campaign, order, {{"village", any_village().text()}, {"people", 2}});
    if (below(2) == 0) {
      params["members"].push_back({{"name", "李三"}, {"kinship", "spouse"}, {"id_number", number(1 + below(kPeople))}});
    }
    if (const auto answer = ask(kClerk, "household.enter", params)) {
      known_households.push_back((*answer)["household"]["household"]);
    }
  }
  void change_somebody() {
    if (known_households.empty()) return;
    json more;
    switch (below(4)) {
      case 0:
        more = {{"village", any_village().text()}};
        break;
      case 1:
        more = {{"members", {{{"member", 0}}}}};
        break;
      case 2:
        more = {{"members", {{{"member", 0}, {"id_number", number(1 + below(kPeople))}}}}};
        break;
      default:
        (void)try_it(kClerk, "household.withdraw", change(any_household(), {{"reason", "mistake"}}));
        return;
    }
    (void)try_it(kClerk, "household.change", change(any_household(), std::move(more)));
  }
  json on(const DivisionCode& village, json more = json::object()) {
    more["campaign"] = campaign;
    more["village"] = village.text();
    more["stage"] = done(kCounty, "gate.get", {{"campaign", campaign}, {"village", village.text()}})["list"]["stage"];
    return more;
  }
  /// Brings a list a step on; how it comes to be decided is not in question, who is on it then is.
  void decide_something() {
    const auto& village = any_village();
    const auto at = on(village)["stage"].get<std::string>();
    if (at == "report") return brought_to(village, "report", "county_decision");
    if (at == "county_decision") {
      const bool froze =
          try_it(kCounty, "gate.freeze",
                 on(village, {{"standard", "guidance-100-300"}, {"policy", "equal"}, {"budget_fen", 1'000'000}}));
      if (froze) brought_to(village, "county_decision", "allotment");
    } else if (at == "allotment") {
      (void)try_it(kCounty, "gate.allot", on(village, {{"document", make_uuid(now)}, {"fen", 1'000'000}}));
      (void)try_it(kCounty, "gate.pass", on(village));
    } else if (below(4) == 0) {
      (void)try_it(kCounty, "gate.return", on(village, {{"to", "report"}, {"reason", "重办"}}));
    }
  }
  void pay_something() {
    const auto& village = any_village();
    const auto all = done(kCounty, "payment.list", {{"campaign", campaign}, {"village", village.text()}})["lines"];
    if (all.empty()) return;
    const auto line = all.at(static_cast<std::size_t>(below(static_cast<int>(all.size()))));
    if (below(4) == 0) {
      (void)try_it(kPayer, "payment.close", on(village, {{"key", line["key"]}, {"reason", "误登"}}));
    } else if (try_it(kPayer, "payment.hand", on(village, {{"key", line["key"]}, {"proof", blobs["signature"]}}))) {
      for (const auto& who : people_of(line["household"])) ++times_paid[who];
    }
  }
  std::vector<std::string> people_of(const std::string& household) {
    store::Connection db{file(), store::Mode::read_only};
    const auto people = unseal_personal(*keys, find_household(db, household).value().sealed).value();
    std::vector<std::string> out;
    for (const auto& member : people.members) out.push_back(member.id_number.value());
    return out;
  }

  static constexpr int kPeople = 5;
  std::mt19937 chance;
  std::vector<std::string> known_households;
  std::map<std::string, int> times_paid;
};

}  // namespace

TEST_CASE("whatever clerks and payers try, nobody is paid twice in a winter") {
  std::size_t paid = 0;
  for (unsigned seed = 1; seed <= 4; ++seed) {
    Walk walk;
    walk.chance.seed(seed);
    for (int step = 0; step < 120; ++step) {
      walk.now += std::chrono::minutes{1};
      const int what = walk.below(4);
      if (what == 0) walk.enter_somebody();
      if (what == 1) walk.change_somebody();
      if (what == 2) walk.decide_something();
      if (what == 3) walk.pay_something();
      for (const auto& [who, times] : walk.times_paid) {
        INFO("seed " << seed << ", step " << step);
        REQUIRE(times == 1);
      }
    }
    paid += walk.times_paid.size();
    CHECK(walk.verifies());
    CHECK(walk.faults.empty());
  }
  CHECK(paid >= 4);
}

}  // namespace anlan::relief::test
