#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace prometheus {
class Registry;
}

namespace anlan {

using Labels = std::map<std::string, std::string>;

/// Counters and gauges of the whole server, in the Prometheus text format. Thread-safe.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  /// Adds to a counter, e.g. count("anlan_problems_total", {{"type", "stale-version"}}).
  void count(const std::string& name, const Labels& labels = {}, double amount = 1);
  /// Adds an observation in seconds to a histogram.
  void observe(const std::string& name, double seconds, const Labels& labels = {});
  /// A value read when somebody looks: queue depths, connections, memory.
  void gauge(const std::string& name, const std::string& help, std::function<double()> read);

  /// Prometheus text format 0.0.4.
  [[nodiscard]] std::string text() const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace anlan
