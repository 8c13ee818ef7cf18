#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

#include <boost/asio/thread_pool.hpp>

#include "base/result.hpp"
#include "store/offload.hpp"

namespace anlan::store {

/// A bounded pool for what is too long for the loop: password hashing, GDAL, exports, rebuilds.
class Workers {
 public:
  Workers(std::size_t threads, std::size_t queue) : limit_{threads + queue}, pool_{threads} {}
  ~Workers() { pool_.join(); }

  /// Runs `work()`, which returns a Result; `overloaded` when too much is waiting already.
  template <class Work>
  [[nodiscard]] auto run(Work work) -> boost::asio::awaitable<std::invoke_result_t<Work&>> {
    if (running_.fetch_add(1) >= limit_) {
      running_.fetch_sub(1);
      co_return fail(overloaded());
    }
    const Leave leave{running_};
    co_return co_await offload(pool_.get_executor(), std::move(work));
  }

  [[nodiscard]] std::size_t depth() const noexcept { return running_.load(); }

 private:
  struct Leave {
    std::atomic<std::size_t>& running;
    ~Leave() { running.fetch_sub(1); }
  };
  static Problem overloaded() {
    return {.kind = ProblemKind::overloaded,
            .type = "workers-full",
            .detail = {"服务器正忙，请稍后再试", "the server is busy, try again shortly"},
            .retry_after = 2};
  }

  std::size_t limit_;
  std::atomic<std::size_t> running_{0};
  boost::asio::thread_pool pool_;
};

}  // namespace anlan::store
