#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "net/connections.hpp"
#include "net/router.hpp"
#include "net/server.hpp"

namespace anlan::net {

/// What the connections of one server have in common. They keep it alive, so that a coroutine that is destroyed with
/// the loop still finds it.
struct Shared {
  Shared(ServerOptions given_options, Doors given_doors)
      : options{std::move(given_options)},
        doors{std::move(given_doors)},
        router{options, doors},
        connections{std::make_shared<Connections>(options.limits.connections, options.limits.connections_per_address)} {
  }

  ServerOptions options;
  Doors doors;
  Router router;
  std::shared_ptr<Connections> connections;
  std::size_t answered = 0;  ///< HTTP answers since the last tick, for the metric
  std::shared_ptr<std::atomic<int>> sessions = std::make_shared<std::atomic<int>>(0);  ///< open on /live
  bool stopping = false;
};

}  // namespace anlan::net
