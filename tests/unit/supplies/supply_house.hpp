#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>

#include "access/key_ring.hpp"
#include "access/personal.hpp"
#include "access/personal_view.hpp"
#include "api/dispatcher.hpp"
#include "base/uuid.hpp"
#include "divisions/divisions.hpp"
#include "divisions/road_import.hpp"
#include "incidents/incident_facts.hpp"
#include "incidents/incident_operations.hpp"
#include "journal/journal.hpp"
#include "journal/replay.hpp"
#include "journal/schema.hpp"
#include "journal/verify.hpp"
#include "supplies/receipt_operations.hpp"
#include "supplies/sources_operations.hpp"
#include "supplies/supply_facts.hpp"
#include "supplies/supply_operations.hpp"
#include "support/coro.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"

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
  static const auto loaded = NormsCatalogue::load(anlan::test::source_dir() + "/data").value();
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

/// The room with a journal on a real file, behind the real dispatcher, at a clock that the test sets.
class SupplyHouse {
 public:
  SupplyHouse() {
    divisions.replace(small_jiaozuo());
    divisions::declare_road_entries(types);
    views.add(std::make_unique<divisions::RoadView>());
    access::declare_personal_entries(types);
    views.add(std::make_unique<access::PersonalView>());
    incidents::declare_facts(types, views, incident_catalogue(), divisions);
    declare_facts(types, views);
    incidents::declare_incidents(registry, incident_catalogue(), divisions);
    declare_supplies(registry, goods(), divisions, norms(), counted_secrets());
    store::Connection db{file(), store::Mode::read_write};
    must(journal::migrate(db));
    must(journal::rebuild_views(db, db, types, views, [](auto, auto) {}));
    journal.open(db, journal::open_site(db, {.id = "site-1", .name = "焦作市"}, now).value());
    journal.publish_to([this](std::vector<journal::Notification> news) {
      for (auto& notification : news) published.push_back(std::move(notification));
    });
    writer = std::make_unique<store::Writer>(file(), store::WriterLimits{}, loop.get_executor(), journal);
    readers = std::make_unique<store::ReaderPool>(file(), store::ReaderLimits{});
    declare_sources(registry, {goods(), divisions, *keys, *readers});
    dispatcher =
        std::make_unique<api::Dispatcher>(registry, *writer, *readers, journal, metrics, [this] { return now; });
    declare_receipts(registry, {.goods = goods(),
                                .norms = norms(),
                                .keys = *keys,
                                .writer = *writer,
                                .readers = *readers,
                                .journal = journal,
                                .is_photo = [](auto, auto bytes) { return bytes.starts_with("photo"); },
                                .clock = [this] { return awake; }});
  }

  /// What somebody without an account hears, from an address of the caller's choice.
  Result<json> knock(const std::string& operation, json params, const std::string& remote = "10.0.0.9") {
    Result<api::Reply> reply;
    anlan::test::run(loop, [&]() -> boost::asio::awaitable<void> {
      api::Call call{.operation = operation, .params = std::move(params), .caller = {}, .remote = remote};
      reply = co_await dispatcher->call(std::move(call));
    });
    if (!reply) return fail(std::move(reply.error()));
    return json::parse(reply->json);
  }

  /// Codes 000001, 000002, … and tokens that end in the same number.
  ReceiptSecrets counted_secrets() {
    return {.code = [this] { return fmt::format("{:06}", ++secrets); },
            .token = [this] { return fmt::format("{:a>43}", secrets); }};
  }

  Result<json> ask(const access::Caller& who, const std::string& operation, json params) {
    const auto* declared = registry.find(operation);
    if (declared->kind == api::Kind::command && !params.contains("command_id")) params["command_id"] = make_uuid(now);
    Result<api::Reply> reply;
    anlan::test::run(loop, [&]() -> boost::asio::awaitable<void> {
      api::Call call{operation, std::move(params), who};
      reply = co_await dispatcher->call(std::move(call));
    });
    if (!reply) return fail(std::move(reply.error()));
    return json::parse(reply->json);
  }

  json done(const access::Caller& who, const std::string& operation, json params) {
    auto answer = ask(who, operation, std::move(params));
    if (!answer) throw std::runtime_error{operation + ": " + to_json(answer.error()).dump()};
    return std::move(*answer);
  }

  /// The slug of the problem a call ends in; empty when it succeeds.
  std::string refusal(const access::Caller& who, const std::string& operation, json params) {
    const auto answer = ask(who, operation, std::move(params));
    return answer ? "" : answer.error().type;
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
                {"lines", {{{"batch", batch}, {"quantity", quantity}}}}};
    if (!more.is_null()) params.update(more);
    return ask(keeper(), "stock.issue", std::move(params));
  }

  /// Units of an item in a place.
  std::int64_t stock(const std::string& place, const std::string& item) {
    const auto rows = done(auditor(), "stock.balance", {{"place", place}, {"item", item}})["rows"];
    return rows.empty() ? 0 : rows[0]["quantity"].get<std::int64_t>();
  }

  /// Whether the chain is whole, the views equal a replay of it, and the ledger proves itself.
  bool verifies() {
    store::Connection db{file(), store::Mode::read_write};
    const auto result = journal::verify_all(db, types, views, folder.path(), [](auto, auto) {});
    for (const auto& finding : result.findings) faults += finding.text.en + "\n";
    return result.clean();
  }

  [[nodiscard]] std::filesystem::path file() const { return folder / "anlan.db"; }

  anlan::test::TemporaryFolder folder;
  Instant now = at("2024-07-20T20:00:00");
  access::Uptime awake{};  ///< for delays
  int secrets = 0;
  std::unique_ptr<access::KeyRing> keys = access::KeyRing::open(folder / "keys.json").value();
  divisions::Divisions divisions;
  journal::EntryTypes types;
  journal::ViewSet views;
  api::Registry registry;
  std::vector<journal::Notification> published;
  std::string faults;
  boost::asio::io_context loop{1};
  Metrics metrics;
  journal::Journal journal{types, views};
  std::unique_ptr<store::Writer> writer;
  std::unique_ptr<store::ReaderPool> readers;
  std::unique_ptr<api::Dispatcher> dispatcher;

 private:
  static void must(const Result<void>& held) {
    if (!held) throw std::runtime_error{held.error().detail.en};
  }
};

}  // namespace anlan::supplies::test
