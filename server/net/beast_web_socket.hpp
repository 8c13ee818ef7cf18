#pragma once

// A WebSocket on Beast's stream. Included by plain_door.cpp and tls_door.cpp alone: it takes long to compile.

#include <memory>
#include <string>
#include <utility>

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "net/stream.hpp"
#include "net/web_socket.hpp"

namespace anlan::net {

template <class Stream>
class BeastWebSocket final : public WebSocket {
 public:
  static constexpr std::size_t kLongestMessage = 64 * 1024;

  explicit BeastWebSocket(Stream stream) : stream_{std::move(stream)} {
    namespace websocket = boost::beast::websocket;
    websocket::stream_base::timeout waits{};
    waits.handshake_timeout = std::chrono::seconds{5};
    waits.idle_timeout = std::chrono::seconds{40};
    waits.keep_alive_pings = true;  // after half of it
    stream_.set_option(waits);
    stream_.set_option(websocket::stream_base::decorator{[](websocket::response_type& response) {
      response.set(boost::beast::http::field::sec_websocket_protocol, "anlan.v1");
    }});
    stream_.read_message_max(kLongestMessage);
    stream_.auto_fragment(false);  // a batch is one frame, written by one call
    stream_.text(true);
    boost::system::error_code ignored;
    auto& socket = boost::beast::get_lowest_layer(stream_);
    // What the kernel holds for a client that does not read; its own tuning would go up to megabytes.
    socket.set_option(boost::asio::socket_base::send_buffer_size{128 * 1024}, ignored);
  }

  /// Answers the upgrade. False when the request is none or the peer is gone.
  [[nodiscard]] boost::asio::awaitable<bool> accept(Request head) {
    namespace http = boost::beast::http;
    http::request<http::empty_body> request{http::verb::get, head.target, 11};
    for (const auto name : {http::field::host, http::field::upgrade, http::field::connection,
                            http::field::sec_websocket_key, http::field::sec_websocket_version}) {
      const auto spelling = http::to_string(name);
      const auto value = head.headers.get({spelling.data(), spelling.size()});
      if (!value.empty()) request.set(name, {value.data(), value.size()});
    }
    const auto [failed] = co_await stream_.async_accept(request, kAwait);
    co_return !failed;
  }

  [[nodiscard]] boost::asio::awaitable<Incoming> read() override {
    std::string text;
    std::size_t size = 0;
    do {
      text.resize(size + std::max<std::size_t>(kChunk, size));  // grows as bytes come, so that idleness costs little
      const auto room = boost::asio::buffer(text.data() + size, text.size() - size);
      const auto [failed, count] = co_await stream_.async_read_some(room, kAwait);
      if (failed) co_return Incoming{.end = reason_of(failed)};
      size += count;
    } while (!stream_.is_message_done());
    if (stream_.got_binary()) co_return Incoming{.end = "binary"};
    text.resize(size);
    co_return Incoming{.text = std::move(text)};
  }

  void write(SharedText text, std::shared_ptr<Writer> writer) override {
    out_ = std::move(text);
    auto done = [this, writer = std::move(writer)](const boost::system::error_code& failed, std::size_t) {
      out_.reset();
      writer->written(!failed);
    };
    stream_.async_write(boost::asio::buffer(*out_), std::move(done));
  }

  void close(CloseCode code, std::string_view reason, std::shared_ptr<Writer> keep) override {
    namespace websocket = boost::beast::websocket;
    const websocket::close_reason why{static_cast<websocket::close_code>(code), {reason.data(), reason.size()}};
    stream_.async_close(why, [keep = std::move(keep)](const boost::system::error_code&) {});
  }

  void abort() noexcept override {
    boost::system::error_code ignored;
    boost::beast::get_lowest_layer(stream_).close(ignored);
  }

 private:
  static constexpr std::size_t kChunk = 512;

  static std::string_view reason_of(const boost::system::error_code& failed) {
    namespace websocket = boost::beast::websocket;
    if (failed == websocket::error::closed) return "closed";
    if (failed == websocket::error::message_too_big || failed == websocket::error::buffer_overflow) return "too-big";
    if (failed == websocket::error::bad_frame_payload) return "not-utf8";
    if (failed == websocket::condition::protocol_violation) return "protocol";
    if (failed == boost::beast::error::timeout) return "silent";
    return "lost";
  }

  boost::beast::websocket::stream<Stream, false> stream_;  // false: no compression, so no zlib state
  SharedText out_ = {};
};

}  // namespace anlan::net
