// Preloaded into a server under test: its wall clock is the real one plus the seconds that the file named by
// ANLAN_TEST_CLOCK holds, and no other clock is touched. libfaketime moves timerfd's timers too, so that under a clock
// set back a timer that is due at once never fires and the server hangs. No lock and no memory is taken here: an
// allocator may ask for the time. Who moves the clock replaces the file, so it is never read half written.
#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

namespace {

/// A test whose clock cannot be read must not pass by the real one.
time_t seconds_ahead() {
  const char* path = std::getenv("ANLAN_TEST_CLOCK");
  if (path == nullptr) return 0;
  const int before = errno;
  const int file = ::open(path, O_RDONLY | O_CLOEXEC);
  char text[24]{};
  if (file < 0 || ::read(file, text, sizeof text - 1) <= 0) std::abort();
  ::close(file);
  errno = before;
  return static_cast<time_t>(std::strtoll(text, nullptr, 10));
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* now) {
  const auto answer = static_cast<int>(::syscall(SYS_clock_gettime, clock, now));
  if (answer == 0 && clock == CLOCK_REALTIME) now->tv_sec += seconds_ahead();
  return answer;
}

extern "C" time_t time(time_t* seconds) noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  if (seconds != nullptr) *seconds = now.tv_sec;
  return now.tv_sec;
}

extern "C" int gettimeofday(timeval* out, void*) noexcept {
  timespec now{};
  const int answer = ::clock_gettime(CLOCK_REALTIME, &now);
  out->tv_sec = now.tv_sec;
  out->tv_usec = now.tv_nsec / 1'000;
  return answer;
}
