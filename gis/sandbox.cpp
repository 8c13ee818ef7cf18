#include "gis/sandbox.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "gis/answer.hpp"
#include "gis/descriptor.hpp"
#include "gis/report_json.hpp"

namespace anlan::gis {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// More than any layer we accept packs to.
constexpr std::size_t kMaxAnswer = std::size_t{512} << 20;

tl::unexpected<Fault> unavailable() {
  return fail("sandbox-unavailable", "服务器无法启动导入进程，请联系管理员。",
              "The server cannot start the import worker; tell the administrator.");
}

/// The one folder the worker may write into; gone afterwards with all it left there.
class Scratch {
 public:
  explicit Scratch(const std::string& root) {
    std::error_code failed;
    const fs::path parent = root.empty() ? fs::temp_directory_path(failed) : fs::path{root};
    std::string pattern = (parent / "anlan-import-XXXXXX").string();
    if (!failed && mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  /// Empty when it could not be made.
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

/// A running worker, killed and reaped if nobody waited for it.
class Worker {
 public:
  Worker(pid_t pid, Descriptor output) noexcept : pid_{pid}, output_{std::move(output)} {}
  Worker(Worker&& other) noexcept : pid_{std::exchange(other.pid_, -1)}, output_{std::move(other.output_)} {}
  Worker& operator=(Worker&&) = delete;
  ~Worker() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      wait();
    }
  }

  [[nodiscard]] int output() const noexcept { return output_.number(); }

  /// The status of waitpid.
  int wait() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

 private:
  pid_t pid_;
  Descriptor output_;
};

/// The request in memory, as a file: written before the worker starts, so neither side can wait for the other.
Descriptor request_file(const std::string& text) {
  Descriptor file{memfd_create("import-request", MFD_CLOEXEC)};
  std::string_view rest = text;
  while (file.open() && !rest.empty()) {
    const ssize_t count = write(file.number(), rest.data(), rest.size());
    if (count <= 0) return Descriptor{};
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  if (file.open() && lseek(file.number(), 0, SEEK_SET) != 0) return Descriptor{};
  return file;
}

/// Of our own environment only what the worker's libraries need: no secrets that were handed to the server.
std::vector<std::string> environment(const std::string& folder) {
  // For sanitizer builds: the leak checker wants a helper process, which the worker may not start, and the order in
  // which GDAL takes its own locks cannot block a process of one thread.
  std::vector<std::string> variables = {"LANG=C.UTF-8", "TMPDIR=" + folder, "CPL_TMPDIR=" + folder,
                                        "ASAN_OPTIONS=detect_leaks=0", "TSAN_OPTIONS=detect_deadlocks=0"};
  constexpr std::array kPassed = {"PATH",      "LD_LIBRARY_PATH", "PROJ_DATA",        "PROJ_LIB",
                                  "GDAL_DATA", "UBSAN_OPTIONS",   "LLVM_PROFILE_FILE"};
  for (const char* name : kPassed) {
    if (const char* value = std::getenv(name)) variables.push_back(std::string{name} + "=" + value);
  }
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

std::optional<Worker> start(const WorkerCommand& command, const std::string& folder, const Descriptor& request) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  Descriptor output{ends[0]};
  const Descriptor input{ends[1]};

  std::vector<std::string> arguments = command.argv;
  arguments.push_back(folder);
  std::vector<std::string> variables = environment(folder);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, request.number(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, input.number(), STDOUT_FILENO);
  // Sockets and databases of the server that were opened without O_CLOEXEC stay here.
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  pid_t pid = -1;
  const int failed = posix_spawn(&pid, arguments.front().c_str(), &actions, nullptr, pointers(arguments).data(),
                                 pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return std::nullopt;
  return Worker{pid, std::move(output)};
}

/// Everything the worker writes until it closes its end; nothing when it writes too much or too long.
std::optional<std::string> read_all(const Worker& worker, Clock::time_point deadline) {
  std::string bytes;
  std::vector<char> block(std::size_t{1} << 16);
  while (bytes.size() <= kMaxAnswer) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd wanted{.fd = worker.output(), .events = POLLIN, .revents = 0};
    const int ready = poll(&wanted, 1, static_cast<int>(std::clamp<long long>(left, 0, 60'000)));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0 && Clock::now() >= deadline) return std::nullopt;
    if (ready == 0) continue;
    const ssize_t count = read(worker.output(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(count));
  }
  return std::nullopt;
}

tl::unexpected<Fault> died(int status) {
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (signal == SIGXCPU) {
    return fail("import-cpu", "文件处理耗时过长，已中止。请分县或简化后上传。",
                "The file took too long to process; upload it county by county, or simplify it.");
  }
  const std::string how = signal != 0 ? std::to_string(signal) : "exit " + std::to_string(WEXITSTATUS(status));
  return fail("import-crashed", "导入进程异常退出（" + how + "），未导入任何内容；文件可能已损坏，请重新导出后上传。",
              "The import worker died (" + how + "); nothing was imported. The file may be damaged: export it again.");
}

}  // namespace

std::string installed_worker() {
  std::error_code failed;
  return (fs::read_symlink("/proc/self/exe", failed).parent_path() / "anlan-import-worker").string();
}

Result<ImportOutcome> run_import(const ImportRequest& request, const WorkerCommand& command,
                                 std::chrono::milliseconds deadline) {
  const auto end = Clock::now() + deadline;
  const Scratch scratch{command.scratch_root};
  ImportRequest absolute = request;
  std::error_code failed;
  absolute.path = fs::absolute(request.path, failed).string();
  const Descriptor input = request_file(to_json(absolute));
  if (failed || scratch.path().empty() || !input.open() || command.argv.empty()) return unavailable();
  auto worker = start(command, scratch.path(), input);
  if (!worker) return unavailable();

  const auto answer = read_all(*worker, end);
  if (!answer) {
    return fail("import-deadline", "导入超时，已中止，未导入任何内容。请分县或简化后上传。",
                "The import ran out of time and nothing was imported; upload it county by county, or simplify it.");
  }
  const int status = worker->wait();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return died(status);
  return read_answer(*answer);
}

}  // namespace anlan::gis
