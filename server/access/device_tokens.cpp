#include "access/device_tokens.hpp"

#include <optional>
#include <utility>

#include <spdlog/spdlog.h>
#include <nlohmann/json.hpp>

#include "access/view.hpp"
#include "base/json.hpp"
#include "base/uuid.hpp"
#include "journal/commands.hpp"

namespace anlan::access {
namespace asio = boost::asio;

namespace {

constexpr std::string_view kOperation = "account.issue_token";

/// A token on its way to its device.
struct Fresh {
  std::string token = make_token();
  std::string hash = token_hash(token);
  std::string id;
};

/// What the writer's job gives: the remembered answer of a repeated command, or that the token now stands.
struct Outcome {
  std::string answer;
  bool repeated;
};

Result<Outcome> write(store::Connection& db, journal::Journal& journal, const Caller& by, const TokenCommand& command,
                      const Fresh& fresh, Instant now) {
  const journal::CommandKey key{by.account, command.command_id};
  auto before = journal::answered_before(db, key, kOperation, command.request);
  if (!before) return tl::unexpected<Problem>(std::move(before.error()));
  if (*before) return Outcome{std::move(**before), true};
  auto change =
      decide_issue_token(db, by, command.target, {command.target.account, fresh.id, command.label}, fresh.hash);
  if (!change) return tl::unexpected<Problem>(std::move(change.error()));
  const auto entry = journal.append(db, std::move(change->fact), {by.actor(), now, command.command_id});
  change->beside(db);
  auto answer = dump({{"token_id", fresh.id}});
  journal::remember_answer(db, key, kOperation, command.request, answer, entry.seq);
  return Outcome{std::move(answer), false};
}

auto changed_meanwhile() {
  return fail(ProblemKind::conflict, "account-changed",
              {"签发时账号刚被改动，令牌已失效。请刷新后重新签发",
               "the account was changed while the token was issued, and ended it; reload and issue it again"});
}

}  // namespace

asio::awaitable<Result<std::string>> issue_device_token(AccessParts parts, Caller by, TokenCommand command,
                                                        Instant now) {
  auto query = [id = command.target.account](store::Connection& db) { return existing_account(db, id); };
  auto account = co_await parts.readers.run(std::move(query));
  if (!account) co_return tl::unexpected<Problem>(std::move(account.error()));
  const Fresh fresh{.id = make_uuid(now)};
  // Added before it is stored, for the reason SignIn::admit gives.
  const Session device{.id = fresh.id, .caller = as_caller(*account), .opened_at = now, .device = true};
  if (account->version == command.target.expected_version) parts.sessions.add(fresh.hash, device, now);

  auto job = [&journal = parts.journal, by, command, fresh, now](store::Connection& db) {
    return write(db, journal, by, command, fresh, now);
  };
  auto outcome = co_await parts.writer.submit(std::move(job));
  if (!outcome || outcome->repeated) {
    parts.sessions.end(fresh.hash);
    if (!outcome) co_return tl::unexpected<Problem>(std::move(outcome.error()));
    co_return std::move(outcome->answer);
  }
  if (!parts.sessions.find(fresh.token, now)) co_return changed_meanwhile();
  spdlog::info("device token issued account={} token_id={} by={}", account->account, fresh.id, by.account);
  co_return dump({{"token_id", fresh.id}, {"token", fresh.token}});
}

}  // namespace anlan::access
