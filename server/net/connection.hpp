#pragma once

// One HTTP connection on a plain or TLS stream. Included by plain_door.cpp and tls_door.cpp alone.

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "net/beast_web_socket.hpp"
#include "net/doors.hpp"
#include "net/request_parser.hpp"

namespace anlan::net {

inline void log_failure(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    spdlog::error("a connection failed: {}", error.what());
  }
}

/// Runs a session on /live on the stream of a connection that asked for it.
template <class Stream>
boost::asio::awaitable<void> serve_live(std::shared_ptr<Shared> shared, Stream stream, Request head, Visitor visitor,
                                        Connections::Seat seat) {
  auto socket = std::make_unique<BeastWebSocket<Stream>>(std::move(stream));
  if (!co_await socket->accept(std::move(head))) co_return;
  co_await serve_session(std::move(shared), std::move(socket), std::move(visitor), std::move(seat));
}

template <class Stream>
class Connection final : public Peer, public std::enable_shared_from_this<Connection<Stream>> {
 public:
  Connection(std::shared_ptr<Shared> shared, Stream stream, Connections::Seat seat)
      : shared_{std::move(shared)},
        stream_{std::move(stream)},
        seat_{std::in_place, std::move(seat)},
        membership_{shared_->connections, *this} {}

  static void start(std::shared_ptr<Connection> self) {
    const auto executor = self->stream_.get_executor();
    auto keep_and_run = [self = std::move(self)]() -> boost::asio::awaitable<void> { co_await self->run(); };
    boost::asio::co_spawn(executor, std::move(keep_and_run), log_failure);
  }

  void tick(SteadyTime now) override {
    if (now >= deadline_) abort();
  }
  void go_away() override {
    if (idle_) abort();
  }
  void abort() noexcept override {
    boost::system::error_code ignored;
    boost::beast::get_lowest_layer(stream_).close(ignored);
  }

 private:
  static constexpr bool kSecure = !std::is_same_v<Stream, Socket>;
  static constexpr std::size_t kChunk = 4 * 1024;
  static constexpr std::size_t kBodyChunk = 64 * 1024;

  [[nodiscard]] boost::asio::awaitable<void> run();
  [[nodiscard]] boost::asio::awaitable<bool> shake_hands();
  [[nodiscard]] boost::asio::awaitable<bool> receive_head();
  [[nodiscard]] boost::asio::awaitable<bool> receive_body();
  [[nodiscard]] boost::asio::awaitable<bool> fill(std::size_t chunk);
  [[nodiscard]] boost::asio::awaitable<bool> reply(const Response& response, bool is_head, bool keep_alive);
  [[nodiscard]] boost::asio::awaitable<bool> reply_continue();
  [[nodiscard]] boost::asio::awaitable<void> linger();
  [[nodiscard]] std::optional<Response> admit();
  [[nodiscard]] std::optional<Response> go_live();
  [[nodiscard]] const Router& router() const noexcept { return shared_->router; }
  void feed();
  void wait_at_most(std::chrono::milliseconds time) { deadline_ = std::chrono::steady_clock::now() + time; }
  /// The same for moving so many bytes over the slowest line that we serve.
  void wait_at_most(std::chrono::milliseconds time, std::size_t bytes) {
    wait_at_most(time + std::chrono::seconds{bytes / shared_->options.limits.slowest_line});
  }

  std::shared_ptr<Shared> shared_;
  Stream stream_;
  std::optional<Connections::Seat> seat_;  // a session on /live takes it over
  Connections::Membership membership_;
  RequestParser parser_;
  boost::beast::flat_buffer in_;
  SteadyTime deadline_ = SteadyTime::max();
  std::size_t body_limit_ = 0;
  bool idle_ = false;  // between two requests
};

template <class Stream>
boost::asio::awaitable<void> Connection<Stream>::run() {
  if (!co_await shake_hands()) co_return;
  while (co_await receive_head()) {
    const bool live = parser_.state() != RequestParser::State::bad && Router::is_live(parser_.request());
    auto refusal = live ? go_live() : admit();
    if (live && !refusal) co_return;  // a session has the stream now
    if (!refusal && !co_await receive_body()) co_return;
    if (!refusal && parser_.state() == RequestParser::State::bad) refusal = router().refuse_fault(parser_.fault());

    const bool whole = parser_.state() == RequestParser::State::done;
    auto request = parser_.take();
    const bool is_head = request.method == Method::head;
    const bool keep_alive = whole && request.keep_alive;
    const auto response = refusal ? std::move(*refusal) : co_await router().answer(std::move(request));
    if (!co_await reply(response, is_head, keep_alive && !shared_->stopping)) co_return;
    if (!keep_alive || shared_->stopping) co_return co_await linger();
  }
}

