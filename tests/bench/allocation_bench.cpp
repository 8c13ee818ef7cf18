// The allocation adviser as JSON lines: 40 items × 30 stores × 2,024 villages, every village asking for every item, in
// a made-up disaster over Jiaozuo's rectangle. Medians of the rounds, in seconds of CPU of one thread.
//
//   allocation_bench [rounds]

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "../unit/supplies/allocation_world.hpp"
#include "supplies/allocation_rules.hpp"

namespace {

using namespace anlan::supplies::allocation;
using anlan::test::Disaster;

/// Seconds of CPU this thread has had: everything here computes, so others on the machine must not count.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void bench(const char* name, const Disaster& disaster, int rounds) {
  const auto task = anlan::test::make_task(disaster);
  std::vector<double> seconds;
  Plan plan;
  for (int round = 0; round < rounds; ++round) {
    const auto start = cpu_seconds();
    plan = *allocate(task);
    seconds.push_back(cpu_seconds() - start);
  }
  std::ranges::sort(seconds);
  std::printf(
      "{\"bench\":\"allocation\",\"case\":\"%s\",\"goods\":%zu,\"stores\":%zu,\"villages\":%zu,\"demands\":%zu,"
      "\"median_s\":%.3f,\"slowest_s\":%.3f,\"lines\":%zu,\"shortfalls\":%zu,\"minutes_to_last\":%ld}\n",
      name, task.goods.size(), task.stores.size(), task.destinations.size(), task.demands.size(),
      seconds[seconds.size() / 2], seconds.back(), plan.lines.size(), plan.shortfalls.size(),
      static_cast<long>(plan.minutes_to_last.value_or(0)));
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 5;
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  const Disaster plenty{.stock_percent = 130};
  const Disaster scarce{
      .stock_percent = 80, .reserve_percent = 50, .closed_percent = 10, .old_percent = 10, .priorities = 3};
  Disaster few_vehicles = plenty;
  few_vehicles.fleet_percent = 125;
  Disaster everything = scarce;
  everything.fleet_percent = 70;
  bench("enough of all", plenty, rounds);
  bench("scarce, reserves, expiry, closed roads, three priorities", scarce, rounds);
  bench("vehicles bind", few_vehicles, rounds);
  bench("scarce, and vehicles bind", everything, rounds);
}
