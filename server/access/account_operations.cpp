#include <utility>

#include "access/device_tokens.hpp"
#include "access/operations.hpp"
#include "access/password_rules.hpp"
#include "access/view.hpp"
#include "base/json.hpp"
#include "base/uuid.hpp"

namespace anlan::access {
namespace asio = boost::asio;

using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::size_t kLongestText = 200;  // of reasons and labels

const RoleSet kAdministrators{Role::administrator};

Shape role_shape() {
  std::vector<std::string> names;
  for (const auto role : kRoles) names.emplace_back(to_string(role));
  return Shape::one_of(std::move(names));
}

/// Parameters of a change to an existing account.
Shape change_shape(std::vector<api::Field> more) {
  std::vector<api::Field> fields{need("command_id", Shape::uuid()), need("account", Shape::uuid()),
                                 need("expected_version", Shape::integer(1, INT64_MAX / 2))};
  for (auto& field : more) fields.push_back(std::move(field));
  return Shape::object(std::move(fields));
}

Shape account_answer() { return Shape::object({need("account", account_shape())}); }

Target target_of(const json& params) {
  return {params.at("account").get<std::string>(), params.at("expected_version").get<std::int64_t>()};
}

std::optional<DivisionCode> division_in(const json& params) {
  if (!params.contains("division")) return std::nullopt;
  return DivisionCode::parse(params.at("division").get_ref<const std::string&>()).value();
}

Result<DivisionCode> division_of_account(store::Connection& db, const json& params) {
  return existing_account(db, params.at("account").get_ref<const std::string&>()).map([](const Account& account) {
    return account.division;
  });
}

api::Decision as_decision(Change change) {
  const auto account = change.fact.body.at("account").get<std::string>();
  api::Decision decision;
  decision.entries.push_back(std::move(change.fact));
  decision.beside = std::move(change.beside);
  decision.answer = [account](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"account", to_json(find_account(db, account).value())}};
  };
  return decision;
}

