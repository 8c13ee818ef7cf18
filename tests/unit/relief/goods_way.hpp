#pragma once

#include <string>
#include <utility>
#include <vector>

#include "relief/goods_list.hpp"
#include "supplies/sources_operations.hpp"
#include "supplies/supply_operations.hpp"
#include "way_house.hpp"

namespace anlan::relief::test {

inline const supplies::NormsCatalogue& norms() {
  static const auto loaded = supplies::NormsCatalogue::load(anlan::test::source_dir() + "/data", goods()).value();
  return loaded;
}

inline const auto kKeeper = caller(Role::warehouse_keeper, kQinyang);

/// A decided list of a village whose households need two pieces of clothing and heating, and quilts and coal that were
/// issued to it.
struct GoodsWay : Way {
  GoodsWay() {
    declare_relief_goods(registry, {standards(), divisions, *keys, goods()});
    supplies::declare_supplies(registry, goods(), divisions, norms(), *keys);
    supplies::declare_sources(
        registry, {.goods = goods(), .divisions = divisions, .keys = *keys, .readers = *readers, .lists = &lists});
    for (int i = 1; i <= 2; ++i) {
      rows.push_back(enter(
          campaign, i,
          {{"needs",
            {{{"kind", "clothing"}, {"quantity", 2}}, {{"kind", "heating"}, {"quantity", 30'000}}}}})["household"]);
    }
    const json office{{"name", "粮储局"}, {"division", kQinyang.text()}};
    const json user{{"name", "应急局"}, {"division", kQinyang.text()}};
    store = done(caller(Role::dispatcher, kQinyang), "place.open",
                 {{"kind", "store"},
                  {"level", "county"},
                  {"division", kQinyang.text()},
                  {"name", "测试库"},
                  {"owner", user},
                  {"keeper", office},
                  {"user", user},
                  {"bins", {"A-1"}}})["place"]["place"];
    quilts = receive("quilt-cotton", 50);
    coal = receive("coal", 5'000);
    source = issue(kVillage);
  }

  std::string receive(const std::string& item, std::int64_t quantity) {
    const json batch{{"made_on", "2026-01-10"},
                     {"expires_on", "2030-01-10"},
                     {"origin", {{"kind", "funding"}, {"level", "county"}}}};
    const json line{{"item", item}, {"quantity", quantity}, {"bin", ""}, {"new_batch", batch}};
    const auto answer = done(kKeeper, "stock.receive", {{"place", store}, {"source", "supplier"}, {"lines", {line}}});
    return answer["movement"]["lines"][0]["batch"];
  }
  std::string issue(const DivisionCode& where) {
    const json lines{{{"batch", quilts}, {"quantity", 10}}, {{"batch", coal}, {"quantity", 1'000}}};
    return done(kKeeper, "stock.issue",
                {{"place", store},
                 {"division", where.text()},
                 {"recipient", "村委会"},
                 {"document", "沁应急动〔2026〕1号"},
                 {"lines", lines}})["movement"]["movement"];
  }
  /// Quilts to households of the list, each with a signature.
  json quilts_to(const std::vector<std::pair<std::string, std::int64_t>>& shares, json more = json::object()) {
    auto households = json::array();
    std::int64_t sum = 0;
    for (const auto& [household, quantity] : shares) {
      households.push_back({{"entitled", household}, {"got", {quantity}}, {"proof", blobs["signature"]}});
      sum += quantity;
    }
    json params{{"source", source},
                {"lines", {{{"batch", quilts}, {"quantity", sum}, {"worth_fen", 9'000}}}},
                {"households", households}};
    params.update(more);
    return params;
  }
  json goods_row(std::size_t at) {
    const auto all = done(kClerk, "relief.goods", of_list())["rows"];
    for (const auto& one : all) {
      if (one["household"] == rows[at]) return one;
    }
    return nullptr;
  }
  std::int64_t side(const std::string& place, const std::string& batch) {
    store::Connection db{file(), store::Mode::read_only};
    auto row = db.prepare("SELECT coalesce(sum(quantity), 0) FROM stock_balance WHERE place = ?1 AND batch = ?2");
    row.bind_all(place, batch);
    row.step();
    return row.int_at(0);
  }
  json summary() { return done(kCounty, "relief.summary", {{"campaign", campaign}, {"division", kQinyang.text()}}); }

  GoodsLists lists{standards(), goods(), *keys};
  std::string store;
  std::string quilts;
  std::string coal;
  std::string source;
};

}  // namespace anlan::relief::test
