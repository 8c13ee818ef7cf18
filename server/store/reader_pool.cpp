#include "store/reader_pool.hpp"

namespace anlan::store {

ReaderPool::ReaderPool(const std::filesystem::path& file, ReaderLimits limits)
    : threads_{limits.threads, limits.queue} {
  for (std::size_t i = 0; i < limits.threads; ++i) {
    idle_.push_back(std::make_unique<Connection>(file, Mode::read_only));
  }
}

ReaderPool::~ReaderPool() = default;

ReaderPool::Snapshot::Snapshot(ReaderPool& owner) : pool{owner} {
  const std::lock_guard lock{pool.mutex_};
  connection = std::move(pool.idle_.back());
  pool.idle_.pop_back();
  connection->prepare("BEGIN").run();
}

ReaderPool::Snapshot::~Snapshot() {
  connection->prepare("ROLLBACK").run();
  const std::lock_guard lock{pool.mutex_};
  pool.idle_.push_back(std::move(connection));
}

}  // namespace anlan::store
