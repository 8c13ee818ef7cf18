#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "access/caller.hpp"
#include "access/sessions.hpp"
#include "api/dispatcher.hpp"
#include "base/metrics.hpp"
#include "base/time.hpp"
#include "journal/history.hpp"
#include "journal/reading.hpp"
#include "net/http.hpp"
#include "net/hub.hpp"

namespace anlan::net {

/// Bounds of what strangers can cost. Every wait has one.
struct ServerLimits {
  std::size_t connections = 10'000;
  std::size_t connections_per_address = 1'000;  ///< a county's office sits behind one address
  std::size_t json_body = 64 * 1024;
  std::size_t raw_body = 8 * 1024 * 1024;          ///< of operations that take a file
  std::int64_t replay_entries = 10'000;            ///< a longer gap is answered with `snapshot`
  std::chrono::milliseconds head_timeout{10'000};  ///< from a request's first byte to the end of its head
  std::chrono::milliseconds body_timeout{60'000};
  std::chrono::milliseconds idle_timeout{60'000};   ///< between two requests
  std::chrono::milliseconds write_timeout{30'000};  ///< of one answer
  std::chrono::milliseconds stall_timeout{10'000};  ///< of one frame on /live: then 4008
  std::size_t slowest_line = 8 * 1024;              ///< bytes per second: adds to the three limits above
  std::chrono::milliseconds goodbye{5'000};         ///< for all, when the server stops
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                  ///< 0: the system picks one, `Server::port` tells which
  std::filesystem::path certificate = {};  ///< PEM chain; with `private_key`, or neither
  std::filesystem::path private_key = {};
  std::vector<std::string> allowed_origins = {};  ///< besides the request's own, e.g. "https://anlan.example.gov.cn"
  std::filesystem::path static_root = {};         ///< the built web app; empty for none
  ServerLimits limits = {};
};

/// A path of the app room: what begins with `prefix` when that ends in '/', else exactly it. GET and HEAD.
struct Route {
  std::string prefix;
  bool needs_session = true;
  std::function<boost::asio::awaitable<Response>(Request, std::optional<access::Caller>)> handler;
};

/// Reads a stretch of the journal for a dashboard that comes back: `journal::read_page` on a reader.
using ReadPage = std::function<boost::asio::awaitable<Result<journal::Page>>(journal::Interest, std::int64_t since,
                                                                             std::int64_t limit)>;

/// What the server opens onto. All of it outlives the server.
struct Doors {
  api::Dispatcher& dispatcher;
  access::Sessions& sessions;
  Hub& hub;
  const journal::History& history;
  Metrics& metrics;
  ReadPage read_page;
  std::function<Instant()> now;
  std::vector<Route> routes = {};
};

/// Listens, and serves HTTP and WebSocket on the loop's thread.
///
/// Declare in this order: the doors, the loop, the hub, the server; so the server goes first and the loop last. Before
/// that `stop` must have returned, or the loop must not run any more.
class Server {
 public:
  /// Throws boost::system::system_error when the address is taken or the certificate cannot be read.
  Server(boost::asio::io_context& loop, ServerOptions options, Doors doors);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;

  /// Takes no more connections, lets running requests end, says 1001 to sessions; returns when all are gone, after 5 s
  /// at the latest but for calls that the writer still works on.
  [[nodiscard]] boost::asio::awaitable<void> stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace anlan::net
