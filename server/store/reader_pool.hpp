#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "store/database.hpp"
#include "store/workers.hpp"

namespace anlan::store {

struct ReaderLimits {
  std::size_t threads = 2;
  std::size_t queue = 256;  ///< queries waiting; one more is refused with `overloaded`
};

/// Threads with a read-only connection each. A query sees one snapshot of the database from its first row to its last.
class ReaderPool {
 public:
  ReaderPool(const std::filesystem::path& file, ReaderLimits limits);
  ~ReaderPool();

  /// Runs `work(Connection&)`, which returns a Result, and resumes the caller on its own executor.
  template <class Work>
  [[nodiscard]] auto run(Work work) -> boost::asio::awaitable<std::invoke_result_t<Work&, Connection&>> {
    auto job = [this, work = std::move(work)]() mutable {
      const Snapshot snapshot{*this};
      return work(*snapshot.connection);
    };
    co_return co_await threads_.run(std::move(job));
  }

  [[nodiscard]] std::size_t depth() const noexcept { return threads_.depth(); }

 private:
  /// Borrows a connection and holds a read transaction on it.
  struct Snapshot {
    explicit Snapshot(ReaderPool& pool);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ReaderPool& pool;
    std::unique_ptr<Connection> connection;
  };

  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
  Workers threads_;  // last: joins before the connections go
};

}  // namespace anlan::store
