#include "store/writer.hpp"

#include <algorithm>
#include <iterator>

#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>

namespace anlan::store {
namespace {

Problem storage_problem(const DatabaseError& error) {
  if (error.is_full()) {
    return {
        .kind = ProblemKind::unavailable,
        .type = "disk-full",
        .detail = {"服务器磁盘已满或不可写，数据没有保存。请立即联系管理员腾出空间；已填内容保留在本机，稍后重发即可",
                   "the server's disk is full or read-only, nothing was stored; ask the administrator to free "
                   "space, then send again"},
        .retry_after = 10,
        .internal = error.what()};
  }
  return {.kind = ProblemKind::unavailable,
          .type = "storage",
          .detail = {"数据暂时无法保存，请稍后重发", "the change could not be stored, send it again shortly"},
          .retry_after = 2,
          .internal = error.what()};
}

Problem overloaded() {
  return {.kind = ProblemKind::overloaded,
          .type = "writer-full",
          .detail = {"服务器正忙，请稍后重发", "the server is busy, send it again shortly"},
          .retry_after = 1};
}

std::int64_t rows_written(Connection& db) { return db.number("SELECT total_changes()"); }

/// SQLite ends a transaction by itself after some faults. Asked only when a job failed.
bool in_transaction(Connection& db) {
  try {
    db.prepare("BEGIN").run();
  } catch (const DatabaseError&) {
    return true;  // there cannot be a second one
  }
  db.prepare("ROLLBACK").run();
  return false;
}

/// Runs the jobs of a batch without savepoints, for each of which SQLite would copy every page that its job changes: a
/// job that refuses has as a rule written nothing. False once one failed halfway: its traces cannot be told from those
/// of the others any more, and the transaction has to be given up.
template <class Batch, class RunJob>
bool run_together(Connection& db, BatchObserver& observer, Batch& batch, const RunJob& run_job) {
  for (auto& job : batch) {
    const auto written = rows_written(db);
    observer.job_started();
    const bool kept = run_job(*job);
    observer.job_ended(kept);
    if (!kept && (rows_written(db) != written || !in_transaction(db))) return false;
  }
  return true;
}

/// Each in its own savepoint: takes back what one that fails has written, and that alone.
template <class Batch, class RunJob>
void run_apart(Connection& db, BatchObserver& observer, Batch& batch, const RunJob& run_job) {
  for (auto& job : batch) {
    db.prepare("SAVEPOINT job").run();
    observer.job_started();
    const bool kept = run_job(*job);
    observer.job_ended(kept);
    if (!kept) db.prepare("ROLLBACK TO job").run();
    db.prepare("RELEASE job").run();
  }
}

}  // namespace

Writer::Writer(const std::filesystem::path& file, WriterLimits limits, boost::asio::any_io_executor loop,
               BatchObserver& observer)
    : db_{file, Mode::read_write},
      limits_{limits},
      loop_{std::move(loop)},
      observer_{observer},
      thread_{[this](const std::stop_token& stop) { run(stop); }} {}

Writer::~Writer() = default;

WriterStatistics Writer::statistics() const {
  const std::lock_guard lock{mutex_};
  auto now = statistics_;
  now.depth = queue_.size();
  return now;
}

void Writer::enqueue(std::unique_ptr<Job> job) {
  std::unique_lock lock{mutex_};
  if (queue_.size() < limits_.queue) {
    queue_.push_back(std::move(job));
    lock.unlock();
    return ready_.notify_one();
  }
  ++statistics_.refused;
  lock.unlock();
  job->lose(overloaded());
  boost::asio::post(loop_, [job = std::shared_ptr<Job>{std::move(job)}] { job->answer(); });
}

void Writer::run(const std::stop_token& stop) {
  std::unique_lock lock{mutex_};
  // Returns false only when stopped with nothing left: what was accepted is written before we go.
  while (ready_.wait(lock, stop, [this] { return !queue_.empty(); })) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), limits_.batch));
    Batch batch(std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.begin() + count));
    queue_.erase(queue_.begin(), queue_.begin() + count);
    lock.unlock();
    commit(std::move(batch));
    lock.lock();
  }
}

void Writer::commit(Batch batch) {
  const bool committed = write(batch);
  {
    const std::lock_guard lock{mutex_};
    statistics_.healthy = committed;
    committed ? ++statistics_.commits : ++statistics_.failed;
    statistics_.jobs += committed ? batch.size() : 0;
  }
  // One post for the whole batch: its publications and answers stay in commit order.
  auto publish = observer_.batch_ended(committed);
  boost::asio::post(loop_, [publish = std::move(publish), batch = std::make_shared<Batch>(std::move(batch))] {
    if (publish) publish();
    for (auto& job : *batch) job->answer();
  });
}

/// A batch in which a job fails halfway is done again, so a job may run twice before it is answered once.
bool Writer::write(Batch& batch) {
  const auto run = [this](Job& job) { return run_job(job); };
  try {
    db_.prepare("BEGIN IMMEDIATE").run();
    if (!run_together(db_, observer_, batch, run)) {
      if (in_transaction(db_)) db_.prepare("ROLLBACK").run();
      (void)observer_.batch_ended(false);  // forgets what the given up transaction would have published
      db_.prepare("BEGIN IMMEDIATE").run();
      run_apart(db_, observer_, batch, run);
    }
    db_.prepare("COMMIT").run();
    return true;
  } catch (const DatabaseError& error) {
    spdlog::error("batch of {} lost: {}", batch.size(), error.what());
    try {
      db_.execute("ROLLBACK");
    } catch (const DatabaseError&) {
      // SQLite had already rolled the transaction back (disk full, I/O error).
    }
    for (auto& job : batch) job->lose(storage_problem(error));
    return false;
  }
}

bool Writer::run_job(Job& job) {
  try {
    return job.run(db_);
  } catch (const DatabaseError& error) {
    if (error.is_full()) throw;  // the whole batch is lost, not this job alone
    spdlog::error("job lost: {}", error.what());
    job.lose(storage_problem(error));
  } catch (const std::exception& error) {
    spdlog::error("job failed: {}", error.what());
    job.lose({.kind = ProblemKind::internal,
              .type = "job-failed",
              .detail = {"服务器内部错误，数据没有保存，请联系管理员", "internal error, nothing was stored"},
              .internal = error.what()});
  }
  return false;
}

}  // namespace anlan::store
