#pragma once

#include <string>
#include <utility>

#include "supply_house.hpp"

namespace anlan::supplies::test {

/// A county store with quilts, a request of a township, and the people who deal with it. All made up.
class WayOut : public SupplyHouse {
 public:
  WayOut() { batch = receive(store, "quilt-cotton", 400, "2024-01-10", "county", kQinyang, "A-1"); }

  [[nodiscard]] static access::Caller clerk() { return caller(Role::township_clerk, kXixiang); }
  [[nodiscard]] static access::Caller second_keeper() { return keeper(kQinyang, 1); }

  json request(std::int64_t quantity, json to = {{"division", kXixiang.text()}, {"site", "西向镇中学安置点"}}) {
    return done(clerk(), "release.request",
                {{"purpose", "安置群众御寒"},
                 {"need_by", "2024-07-21T02:00:00+08:00"},
                 {"priority", "urgent"},
                 {"to", std::move(to)},
                 {"contact", {{"name", "王某"}, {"phone", "13800000000"}}},
                 {"lines", {{{"item", "quilt-cotton"}, {"quantity", quantity}}}}})["release"];
  }

  Result<json> approve(const json& release, std::int64_t quantity) {
    return ask(dispatcher_of(), "release.approve",
               {{"release", release["release"]},
                {"expected_version", release["version"]},
                {"order", "沁应急动〔2024〕1号"},
                {"lines", {{{"item", "quilt-cotton"}, {"quantity", quantity}, {"from", store}}}}});
  }

  Result<json> pick(const json& release, std::int64_t quantity, const access::Caller& who = keeper()) {
    return ask(who, "waybill.pick",
               {{"release", release["release"]},
                {"place", store},
                {"lines", {{{"batch", batch}, {"bin", "A-1"}, {"quantity", quantity}}}},
                {"vehicle", {{"plate", "豫H12345"}, {"driver", "赵某"}, {"phone", "13900000000"}}}});
  }

  Result<json> dispatch(const json& waybill, const access::Caller& who = second_keeper()) {
    return ask(who, "waybill.dispatch", {{"waybill", waybill["waybill"]}, {"expected_version", waybill["version"]}});
  }

  Result<json> count(const json& waybill, std::int64_t received, std::int64_t damaged = 0) {
    return ask(clerk(), "waybill.receive",
               {{"waybill", waybill["waybill"]},
                {"expected_version", waybill["version"]},
                {"received_by", {{"name", "王某"}}},
                {"lines", {{{"line", 0}, {"received", received}, {"damaged", damaged}}}}});
  }

  /// A waybill that is on its way.
  json under_way(std::int64_t quantity) {
    const auto release = request(quantity);
    (void)approve(release, quantity).value();
    const auto picked = pick(release, quantity).value()["waybill"];
    return dispatch(picked).value()["waybill"];
  }

  /// Units of the batch that lie at `place`: a store or a side of the ledger.
  std::int64_t lying(const std::string& place) {
    std::int64_t sum = 0;
    const auto life = done(auditor(), "stock.life", {{"batch", batch}});
    for (const auto& row : life["now"]) {
      if (row["place"] == place) sum += row["quantity"].get<std::int64_t>();
    }
    return sum;
  }

  std::string store = open_store();
  std::string batch;
};

}  // namespace anlan::supplies::test
