#include <boost/beast/websocket/ssl.hpp>

#include "net/connection.hpp"

namespace anlan::net {

void serve_tls(std::shared_ptr<Shared> shared, boost::asio::ssl::context& tls, Socket socket, Connections::Seat seat) {
  using Secure = Connection<boost::asio::ssl::stream<Socket>>;
  boost::asio::ssl::stream<Socket> stream{std::move(socket), tls};
  Secure::start(std::make_shared<Secure>(std::move(shared), std::move(stream), std::move(seat)));
}

}  // namespace anlan::net
