#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "support/sanitized.hpp"
#include "support/server_process.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::test {

/// A server whose wall clock is what a file says, "+0" or seconds from the real time (libfaketime reads it); its uptime
/// clock is real.
class SetClock {
 public:
  SetClock() : clock_{folder_ / "clock"}, data_{copy_of_prepared_data(folder_ / "site")} {
    set(std::chrono::seconds{0});
  }

  /// Not under sanitizers, whose runtime must be the first library of the process.
  [[nodiscard]] static bool possible() { return !kSanitized && std::filesystem::exists(kFakeTime); }

  void start() {
    server_ = std::make_unique<ServerProcess>(
        data_, std::vector<std::string>{},
        std::vector<std::string>{std::string{"LD_PRELOAD="} + kFakeTime, "FAKETIME_TIMESTAMP_FILE=" + clock_.string(),
                                 "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1"});
  }
  void set(std::chrono::seconds ahead) {
    ahead_ = ahead;
    std::ofstream{clock_} << (ahead.count() < 0 ? "" : "+") << ahead.count() << "s\n";
  }
  void advance(std::chrono::seconds by) { set(ahead_ + by); }
  /// The time as the server has it.
  [[nodiscard]] Instant time() const { return wall_clock() + ahead_; }
  [[nodiscard]] std::string now() const { return format_time(time()); }
  [[nodiscard]] ServerProcess& server() { return *server_; }
  [[nodiscard]] const std::filesystem::path& data() const { return data_; }

 private:
  static constexpr const char* kFakeTime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

  TemporaryFolder folder_;
  std::filesystem::path clock_;
  std::filesystem::path data_;
  std::chrono::seconds ahead_{0};
  std::unique_ptr<ServerProcess> server_;
};

}  // namespace anlan::test
