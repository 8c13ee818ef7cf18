#include "app/demo.hpp"

#include <fstream>
#include <memory>

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <nlohmann/json.hpp>

#include "app/demo_steps.hpp"
#include "base/json.hpp"

namespace anlan::app {

namespace asio = boost::asio;
using nlohmann::json;

namespace {

/// When the exercise was first started on this data directory.
Instant first_started(const Config& config) {
  const auto file = config.data / "demo-exercise.json";
  if (std::ifstream known{file}) {
    const auto parsed = json::parse(known, nullptr, false);
    if (parsed.is_object() && parsed.contains("started_at")) {
      if (auto at = parse_time(parsed["started_at"].get<std::string>())) return *at;
    }
  }
  const auto now = wall_clock();
  std::ofstream{file} << json{{"started_at", format_time(now)}}.dump() << '\n';
  return now;
}

/// One showing: what it has filed so far, and when the next step is due.
class Showing : public std::enable_shared_from_this<Showing> {
 public:
  Showing(json exercise, Instant started, double speed, Assembly& assembly)
      : steps_{std::move(exercise), started, speed}, assembly_{assembly}, timer_{assembly.loop()} {}

  asio::awaitable<void> play() {
    const auto self = shared_from_this();
    for (std::size_t number = 0; number < steps_.count(); ++number) {
      co_await wait_for(number);
      auto call = steps_.call(number);
      if (!call) continue;
      auto reply = co_await assembly_.dispatcher().call(std::move(*call));
      if (reply) {
        steps_.answered(number, json::parse(reply->json));
      } else {
        spdlog::warn("exercise step {}: {}", number, dump(to_json(reply.error())));
      }
    }
    spdlog::info("the exercise is over");
  }

 private:
  asio::awaitable<void> wait_for(std::size_t number) {
    const auto left = steps_.moment(number) - wall_clock();
    if (left <= std::chrono::milliseconds{0}) co_return;
    timer_.expires_after(left);
    co_await timer_.async_wait(asio::use_awaitable);
  }

  ExerciseSteps steps_;
  Assembly& assembly_;
  asio::steady_timer timer_;
};

}  // namespace

void play_exercise(const Config& config, Assembly& assembly) {
  std::ifstream file{config.reference / "exercises" / "july-2021.json"};
  auto exercise = json::parse(file, nullptr, false);
  if (exercise.is_discarded()) {
    spdlog::error("the exercise {} cannot be read", (config.reference / "exercises" / "july-2021.json").string());
    return;
  }
  auto showing = std::make_shared<Showing>(std::move(exercise), first_started(config), config.demo_speed, assembly);
  asio::co_spawn(assembly.loop(), showing->play(), [showing](std::exception_ptr failure) {
    if (failure) std::rethrow_exception(failure);
  });
}

}  // namespace anlan::app
