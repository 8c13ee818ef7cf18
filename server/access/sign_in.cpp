#include "access/sign_in.hpp"

#include <algorithm>

#include <spdlog/spdlog.h>
#include <nlohmann/json.hpp>

#include "access/entries.hpp"
#include "access/rules.hpp"
#include "access/secrets.hpp"
#include "access/view.hpp"
#include "base/uuid.hpp"

namespace anlan::access {
namespace asio = boost::asio;

namespace {

/// Names are lower-case; a telephone's keyboard likes to begin with a capital.
std::string as_name(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

auto bad_credentials() {
  return fail(ProblemKind::unauthenticated, "bad-credentials",
              {"登录名或密码不对。请检查大小写后重试；忘记密码请联系管理员重置",
               "the sign-in name or the password is wrong; check upper and lower case, or ask the administrator to "
               "reset the password"});
}

auto wrong_password() {
  return fail_field("/old_password", "wrong-password",
                    {"原密码不对，请重新输入", "the old password is wrong; enter it again"});
}

auto sign_in_first() {
  return fail(ProblemKind::unauthenticated, "sign-in-first", {"请先登录再操作", "sign in first"});
}

auto device_token() {
  return fail(ProblemKind::forbidden, "device-token",
              {"设备令牌不能登录、退出或改密码；停用请由管理员吊销",
               "a device token neither signs out nor changes passwords; an administrator revokes it"});
}

}  // namespace

asio::awaitable<Result<SignIn::Known>> SignIn::look_up(std::string name) {
  auto query = [this, name = std::move(name)](store::Connection& db) -> Result<Known> {
    auto account = find_account_by_name(db, name);
    if (!account || account->state != AccountState::active) return Known{{}, parts_.hasher.nobody()};
    auto hash = password_hash_of(db, account->account).value_or(parts_.hasher.nobody());
    return Known{std::move(account), std::move(hash)};
  };
  co_return co_await parts_.readers.run(std::move(query));
}

asio::awaitable<Result<bool>> SignIn::verify(std::string hash, std::string password) {
  auto work = [this, hash = std::move(hash), password = std::move(password)]() -> Result<bool> {
    return parts_.hasher.verify(hash, password);
  };
  co_return co_await parts_.workers.run(std::move(work));
}

asio::awaitable<Result<std::optional<Account>>> SignIn::prove(Credentials given, std::string remote) {
  if (auto allowed = throttle_.begin(given.name, remote, clock_()); !allowed) {
    count("throttled");
    co_return tl::unexpected<Problem>(std::move(allowed.error()));
  }
  auto known = co_await look_up(given.name);
  if (!known) {
    throttle_.abandoned(given.name, remote);
    co_return tl::unexpected<Problem>(std::move(known.error()));
  }
  auto right = co_await verify(known->hash, std::move(given.password));
  if (!right) {
    throttle_.abandoned(given.name, remote);
    co_return tl::unexpected<Problem>(std::move(right.error()));
  }
  if (!*right) {
    // Never the name as typed: people type passwords into the wrong field.
    spdlog::info("sign-in refused account={} remote={}", known->account ? known->account->account : "-", remote);
    count("refused");
    co_return std::optional<Account>{};
  }
  throttle_.succeeded(given.name, remote);
  co_return std::move(known->account);
}

asio::awaitable<Result<SignedIn>> SignIn::open(Credentials given, std::string remote, Instant now) {
  given.name = as_name(std::move(given.name));
  auto proven = co_await prove(std::move(given), remote);
  if (!proven) co_return tl::unexpected<Problem>(std::move(proven.error()));
  if (!*proven) co_return bad_credentials();
  co_return co_await admit(std::move(**proven), std::move(remote), now);
}

asio::awaitable<Result<SignedIn>> SignIn::admit(Account account, std::string remote, Instant now) {
  const auto token = make_token();
  const auto hash = token_hash(token);
  const auto& limits = parts_.sessions.limits();
  const Session session{.id = make_uuid(now),
                        .caller = as_caller(account),
                        .opened_at = now,
                        .expires_at = now + std::min(limits.idle, limits.absolute)};
  // Added before it is stored, while nobody knows the token: a closing of the account that is committed in the same
  // batch is published before our answer comes, and must find the session to end it.
  parts_.sessions.add(hash, session, now);
  auto job = [account, session, hash, remote](store::Connection& db) -> Result<Account> {
    const auto unchanged = find_account(db, account.account);
    if (!unchanged || unchanged->version != account.version) return bad_credentials();
    keep_session(db, hash, session, remote);
    return find_account(db, account.account).value();
  };
  auto kept = co_await parts_.writer.submit(std::move(job));
  if (!kept) {
    parts_.sessions.end(hash);
    co_return tl::unexpected<Problem>(std::move(kept.error()));
  }
  if (!parts_.sessions.find(token, now)) co_return bad_credentials();
  spdlog::info("signed in account={} session={} remote={}", account.account, session.id, remote);
  count("opened");
  co_return SignedIn{token, std::move(*kept), session.expires_at};
}

Result<Session> SignIn::person(const std::string& token, Instant now) {
  auto session = parts_.sessions.find(token, now);
  if (!session) return sign_in_first();
  if (session->device) return device_token();
  return std::move(*session);
}

asio::awaitable<Result<void>> SignIn::close(std::string token, Instant now) {
  const auto session = person(token, now);
  if (!session) co_return tl::unexpected<Problem>(session.error());
  const auto hash = token_hash(token);
  parts_.sessions.end(hash);
  auto job = [hash](store::Connection& db) -> Result<void> {
    forget_session(db, hash);
    return {};
  };
  spdlog::info("signed out account={} session={}", session->caller.account, session->id);
  co_return co_await parts_.writer.submit(std::move(job));
}

asio::awaitable<Result<SignedIn>> SignIn::current(std::string token, Instant now) {
  const auto session = parts_.sessions.find(token, now);
  if (!session) co_return sign_in_first();
  auto query = [id = session->caller.account](store::Connection& db) -> Result<Account> {
    if (auto account = find_account(db, id)) return std::move(*account);
    return sign_in_first();
  };
  auto account = co_await parts_.readers.run(std::move(query));
  if (!account) co_return tl::unexpected<Problem>(std::move(account.error()));
  co_return SignedIn{{}, std::move(*account), session->expires_at};
}

asio::awaitable<Result<void>> SignIn::change_password(std::string token, std::string old_password,
                                                      std::string new_password, std::string remote, Instant now) {
  const auto session = person(token, now);
  if (!session) co_return tl::unexpected<Problem>(session.error());
  auto fact = access::change_password(session->caller, old_password, new_password, session->id);
  if (!fact) co_return tl::unexpected<Problem>(std::move(fact.error()));
  Credentials given{session->caller.name, std::move(old_password)};
  auto proven = co_await prove(std::move(given), remote);
  if (!proven) co_return tl::unexpected<Problem>(std::move(proven.error()));
  if (!*proven) co_return wrong_password();

  auto work = [this, password = std::move(new_password)]() -> Result<std::string> {
    return parts_.hasher.hash(password);
  };
  auto hash = co_await parts_.workers.run(std::move(work));
  if (!hash) co_return tl::unexpected<Problem>(std::move(hash.error()));
  auto job = [this, owner = std::move(**proven), fact = *fact, hash = *hash, now](store::Connection& db) {
    return journal::expect_version(db, account_stream(owner.account), owner.version).map([&] {
      const journal::Stamp stamp{as_caller(owner).actor(), now, make_uuid(now)};
      parts_.journal.append(db, draft_of(fact, owner.division), stamp);
      keep_password(db, owner.account, hash, now);
      forget_sign_ins(db, owner.account, fact.session);
    });
  };
  co_return co_await parts_.writer.submit(std::move(job));
}

asio::awaitable<void> SignIn::tidy(Instant now) {
  parts_.sessions.sweep();
  auto job = [uses = parts_.sessions.take_uses(now), now](store::Connection& db) -> Result<void> {
    keep_uses(db, uses, now);
    return {};
  };
  const auto kept = co_await parts_.writer.submit(std::move(job));
  if (!kept) spdlog::warn("the use of sessions was not written down: {}", kept.error().type);
}

}  // namespace anlan::access
