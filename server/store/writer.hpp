#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/result.hpp"
#include "store/database.hpp"

namespace anlan::store {

struct WriterLimits {
  std::size_t queue = 4'096;  ///< jobs waiting; one more is refused with `overloaded`
  std::size_t batch = 256;    ///< jobs that share one commit
};

struct WriterStatistics {
  std::size_t depth = 0;      ///< jobs waiting now
  std::uint64_t commits = 0;  ///< batches committed
  std::uint64_t jobs = 0;     ///< jobs in those batches
  std::uint64_t refused = 0;  ///< jobs refused because the queue was full
  std::uint64_t failed = 0;   ///< batches lost to the disk
  bool healthy = true;        ///< whether the last batch could be committed
};

/// Hears how a batch goes, on the writer's thread. The journal keeps what it will publish in step with the jobs.
class BatchObserver {
 public:
  virtual ~BatchObserver() = default;
  virtual void job_started() = 0;
  virtual void job_ended(bool kept) = 0;
  /// What must happen on the loop before the batch is answered; empty for nothing.
  virtual std::function<void()> batch_ended(bool committed) = 0;
};

/// The only code that writes. One thread, one connection, a bounded queue.
///
/// Jobs that wait together share a transaction (group commit). One that fails takes nobody else with it: had it written
/// already, the batch is done again with each job in a savepoint of its own. None is answered before the commit that
/// makes it durable. Publications and answers reach the loop in commit order.
class Writer {
 public:
  Writer(const std::filesystem::path& file, WriterLimits limits, boost::asio::any_io_executor loop,
         BatchObserver& observer);
  ~Writer();

  /// Runs `work(Connection&)`, which returns a Result, on the writer's thread; resumes the caller on the loop once the
  /// work is committed, rolled back, or refused. It may run twice, so it must not use up what it holds: it is called as
  /// a constant.
  template <class Work>
  [[nodiscard]] auto submit(Work work) -> boost::asio::awaitable<std::invoke_result_t<const Work&, Connection&>> {
    using Outcome = std::invoke_result_t<const Work&, Connection&>;
    auto start = [this](auto handler, Work pending) {
      enqueue(std::make_unique<TypedJob<Work, Outcome>>(std::move(pending), std::move(handler)));
    };
    co_return co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(Outcome)>(
        std::move(start), boost::asio::use_awaitable, std::move(work));
  }

  [[nodiscard]] WriterStatistics statistics() const;

 private:
  class Job {
   public:
    virtual ~Job() = default;
    virtual bool run(Connection& db) = 0;    ///< false: nothing of it may stay
    virtual void lose(Problem problem) = 0;  ///< what the caller hears instead of the work's own outcome
    virtual void answer() = 0;               ///< on the loop, exactly once
  };

  template <class Work, class Outcome>
  class TypedJob final : public Job {
   public:
    TypedJob(Work work, boost::asio::any_completion_handler<void(Outcome)> handler)
        : work_{std::move(work)}, handler_{std::move(handler)} {}

    bool run(Connection& db) override {
      outcome_.emplace(work_(db));
      return outcome_->has_value();
    }
    void lose(Problem problem) override { outcome_.emplace(tl::unexpected<Problem>(std::move(problem))); }
    void answer() override { std::move(handler_)(std::move(*outcome_)); }

   private:
    const Work work_;
    boost::asio::any_completion_handler<void(Outcome)> handler_;
    std::optional<Outcome> outcome_;
  };

  using Batch = std::vector<std::unique_ptr<Job>>;

  void enqueue(std::unique_ptr<Job> job);
  void run(const std::stop_token& stop);
  void commit(Batch batch);
  bool run_job(Job& job);
  bool write(Batch& batch);

  Connection db_;
  WriterLimits limits_;
  boost::asio::any_io_executor loop_;
  BatchObserver& observer_;
  mutable std::mutex mutex_;
  std::condition_variable_any ready_;
  std::deque<std::unique_ptr<Job>> queue_;
  WriterStatistics statistics_;
  std::jthread thread_;  // last: starts once all else is built, joins before any of it goes
};

}  // namespace anlan::store
