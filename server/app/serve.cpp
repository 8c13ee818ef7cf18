#include "app/serve.hpp"

#include <csignal>

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include "access/password_hasher.hpp"
#include "access/personal_operations.hpp"
#include "app/assembly.hpp"
#include "app/demo.hpp"
#include "app/first_start.hpp"
#include "app/offline.hpp"
#include "app/report.hpp"
#include "journal/offline.hpp"
#include "journal/verify.hpp"
#include "store/data_directory.hpp"

namespace anlan::app {
namespace {

Result<void> chain_holds(store::Connection& db) {
  const auto result = journal::verify_chain(db);
  if (result.clean()) return {};
  const auto& first = result.findings.front().text;
  return fail(ProblemKind::unavailable, "broken-chain",
              {first.zh + "。服务器拒绝启动；请从备份恢复（anlan restore），并保留此文件备查",
               first.en + "; the server does not start on it: restore a backup and keep this file as evidence"});
}

/// All that happens before anybody can connect, while no other process can write.
Result<Newcomers> prepare(const Config& config, House& house) {
  auto offline = open_offline(config, house);
  if (!offline) return tl::unexpected<Problem>(std::move(offline.error()));
  if (auto held = chain_holds((*offline)->db()); !held) return tl::unexpected<Problem>(std::move(held.error()));
  if (auto forgotten = access::forget_destroyed((*offline)->db(), *house.keys); !forgotten) {
    return tl::unexpected<Problem>(std::move(forgotten.error()));
  }
  return first_start(config, house, **offline);
}

void announce(const Config& config, const Assembly& assembly, const Newcomers& newcomers) {
  const auto* scheme = config.tls_certificate ? "https" : "http";
  fmt::print("安澜已启动 / Anlan is running: {}://{}:{}\n", scheme, config.listen, assembly.port());
  if (newcomers.password_file) {
    fmt::print("首次登录 / first sign-in: {}，密码在 / password in {}\n", newcomers.administrator,
               newcomers.password_file->string());
  }
  for (const auto& [name, password, role] : newcomers.demo) {
    fmt::print("演示账号 / demo account: {:<12} {:<24} {}\n", name, password, role);
  }
  std::fflush(stdout);
}

}  // namespace

int serve(const Config& config) {
  if (config.demo && !is_loopback(config.listen)) {
    return refuse({.kind = ProblemKind::invalid,
                   .type = "demo-not-loopback",
                   .detail = {"演示账号的密码是公开的，--demo 只能监听本机（127.0.0.1）",
                              "demo passwords are no secret: --demo listens on loopback only"}});
  }
  // A file-size limit or a closed pipe is an error to be answered, not a reason to die.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    store::secure_spatialite();
    access::start_sodium();
    auto house = House::build(config);
    if (!house) return refuse(house.error());
    auto newcomers = prepare(config, **house);
    if (!newcomers) return refuse(newcomers.error());
    auto folder = store::DataDirectory::open(config.data);
    if (!folder) return refuse(folder.error());
    Assembly assembly{config, **house, folder->database()};
    announce(config, assembly, *newcomers);
    if (config.demo) play_exercise(config, assembly);
    assembly.run();
    return 0;
  } catch (const std::exception& error) {
    spdlog::error("cannot start: {}", error.what());
    fmt::print(stderr, "✗ 无法启动 / cannot start: {}\n", error.what());
    return 1;
  }
}

}  // namespace anlan::app
