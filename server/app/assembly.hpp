#pragma once

#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "access/password_hasher.hpp"
#include "access/sessions.hpp"
#include "access/sign_in.hpp"
#include "api/dispatcher.hpp"
#include "api/registry.hpp"
#include "app/config.hpp"
#include "app/house.hpp"
#include "base/metrics.hpp"
#include "divisions/tile_door.hpp"
#include "journal/history.hpp"
#include "journal/journal.hpp"
#include "net/hub.hpp"
#include "net/server.hpp"
#include "store/reader_pool.hpp"
#include "store/workers.hpp"
#include "store/writer.hpp"

namespace anlan::app {

/// The running server: every room, wired. Members are destroyed from the last to the first, which is the order of
/// shutting down: the sockets go first, then the hub, then whoever works for them; the loop, to which the writer posts
/// until it is joined, goes last.
class Assembly {
 public:
  /// Throws what cannot be a user's fault, and boost::system::system_error when the address is taken.
  Assembly(const Config& config, House& house, const std::filesystem::path& database);

  /// Serves until SIGTERM or SIGINT.
  void run();

  [[nodiscard]] std::uint16_t port() const noexcept { return server_->port(); }
  [[nodiscard]] boost::asio::io_context& loop() noexcept { return loop_; }
  [[nodiscard]] api::Dispatcher& dispatcher() noexcept { return *dispatcher_; }

 private:
  void open(const std::filesystem::path& database);
  void declare_operations();
  void declare_gauges();
  [[nodiscard]] net::ServerOptions server_options() const;
  [[nodiscard]] std::vector<net::Route> routes();
  [[nodiscard]] bool ready() const;
  boost::asio::awaitable<void> tidy();
  boost::asio::awaitable<void> watch_clock();
  boost::asio::awaitable<void> stop_on_signal();

  const Config& config_;
  House& house_;
  const Instant started_at_ = wall_clock();
  boost::asio::io_context loop_{1};
  Metrics metrics_;
  access::PasswordHasher hasher_;
  access::Sessions sessions_;
  api::Registry registry_;
  journal::Journal journal_;
  journal::History history_;
  std::unique_ptr<store::Writer> writer_;
  std::unique_ptr<store::ReaderPool> readers_;
  std::unique_ptr<store::Workers> workers_;
  std::unique_ptr<access::SignIn> sign_in_;
  std::unique_ptr<api::Dispatcher> dispatcher_;
  std::unique_ptr<divisions::TileDoor> tiles_;
  std::unique_ptr<net::Hub> hub_;
  std::unique_ptr<net::Server> server_;
};

}  // namespace anlan::app
