#include "access/command_line.hpp"

#include <istream>
#include <ostream>

#include <fmt/format.h>
#include <fmt/ostream.h>

#include "access/secrets.hpp"
#include "access/view.hpp"
#include "base/uuid.hpp"

namespace anlan::access {
namespace {

/// Nobody's account: entries made here name the machine, not a person.
constexpr const char* kConsole = "00000000-0000-0000-0000-000000000000";

Caller console(const AccountTool& tool) {
  return {kConsole, "console", "本机命令行", Role::administrator, tool.site_division};
}

int refuse(const AccountTool& tool, const Problem& problem) {
  fmt::print(tool.error, "✗ {}\n  {}\n", problem.detail.zh, problem.detail.en);
  for (const auto& fault : problem.errors) {
    fmt::print(tool.error, "  {}: {} / {}\n", fault.pointer, fault.detail.zh, fault.detail.en);
  }
  return 1;
}

struct Password {
  std::string text;
  bool generated;
};

Password obtain_password(const AccountTool& tool, bool from_input) {
  if (!from_input) return {make_password(), true};
  std::string line;
  std::getline(tool.in, line);
  if (line.ends_with('\r')) line.pop_back();
  return {std::move(line), false};
}

void show(const AccountTool& tool, const Password& password) {
  if (!password.generated) return;
  fmt::print(tool.out, "密码（只显示这一次）/ password (shown only now): {}\n", password.text);
}

/// Decides, appends, and keeps the secrets, in one transaction. `decide(Connection&)` gives a Result<Change>.
template <class Decide>
Result<void> carry_out(const AccountTool& tool, Decide decide) {
  const auto work = [&](store::Connection& db, journal::Journal& journal) -> Result<void> {
    create_secret_tables(db);
    return decide(db).map([&](Change change) {
      change.fact.channel = journal::Channel::system;
      const journal::Stamp stamp{console(tool).actor(), tool.now, make_uuid(tool.now)};
      journal.append(db, std::move(change.fact), stamp);
      if (change.beside) change.beside(db);
    });
  };
  return tool.journal.transact(work);
}

/// The account that the operator named, in the version that stands: he cannot have seen an older one.
Result<Account> named(store::Connection& db, const std::string& name) {
  if (auto found = find_account_by_name(db, name)) return std::move(*found);
  return fail(ProblemKind::not_found, "no-account",
              {"没有名为 " + name + " 的账号，可用 anlan account list 查看",
               "there is no account " + name + "; see anlan account list"});
}

/// Carries out `decide(Connection&, const Account&)` for the named account and prints `done` when it stands.
template <class Decide>
int change_named(const AccountTool& tool, const std::string& name, std::string_view done, Decide decide) {
  const auto changed = carry_out(tool, [&](store::Connection& db) -> Result<Change> {
    auto account = named(db, name);
    if (!account) return tl::unexpected<Problem>(std::move(account.error()));
    return decide(db, *account);
  });
  if (!changed) return refuse(tool, changed.error());
  fmt::print(tool.out, "{}: {}\n", done, name);
  return 0;
}

Target target_of(const Account& account) { return {account.account, account.version}; }

Result<OpenAccount> parse(const NewAccount& asked, const std::string& password, Instant now) {
  const auto role = parse_role(asked.role);
  if (!role) {
    std::string known;
    for (const auto each : kRoles) known += ' ' + std::string{to_string(each)};
    return fail_field(
        "/role", "no-role",
        {"没有角色 " + asked.role + "，可选：" + known, "there is no role " + asked.role + "; choose one of:" + known});
  }
  return DivisionCode::parse(asked.division).map([&](const DivisionCode& division) {
    const auto& display_name = asked.display_name.empty() ? asked.name : asked.display_name;
    return OpenAccount{make_uuid(now), asked.name, display_name, *role, division, password};
  });
}

}  // namespace

int add_account(const AccountTool& tool, const NewAccount& asked) {
  const auto password = obtain_password(tool, asked.password_from_input);
  const auto account = parse(asked, password.text, tool.now);
  if (!account) return refuse(tool, account.error());
  const auto hash = tool.hasher.hash(password.text);
  const auto opened = carry_out(tool, [&](store::Connection& db) {
    return decide_open(db, console(tool), *account, hash, tool.division_known, tool.now);
  });
  if (!opened) return refuse(tool, opened.error());
  fmt::print(tool.out, "账号已开设 / account opened: {}\n", asked.name);
  show(tool, password);
  return 0;
}

int list_accounts(const AccountTool& tool) {
  auto& db = tool.journal.db();
  create_secret_tables(db);
  for (const auto& account : list_accounts(db, {tool.site_division, tool.site_division})) {
    fmt::print(tool.out, "{:<32} {:<18} {} {:<6} {:<29} {}\n", account.name, to_string(account.role),
               account.division.text(), to_string(account.state),
               account.last_seen_at ? format_time(*account.last_seen_at) : "-", account.display_name);
    for (const auto& token : account.tokens) fmt::print(tool.out, "    {} {}\n", token.token_id, token.label);
  }
  return 0;
}

int close_account(const AccountTool& tool, const std::string& name, const std::string& reason) {
  return change_named(tool, name, "账号已注销 / account closed", [&](store::Connection& db, const Account& account) {
    return decide_close(db, console(tool), target_of(account), reason);
  });
}

int reset_password(const AccountTool& tool, const std::string& name, bool password_from_input) {
  const auto password = obtain_password(tool, password_from_input);
  const auto hash = tool.hasher.hash(password.text);
  const auto decide = [&](store::Connection& db, const Account& account) {
    return decide_reset_password(db, console(tool), target_of(account), password.text, hash, tool.now);
  };
  const int code = change_named(tool, name, "密码已重置 / password set", decide);
  if (code == 0) show(tool, password);
  return code;
}

int issue_token(const AccountTool& tool, const std::string& name, const std::string& label) {
  const auto token = make_token();
  const auto id = make_uuid(tool.now);
  const auto decide = [&](store::Connection& db, const Account& account) {
    return decide_issue_token(db, console(tool), target_of(account), {account.account, id, label}, token_hash(token));
  };
  const int code = change_named(tool, name, "设备令牌已签发 / device token issued", decide);
  if (code == 0) {
    fmt::print(tool.out, "编号 / id: {}\n令牌（只显示这一次）/ token (shown only now): {}\n", id, token);
  }
  return code;
}

int revoke_token(const AccountTool& tool, const std::string& name, const std::string& token_id) {
  const auto decide = [&](store::Connection& db, const Account& account) {
    return decide_revoke_token(db, console(tool), target_of(account), token_id);
  };
  return change_named(tool, name, "设备令牌已吊销 / device token revoked", decide);
}

}  // namespace anlan::access