/// Looks at the head before the body may come.
template <class Stream>
std::optional<Response> Connection<Stream>::admit() {
  if (parser_.state() == RequestParser::State::bad) return router().refuse_fault(parser_.fault());
  auto admission = router().admit(parser_.request());
  parser_.limit_body(admission.body_limit);
  body_limit_ = admission.body_limit;
  return std::move(admission.refusal);
}

template <class Stream>
boost::asio::awaitable<bool> Connection<Stream>::shake_hands() {
  if constexpr (kSecure) {
    wait_at_most(shared_->options.limits.head_timeout);
    const auto [failed] = co_await stream_.async_handshake(boost::asio::ssl::stream_base::server, kAwait);
    if (failed) shared_->doors.metrics.count("anlan_tls_failures_total");
    co_return !failed;
  }
  co_return true;
}

/// False when the peer is gone, or the server stops and nothing was asked.
template <class Stream>
boost::asio::awaitable<bool> Connection<Stream>::receive_head() {
  const auto& limits = shared_->options.limits;
  wait_at_most(limits.idle_timeout);
  feed();
  bool begun = false;
  while (parser_.state() == RequestParser::State::head) {
    idle_ = !parser_.started();
    if (idle_ && shared_->stopping) co_return false;
    if (!idle_ && !std::exchange(begun, true)) wait_at_most(limits.head_timeout);
    if (!co_await fill(kChunk)) co_return false;
    feed();
  }
  idle_ = false;
  parser_.request().remote = seat_->address();
  parser_.request().secure = kSecure;
  co_return true;
}

template <class Stream>
boost::asio::awaitable<bool> Connection<Stream>::receive_body() {
  if (parser_.state() == RequestParser::State::body) wait_at_most(shared_->options.limits.body_timeout, body_limit_);
  if (parser_.expects_continue() && in_.size() == 0 && !co_await reply_continue()) co_return false;
  feed();
  while (parser_.state() == RequestParser::State::body) {
    if (!co_await fill(kBodyChunk)) co_return false;
    feed();
  }
  deadline_ = SteadyTime::max();  // the answer's own waits have their own limits
  co_return true;
}

template <class Stream>
void Connection<Stream>::feed() {
  const auto bytes = in_.cdata();
  if (bytes.size() != 0) in_.consume(parser_.put({static_cast<const char*>(bytes.data()), bytes.size()}));
}

template <class Stream>
boost::asio::awaitable<bool> Connection<Stream>::fill(std::size_t chunk) {
  const auto [failed, size] = co_await stream_.async_read_some(in_.prepare(chunk), kAwait);
  in_.commit(size);
  co_return !failed;
}

template <class Stream>
boost::asio::awaitable<bool> Connection<Stream>::reply(const Response& response, bool is_head, bool keep_alive) {
  wait_at_most(shared_->options.limits.write_timeout, response.body ? response.body->size() : 0);
  ++shared_->answered;
  const auto head = write_head(response, kSecure, keep_alive);
  const bool with_body = response.body && !is_head && response.status != 204 && response.status != 304;
  const std::array<boost::asio::const_buffer, 2> parts{
      boost::asio::buffer(head), with_body ? boost::asio::buffer(*response.body) : boost::asio::const_buffer{}};
  const auto [failed, size] = co_await boost::asio::async_write(stream_, parts, kAwait);
  co_return !failed;
}

template <class Stream>
boost::asio::awaitable<bool> Connection<Stream>::reply_continue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  const auto [failed, size] = co_await boost::asio::async_write(stream_, boost::asio::buffer(kContinue), kAwait);
  co_return !failed;
}

/// Lets the peer read the last answer: closing at once, with bytes of its request unread, would tear it away.
template <class Stream>
boost::asio::awaitable<void> Connection<Stream>::linger() {
  boost::system::error_code ignored;
  boost::beast::get_lowest_layer(stream_).shutdown(Socket::shutdown_send, ignored);
  wait_at_most(std::chrono::seconds{2});
  in_.consume(in_.size());
  while (co_await fill(kBodyChunk)) in_.consume(in_.size());
}

/// Hands the stream to a session, or says why not.
template <class Stream>
std::optional<Response> Connection<Stream>::go_live() {
  auto visitor = router().admit_live(parser_.request());
  if (!visitor) return std::move(visitor.error());
  if (parser_.state() != RequestParser::State::done || in_.size() != 0 || shared_->stopping) {
    return router().refuse_fault(400);  // frames before our answer, or a body
  }
  const auto executor = stream_.get_executor();
  auto session =
      serve_live<Stream>(shared_, std::move(stream_), parser_.take(), std::move(*visitor), std::move(*seat_));
  boost::asio::co_spawn(executor, std::move(session), log_failure);
  return std::nullopt;
}

}  // namespace anlan::net
