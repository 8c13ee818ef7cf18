// Preloaded into a server under test: while the file named by ANLAN_TEST_DISK_FULL exists, no regular file can grow, as
// on a file system without room: ENOSPC. What only overwrites goes through, as it does there. No lock and no memory is
// taken here.
#include <cerrno>
#include <cstdlib>

#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

/// Whether bytes up to `end` need room that there is not; `end` below 0: at the file's own position.
bool no_room(int file, off_t end, size_t size) {
  const char* mark = std::getenv("ANLAN_TEST_DISK_FULL");
  if (mark == nullptr) return false;
  const int before = errno;
  struct stat info{};
  const bool full = ::access(mark, F_OK) == 0 && ::fstat(file, &info) == 0 && S_ISREG(info.st_mode);
  if (full && end < 0) end = ::lseek(file, 0, SEEK_CUR) + static_cast<off_t>(size);
  errno = full && end > info.st_size ? ENOSPC : before;
  return full && end > info.st_size;
}

}  // namespace

extern "C" ssize_t write(int file, const void* bytes, size_t size) {
  return no_room(file, -1, size) ? -1 : ::syscall(SYS_write, file, bytes, size);
}

extern "C" ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  return no_room(file, at + static_cast<off_t>(size), size) ? -1 : ::syscall(SYS_pwrite64, file, bytes, size, at);
}

extern "C" ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  return ::pwrite64(file, bytes, size, at);
}
