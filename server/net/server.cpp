#include "net/server.hpp"

#include <utility>

#include <spdlog/spdlog.h>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "net/doors.hpp"
#include "net/shared.hpp"
#include "net/stream.hpp"

namespace anlan::net {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto kTick = 500ms;
constexpr auto kAfterRefusedAccept = 100ms;

asio::ssl::context make_tls(const ServerOptions& options) {
  using Context = asio::ssl::context;
  Context tls{Context::tls_server};
  tls.set_options(Context::default_workarounds | Context::no_sslv2 | Context::no_sslv3 | Context::no_tlsv1 |
                  Context::no_tlsv1_1 | Context::single_dh_use);
  if (!options.certificate.empty()) {
    tls.use_certificate_chain_file(options.certificate.string());
    tls.use_private_key_file(options.private_key.string(), Context::pem);
  }
  return tls;
}

Acceptor listen(asio::io_context& loop, const ServerOptions& options) {
  const asio::ip::tcp::endpoint endpoint{asio::ip::make_address(options.address), options.port};
  Acceptor acceptor{loop.get_executor()};
  acceptor.open(endpoint.protocol());
  acceptor.set_option(asio::socket_base::reuse_address(true));
  acceptor.bind(endpoint);
  acceptor.listen(4'096);
  return acceptor;
}

/// Without reading: whoever floods us gets no parser.
void turn_away(Socket socket) {
  static constexpr std::string_view kFull =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(kFull), ignored);
  socket.shutdown(Socket::shutdown_send, ignored);
}

}  // namespace

struct Server::State : std::enable_shared_from_this<Server::State> {
  State(asio::io_context& loop, ServerOptions options, Doors doors)
      : tls{make_tls(options)},
        secure{!options.certificate.empty()},
        acceptor{listen(loop, options)},
        port{acceptor.local_endpoint().port()},
        ticker{loop},
        pause{loop},
        shared{std::make_shared<Shared>(std::move(options), std::move(doors))} {}

  void open();
  void accept();
  void take(Socket socket);
  void tick();
  void declare_metrics();
  void close();
  [[nodiscard]] asio::awaitable<void> drain(asio::steady_timer& timer, SteadyTime until) const;

  asio::ssl::context tls;
  bool secure;
  Acceptor acceptor;
  std::uint16_t port;
  asio::steady_timer ticker;
  asio::steady_timer pause;
  std::shared_ptr<Shared> shared;
};

void Server::State::open() {
  declare_metrics();
  shared->doors.sessions.on_ended([weak = std::weak_ptr{shared}](const access::Session& ended) {
    const auto house = weak.lock();
    if (house) house->connections->each([&ended](Peer& peer) { peer.sign_out(ended.id); });
  });
  accept();
  tick();
}

void Server::State::accept() {
  acceptor.async_accept([weak = weak_from_this()](const boost::system::error_code& failed, Socket socket) {
    const auto self = weak.lock();
    if (!self || failed == asio::error::operation_aborted) return;
    if (!failed) {
      self->take(std::move(socket));
      return self->accept();
    }
    // Out of descriptors: the next try would fail as fast, and spin.
    self->shared->doors.metrics.count("anlan_accept_failures_total");
    self->pause.expires_after(kAfterRefusedAccept);
    self->pause.async_wait([weak](const boost::system::error_code& cancelled) {
      if (const auto again = weak.lock(); again && !cancelled) again->accept();
    });
  });
}

void Server::State::take(Socket socket) {
  boost::system::error_code failed;
  const auto peer = socket.remote_endpoint(failed);
  if (failed) return;
  socket.set_option(asio::ip::tcp::no_delay(true), failed);
  auto seat = shared->connections->admit(peer.address().to_string());
  if (!seat) {
    shared->doors.metrics.count("anlan_connections_refused_total");
    return turn_away(std::move(socket));
  }
  if (secure) {
    serve_tls(shared, tls, std::move(socket), std::move(*seat));
  } else {
    serve_plain(shared, std::move(socket), std::move(*seat));
  }
}

void Server::State::tick() {
  const auto now = std::chrono::steady_clock::now();
  shared->connections->each([now](Peer& peer) { peer.tick(now); });
  if (const auto answered = std::exchange(shared->answered, 0); answered != 0) {
    shared->doors.metrics.count("anlan_http_answers_total", {}, static_cast<double>(answered));
  }
  ticker.expires_after(kTick);
  ticker.async_wait([weak = weak_from_this()](const boost::system::error_code& cancelled) {
    if (const auto self = weak.lock(); self && !cancelled) self->tick();
  });
}

void Server::State::declare_metrics() {
  auto& metrics = shared->doors.metrics;
  metrics.gauge("anlan_connections", "Open connections",
                [house = shared->connections] { return static_cast<double>(house->size()); });
  metrics.gauge("anlan_live_sessions", "Open sessions on /live",
                [sessions = shared->sessions] { return static_cast<double>(sessions->load()); });
}

void Server::State::close() {
  boost::system::error_code ignored;
  acceptor.close(ignored);
  pause.cancel();
  shared->stopping = true;
  shared->connections->each([](Peer& peer) { peer.go_away(); });
}

asio::awaitable<void> Server::State::drain(asio::steady_timer& timer, SteadyTime until) const {
  while (shared->connections->size() != 0 && std::chrono::steady_clock::now() < until) {
    timer.expires_after(10ms);
    static_cast<void>(co_await timer.async_wait(kAwait));
  }
}

Server::Server(asio::io_context& loop, ServerOptions options, Doors doors)
    : state_{std::make_shared<State>(loop, std::move(options), std::move(doors))} {
  state_->open();
}

Server::~Server() { state_->shared->doors.sessions.on_ended({}); }

std::uint16_t Server::port() const noexcept { return state_->port; }

asio::awaitable<void> Server::stop() {
  const auto state = state_;
  state->close();
  asio::steady_timer timer{state->ticker.get_executor()};
  const auto until = std::chrono::steady_clock::now() + state->shared->options.limits.goodbye;
  co_await state->drain(timer, until);
  state->shared->connections->each([](Peer& peer) { peer.abort(); });
  co_await state->drain(timer, SteadyTime::max());
  state->ticker.cancel();
}

}  // namespace anlan::net
