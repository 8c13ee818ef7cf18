#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>
#include <boost/asio/io_context.hpp>

#include "access/follow.hpp"
#include "access/key_entries.hpp"
#include "access/operations.hpp"
#include "access/personal_operations.hpp"
#include "access/personal_view.hpp"
#include "access/secrets.hpp"
#include "access/view.hpp"
#include "api/dispatcher.hpp"
#include "base/json.hpp"
#include "base/uuid.hpp"
#include "journal/replay.hpp"
#include "support/coro.hpp"
#include "support/temporary_folder.hpp"
#include "unit/access/divisions.hpp"

namespace anlan::access {

inline const Instant kStart = parse_time("2021-07-20T20:00:00+08:00").value();
inline const HashCost kCheap{.operations = 1, .memory_bytes = 8192};
inline const std::string kChief = "bogong-2021-shan";      // the first administrator's password
inline const std::string kSecret = "yuntai.hong-shi.cha";  // everybody else's

inline void must(const Result<void>& done) {
  if (!done) throw std::runtime_error{done.error().detail.en};
}

/// What has the room's view and entry types.
struct AccessRoom {
  AccessRoom() {
    declare_entries(types);
    declare_personal_entries(types);
    declare_key_entries(types);
    views.add(std::make_unique<AccountView>());
    views.add(std::make_unique<PersonalView>());
  }
  journal::EntryTypes types;
  journal::ViewSet views;
};

/// Collects what is logged while it lives.
class LogCatcher {
 public:
  LogCatcher() : before_{spdlog::default_logger()} {
    spdlog::set_default_logger(
        std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text_)));
  }
  ~LogCatcher() { spdlog::set_default_logger(before_); }
  LogCatcher(const LogCatcher&) = delete;
  LogCatcher& operator=(const LogCatcher&) = delete;
  [[nodiscard]] std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::shared_ptr<spdlog::logger> before_;
};

/// The room on a real file with its operations, as the server has it, without sockets. The administrator "chief" is
/// there. Both clocks stand still until a test moves them.
class AccessHouse {
 public:
  AccessHouse() {
    {
      store::Connection db{file(), store::Mode::read_write};
      must(journal::migrate(db));
      create_secret_tables(db);
      must(journal::rebuild_views(db, db, room.types, room.views, [](auto, auto) {}));
      journal.open(db, journal::open_site(db, {.id = "site-1", .name = "焦作市"}, kStart).value());
    }
    journal.publish_to([this](std::vector<journal::Notification> news) {
      for (auto& notification : news) {
        follow(sessions, notification);
        follow(*keys, notification);
        published.push_back(std::move(notification));
      }
    });
    sessions.on_ended([this](const Session& session) { ended.push_back(session.id); });
    writer = std::make_unique<store::Writer>(file(), store::WriterLimits{}, loop.get_executor(), journal);
    readers = std::make_unique<store::ReaderPool>(file(), store::ReaderLimits{});
    sign_in = std::make_unique<SignIn>(parts(), ThrottleLimits{}, [this] { return up; });
    declare_operations(registry, parts(), *sign_in, {});
    declare_personal_operations(registry, *keys, [this](store::Connection&, const std::string& owner) {
      return owner.starts_with("incident/") ? std::optional{KeyOwner{"“7·20”暴雨", place::kQinyang, still_needed}}
                                            : std::nullopt;
    });
    dispatcher =
        std::make_unique<api::Dispatcher>(registry, *writer, *readers, journal, metrics, [this] { return now; });
    seed({make_uuid(now), "chief", "孙主任", Role::administrator, place::kJiaozuo, kChief});
  }

  [[nodiscard]] std::filesystem::path file() const { return folder / "anlan.db"; }
  [[nodiscard]] AccessParts parts() { return {*writer, *readers, workers, journal, metrics, sessions, hasher}; }

