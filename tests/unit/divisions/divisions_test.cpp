#include "divisions/divisions.hpp"

#include <atomic>
#include <thread>

#include <catch2/catch.hpp>

#include "jiaozuo.hpp"

namespace anlan::divisions {

using test::jiaozuo;
using test::kCity;

TEST_CASE("before anything was adopted there are no divisions, and nothing is located") {
  const Divisions divisions;
  CHECK_FALSE(divisions.exists(kCity));
  CHECK(divisions.counties().empty());
  CHECK_FALSE(divisions.locate({.at = {113.24, 35.22}}).inside());
}

TEST_CASE("readers see one whole snapshot or another while layers are swapped under them") {
  Divisions divisions;
  divisions.replace(jiaozuo());
  auto fewer = test::sample_layer(Level::county);
  fewer.features.resize(5);
  LayerFacts facts{.level = Level::county, .version = std::string(64, 'e')};
  const auto other = std::make_shared<const LayerIndex>(facts, fewer);
  const auto whole = jiaozuo()->layers()[static_cast<std::size_t>(Level::county)];
  const gis::Point point = gis::centre_of(test::sample_layer(Level::village).features.front().shape);

  std::atomic<bool> stop{false};
  std::atomic<int> torn{0};
  std::atomic<int> reads{0};
  {
    std::vector<std::jthread> readers;
    for (int i = 0; i < 3; ++i) {
      readers.emplace_back([&] {
        while (!stop) {
          const auto snapshot = divisions.snapshot();
          const bool county_known = snapshot->layer(Level::county) != nullptr;
          if (!county_known || snapshot->locate({.at = point}).chain.size() != 4) ++torn;
          ++reads;
        }
      });
    }
    for (int i = 0; i < 12 || reads < 100; ++i) divisions.adopt(i % 2 == 0 ? other : whole);
    stop = true;
  }
  CHECK(torn == 0);
}

}  // namespace anlan::divisions
