// Preloaded into a server under test: its wall clock is the real one plus the seconds that the file named by
// ANLAN_TEST_CLOCK holds, and no other clock is touched. libfaketime moves timerfd's timers too, so that under a clock
// set back a timer that is due at once never fires and the server hangs. No lock and no memory is taken here: an
// allocator may ask for the time. Who moves the clock replaces the file, so it is never read half written.
#include <cstdlib>

#include <fcntl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace {

time_t seconds_ahead() {
  const char* path = std::getenv("ANLAN_TEST_CLOCK");
  if (path == nullptr) return 0;
  const int file = ::open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  char text[24]{};
  const auto size = ::read(file, text, sizeof text - 1);
  ::close(file);
  return size > 0 ? static_cast<time_t>(std::strtoll(text, nullptr, 10)) : 0;
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* time) {
  const auto answer = static_cast<int>(::syscall(SYS_clock_gettime, clock, time));
  if (answer == 0 && clock == CLOCK_REALTIME) time->tv_sec += seconds_ahead();
  return answer;
}
