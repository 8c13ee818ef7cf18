// Real movements of relief goods, run as data: Longnan's flood of August 2020 and Shaanxi's of July 2024.
#include <catch2/catch.hpp>

#include "goods_case.hpp"

namespace anlan::supplies::test {
namespace {

constexpr std::array kCases{"longnan-2020", "shaanxi-2024"};

/// The figures of a unit and of all below it, summed from what each unit's own ledger says.
json with_below(GoodsCase& house, const std::string& division) {
  auto sum = house.figures(division);
  for (const auto& below : house.story()["divisions"]) {
    if (below["parent"] != division || below["level"] == "township") continue;
    const auto more = with_below(house, below["id"]);
    for (const auto& [indicator, units] : more.items()) {
      sum[indicator] = sum[indicator].get<std::int64_t>() + units.get<std::int64_t>();
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("every item, batch and shipment of a real case ends at a place with a name") {
  for (const auto* name : kCases) {
    INFO(name);
    GoodsCase house{name};
    house.play();
    CHECK(house.whereabouts() == house.expected());
    const auto waybills = house.done(auditor(), "waybill.list", json::object())["waybills"];
    CHECK(waybills.size() == house.story()["shipments"].size());
    for (const auto& waybill : waybills) {
      CHECK(waybill["state"] == "received");
      CHECK_FALSE(waybill["to"]["site"].get<std::string>().empty());
      CHECK(waybill["difference"].is_null());
    }
    INFO(house.faults);
    CHECK(house.verifies());
  }
}

TEST_CASE("the figures A07007 to A07012 of a real case come out of the ledger") {
  for (const auto* name : kCases) {
    GoodsCase house{name};
    house.play();
    int asked = 0;
    for (const auto& row : house.story()["expected"]["a07"]) {
      const auto division = row["division"].get<std::string>();
      const auto& units = house.story()["divisions"];
      const auto unit = std::ranges::find_if(units, [&](const json& each) { return each["id"] == division; });
      if (!house.askable(*unit)) continue;
      INFO(name << " " << division);
      CHECK(house.figures(division) == row["own"]);
      CHECK(with_below(house, division) == row["with_below"]);
      ++asked;
    }
    CHECK(asked >= 3);
  }
}

TEST_CASE("a unit that does not arrive is still on its waybill, and somebody has to say what became of it") {
  for (const auto* name : kCases) {
    INFO(name);
    GoodsCase house{name};
    const auto last =
        std::ranges::max(house.story()["shipments"], {}, [](const json& row) { return row["received_at"]; });
    const auto batch = last["lines"][0]["batch"].get<std::string>();
    house.play(last["id"]);
    auto wanted = house.expected();
    const auto open = house.done(auditor(), "waybill.list", {{"open_difference", true}})["waybills"];
    REQUIRE(open.size() == 1);
    --wanted[{batch, last["to"]}];
    ++wanted[{batch, "in_transit " + open[0]["waybill"].get<std::string>()}];
    CHECK(house.whereabouts() == wanted);
    CHECK(house.verifies());
  }
}

}  // namespace anlan::supplies::test
