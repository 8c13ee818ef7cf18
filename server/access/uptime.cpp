#include "access/uptime.hpp"

#include <ctime>

namespace anlan::access {

Uptime uptime() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return std::chrono::duration_cast<Uptime>(std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec});
}

}  // namespace anlan::access
