// under_filter NAMES PROGRAM ARGUMENTS…: runs a program that may make only the system calls named in a file, one a
// line, and is killed at any other, as under a systemd unit's SystemCallFilter=.
#include <seccomp.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

namespace {

struct Release {
  void operator()(void* filter) const noexcept { seccomp_release(filter); }
};

/// Names of other machines' calls are passed over, as systemd does.
bool allow_only(const char* names) {
  std::ifstream file{names};
  const std::unique_ptr<void, Release> filter{seccomp_init(SCMP_ACT_KILL_PROCESS)};
  if (!file || !filter) return false;
  for (std::string name; std::getline(file, name);) {
    const int call = seccomp_syscall_resolve_name(name.c_str());
    if (call >= 0 && seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) != 0) return false;
  }
  return seccomp_load(filter.get()) == 0;
}

}  // namespace

int main(int count, char** words) {
  if (count < 3 || !allow_only(words[1])) {
    std::fputs("under_filter: no filter; usage: under_filter NAMES PROGRAM ARGUMENTS…\n", stderr);
    return 125;
  }
  execvp(words[2], words + 2);
  std::perror(words[2]);
  return 126;
}
