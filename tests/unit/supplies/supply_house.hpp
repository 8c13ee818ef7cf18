#pragma once

#include <memory>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "access/key_ring.hpp"
#include "access/personal.hpp"
#include "access/personal_view.hpp"
#include "divisions/road_import.hpp"
#include "incidents/incident_facts.hpp"
#include "incidents/incident_operations.hpp"
#include "supplies/receipt_operations.hpp"
#include "supplies/sources_operations.hpp"
#include "supplies/supply_facts.hpp"
#include "supplies/supply_operations.hpp"
#include "support/paths.hpp"
#include "support/room_house.hpp"

namespace anlan::supplies::test {

using access::Role;
using nlohmann::json;

inline DivisionCode code(const std::string& text) { return DivisionCode::parse(text).value(); }
inline Instant at(const std::string& text) { return parse_time(text + "+08:00").value(); }

// Real codes; which of the units exist here is a choice. Stores, goods and people are made up.
inline const auto kCity = code("410800000000");
inline const auto kQinyang = code("410882000000");   // 沁阳市
inline const auto kMengzhou = code("410883000000");  // 孟州市
inline const auto kXixiang = code("410882101000");   // 西向镇

inline const incidents::Catalogue& incident_catalogue() {
  static const auto loaded = incidents::Catalogue::load(anlan::test::source_dir() + "/data").value();
  return loaded;
}
inline const GoodsCatalogue& goods() {
  static const auto loaded = GoodsCatalogue::load(anlan::test::source_dir() + "/data").value();
  return loaded;
}

inline const NormsCatalogue& norms() {
  static const auto loaded = NormsCatalogue::load(anlan::test::source_dir() + "/data", goods()).value();
  return loaded;
}

inline std::shared_ptr<const divisions::Snapshot> small_jiaozuo() {
  std::vector<divisions::Division> rows;
  for (const auto& unit : {kCity, kQinyang, kMengzhou, kXixiang}) {
    rows.push_back({.code = unit, .name = unit.text(), .parent = unit.parent(), .legal_parent = unit.parent()});
  }
  return std::make_shared<divisions::Snapshot>(std::move(rows), divisions::Snapshot::Layers{});
}

/// `person` tells people of one role apart.
inline access::Caller caller(Role role, const DivisionCode& jurisdiction, int person = 0) {
  auto account = std::string{"0190f3c2-0000-7000-8000-0000000000"} + std::to_string(10 + static_cast<int>(role));
  account[19] = static_cast<char>('0' + person);
  return {account, "desk", "值班员" + std::to_string(person), role, jurisdiction};
}
inline access::Caller keeper(const DivisionCode& where = kQinyang, int person = 0) {
  return caller(Role::warehouse_keeper, where, person);
}
inline access::Caller dispatcher_of(const DivisionCode& where = kQinyang) { return caller(Role::dispatcher, where); }
inline access::Caller auditor() { return caller(Role::auditor, kCity); }

/// The goods room with what it stands on.
class SupplyHouse : public anlan::test::RoomHouse {
 public:
  SupplyHouse() {
    divisions.replace(small_jiaozuo());
    divisions::declare_road_entries(types);
    views.add(std::make_unique<divisions::RoadView>());
    access::declare_personal_entries(types);
    views.add(std::make_unique<access::PersonalView>());
    incidents::declare_facts(types, views, incident_catalogue(), divisions);
    declare_facts(types, views);
    open();
    incidents::declare_incidents(registry, incident_catalogue(), divisions);
    declare_supplies(registry, goods(), divisions, norms(), *keys, counted_secrets());
    declare_sources(registry, {goods(), divisions, *keys, *readers, {}, [this] { return awake; }});
    declare_receipts(registry, {.goods = goods(),
                                .norms = norms(),
                                .keys = *keys,
                                .writer = *writer,
                                .readers = *readers,
                                .journal = journal,
                                .divisions = divisions,
                                .check_photo = [](auto, auto bytes) -> Result<void> {
                                  if (bytes.starts_with("photo")) return {};
                                  return fail(ProblemKind::unsupported, "not-a-photo", {"不是照片", "no photo"});
                                },
                                .clock = [this] { return awake; }});
  }

  /// Codes 000001, 000002, … and tokens that end in the same number.
  ReceiptSecrets counted_secrets() {
    return {.code = [this] { return fmt::format("{:06}", ++secrets); },
            .token = [this] { return fmt::format("{:a>43}", secrets); }};
  }

  /// Opens a store kept by the division's reserves office and used by its emergency office; its uuid.
  std::string open_store(const DivisionCode& where = kQinyang, const std::string& level = "county") {
    const json keeper_office{{"name", "粮储局"}, {"division", where.text()}};
    const json user_office{{"name", "应急局"}, {"division", where.text()}};
    const auto opened = done(dispatcher_of(where), "place.open",
                             {{"kind", "store"},
                              {"level", level},
                              {"division", where.text()},
                              {"name", "测试库 " + where.text()},
                              {"owner", user_office},
                              {"keeper", keeper_office},
                              {"user", user_office},
                              {"bins", {"A-1", "A-2"}}});
    return opened["place"]["place"];
  }

  /// Takes a new batch in; its uuid.
  std::string receive(const std::string& place, const std::string& item, std::int64_t quantity,
                      const std::string& made_on = "2024-01-10", const std::string& origin_level = "county",
                      const DivisionCode& where = kQinyang, const std::string& bin = "") {
    const json batch{{"made_on", made_on}, {"origin", {{"kind", "funding"}, {"level", origin_level}}}};
    const json line{{"item", item}, {"quantity", quantity}, {"bin", bin}, {"new_batch", batch}};
    const auto answer =
        done(keeper(where), "stock.receive", {{"place", place}, {"source", "supplier"}, {"lines", {line}}});
    return answer["movement"]["lines"][0]["batch"];
  }

  Result<json> issue(const std::string& place, const std::string& batch, std::int64_t quantity, json more = {}) {
    json params{{"place", place},
                {"division", kXixiang.text()},
                {"recipient", "西向镇政府"},
                {"document", "沁应急动〔2024〕1号"},
                {"lines", {{{"batch", batch}, {"quantity", quantity}}}}};
    if (!more.is_null()) params.update(more);
    return ask(keeper(), "stock.issue", std::move(params));
  }

  /// Units of an item in a place.
  std::int64_t stock(const std::string& place, const std::string& item) {
    const auto rows = done(auditor(), "stock.balance", {{"place", place}, {"item", item}})["rows"];
    return rows.empty() ? 0 : rows[0]["quantity"].get<std::int64_t>();
  }

  access::Uptime awake{};  ///< for delays
  int secrets = 0;
  std::unique_ptr<access::KeyRing> keys = access::KeyRing::open(folder / "keys.json").value();
};

}  // namespace anlan::supplies::test
