#include "app/first_start.hpp"

#include <array>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "access/changes.hpp"
#include "access/password_hasher.hpp"
#include "access/secrets.hpp"
#include "access/token.hpp"
#include "access/view.hpp"
#include "base/uuid.hpp"
#include "divisions/command_line.hpp"

namespace anlan::app {
namespace {

namespace fs = std::filesystem;
using access::Role;

struct Wanted {
  const char* name;
  const char* display_name;
  Role role;
  const char* division;
};

// Real units of Jiaozuo, made-up people.
constexpr std::array<Wanted, 15> kDemoAccounts{{
    {"informant", "演示·信息员", Role::village_informant, "410882101201"},
    {"clerk", "演示·乡镇经办", Role::township_clerk, "410882101000"},
    {"county", "演示·县级值班", Role::county_duty, "410882000000"},
    {"county2", "演示·邻县值班", Role::county_duty, "410883000000"},
    {"city", "演示·市级值班", Role::city_duty, "410800000000"},
    {"leader", "演示·带班领导", Role::leader, "410800000000"},
    {"keeper", "演示·保管员", Role::warehouse_keeper, "410882000000"},
    {"keeper2", "演示·保管员乙", Role::warehouse_keeper, "410882000000"},
    {"dispatcher", "演示·调度员", Role::dispatcher, "410882000000"},
    {"reviewer", "演示·乡镇审核", Role::township_reviewer, "410882101000"},
    {"decider", "演示·县级审定", Role::county_reviewer, "410882000000"},
    {"decider2", "演示·县级复签", Role::county_reviewer, "410882000000"},
    {"payer", "演示·县级发放", Role::county_reviewer, "410882000000"},
    {"auditor", "演示·审计", Role::auditor, "410800000000"},
    {"manager", "演示·管理员", Role::administrator, "410800000000"},
}};

/// The program itself, which opens the first accounts: nobody is there yet who could.
access::Caller program(const Config& config) {
  return {"anlan", "anlan", "安澜程序", Role::administrator, DivisionCode::parse(config.site_division).value()};
}

Result<void> open_account(const Config& config, const House& house, journal::OfflineJournal& offline,
                          const Wanted& wanted, const std::string& password) {
  const auto by = program(config);
  const auto now = wall_clock();
  const access::OpenAccount asked{
      make_uuid(now), wanted.name, wanted.display_name, wanted.role, DivisionCode::parse(wanted.division).value(),
      password};
  const auto hash = access::PasswordHasher{}.hash(password);
  auto work = [&](store::Connection& db, journal::Journal& journal) -> Result<void> {
    auto change = access::decide_open(db, by, asked, hash, house.division_known(), now);
    if (!change) return tl::unexpected<Problem>(std::move(change.error()));
    journal.append(db, std::move(change->fact), {by.actor(), now, make_uuid(now)});
    if (change->beside) change->beside(db);
    return {};
  };
  return offline.transact(work);
}

void write_private(const fs::path& file, const std::string& text) {
  std::ofstream out{file, std::ios::trunc};
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  out << text;
}

/// The tool says on the terminal what it reads and what was wrong with it.
bool adopt_sample(const Config& config, journal::OfflineJournal& offline) {
  if (!config.sample) return true;
  const divisions::ImportTool tool{.journal = offline,
                                   .site_division = DivisionCode::parse(config.site_division).value(),
                                   .now = wall_clock(),
                                   .out = std::cout,
                                   .error = std::cerr};
  return divisions::adopt_sample(tool, *config.sample) == 0;
}

Result<void> first_administrator(const Config& config, const House& house, journal::OfflineJournal& offline,
                                 Newcomers& newcomers) {
  const auto file = config.data / "admin-password.txt";
  newcomers.administrator = "admin";
  if (offline.db().number("SELECT count(*) FROM account") == 0) {
    const auto password = access::make_password();
    const Wanted wanted{"admin", "系统管理员", Role::administrator, config.site_division.c_str()};
    if (auto opened = open_account(config, house, offline, wanted, password); !opened) return opened;
    write_private(file, password + "\n");
  }
  if (fs::exists(file)) newcomers.password_file = file;
  return {};
}

/// The passwords of the demo accounts are kept in the data directory, so that a second start prints the same ones.
Result<void> demo_accounts(const Config& config, const House& house, journal::OfflineJournal& offline,
                           Newcomers& newcomers) {
  if (!config.demo) return {};
  const auto file = config.data / "demo-accounts.json";
  auto passwords = nlohmann::json::object();
  if (std::ifstream known{file}) passwords = nlohmann::json::parse(known, nullptr, false);
  for (const auto& wanted : kDemoAccounts) {
    if (!access::find_account_by_name(offline.db(), wanted.name)) {
      passwords[wanted.name] = access::make_password();
      if (auto opened = open_account(config, house, offline, wanted, passwords[wanted.name]); !opened) return opened;
    }
    newcomers.demo.push_back({wanted.name, passwords.value(wanted.name, "（已有账号，密码不变 / existing account）"),
                              std::string{to_string(wanted.role)} + " " + wanted.division});
  }
  write_private(file, passwords.dump(2) + "\n");
  return {};
}

}  // namespace

Result<Newcomers> first_start(const Config& config, House& house, journal::OfflineJournal& offline) {
  Newcomers newcomers;
  access::create_secret_tables(offline.db());
  if (!adopt_sample(config, offline)) {
    return fail(ProblemKind::invalid, "bad-sample",
                {"区划样本未能采用，原因见上。请改正文件后重新启动，或去掉 --sample",
                 "the sample was not adopted, the reason is above; correct the files or start without --sample"});
  }
  house.divisions.load(offline.db());
  if (auto opened = first_administrator(config, house, offline, newcomers); !opened) {
    return tl::unexpected<Problem>(std::move(opened.error()));
  }
  if (auto opened = demo_accounts(config, house, offline, newcomers); !opened) {
    return tl::unexpected<Problem>(std::move(opened.error()));
  }
  return newcomers;
}

}  // namespace anlan::app
