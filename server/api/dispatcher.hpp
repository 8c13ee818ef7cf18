#pragma once

#include <functional>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <nlohmann/json.hpp>

#include "access/caller.hpp"
#include "api/registry.hpp"
#include "base/metrics.hpp"
#include "base/result.hpp"
#include "journal/journal.hpp"
#include "store/reader_pool.hpp"
#include "store/writer.hpp"

namespace anlan::api {

/// One call, whichever door it came through.
struct Call {
  std::string operation;
  nlohmann::json params;
  std::optional<access::Caller> caller;
  std::string remote = {};
  std::string token = {};
};

/// Carries calls to their operations: parameters, role and jurisdiction are checked here, before a rule runs; commands
/// go through the writer and are idempotent by `command_id`; queries go to a reader.
class Dispatcher {
 public:
  Dispatcher(const Registry& registry, store::Writer& writer, store::ReaderPool& readers, journal::Journal& journal,
             Metrics& metrics, std::function<Instant()> now);

  /// The result's JSON, or the problem. Never throws: a fault of ours becomes `internal` and a log line.
  [[nodiscard]] boost::asio::awaitable<Result<Reply>> call(Call call);

  [[nodiscard]] const Registry& registry() const noexcept { return registry_; }
  [[nodiscard]] store::ReaderPool& readers() noexcept { return readers_; }

 private:
  [[nodiscard]] boost::asio::awaitable<Result<Reply>> route(const Operation& operation, Call call);
  [[nodiscard]] boost::asio::awaitable<Result<Reply>> run_command(const Operation& operation, Call call);
  [[nodiscard]] boost::asio::awaitable<Result<Reply>> run_query(const Operation& operation, Call call);

  const Registry& registry_;
  store::Writer& writer_;
  store::ReaderPool& readers_;
  journal::Journal& journal_;
  Metrics& metrics_;
  std::function<Instant()> now_;
};

/// What is wrong with the call before anything runs: parameters, sign-in, role. In this order strangers learn nothing
/// about parameters.
[[nodiscard]] Result<void> admit(const Operation& operation, const Call& call);

}  // namespace anlan::api
