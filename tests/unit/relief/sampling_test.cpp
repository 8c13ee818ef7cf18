#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "relief/sampling.hpp"

namespace anlan::relief {
namespace {

std::int64_t size_for(std::int64_t population, int confidence, int margin) {
  return sample_size(population, {.confidence_permille = confidence, .margin_permille = margin}).value();
}

std::vector<Candidate> households(int count) {
  std::vector<Candidate> out;
  for (int i = 0; i < count; ++i) out.push_back({.household = "h" + std::to_string(i)});
  return out;
}

std::vector<std::string> names(const std::vector<Pick>& picks) {
  std::vector<std::string> out;
  for (const auto& pick : picks) out.push_back(pick.household);
  return out;
}

}  // namespace

TEST_CASE("sample sizes are those of the books") {
  CHECK(size_for(1'000'000'000, 950, 50) == 385);
  CHECK(size_for(6000, 950, 50) == 362);
  CHECK(size_for(1000, 950, 50) == 278);
  CHECK(size_for(500, 990, 50) == 286);
  CHECK(size_for(100, 950, 100) == 50);
  CHECK(size_for(1, 950, 50) == 1);
  CHECK(size_for(0, 950, 50) == 0);
  CHECK(sample_size(6000, {.share_permille = 50}).value() == 73);
}

TEST_CASE("villages that are reviewed together share one sample") {
  const SampleDesign design;
  CHECK(sample_share(6000, 6000, design).value() == 362);
  CHECK(sample_share(222, 6000, design).value() == 14);
  CHECK(sample_share(1, 6000, design).value() == 1);
  CHECK(sample_share(0, 6000, design).value() == 0);
  CHECK(sample_share(0, 0, design).value() == 0);
  CHECK(rc::check("no list is visited less than its part, nor more than it has", [&design] {
    const auto lists = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 400));
    std::int64_t population = 0;
    for (const auto list : lists) population += list;
    std::int64_t visited = 0;
    for (const auto list : lists) {
      const auto share = sample_share(list, population, design).value();
      RC_ASSERT(share <= list);
      RC_ASSERT(share >= (list > 0 ? 1 : 0));
      visited += share;
    }
    RC_ASSERT(visited >= sample_size(population, design).value());
  }));
}

TEST_CASE("a design that means nothing is refused") {
  for (const auto& design : {SampleDesign{.confidence_permille = 1000}, SampleDesign{.margin_permille = 0},
                             SampleDesign{.margin_permille = 500}, SampleDesign{.share_permille = 0}}) {
    const auto size = sample_size(100, design);
    REQUIRE_FALSE(size);
    CHECK(size.error().type == "bad-sample-design");
  }
}

TEST_CASE("more certainty and smaller margins never need fewer visits") {
  CHECK(rc::check("monotonic", [] {
    const auto population = *rc::gen::inRange<std::int64_t>(1, 100'000);
    const auto confidence = *rc::gen::inRange(800, 999);
    const auto margin = *rc::gen::inRange(11, 200);
    const auto size = size_for(population, confidence, margin);
    RC_ASSERT(size >= 1);
    RC_ASSERT(size <= population);
    RC_ASSERT(size <= size_for(population, confidence + 1 > 999 ? 999 : confidence + 1, margin));
    RC_ASSERT(size <= size_for(population, confidence, margin - 1));
    RC_ASSERT(size <= size_for(population + 1, confidence, margin));
  }));
}

TEST_CASE("one seed, one sample, in whatever order the list comes") {
  CHECK(rc::check("reproducible", [] {
    auto list = households(*rc::gen::inRange(1, 60));
    for (auto& each : list) each.risk = *rc::gen::inRange(0, 101);
    const auto size = *rc::gen::inRange<std::int64_t>(0, 60);
    const auto first = names(draw(list, size, "2026-K3"));
    std::shuffle(list.begin(), list.end(), std::mt19937{*rc::gen::arbitrary<unsigned>()});
    RC_ASSERT(names(draw(list, size, "2026-K3")) == first);
    RC_ASSERT(first.size() == std::min<std::size_t>(list.size(), static_cast<std::size_t>(size)));
    RC_ASSERT(std::set<std::string>(first.begin(), first.end()).size() == first.size());
  }));
  CHECK(names(draw(households(60), 10, "a")) != names(draw(households(60), 10, "b")));
}

TEST_CASE("who must be visited is, first and beyond the size") {
  auto list = households(20);
  for (const auto at : {3U, 7U, 11U}) list[at].must = true;
  const auto picks = draw(list, 5, "seed");
  REQUIRE(picks.size() == 5);
  CHECK(std::ranges::all_of(picks.begin(), picks.begin() + 3, &Pick::must));
  CHECK_FALSE(picks[3].must);
  CHECK(draw(list, 2, "seed").size() == 3);
}

TEST_CASE("risk counts: a household of 100 points is drawn about eleven times as often as one of none") {
  std::map<bool, int> drawn;
  for (int trial = 0; trial < 4000; ++trial) {
    auto list = households(100);
    for (std::size_t i = 0; i < 50; ++i) list[i].risk = 100;
    for (const auto& pick : draw(list, 1, "trial " + std::to_string(trial))) {
      ++drawn[std::stoi(pick.household.substr(1)) < 50];
    }
  }
  const double ratio = static_cast<double>(drawn[true]) / drawn[false];
  CHECK(ratio > 9.0);
  CHECK(ratio < 13.5);
}

}  // namespace anlan::relief
