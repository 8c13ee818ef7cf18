#pragma once

#include <memory>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>

#include "net/connections.hpp"
#include "net/shared.hpp"
#include "net/stream.hpp"
#include "net/web_socket.hpp"

namespace anlan::net {

/// Serves one connection until it is over: HTTP requests one after the other, or a session on /live. Plain and TLS are
/// the same template, each compiled in a source of its own.
void serve_plain(std::shared_ptr<Shared> shared, Socket socket, Connections::Seat seat);
void serve_tls(std::shared_ptr<Shared> shared, boost::asio::ssl::context& tls, Socket socket, Connections::Seat seat);

/// Serves a session on /live until it is over.
[[nodiscard]] boost::asio::awaitable<void> serve_session(std::shared_ptr<Shared> shared,
                                                         std::unique_ptr<WebSocket> socket, Visitor visitor,
                                                         Connections::Seat seat);

}  // namespace anlan::net
