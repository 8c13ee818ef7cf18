#include "app/command_line.hpp"

#include <functional>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/config.hpp"
#include "app/maintenance.hpp"
#include "app/report.hpp"
#include "app/serve.hpp"
#include "app/subcommands.hpp"
#include "app/version.hpp"

namespace anlan::app {
namespace {

/// Defaults, then the file, then what was typed.
Result<Config> settle(const Given& given) {
  Config config;
  if (!given.config_file.empty()) {
    auto loaded = load_config(given.config_file, std::move(config));
    if (!loaded) return loaded;
    config = std::move(*loaded);
  }
  if (!given.listen.empty()) {
    if (auto set = set_listen(config, given.listen); !set) return tl::unexpected<Problem>(std::move(set.error()));
  }
  if (!given.data.empty()) config.data = given.data;
  if (!given.reference.empty()) config.reference = given.reference;
  if (!given.web.empty()) config.web = given.web;
  if (!given.sample.empty()) config.sample = given.sample;
  config.demo = given.demo;
  config.demo_speed = given.demo_speed;
  return config;
}

}  // namespace

CLI::App& subcommand(CLI::App& parent, const char* name, const char* text, const SharedGiven& given) {
  auto* command = parent.add_subcommand(name, text);
  command->add_option("--config", given->config_file, "TOML 配置文件 / configuration file");
  command->add_option("--data", given->data, "数据目录 / data directory");
  command->add_option("--reference", given->reference, "随程序附带的目录 / catalogues that ship with the program");
  return *command;
}

void on_chosen(CLI::App& command, const SharedGiven& given, int& exit_code, std::function<int(const Config&)> work) {
  command.callback([given, &exit_code, work = std::move(work)] {
    const auto config = settle(*given);
    exit_code = config ? work(*config) : refuse(config.error());
  });
}

namespace {

void declare_serve(CLI::App& program, int& exit_code) {
  auto given = std::make_shared<Given>();
  auto& command = subcommand(program, "serve", "启动服务器 / start the server", given);
  command.add_option("--listen", given->listen, "地址:端口 / ADDRESS:PORT (127.0.0.1:8080)");
  command.add_option("--web", given->web, "网页目录 / the built web app");
  command.add_option("--sample", given->sample, "空目录首次启动时采用的区划 / divisions for an empty data directory");
  command.add_flag("--demo", given->demo, "演示账号与 2021 年 7 月暴雨演练 / demo accounts and the July 2021 exercise");
  command.add_option("--demo-speed", given->demo_speed, "演练快放倍数 / how many times faster")
      ->check(CLI::Range(0.1, 1000.0));
  on_chosen(command, given, exit_code, serve);
}

void declare_maintenance(CLI::App& program, int& exit_code) {
  auto verifying = std::make_shared<Given>();
  on_chosen(subcommand(program, "verify", "校验流水链、附件与视图 / check chain, blobs and views", verifying),
            verifying, exit_code, verify);
  auto replaying = std::make_shared<Given>();
  on_chosen(subcommand(program, "replay", "由流水重建视图 / rebuild the views from the journal", replaying), replaying,
            exit_code, replay);
  auto saving = std::make_shared<Given>();
  auto& save = subcommand(program, "backup", "在线备份并校验 / copy the running site and check the copy", saving);
  auto copy = std::make_shared<std::string>();
  save.add_option("file", *copy, "备份文件 / backup file")->required();
  on_chosen(save, saving, exit_code, [copy](const Config& config) { return backup(config, *copy); });
  auto restoring = std::make_shared<Given>();
  auto& load = subcommand(program, "restore", "校验备份并恢复到空目录 / check a backup and restore it", restoring);
  auto source = std::make_shared<std::string>();
  load.add_option("file", *source, "备份文件 / backup file")->required();
  on_chosen(load, restoring, exit_code, [source](const Config& config) { return restore(config, *source); });
}

}  // namespace

void declare_commands(CLI::App& program, int& exit_code) {
  program.set_version_flag("--version", std::string{"anlan "} + kVersion);
  declare_serve(program, exit_code);
  declare_maintenance(program, exit_code);
  declare_account_commands(program, exit_code);
  declare_import_commands(program, exit_code);
}

}  // namespace anlan::app
