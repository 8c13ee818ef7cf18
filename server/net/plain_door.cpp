#include "net/connection.hpp"

namespace anlan::net {

void serve_plain(std::shared_ptr<Shared> shared, Socket socket, Connections::Seat seat) {
  using Plain = Connection<Socket>;
  Plain::start(std::make_shared<Plain>(std::move(shared), std::move(socket), std::move(seat)));
}

}  // namespace anlan::net
