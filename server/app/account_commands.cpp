#include <iostream>

#include <CLI/CLI.hpp>

#include "access/command_line.hpp"
#include "access/secrets.hpp"
#include "app/offline.hpp"
#include "app/report.hpp"
#include "app/subcommands.hpp"

namespace anlan::app {
namespace {

struct Asked {
  access::NewAccount account = {};
  std::string name = {};
  std::string text = {};  ///< reason, label or token id
  bool password_from_input = false;
};
using SharedAsked = std::shared_ptr<Asked>;

/// Runs `work(tool)` on the data directory at rest.
int with_accounts(const Config& config, const std::function<int(const access::AccountTool&)>& work) {
  access::start_sodium();
  store::secure_spatialite();
  auto house = House::build(config);
  if (!house) return refuse(house.error());
  auto offline = open_offline(config, **house);
  if (!offline) return refuse(offline.error());
  access::create_secret_tables((*offline)->db());
  (*house)->divisions.load((*offline)->db());
  const access::PasswordHasher hasher;
  return work({.journal = **offline,
               .hasher = hasher,
               .site_division = DivisionCode::parse(config.site_division).value(),
               .division_known = (*house)->division_known(),
               .now = wall_clock(),
               .in = std::cin,
               .out = std::cout,
               .error = std::cerr});
}

using Work = std::function<int(const access::AccountTool&, const Asked&)>;

CLI::App& declare(CLI::App& parent, int& exit_code, const char* name, const char* text, const SharedAsked& asked,
                  Work work) {
  auto given = std::make_shared<Given>();
  auto& command = subcommand(parent, name, text, given);
  on_chosen(command, given, exit_code, [asked, work = std::move(work)](const Config& config) {
    return with_accounts(config, [&](const access::AccountTool& tool) { return work(tool, *asked); });
  });
  return command;
}

void declare_add(CLI::App& parent, int& exit_code) {
  auto asked = std::make_shared<Asked>();
  auto& add = declare(parent, exit_code, "add", "开设账号 / open an account", asked,
                      [](const auto& tool, const Asked& given) { return access::add_account(tool, given.account); });
  add.add_option("name", asked->account.name, "登录名 / sign-in name")->required();
  add.add_option("--role", asked->account.role, "角色 / role, e.g. township_clerk")->required();
  add.add_option("--division", asked->account.division, "12 位区划代码 / division code")->required();
  add.add_option("--display", asked->account.display_name, "显示姓名 / display name");
  add.add_flag("--password-stdin", asked->account.password_from_input,
               "从标准输入读密码 / read the password from stdin");
}

}  // namespace

void declare_account_commands(CLI::App& program, int& exit_code) {
  auto& account = *program.add_subcommand("account", "账号 / accounts, while no server runs");
  account.require_subcommand(1);
  declare_add(account, exit_code);
  declare(account, exit_code, "list", "列出账号 / list accounts", std::make_shared<Asked>(),
          [](const auto& tool, const Asked&) { return access::list_accounts(tool); });

  auto closing = std::make_shared<Asked>();
  auto& close =
      declare(account, exit_code, "close", "停用账号 / close an account", closing,
              [](const auto& tool, const Asked& given) { return access::close_account(tool, given.name, given.text); });
  close.add_option("name", closing->name)->required();
  close.add_option("--reason", closing->text, "原因 / reason")->required();

  auto resetting = std::make_shared<Asked>();
  auto& reset = declare(account, exit_code, "reset-password", "重设密码 / set a new password", resetting,
                        [](const auto& tool, const Asked& given) {
                          return access::reset_password(tool, given.name, given.password_from_input);
                        });
  reset.add_option("name", resetting->name)->required();
  reset.add_flag("--password-stdin", resetting->password_from_input);

  auto issuing = std::make_shared<Asked>();
  auto& issue =
      declare(account, exit_code, "token", "签发设备令牌 / issue a device token", issuing,
              [](const auto& tool, const Asked& given) { return access::issue_token(tool, given.name, given.text); });
  issue.add_option("name", issuing->name)->required();
  issue.add_option("--label", issuing->text, "设备名 / the device's name")->required();

  auto revoking = std::make_shared<Asked>();
  auto& revoke =
      declare(account, exit_code, "revoke-token", "吊销设备令牌 / revoke a device token", revoking,
              [](const auto& tool, const Asked& given) { return access::revoke_token(tool, given.name, given.text); });
  revoke.add_option("name", revoking->name)->required();
  revoke.add_option("token_id", revoking->text)->required();
}

}  // namespace anlan::app
