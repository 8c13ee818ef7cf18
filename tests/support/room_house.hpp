#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>

#include "api/dispatcher.hpp"
#include "base/uuid.hpp"
#include "divisions/divisions.hpp"
#include "journal/journal.hpp"
#include "journal/replay.hpp"
#include "journal/schema.hpp"
#include "journal/verify.hpp"
#include "support/coro.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::test {

/// Rooms with a journal on a real file, behind the real dispatcher, at a clock that the test sets. What derives from it
/// declares its facts, then calls `open`; operations may be declared before or after.
class RoomHouse {
 public:
  /// What the caller is answered. A command without an id is given a fresh one.
  Result<nlohmann::json> ask(const access::Caller& who, const std::string& operation, nlohmann::json params) {
    const auto* declared = registry.find(operation);
    if (declared->kind == api::Kind::command && !params.contains("command_id")) params["command_id"] = make_uuid(now);
    return answer({.operation = operation, .params = std::move(params), .caller = who});
  }

  /// What somebody without an account is answered, at an address of the test's choice.
  Result<nlohmann::json> knock(const std::string& operation, nlohmann::json params,
                               const std::string& remote = "10.0.0.9") {
    return answer({.operation = operation, .params = std::move(params), .caller = {}, .remote = remote});
  }

  /// What the caller is answered; throws the problem when there is one.
  nlohmann::json done(const access::Caller& who, const std::string& operation, nlohmann::json params) {
    auto answered = ask(who, operation, std::move(params));
    if (!answered) throw std::runtime_error{operation + ": " + to_json(answered.error()).dump()};
    return std::move(*answered);
  }

  /// The slug of the problem a call ends in; empty when it succeeds.
  std::string refusal(const access::Caller& who, const std::string& operation, nlohmann::json params) {
    const auto answered = ask(who, operation, std::move(params));
    return answered ? "" : answered.error().type;
  }

  /// Whether the chain is whole, the views equal a replay of it, and what the rooms prove of themselves holds.
  bool verifies() {
    store::Connection db{file(), store::Mode::read_write};
    const auto result = journal::verify_all(db, types, views, folder.path(), [](auto, auto) {});
    for (const auto& finding : result.findings) faults += finding.text.en + "\n";
    return result.clean();
  }

  [[nodiscard]] std::filesystem::path file() const { return folder / "anlan.db"; }

  TemporaryFolder folder;
  Instant now = parse_time("2024-07-20T20:00:00+08:00").value();
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

 protected:
  void open() {
    store::Connection db{file(), store::Mode::read_write};
    must(journal::migrate(db));
    must(journal::rebuild_views(db, db, types, views, [](auto, auto) {}));
    journal.open(db, journal::open_site(db, {.id = "site-1", .name = "焦作市"}, now).value());
    journal.publish_to([this](std::vector<journal::Notification> news) {
      for (auto& notification : news) published.push_back(std::move(notification));
    });
    writer = std::make_unique<store::Writer>(file(), store::WriterLimits{}, loop.get_executor(), journal);
    readers = std::make_unique<store::ReaderPool>(file(), store::ReaderLimits{});
    dispatcher =
        std::make_unique<api::Dispatcher>(registry, *writer, *readers, journal, metrics, [this] { return now; });
  }

 private:
  Result<nlohmann::json> answer(api::Call call) {
    Result<api::Reply> reply;
    run(loop, [&]() -> boost::asio::awaitable<void> { reply = co_await dispatcher->call(std::move(call)); });
    if (!reply) return fail(std::move(reply.error()));
    return nlohmann::json::parse(reply->json);
  }

  static void must(const Result<void>& held) {
    if (!held) throw std::runtime_error{held.error().detail.en};
  }
};

}  // namespace anlan::test
