#include "app/assembly.hpp"

#include <csignal>

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "access/follow.hpp"
#include "access/operations.hpp"
#include "access/personal_operations.hpp"
#include "access/secrets.hpp"
#include "access/uptime.hpp"
#include "api/description.hpp"
#include "app/clock_watch.hpp"
#include "app/doors.hpp"
#include "app/key_owners.hpp"
#include "app/operations.hpp"
#include "app/pictures.hpp"
#include "app/version.hpp"
#include "divisions/operations.hpp"
#include "exchange/relief_export_operations.hpp"
#include "exchange/stock_export_operations.hpp"
#include "incidents/incident_operations.hpp"
#include "incidents/report_operations.hpp"
#include "journal/reading.hpp"
#include "journal/schema.hpp"
#include "relief/gate_operations.hpp"
#include "relief/objection_operations.hpp"
#include "relief/referral_operations.hpp"
#include "relief/relief_operations.hpp"
#include "relief/standard_operations.hpp"
#include "relief/supervision_operations.hpp"
#include "supplies/allocation_operations.hpp"
#include "supplies/need_operations.hpp"
#include "supplies/receipt_operations.hpp"
#include "supplies/sources_operations.hpp"
#include "supplies/supply_operations.hpp"

namespace anlan::app {

namespace asio = boost::asio;

Assembly::Assembly(const Config& config, House& house, const std::filesystem::path& database)
    : config_{config}, house_{house}, journal_{house.types, house.views} {
  open(database);
  writer_ = std::make_unique<store::Writer>(database, config.writer, loop_.get_executor(), journal_);
  readers_ = std::make_unique<store::ReaderPool>(database, config.readers);
  workers_ = std::make_unique<store::Workers>(config.worker_threads, 64);
  hub_ = std::make_unique<net::Hub>(loop_, net::HubLimits{}, metrics_);
  dispatcher_ = std::make_unique<api::Dispatcher>(registry_, *writer_, *readers_, journal_, metrics_, wall_clock);
  tiles_ = std::make_unique<divisions::TileDoor>(house.divisions);
  declare_operations();
  declare_gauges();
  journal_.publish_to([this](std::vector<journal::Notification> news) {
    for (const auto& notification : news) {
      access::follow(sessions_, notification);
      access::follow(*house_.keys, notification);
    }
    hub_->publish(std::move(news));
  });
  server_ = std::make_unique<net::Server>(loop_, server_options(),
                                          net::Doors{
                                              .dispatcher = *dispatcher_,
                                              .sessions = sessions_,
                                              .hub = *hub_,
                                              .history = history_,
                                              .metrics = metrics_,
                                              .read_page = page_reader(*readers_, house_.types, house_.views),
                                              .now = wall_clock,
                                              .routes = routes(),
                                          });
}

/// What has to be read before the writer takes the file: where the chain ends, who is signed in.
void Assembly::open(const std::filesystem::path& database) {
  store::Connection db{database, store::Mode::read_write};
  journal_.open(db, journal::open_site(db, {}, started_at_).value());
  history_ = journal::History::begin(db, started_at_);
  access::load_sessions(db, sessions_, started_at_);
}

void Assembly::declare_operations() {
  const access::AccessParts parts{*writer_, *readers_, *workers_, journal_, metrics_, sessions_, hasher_};
  sign_in_ = std::make_unique<access::SignIn>(parts);
  access::declare_operations(
      registry_, parts, *sign_in_,
      {.secure_cookie = config_.tls_certificate.has_value(), .division_known = house_.division_known()});
  const auto owners = key_owners(DivisionCode::parse(config_.site_division).value());
  access::declare_personal_operations(registry_, *house_.keys, owners);
  divisions::declare_operations(registry_, {house_.divisions, journal_, *writer_, *readers_, *workers_});
  exchange::declare_stock_exports(registry_, {house_.goods, house_.divisions, *readers_, *workers_});
  incidents::declare_incidents(registry_, house_.catalogue, house_.divisions);
  incidents::declare_reports(registry_, house_.catalogue, house_.divisions);
  supplies::declare_supplies(registry_, house_.goods, house_.divisions, house_.norms, *house_.keys);
  const supplies::PlanningParts planning{house_.norms, house_.catalogue, house_.divisions};
  supplies::declare_need_operations(registry_, planning);
  supplies::declare_allocation_operations(registry_, {.planning = planning,
                                                      .goods = house_.goods,
                                                      .roads = house_.roads,
                                                      .keys = *house_.keys,
                                                      .readers = *readers_,
                                                      .workers = *workers_,
                                                      .now = wall_clock});
  supplies::declare_receipts(registry_, {.goods = house_.goods,
                                         .norms = house_.norms,
                                         .keys = *house_.keys,
                                         .writer = *writer_,
                                         .readers = *readers_,
                                         .journal = journal_,
                                         .divisions = house_.divisions,
                                         .check_photo = check_photo});
  relief::declare_standard_operations(registry_, house_.standards);
  relief::declare_referral_operations(registry_, {house_.standards, *house_.keys});
  const relief::GateParts gates{house_.standards, house_.divisions, *house_.keys, house_.goods};
  relief::declare_gates(registry_, gates);
  relief::declare_relief_goods(registry_, gates);
  relief::declare_objections(registry_, {.gate = gates, .writer = *writer_, .readers = *readers_, .journal = journal_});
  supplies::declare_sources(registry_, {.goods = house_.goods,
                                        .divisions = house_.divisions,
                                        .keys = *house_.keys,
                                        .readers = *readers_,
                                        .lists = house_.goods_lists.get()});
  exchange::declare_relief_exports(registry_, {house_.catalogue, house_.standards, house_.divisions, *house_.keys,
                                               journal_, *writer_, *readers_, *workers_});
  const relief::ReliefParts relief{house_.catalogue, house_.divisions, house_.types, *house_.keys,
                                   journal_,         *writer_,         *readers_,    *workers_};
  relief::declare_relief(registry_, relief);
  relief::declare_supervision(registry_, {relief, house_.rules, house_.goods});
  declare_system(registry_, {.types = house_.types,
                             .views = house_.views,
                             .journal = journal_,
                             .writer = *writer_,
                             .readers = *readers_,
                             .keys = *house_.keys,
                             .owners = owners,
                             .workers = *workers_,
                             .version = kVersion,
                             .started_at = started_at_});
}

void Assembly::declare_gauges() {
  metrics_.gauge("anlan_writer_queue_depth", "Commands waiting for the writer",
                 [this] { return static_cast<double>(writer_->statistics().depth); });
  metrics_.gauge("anlan_writer_commits", "Batches committed since the start",
                 [this] { return static_cast<double>(writer_->statistics().commits); });
  metrics_.gauge("anlan_writer_failed_batches", "Batches lost to the disk since the start",
                 [this] { return static_cast<double>(writer_->statistics().failed); });
  metrics_.gauge("anlan_reader_queue_depth", "Queries running or waiting",
                 [this] { return static_cast<double>(readers_->depth()); });
  metrics_.gauge("anlan_worker_queue_depth", "Long jobs running or waiting",
                 [this] { return static_cast<double>(workers_->depth()); });
  metrics_.gauge("anlan_journal_seq", "The newest published entry",
                 [this] { return static_cast<double>(hub_->seq()); });
}

net::ServerOptions Assembly::server_options() const {
  net::ServerOptions options{.address = config_.listen, .port = config_.port, .allowed_origins = config_.origins};
  if (std::filesystem::exists(config_.web / "index.html")) {
    options.static_root = config_.web;
  } else {
    spdlog::warn("no web app in {}: only the API is served", config_.web.string());
  }
  if (config_.tls_certificate) {
    options.certificate = *config_.tls_certificate;
    options.private_key = *config_.tls_key;
  }
  options.limits.connections = config_.max_connections;
  options.limits.connections_per_address = config_.max_connections_per_address;
  return options;
}

bool Assembly::ready() const {
  const auto writer = writer_->statistics();
  return writer.healthy && writer.depth < config_.writer.queue / 2;
}

std::vector<net::Route> Assembly::routes() {
  return {health_door(),
          readiness_door([this] { return ready(); }),
          metrics_door(metrics_),
          description_door("/api/openapi.json", api::openapi(registry_, kVersion)),
          description_door("/api/asyncapi.json", api::asyncapi(registry_, kVersion)),
          blob_door(*readers_, *house_.keys, wall_clock),
          tile_door(*tiles_, *workers_)};
}

asio::awaitable<void> Assembly::tidy() {
  asio::steady_timer timer{loop_};
  for (;;) {
    timer.expires_after(std::chrono::minutes{1});
    co_await timer.async_wait(asio::use_awaitable);
    co_await sign_in_->tidy(wall_clock());
  }
}

asio::awaitable<void> Assembly::watch_clock() {
  ClockWatch watch{wall_clock(), access::uptime()};
  asio::steady_timer timer{loop_};
  for (;;) {
    timer.expires_after(std::chrono::seconds{1});
    co_await timer.async_wait(asio::use_awaitable);
    const auto by = watch.look(wall_clock(), access::uptime());
    if (!by) continue;
    spdlog::warn("the machine's clock was set by {:+} ms; recorded times before and after do not compare", by->count());
    metrics_.count("anlan_clock_jumps_total", {{"direction", by->count() > 0 ? "forward" : "back"}});
  }
}

asio::awaitable<void> Assembly::stop_on_signal() {
  asio::signal_set signals{loop_, SIGTERM, SIGINT};
  const int signal = co_await signals.async_wait(asio::use_awaitable);
  spdlog::info("signal {}: stopping", signal);
  co_await server_->stop();
  loop_.stop();
}

void Assembly::run() {
  hub_->start_at(journal_.head());
  const auto rethrow = [](std::exception_ptr failure) {
    if (failure) std::rethrow_exception(failure);
  };
  asio::co_spawn(loop_, stop_on_signal(), rethrow);
  asio::co_spawn(loop_, tidy(), rethrow);
  asio::co_spawn(loop_, watch_clock(), rethrow);
  loop_.run();
}

}  // namespace anlan::app
