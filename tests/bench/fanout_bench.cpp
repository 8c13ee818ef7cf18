// How fast the live line fans out: the real server and hub, with one operation that publishes what it is given.
//
// Usage: fanout_bench PORT [static folder]. Sessions are opened with the token "bench"; `bench.publish {text}` is heard
// by all who subscribed to the topic "bench". Ends at SIGTERM.
#include <csignal>
#include <cstdlib>
#include <iostream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>

#include "base/json.hpp"
#include "net/server.hpp"
#include "support/note_house.hpp"

namespace {

using namespace anlan;
namespace asio = boost::asio;

const auto kCity = DivisionCode::parse("410800000000").value();

journal::Notification notification(std::int64_t seq, const std::string& text) {
  const nlohmann::json said{{"jsonrpc", "2.0"},
                            {"method", "live.entry"},
                            {"params", {{"seq", seq}, {"topic", "bench"}, {"body", {{"text", text}}}}}};
  return {.seq = seq, .topic = "bench", .division = kCity, .text = std::make_shared<const std::string>(dump(said))};
}

api::Operation publish_operation(net::Hub& hub) {
  const auto publish = [&hub](api::ActionContext context) -> asio::awaitable<Result<api::Reply>> {
    hub.publish({notification(hub.seq() + 1, context.params["text"].get_ref<const std::string&>())});
    co_return api::Reply{.json = "true"};
  };
  return {.name = "bench.publish",
          .kind = api::Kind::action,
          .summary = {"发布", "publish"},
          .params = api::Shape::object({api::need("text", api::Shape::text(0, 65'536))}),
          .roles = access::RoleSet::everyone(),
          .action = publish};
}

access::Session bench_session() {
  return {.id = "bench", .caller = {"bench", "bench", "bench", access::Role::city_duty, kCity}, .device = true};
}

}  // namespace

int main(int count, char** words) {
  test::NoteHouse house;
  auto& loop = house.loop;
  Metrics metrics;
  net::Hub hub{loop, {}, metrics};
  api::Registry registry;
  registry.add(api::Topic{.name = "bench", .summary = {"测试", "bench"}});
  registry.add(publish_operation(hub));
  api::Dispatcher dispatcher{registry, *house.writer, *house.readers, house.journal, metrics, wall_clock};
  access::Sessions sessions;
  sessions.add(access::token_hash("bench"), bench_session(), wall_clock());

  const net::ReadPage no_pages = [](journal::Interest, std::int64_t,
                                    std::int64_t) -> asio::awaitable<Result<journal::Page>> {
    co_return journal::Page{};
  };
  net::ServerOptions options{.port = static_cast<std::uint16_t>(count > 1 ? std::atoi(words[1]) : 0)};
  options.limits.connections_per_address = options.limits.connections;
  if (count > 2) options.static_root = words[2];
  net::Server server{loop, std::move(options), {dispatcher, sessions, hub, metrics, no_pages, wall_clock}};
  std::cerr << "listening on " << server.port() << '\n';

  asio::signal_set signals{loop, SIGTERM, SIGINT};
  signals.async_wait(
      [&](auto, int) { asio::co_spawn(loop, server.stop(), [&loop](std::exception_ptr) { loop.stop(); }); });
  loop.run();
}
