#include "support/server_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "support/http_client.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::test {
namespace {

const std::string kSource = source_dir();

struct Child {
  pid_t pid;
  int input;
  int output;
};

Child spawn(const std::vector<std::string>& arguments, const std::vector<std::string>& more_environment = {}) {
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error{"pipe"};
  std::vector<std::string> words{program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  auto settings = more_environment;
  std::vector<char*> environment;
  for (auto& setting : settings) environment.push_back(setting.data());
  for (auto** inherited = environ; *inherited != nullptr; ++inherited) environment.push_back(*inherited);
  environment.push_back(nullptr);
  const auto pid = fork();
  if (pid == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    dup2(out[1], 2);
    execve(words.front().c_str(), argv.data(), environment.data());
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  return {pid, in[1], out[0]};
}

int exit_code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

/// Reads until `wanted` appears or the output ends.
std::string read_until(int output, const std::string& wanted) {
  std::string text;
  std::array<char, 4096> chunk{};
  while (wanted.empty() || text.find(wanted) == std::string::npos || text.back() != '\n') {
    const auto size = read(output, chunk.data(), chunk.size());
    if (size <= 0) break;
    text.append(chunk.data(), static_cast<std::size_t>(size));
  }
  return text;
}

}  // namespace

Finished run_program(const std::vector<std::string>& arguments, const std::string& input) {
  const auto child = spawn(arguments);
  if (write(child.input, input.data(), input.size()) < 0) throw std::runtime_error{"write"};
  close(child.input);
  Finished finished;
  finished.output = read_until(child.output, "");
  close(child.output);
  int status = 0;
  waitpid(child.pid, &status, 0);
  finished.exit_code = exit_code_of(status);
  return finished;
}

struct ServerProcess::Log {
  void add(std::string_view said) {
    const std::lock_guard lock{mutex};
    text += said;
  }
  std::mutex mutex;
  std::string text;
};

ServerProcess::ServerProcess(const std::filesystem::path& data, const std::vector<std::string>& more,
                             const std::vector<std::string>& environment) {
  std::vector<std::string> arguments{"serve",           "--data",      data.string(),
                                     "--listen",        "127.0.0.1:0", "--reference",
                                     kSource + "/data", "--web",       kSource + "/web/dist"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const auto child = spawn(arguments, environment);
  close(child.input);
  pid_ = child.pid;
  output_ = child.output;
  const std::string mark = "http://127.0.0.1:";
  const auto text = read_until(output_, mark);
  const auto at = text.find(mark);
  if (at == std::string::npos) {
    wait();
    throw std::runtime_error{"the server did not start:\n" + text};
  }
  port_ = static_cast<std::uint16_t>(std::stoi(text.substr(at + mark.size())));
  log_ = std::make_shared<Log>();
  log_->add(text);
  // Drained for as long as it lives: a full pipe would block the server.
  std::thread{[output = dup(output_), log = log_] {
    std::array<char, 4096> chunk{};
    for (;;) {
      const auto size = read(output, chunk.data(), chunk.size());
      if (size <= 0) break;
      log->add({chunk.data(), static_cast<std::size_t>(size)});
    }
    close(output);
  }}.detach();
}

std::string ServerProcess::said() const {
  const std::lock_guard lock{log_->mutex};
  return log_->text;
}

ServerProcess::~ServerProcess() {
  if (pid_ > 0) kill();
  if (output_ >= 0) close(output_);
}

int ServerProcess::wait() {
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return exit_code_of(status);
}

void ServerProcess::kill() {
  ::kill(pid_, SIGKILL);
  wait();
}

int ServerProcess::stop() {
  constexpr auto kPatience = std::chrono::minutes{2};
  ::kill(pid_, SIGTERM);
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < until) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      return exit_code_of(status);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  kill();
  throw std::runtime_error{"the server did not stop in two minutes:\n" + said()};
}

std::uint64_t ServerProcess::memory() const {
  std::ifstream statm{"/proc/" + std::to_string(pid_) + "/statm"};
  std::uint64_t size = 0;
  std::uint64_t resident = 0;
  statm >> size >> resident;
  return resident * 4096;
}

std::chrono::nanoseconds ServerProcess::waited_for_processor() const {
  std::ifstream schedstat{"/proc/" + std::to_string(pid_) + "/schedstat"};
  std::int64_t ran = 0;
  std::int64_t waited = 0;
  schedstat >> ran >> waited;
  return std::chrono::nanoseconds{waited};
}

namespace {

/// A site with the divisions of Jiaozuo and an account of each role, made once.
struct PreparedData {
  PreparedData() {
    const auto data = (folder / "site").string();
    {
      ServerProcess first{data, {"--sample", kSource + "/data/jiaozuo"}};
      first.stop();
    }
    const std::vector<std::array<std::string, 3>> accounts{{"informant", "village_informant", "410882101201"},
                                                           {"clerk", "township_clerk", "410882101000"},
                                                           {"clerk2", "township_clerk", "410882102000"},
                                                           {"county", "county_duty", "410882000000"},
                                                           {"county2", "county_duty", "410883000000"},
                                                           {"city", "city_duty", "410800000000"},
                                                           {"leader", "leader", "410800000000"},
                                                           {"keeper", "warehouse_keeper", "410882000000"},
                                                           {"keeper2", "warehouse_keeper", "410882000000"},
                                                           {"neighbour", "warehouse_keeper", "410883000000"},
                                                           {"dispatcher", "dispatcher", "410882000000"},
                                                           {"reviewer", "township_reviewer", "410882101000"},
                                                           {"decider", "county_reviewer", "410882000000"},
                                                           {"decider2", "county_reviewer", "410882000000"},
                                                           {"payer", "county_reviewer", "410882000000"},
                                                           {"auditor", "auditor", "410800000000"},
                                                           {"manager", "administrator", "410800000000"}};
    for (const auto& [name, role, division] : accounts) {
      const auto added = run_program({"account", "add", name, "--data", data, "--reference", kSource + "/data",
                                      "--role", role, "--division", division, "--password-stdin"},
                                     kPassword + "\n");
      if (added.exit_code != 0) throw std::runtime_error{"account " + name + ": " + added.output};
    }
  }
  TemporaryFolder folder;
};

}  // namespace

std::filesystem::path copy_of_prepared_data(const std::filesystem::path& target) {
  static const PreparedData prepared;
  std::filesystem::copy(prepared.folder / "site", target, std::filesystem::copy_options::recursive);
  return target;
}

}  // namespace anlan::test