/// Hashes the password on the workers before the command goes to the writer.
api::Prepare hash_password(const AccessParts& parts) {
  return [parts](json params) -> asio::awaitable<Result<std::string>> {
    auto work = [&hasher = parts.hasher, password = params.at("password").get<std::string>()]() -> Result<std::string> {
      return hasher.hash(password);
    };
    co_return co_await parts.workers.run(std::move(work));
  };
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    const auto& jurisdiction = context.caller.jurisdiction;
    AccountFilter filter{jurisdiction, division_in(context.params).value_or(jurisdiction)};
    if (context.params.contains("state")) {
      filter.state = parse_account_state(context.params.at("state").get_ref<const std::string&>());
    }
    json accounts = json::array();
    for (const auto& account : list_accounts(context.db, filter)) accounts.push_back(to_json(account));
    return json{{"accounts", std::move(accounts)}};
  };
  return {.name = "account.list",
          .kind = api::Kind::query,
          .summary = {"辖区内的账号", "Accounts of the jurisdiction"},
          .params = Shape::object({may("division", Shape::division(), "only accounts here or below"),
                                   may("state", Shape::one_of({"active", "closed"}))}),
          .result = Shape::object({need("accounts", Shape::array(account_shape(), 0, 100'000))}),
          .roles = RoleSet{Role::administrator, Role::auditor},
          .query = std::move(query)};
}

api::Operation open(const AccessParts& parts, const DivisionKnown& known) {
  auto command = [known](const api::CommandContext& context) -> Result<api::Decision> {
    const auto& params = context.params;
    const OpenAccount asked{make_uuid(context.now),
                            params.at("name").get<std::string>(),
                            params.at("display_name").get<std::string>(),
                            parse_role(params.at("role").get_ref<const std::string&>()).value(),
                            division_in(params).value(),
                            params.at("password").get<std::string>()};
    return decide_open(context.db, context.caller, asked, context.prepared, known, context.now).map(as_decision);
  };
  return {.name = "account.open",
          .kind = api::Kind::command,
          .summary = {"开设账号", "Open an account"},
          .params = Shape::object({need("command_id", Shape::uuid()),
                                   need("name", Shape::text(1, kLongestName), "3 to 32 of a-z 0-9 . _ -"),
                                   need("display_name", Shape::text(1, kLongestDisplayName)),
                                   need("role", role_shape()), need("division", Shape::division(), "the jurisdiction"),
                                   need("password", Shape::text(1, kLongestPassword), "at least 10 characters")}),
          .result = account_answer(),
          .roles = kAdministrators,
          .scope = api::division_at("division"),
          .command = std::move(command),
          .prepare = hash_password(parts),
          .secret = "password"};
}

api::Operation change(const DivisionKnown& known) {
  auto command = [known](const api::CommandContext& context) -> Result<api::Decision> {
    const auto& params = context.params;
    ChangeAccount asked{.division = division_in(params)};
    if (params.contains("display_name")) asked.display_name = params.at("display_name").get<std::string>();
    if (params.contains("role")) asked.role = parse_role(params.at("role").get_ref<const std::string&>());
    return decide_change(context.db, context.caller, target_of(params), asked, known).map(as_decision);
  };
  return {.name = "account.change",
          .kind = api::Kind::command,
          .summary = {"改账号的显示名、角色或辖区；改角色或辖区时其登录与设备令牌随即失效",
                      "Change an account's display name, role or jurisdiction; new powers end its sessions and tokens"},
          .params = change_shape({may("display_name", Shape::text(1, kLongestDisplayName)), may("role", role_shape()),
                                  may("division", Shape::division())}),
          .result = account_answer(),
          .roles = kAdministrators,
          .scope = division_of_account,
          .command = std::move(command)};
}

api::Operation close() {
  auto command = [](const api::CommandContext& context) -> Result<api::Decision> {
    auto reason = context.params.at("reason").get<std::string>();
    return decide_close(context.db, context.caller, target_of(context.params), std::move(reason)).map(as_decision);
  };
  return {.name = "account.close",
          .kind = api::Kind::command,
          .summary = {"注销账号；其登录、设备令牌和实时连接随即失效",
                      "Close an account for ever; ends its sessions, device tokens and live connections"},
          .params = change_shape({need("reason", Shape::text(1, kLongestText))}),
          .result = account_answer(),
          .roles = kAdministrators,
          .scope = division_of_account,
          .command = std::move(command)};
}

api::Operation reset(const AccessParts& parts) {
  auto command = [](const api::CommandContext& context) -> Result<api::Decision> {
    return decide_reset_password(context.db, context.caller, target_of(context.params),
                                 context.params.at("password").get_ref<const std::string&>(), context.prepared,
                                 context.now)
        .map(as_decision);
  };
  return {.name = "account.reset_password",
          .kind = api::Kind::command,
          .summary = {"重置账号的密码，其登录随即失效", "Set an account's password anew; ends its sessions"},
          .params = change_shape({need("password", Shape::text(1, kLongestPassword), "at least 10 characters")}),
          .result = account_answer(),
          .roles = kAdministrators,
          .scope = division_of_account,
          .command = std::move(command),
          .prepare = hash_password(parts),
          .secret = "password"};
}

api::Operation issue(const AccessParts& parts) {
  auto action = [parts](api::ActionContext context) -> asio::awaitable<Result<api::Reply>> {
    TokenCommand command{context.params.at("command_id").get<std::string>(), target_of(context.params),
                         context.params.at("label").get<std::string>(), dump(context.params)};
    auto answer = co_await issue_device_token(parts, *context.caller, std::move(command), context.now);
    if (!answer) co_return tl::unexpected<Problem>(std::move(answer.error()));
    co_return api::Reply{.json = std::move(*answer)};
  };
  return {.name = "account.issue_token",
          .kind = api::Kind::action,
          .summary = {"为账号签发设备令牌（只显示一次）", "Issue a device token for an account; it is shown once"},
          .params = change_shape({need("label", Shape::text(1, kLongestText), "which device")}),
          .result = Shape::object({need("token_id", Shape::uuid()),
                                   may("token", Shape::text(43, 43), "absent when the command is repeated")}),
          .roles = kAdministrators,
          .action = std::move(action)};
}

api::Operation revoke() {
  auto command = [](const api::CommandContext& context) -> Result<api::Decision> {
    auto token_id = context.params.at("token_id").get<std::string>();
    return decide_revoke_token(context.db, context.caller, target_of(context.params), std::move(token_id))
        .map(as_decision);
  };
  return {.name = "account.revoke_token",
          .kind = api::Kind::command,
          .summary = {"吊销设备令牌", "Revoke a device token"},
          .params = change_shape({need("token_id", Shape::uuid())}),
          .result = account_answer(),
          .roles = kAdministrators,
          .scope = division_of_account,
          .command = std::move(command)};
}

}  // namespace

api::Shape account_shape() {
  auto token = Shape::object({need("token_id", Shape::uuid()), need("label", Shape::text(1, kLongestText)),
                              need("issued_at", Shape::time()), may("last_used_at", Shape::time())});
  return Shape::object({need("account", Shape::uuid()), need("name", Shape::text(3, kLongestName)),
                        need("display_name", Shape::text(1, kLongestDisplayName)), need("role", role_shape()),
                        need("division", Shape::division()), need("state", Shape::one_of({"active", "closed"})),
                        need("version", Shape::integer(1, INT64_MAX / 2)), need("opened_at", Shape::time()),
                        may("last_seen_at", Shape::time()),
                        need("tokens", Shape::array(std::move(token), 0, kMostTokens))});
}

void declare_account_operations(api::Registry& registry, const AccessParts& parts, const DivisionKnown& known) {
  registry.add(list());
  registry.add(open(parts, known));
  registry.add(change(known));
  registry.add(close());
  registry.add(reset(parts));
  registry.add(issue(parts));
  registry.add(revoke());
  registry.add(api::Topic{.name = "account",
                          .summary = {"账号的开设、变更、注销、改密与设备令牌",
                                      "Accounts opened, changed and closed, passwords set, device tokens"},
                          .roles = RoleSet{Role::administrator, Role::auditor}});
}

void declare_operations(api::Registry& registry, const AccessParts& parts, SignIn& sign_in,
                        const AccessOptions& options) {
  declare_session_operations(registry, parts.journal, sign_in, options.secure_cookie);
  declare_account_operations(registry, parts, options.division_known);
}

}  // namespace anlan::access
