#include "store/data_directory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace anlan::store {
namespace {

auto unusable(const std::filesystem::path& folder, const std::string& reason) {
  return fail(
      ProblemKind::unavailable, "data-directory",
      {"数据目录 " + folder.string() + " 无法使用：" + reason + "。请检查路径与权限",
       "the data directory " + folder.string() + " cannot be used: " + reason + "; check path and permissions"});
}

std::string holder(int lock) {
  std::array<char, 32> text{};
  const auto size = pread(lock, text.data(), text.size() - 1, 0);
  return size > 0 ? std::string{text.data(), static_cast<std::size_t>(size)} : "?";
}

}  // namespace

Result<DataDirectory> DataDirectory::open(const std::filesystem::path& folder) {
  std::error_code error;
  const bool fresh = std::filesystem::create_directories(folder, error);
  if (error) return unusable(folder, error.message());
  if (fresh) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);

  const int lock = ::open((folder / "anlan.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return unusable(folder, std::strerror(errno));
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const auto pid = holder(lock);
    ::close(lock);
    return fail(ProblemKind::conflict, "data-directory-busy",
                {"数据目录 " + folder.string() + " 正被另一个进程使用（进程号 " + pid + "）。请先停止它",
                 "the data directory " + folder.string() + " is in use by process " + pid + "; stop it first"});
  }
  const auto pid = std::to_string(getpid());
  if (ftruncate(lock, 0) != 0 || pwrite(lock, pid.data(), pid.size(), 0) < 0) {
    const std::string reason = std::strerror(errno);
    ::close(lock);
    return unusable(folder, reason);
  }
  return DataDirectory{folder, lock};
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : folder_{std::move(other.folder_)}, lock_{std::exchange(other.lock_, -1)} {}

DataDirectory::~DataDirectory() {
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace anlan::store
