#include "api/dispatcher.hpp"

#include <chrono>
#include <utility>

#include <spdlog/spdlog.h>

#include "base/json.hpp"
#include "journal/commands.hpp"

namespace anlan::api {
namespace asio = boost::asio;
using nlohmann::json;

namespace {

auto unknown_operation(const std::string& said) {
  const auto name = shown_name(said);
  return fail(ProblemKind::not_found, "unknown-operation",
              {"没有名为 " + name + " 的操作，请更新客户端或核对名称",
               "there is no operation " + name + "; update the client or check the name"});
}

Problem our_fault(const std::string& operation, const std::exception& error) {
  spdlog::error("{} failed: {}", operation, error.what());
  return {.kind = ProblemKind::internal,
          .type = "internal",
          .detail = {"服务器内部错误，没有保存任何改动。请联系管理员并告知时间",
                     "internal error, nothing was stored; tell the administrator the time"},
          .internal = error.what()};
}

Result<void> check_scope(store::Connection& db, const Operation& operation, const access::Caller& caller,
                         const json& params) {
  if (!operation.scope) return {};
  auto division = operation.scope(db, params);
  if (!division) return tl::unexpected<Problem>(std::move(division.error()));
  if (division->within(caller.jurisdiction)) return {};
  return fail({.kind = ProblemKind::forbidden,
               .type = "outside-jurisdiction",
               .detail = {"区划 " + division->text() + " 不在您的辖区（" + caller.jurisdiction.text() + "）内",
                          "division " + division->text() + " is outside your jurisdiction (" +
                              caller.jurisdiction.text() + ")"},
               .errors = {{"/division", {"不在您的辖区内", "outside your jurisdiction"}}}});
}

/// What a repeated command is compared with: the parameters without the secret one, or what stands for them.
Result<std::string> request_text(const Operation& operation, json params) {
  if (operation.stands_for) return operation.stands_for(params);
  if (!operation.secret.empty()) params.erase(operation.secret);
  return dump(params);
}

/// The first answer of a command that was done before; nothing for a new one that its caller may give there.
Result<std::optional<std::string>> answer_or_admit(store::Connection& db, const Operation& operation, const Call& call,
                                                   std::string_view request) {
  const journal::CommandKey key{call.caller->account, call.params.at("command_id").get<std::string>()};
  auto before = journal::answered_before(db, key, operation.name, request);
  if (!before || *before) return before;
  return check_scope(db, operation, *call.caller, call.params).map([] { return std::optional<std::string>{}; });
}

/// The whole of a command, kept or taken back as one: asked before?, scope, rules, entries, answer.
Result<Reply> execute(store::Connection& db, const Operation& operation, const Call& call, journal::Journal& journal,
                      Instant now, std::string_view prepared) {
  const auto& caller = *call.caller;
  const journal::CommandKey key{caller.account, call.params.at("command_id").get<std::string>()};
  const auto request = request_text(operation, call.params);
  if (!request) return tl::unexpected<Problem>(request.error());
  auto before = answer_or_admit(db, operation, call, *request);
  if (!before) return tl::unexpected<Problem>(std::move(before.error()));
  if (*before) return Reply{.json = std::move(**before)};

  auto decision = operation.command({db, caller, call.params, now, prepared});
  if (!decision) return tl::unexpected<Problem>(std::move(decision.error()));

  const journal::Stamp stamp{caller.actor(), now, key.command_id};
  std::vector<journal::Entry> entries;
  entries.reserve(decision->entries.size());
  for (auto& draft : decision->entries) entries.push_back(journal.append(db, std::move(draft), stamp));
  if (decision->beside) decision->beside(db);
  auto answer = decision->answer(db, entries);
  auto kept = dump(answer);
  journal::remember_answer(db, key, operation.name, *request, kept, entries.empty() ? 0 : entries.back().seq);
  if (!decision->aside) return Reply{.json = std::move(kept)};
  decision->aside(answer);
  return Reply{.json = dump(answer)};
}

}  // namespace

Result<void> admit(const Operation& operation, const Call& call) {
  if (!operation.open_to_strangers) {
    if (!call.caller) {
      return fail(ProblemKind::unauthenticated, "sign-in-first", {"请先登录再操作", "sign in first"});
    }
    if (!operation.roles.contains(call.caller->role)) {
      return fail(ProblemKind::forbidden, "role",
                  {"您的角色（" + std::string{to_string(call.caller->role)} + "）不能执行 " + operation.name,
                   "your role (" + std::string{to_string(call.caller->role)} + ") may not call " + operation.name});
    }
  }
  return check(operation.params, call.params);
}

Dispatcher::Dispatcher(const Registry& registry, store::Writer& writer, store::ReaderPool& readers,
                       journal::Journal& journal, Metrics& metrics, std::function<Instant()> now)
    : registry_{registry},
      writer_{writer},
      readers_{readers},
      journal_{journal},
      metrics_{metrics},
      now_{std::move(now)} {}

asio::awaitable<Result<Reply>> Dispatcher::call(Call call) {
  const auto* operation = registry_.find(call.operation);
  if (operation == nullptr) {
    metrics_.count("anlan_problems_total", {{"type", "unknown-operation"}});
    co_return unknown_operation(call.operation);
  }
  const auto started = std::chrono::steady_clock::now();
  auto reply = co_await route(*operation, std::move(call));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  metrics_.observe("anlan_operation_seconds", took.count(), {{"operation", operation->name}});
  if (!reply) metrics_.count("anlan_problems_total", {{"type", reply.error().type}});
  co_return reply;
}

asio::awaitable<Result<Reply>> Dispatcher::route(const Operation& operation, Call call) {
  if (auto admitted = admit(operation, call); !admitted) co_return tl::unexpected<Problem>(std::move(admitted.error()));
  try {
    switch (operation.kind) {
      case Kind::command:
        co_return co_await run_command(operation, std::move(call));
      case Kind::query:
        co_return co_await run_query(operation, std::move(call));
      case Kind::action:
        break;
    }
    if (operation.scope && call.caller) {
      auto job = [&operation, &call](store::Connection& db) -> Result<void> {
        return check_scope(db, operation, *call.caller, call.params);
      };
      if (auto held = co_await readers_.run(std::move(job)); !held) {
        co_return tl::unexpected<Problem>(std::move(held.error()));
      }
    }
    ActionContext context{std::move(call.caller), std::move(call.params), now_(), std::move(call.remote),
                          std::move(call.token)};
    co_return co_await operation.action(std::move(context));
  } catch (const std::exception& error) {
    co_return fail(our_fault(operation.name, error));
  }
}

asio::awaitable<Result<Reply>> Dispatcher::run_command(const Operation& operation, Call call) {
  std::string prepared;
  if (operation.prepare) {
    // What is prepared may show in how it fails, so whoever may not give the command is told so first.
    auto ask = [&operation, &call](store::Connection& db) {
      return request_text(operation, call.params).and_then([&](const std::string& request) {
        return answer_or_admit(db, operation, call, request);
      });
    };
    auto before = co_await readers_.run(std::move(ask));
    if (!before) co_return tl::unexpected<Problem>(std::move(before.error()));
    if (*before) co_return Reply{.json = std::move(**before)};
    auto made = co_await operation.prepare(call.params);
    if (!made) co_return tl::unexpected<Problem>(std::move(made.error()));
    prepared = std::move(*made);
  }
  const auto now = now_();
  auto job = [&operation, call = std::move(call), this, now, prepared = std::move(prepared)](store::Connection& db) {
    return execute(db, operation, call, journal_, now, prepared);
  };
  co_return co_await writer_.submit(std::move(job));
}

asio::awaitable<Result<Reply>> Dispatcher::run_query(const Operation& operation, Call call) {
  const auto now = now_();
  auto job = [&operation, call = std::move(call), now](store::Connection& db) -> Result<Reply> {
    const auto& caller = *call.caller;
    if (auto held = check_scope(db, operation, caller, call.params); !held) {
      return tl::unexpected<Problem>(std::move(held.error()));
    }
    auto result = operation.query({db, caller, call.params, now});
    if (!result) return tl::unexpected<Problem>(std::move(result.error()));
    return Reply{.json = dump(*result)};
  };
  co_return co_await readers_.run(std::move(job));
}

}  // namespace anlan::api
