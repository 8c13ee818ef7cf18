#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "support/paths.hpp"
#include "support/server_process.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::test {

/// A server whose wall clock is as many seconds from the real one as a file says (tests/clock); its uptime clock is
/// real.
class SetClock {
 public:
  SetClock() : clock_{folder_ / "clock"}, data_{copy_of_prepared_data(folder_ / "site")} {
    set(std::chrono::seconds{0});
  }

  void start() {
    server_ = std::make_unique<ServerProcess>(
        data_, std::vector<std::string>{},
        std::vector<std::string>{"LD_PRELOAD=" + moved_clock(), "ANLAN_TEST_CLOCK=" + clock_.string()});
  }
  void set(std::chrono::seconds ahead) {
    ahead_ = ahead;
    const auto next = folder_ / "clock.next";
    std::ofstream{next} << ahead.count() << "\n";
    std::filesystem::rename(next, clock_);
  }
  void advance(std::chrono::seconds by) { set(ahead_ + by); }
  /// The time as the server has it.
  [[nodiscard]] Instant time() const { return wall_clock() + ahead_; }
  [[nodiscard]] std::string now() const { return format_time(time()); }
  [[nodiscard]] ServerProcess& server() { return *server_; }
  [[nodiscard]] const std::filesystem::path& data() const { return data_; }

 private:
  TemporaryFolder folder_;
  std::filesystem::path clock_;
  std::filesystem::path data_;
  std::chrono::seconds ahead_{0};
  std::unique_ptr<ServerProcess> server_;
};

}  // namespace anlan::test
