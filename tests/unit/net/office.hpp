#pragma once

#include <future>
#include <string>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include "net/server.hpp"
#include "support/http_client.hpp"
#include "support/note_house.hpp"
#include "support/ws_client.hpp"

namespace anlan::net {

/// A server on a port of its own with the note room behind it, running on its own thread. The token "clerk" is a
/// sign-in of the township, "auditor" one of the city; both are made up.
class Office {
 public:
  explicit Office(ServerOptions options = {}, HubLimits hub_limits = {}) : hub{house.loop, hub_limits, metrics} {
    declare();
    sign_in("clerk", access::Role::township_clerk, "410882101000");
    sign_in("auditor", access::Role::auditor, "410800000000");
    house.journal.publish_to([this](std::vector<journal::Notification> news) { hub.publish(std::move(news)); });
    server.emplace(house.loop, std::move(options), doors());
    thread = std::jthread{[this] { house.loop.run(); }};
  }
  ~Office() { stop(); }

  void stop() {
    if (!thread.joinable()) return;
    boost::asio::co_spawn(house.loop, server->stop(), [](std::exception_ptr) {});
    thread.join();  // the loop runs out of work: nothing was left behind
  }

  /// Runs something where the server lives, and waits for it.
  template <class Work>
  auto on_loop(Work work) {
    std::packaged_task<std::invoke_result_t<Work&>()> task{std::move(work)};
    auto result = task.get_future();
    boost::asio::post(house.loop, [&task] { task(); });
    return result.get();
  }

  void write(const std::string& text) {
    std::promise<void> done;
    auto job = [this, text]() -> boost::asio::awaitable<void> { (void)co_await house.write("n1", text); };
    boost::asio::co_spawn(house.loop, std::move(job), [&done](std::exception_ptr) { done.set_value(); });
    done.get_future().wait();
  }

  [[nodiscard]] std::uint16_t port() const { return server->port(); }
  [[nodiscard]] test::HttpClient client() const { return test::HttpClient{port()}; }
  [[nodiscard]] test::WsClient socket(const std::string& token = "auditor") const {
    return test::WsClient{port(), {.bearer = token}};
  }

  test::NoteHouse house;
  Metrics metrics;
  Hub hub;
  journal::History history = house.begin_run();
  api::Registry registry;
  access::Sessions sessions;
  api::Dispatcher dispatcher{registry, *house.writer, *house.readers, house.journal, metrics, wall_clock};
  std::optional<Server> server;
  std::jthread thread;

 private:
  void sign_in(const std::string& token, access::Role role, const std::string& division) {
    const access::Caller caller{token, token, token, role, DivisionCode::parse(division).value()};
    sessions.add(access::token_hash(token), {.id = token, .caller = caller, .device = true}, wall_clock());
  }

  void declare() {
    using api::Shape;
    registry.add(api::Topic{.name = "note", .summary = {"便条", "notes"}});
    registry.add(api::Topic{.name = "secret", .summary = {"密", "secret"}, .roles = {access::Role::administrator}});
    registry.add(api::Operation{
        .name = "note.find",
        .kind = api::Kind::query,
        .summary = {"查", "find"},
        .params = Shape::object(
            {api::need("count", Shape::integer(0, 9)), api::may("tags", Shape::array(Shape::text(1, 9), 0, 9))}),
        .roles = access::RoleSet::everyone(),
        .query = [](const api::QueryContext& context) -> Result<nlohmann::json> { return context.params; }});
    registry.add(api::Operation{.name = "note.touch",
                                .kind = api::Kind::action,
                                .summary = {"动", "touch"},
                                .params = Shape::object({}),
                                .roles = access::RoleSet::everyone(),
                                .action = [](api::ActionContext context) -> boost::asio::awaitable<Result<api::Reply>> {
                                  co_return api::Reply{.json = "\"" + context.remote + "\"",
                                                       .headers = {{"Set-Cookie", "x=y"}}};
                                }});
    registry.add(api::Operation{
        .name = "blob.put",
        .kind = api::Kind::action,
        .summary = {"存", "store"},
        .params =
            Shape::object({api::need("media_type", Shape::text(1, 99)), api::need("bytes", Shape::bytes(1 << 23))}),
        .roles = access::RoleSet::everyone(),
        .http_only = true,
        .raw_body = true,
        .action = [](api::ActionContext context) -> boost::asio::awaitable<Result<api::Reply>> {
          co_return api::Reply{.json = std::to_string(context.params["bytes"].get_binary().size())};
        }});
  }

  [[nodiscard]] Doors doors() {
    auto read_page = [this](journal::Interest interest, std::int64_t since,
                            std::int64_t limit) -> boost::asio::awaitable<Result<journal::Page>> {
      auto read = [this, interest, since, limit](store::Connection& db) -> Result<journal::Page> {
        return journal::read_page(db, house.room.types, house.room.views, interest, since, limit);
      };
      co_return co_await house.readers->run(std::move(read));
    };
    auto tile = [](Request request, std::optional<access::Caller> caller) -> boost::asio::awaitable<Response> {
      if (request.path == "/tiles/broken") throw std::runtime_error{"broken"};
      co_return json_response(caller ? caller->name : "nobody");
    };
    return {dispatcher,
            sessions,
            hub,
            history,
            metrics,
            std::move(read_page),
            wall_clock,
            {{.prefix = "/tiles/", .handler = tile},
             {.prefix = "/healthz", .needs_session = false, .handler = tile},
             {.prefix = "/api/openapi.json", .needs_session = false, .handler = tile}}};
  }
};

}  // namespace anlan::net
