#include "base/metrics.hpp"

#include <mutex>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace anlan {
namespace {

const prometheus::Histogram::BucketBoundaries kSeconds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                       0.1,    0.25,  0.5,    1.0,   2.5,  5.0,   10.0};

struct Reading {
  prometheus::Gauge* gauge;
  std::function<double()> read;
};

}  // namespace

struct Metrics::Families {
  mutable std::mutex mutex;
  prometheus::Registry registry;
  std::map<std::string, prometheus::Family<prometheus::Counter>*> counters;
  std::map<std::string, prometheus::Family<prometheus::Histogram>*> histograms;
  std::vector<Reading> readings;
};

Metrics::Metrics() : families_{std::make_unique<Families>()} {}
Metrics::~Metrics() = default;

void Metrics::count(const std::string& name, const Labels& labels, double amount) {
  const std::lock_guard lock{families_->mutex};
  auto& family = families_->counters[name];
  if (family == nullptr) family = &prometheus::BuildCounter().Name(name).Register(families_->registry);
  family->Add(labels).Increment(amount);
}

void Metrics::observe(const std::string& name, double seconds, const Labels& labels) {
  const std::lock_guard lock{families_->mutex};
  auto& family = families_->histograms[name];
  if (family == nullptr) family = &prometheus::BuildHistogram().Name(name).Register(families_->registry);
  family->Add(labels, kSeconds).Observe(seconds);
}

void Metrics::gauge(const std::string& name, const std::string& help, std::function<double()> read) {
  const std::lock_guard lock{families_->mutex};
  auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(families_->registry);
  families_->readings.push_back({&family.Add({}), std::move(read)});
}

std::string Metrics::text() const {
  const std::lock_guard lock{families_->mutex};
  for (const auto& reading : families_->readings) reading.gauge->Set(reading.read());
  return prometheus::TextSerializer{}.Serialize(families_->registry.Collect());
}

}  // namespace anlan
