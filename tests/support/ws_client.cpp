#include "support/ws_client.hpp"

#include <stdexcept>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>

namespace anlan::test {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using nlohmann::json;

struct WsClient::Line {
  asio::io_context loop{1};
  beast::websocket::stream<tcp::socket> stream{loop};
  beast::flat_buffer in;
  std::vector<json> queued;
  bool reading = false;
  bool closed = false;
  std::optional<int> code;

  void read() {
    reading = true;
    stream.async_read(in, [this](beast::error_code failed, std::size_t) {
      reading = false;
      if (failed) {
        closed = true;
        if (failed == beast::websocket::error::closed) code = stream.reason().code;
        return;
      }
      auto message = json::parse(beast::buffers_to_string(in.data()));
      in.consume(in.size());
      if (message.is_array()) {
        for (auto& part : message) queued.push_back(std::move(part));
      } else {
        queued.push_back(std::move(message));
      }
    });
  }
};

WsClient::WsClient(std::uint16_t port, const WsOptions& options) : line_{std::make_unique<Line>()} {
  const auto host = "127.0.0.1:" + std::to_string(port);
  line_->stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
  line_->stream.next_layer().set_option(tcp::no_delay(true));
  line_->stream.set_option(beast::websocket::stream_base::decorator([&](beast::websocket::request_type& request) {
    request.set(beast::http::field::origin, options.origin.empty() ? "http://" + host : options.origin);
    if (!options.cookie.empty()) request.set(beast::http::field::cookie, options.cookie);
    if (!options.bearer.empty()) request.set(beast::http::field::authorization, "Bearer " + options.bearer);
    if (!options.subprotocol.empty()) request.set(beast::http::field::sec_websocket_protocol, options.subprotocol);
  }));
  beast::websocket::response_type response;
  beast::error_code failed;
  line_->stream.handshake(response, host, "/live", failed);
  if (failed) throw std::runtime_error{"upgrade refused: " + std::to_string(response.result_int())};
}

WsClient::~WsClient() = default;

void WsClient::send(const std::string& text) {
  line_->stream.text(true);
  // A server may close the line while a text is still being written; the next read tells.
  beast::error_code failed;
  line_->stream.write(asio::buffer(text), failed);
}

std::optional<json> WsClient::next(std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (line_->queued.empty()) {
    if (line_->closed) throw std::runtime_error{"the line is closed"};
    if (!line_->reading) line_->read();
    line_->loop.restart();
    const auto left = until - std::chrono::steady_clock::now();
    const auto progress = left > std::chrono::milliseconds{0} ? line_->loop.run_one_for(left) : line_->loop.poll_one();
    if (progress == 0) return std::nullopt;
  }
  auto message = std::move(line_->queued.front());
  line_->queued.erase(line_->queued.begin());
  return message;
}

json WsClient::call(const std::string& method, const json& params) {
  const auto id = next_id_++;
  send(json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}.dump());
  while (auto message = next(std::chrono::seconds{30})) {
    if (message->value("id", json{}) == id) return *message;
    kept_.push_back(std::move(*message));
  }
  throw std::runtime_error{method + " was not answered"};
}

std::optional<json> WsClient::await(const std::function<bool(const json&)>& wanted,
                                    std::chrono::milliseconds patience) {
  while (!kept_.empty()) {
    auto message = std::move(kept_.front());
    kept_.erase(kept_.begin());
    if (wanted(message)) return message;
  }
  const auto until = std::chrono::steady_clock::now() + patience;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    auto message = next(std::max(left, std::chrono::milliseconds{0}));
    if (!message || wanted(*message)) return message;
  }
}

std::optional<int> WsClient::await_close(std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  try {
    while (std::chrono::steady_clock::now() < until) (void)next(std::chrono::milliseconds{50});
  } catch (const std::runtime_error&) {
    // The line is closed, which is what we wait for; 1006 when nobody said why (RFC 6455, 7.4.1).
    return line_->code.value_or(1006);
  }
  return std::nullopt;
}

}  // namespace anlan::test
