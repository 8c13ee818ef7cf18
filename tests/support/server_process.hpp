#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace anlan::test {

struct Finished {
  int exit_code = 0;
  std::string output = {};  ///< stdout and stderr
};

/// Runs the program to its end.
Finished run_program(const std::vector<std::string>& arguments, const std::string& input = {});

/// `anlan serve` on a free port of the loopback; stopped when the object goes.
class ServerProcess {
 public:
  /// Returns once the server answers /readyz; throws with its output when it does not within 60 s.
  /// `more` are options of `anlan serve`, `environment` settings of its process ("NAME=value").
  explicit ServerProcess(const std::filesystem::path& data, const std::vector<std::string>& more = {},
                         const std::vector<std::string>& environment = {});
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] pid_t pid() const noexcept { return pid_; }
  /// SIGKILL, and waits until the process is gone.
  void kill();
  /// SIGTERM, and waits; the exit code, or 128 + signal. Throws when it still runs after two minutes, and kills it.
  int stop();
  /// All that it has said so far, on stdout and stderr: its log.
  [[nodiscard]] std::string said() const;
  /// Resident memory in bytes.
  [[nodiscard]] std::uint64_t memory() const;
  /// How long its first thread was ready to run and others had the processor.
  [[nodiscard]] std::chrono::nanoseconds waited_for_processor() const;

 private:
  struct Log;

  int wait();

  std::shared_ptr<Log> log_;
  pid_t pid_ = -1;
  int output_ = -1;
  std::uint16_t port_ = 0;
};

/// A data directory with the Jiaozuo divisions, boundaries and one account per role ("clerk", "county", …; all with
/// `kPassword`), made once per test program and copied for each test.
[[nodiscard]] std::filesystem::path copy_of_prepared_data(const std::filesystem::path& target);
inline const std::string kPassword = "made-up test password 4108";

}  // namespace anlan::test
