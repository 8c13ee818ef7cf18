#include "gis/confine.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

#include "gis/descriptor.hpp"

namespace anlan::gis {
namespace {

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define ANLAN_SANITIZED 1
#endif
#endif
#ifdef ANLAN_SANITIZED
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

bool limit(__rlimit_resource_t resource, rlim_t value) {
  const rlimit both{value, value};
  return setrlimit(resource, &both) == 0;
}

bool limit_resources() {
  constexpr rlim_t kMemory = rlim_t{2} << 30;
  constexpr rlim_t kCpuSeconds = 20;
  constexpr rlim_t kFileBytes = rlim_t{512} << 20;
  constexpr rlim_t kDescriptors = 64;
  return (kSanitized || limit(RLIMIT_AS, kMemory)) && limit(RLIMIT_CPU, kCpuSeconds) &&
         limit(RLIMIT_FSIZE, kFileBytes) && limit(RLIMIT_NOFILE, kDescriptors) && limit(RLIMIT_CORE, 0);
}

// --- system calls ---

/// Refused with EPERM rather than killed for, so that GDAL can say what it could not do.
constexpr std::array kForbidden = {
    // the network
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept),
    SCMP_SYS(accept4), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg), SCMP_SYS(recvfrom), SCMP_SYS(recvmsg),
    SCMP_SYS(recvmmsg),
    // other programs and processes
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal),
    // the system
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(unshare), SCMP_SYS(setns),
    SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
    SCMP_SYS(open_by_handle_at), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(kexec_load), SCMP_SYS(reboot),
    SCMP_SYS(swapon), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime)};

struct Release {
  void operator()(void* filter) const noexcept { seccomp_release(filter); }
};

bool add_rules(scmp_filter_ctx filter) {
  for (const int call : kForbidden) {
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) != 0) return false;
  }
  // Threads may be made, processes not. clone3 hides its flags behind a pointer, so libc is sent back to clone.
  const scmp_arg_cmp no_thread{.arg = 0, .op = SCMP_CMP_MASKED_EQ, .datum_a = CLONE_THREAD, .datum_b = 0};
  return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ptrace), 0) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
         seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, &no_thread) == 0;
}

bool forbid_calls() {
  const std::unique_ptr<void, Release> filter{seccomp_init(SCMP_ACT_ALLOW)};
  return filter && add_rules(filter.get()) && seccomp_load(filter.get()) == 0;
}

// --- files ---

constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t kWrite = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                                 LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_SYM |
                                 LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR;
constexpr std::uint64_t kRuled = kRead | kWrite | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                                 LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                                 LANDLOCK_ACCESS_FS_MAKE_BLOCK;

/// A path that does not exist needs no permission.
bool allow(const Descriptor& rules, const std::string& path, std::uint64_t access) {
  const Descriptor place{::open(path.c_str(), O_PATH | O_CLOEXEC)};
  if (!place.open()) return errno == ENOENT;
  const landlock_path_beneath_attr rule{.allowed_access = access, .parent_fd = place.number()};
  return syscall(SYS_landlock_add_rule, rules.number(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

bool confine_files(const Confinement& confinement) {
  const landlock_ruleset_attr attributes{.handled_access_fs = kRuled};
  const Descriptor rules{static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0))};
  if (!rules.open()) return errno == ENOSYS || errno == EOPNOTSUPP;
  // PROJ's database, GDAL's tables, iconv's modules and the libraries themselves.
  for (const char* folder : {"/usr", "/lib", "/lib64", "/etc", "/proc", "/dev"}) {
    if (!allow(rules, folder, kRead)) return false;
  }
  for (const std::string& file : confinement.readable) {
    if (!allow(rules, file, kReadFile)) return false;
  }
  return allow(rules, confinement.writable, kRead | kWrite) &&
         syscall(SYS_landlock_restrict_self, rules.number(), 0) == 0;
}

}  // namespace

Result<void> confine(const Confinement& confinement) {
  const bool confined =
      limit_resources() && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && confine_files(confinement) && forbid_calls();
  if (confined) return {};
  return fail("sandbox-unavailable", "服务器无法为导入建立隔离环境，已拒绝导入。请联系管理员。",
              "The server cannot isolate the import, so it was refused; tell the administrator.");
}

}  // namespace anlan::gis