  /// Runs one job on the writer.
  template <class Work>
  auto write(Work work) {
    std::optional<std::invoke_result_t<Work&, store::Connection&>> out;
    test::run(loop, [&]() -> boost::asio::awaitable<void> { out = co_await writer->submit(std::move(work)); });
    return std::move(*out);
  }

  /// Opens an account as the command line would.
  void seed(OpenAccount asked) {
    const auto hash = hasher.hash(asked.password);
    must(write([&](store::Connection& db) {
      const Caller console{"-", "console", "本机", Role::administrator, place::kJiaozuo};
      return decide_open(db, console, asked, hash, {}, now).map([&](Change change) {
        journal.append(db, std::move(change.fact), {console.actor(), now, make_uuid(now)});
        change.beside(db);
      });
    }));
  }

  /// A call as the server makes it of a request with this token.
  [[nodiscard]] api::Call call_of(const std::string& operation, nlohmann::json params, const std::string& token) {
    api::Call call{.operation = operation, .params = std::move(params), .caller = {}, .remote = remote};
    if (const auto session = sessions.find(token, now)) {
      call.caller = session->caller;
      call.token = token;
    }
    return call;
  }

  Result<api::Reply> ask(const std::string& operation, nlohmann::json params, const std::string& token = {}) {
    Result<api::Reply> out;
    auto call = call_of(operation, std::move(params), token);
    test::run(loop, [&]() -> boost::asio::awaitable<void> { out = co_await dispatcher->call(std::move(call)); });
    return out;
  }

  /// The token in the cookie, or the problem.
  Result<std::string> enter(const std::string& name, const std::string& password) {
    auto reply = ask("session.open", {{"name", name}, {"password", password}});
    if (!reply) return tl::unexpected<Problem>(std::move(reply.error()));
    const auto& cookie = reply->headers.front().second;
    const auto from = cookie.find('=') + 1;
    return cookie.substr(from, cookie.find(';') - from);
  }

  /// Opens an account through the API and returns it.
  nlohmann::json hire(const std::string& name, Role role, const DivisionCode& division, const std::string& by) {
    const nlohmann::json params{{"command_id", make_uuid(now)}, {"name", name},
                                {"display_name", "李某"},       {"role", to_string(role)},
                                {"division", division.text()},  {"password", kSecret}};
    const auto reply = ask("account.open", params, by);
    if (!reply) throw std::runtime_error{reply.error().detail.en};
    return nlohmann::json::parse(reply->json).at("account");
  }

  /// Parameters of a change to this account, as it was seen.
  [[nodiscard]] nlohmann::json change_of(const nlohmann::json& account,
                                         nlohmann::json more = nlohmann::json::object()) const {
    more["command_id"] = make_uuid(now);
    more["account"] = account.at("account");
    more["expected_version"] = account.at("version");
    return more;
  }

  /// All bytes the site has on its disk.
  [[nodiscard]] std::string disk() const {
    std::string all;
    for (const auto& each : std::filesystem::directory_iterator{folder.path()}) {
      std::ifstream bytes{each.path(), std::ios::binary};
      all.append(std::istreambuf_iterator<char>{bytes}, {});
    }
    return all;
  }

  Instant now = kStart;
  Uptime up{};
  std::string remote = "10.8.21.7";
  test::TemporaryFolder folder;
  AccessRoom room;
  std::unique_ptr<KeyRing> keys = KeyRing::open(folder / "keys.json").value();
  std::optional<Problem> still_needed;  ///< of every incident's key
  std::vector<journal::Notification> published;
  std::vector<std::string> ended;
  boost::asio::io_context loop{1};
  Metrics metrics;
  PasswordHasher hasher{kCheap};
  Sessions sessions{SessionLimits{}, [this] { return up; }};
  journal::Journal journal{room.types, room.views};
  store::Workers workers{1, 8};
  std::unique_ptr<store::Writer> writer;
  std::unique_ptr<store::ReaderPool> readers;
  std::unique_ptr<SignIn> sign_in;
  api::Registry registry;
  std::unique_ptr<api::Dispatcher> dispatcher;
};

}  // namespace anlan::access
