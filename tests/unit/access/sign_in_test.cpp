#include <catch2/catch.hpp>

#include <atomic>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "unit/access/access_house.hpp"

namespace anlan::access {
namespace {

using boost::asio::awaitable;
using nlohmann::json;
using std::chrono::hours;
using std::chrono::minutes;

std::string answer(const Problem& problem) { return dump(to_json(problem)); }

TEST_CASE_METHOD(AccessHouse, "the right password opens a session that a cookie carries") {
  const auto reply = ask("session.open", {{"name", "chief"}, {"password", kChief}});
  REQUIRE(reply.has_value());
  const auto& [header, cookie] = reply->headers.front();
  CHECK(header == "Set-Cookie");
  CHECK(cookie.starts_with("anlan_session="));
  CHECK(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"));
  const auto body = json::parse(reply->json);
  CHECK(body.at("account").at("name") == "chief");
  CHECK(body.at("account").at("last_seen_at") == format_time(now));
  CHECK(body.at("site").at("name") == "焦作市");
  CHECK(body.at("server_time") == format_time(now));
  CHECK(body.at("expires_at") == format_time(now + hours{12}));
  CHECK(body.at("topics") == json{"account", "key", "personal"});  // an administrator's, of this room
  CHECK(metrics.text().find(R"(anlan_sign_ins_total{outcome="opened"} 1)") != std::string::npos);
}

TEST_CASE_METHOD(AccessHouse, "a session is told the topics of its role and no others") {
  const auto chief = enter("chief", kChief).value();
  hire("clerk", Role::township_clerk, place::kQixian, chief);
  const auto current = ask("session.current", json::object(), enter("clerk", kSecret).value()).value();
  const auto topics = json::parse(current.json).at("topics");
  CHECK(topics.empty());
}

TEST_CASE_METHOD(AccessHouse, "under TLS the cookie is for TLS only") {
  api::Registry secure;
  declare_session_operations(secure, journal, *sign_in, true);
  api::Dispatcher door{secure, *writer, *readers, journal, metrics, [this] { return now; }};
  Result<api::Reply> reply;
  auto call = call_of("session.open", {{"name", "chief"}, {"password", kChief}}, "");
  test::run(loop, [&]() -> awaitable<void> { reply = co_await door.call(std::move(call)); });
  CHECK(reply.value().headers.front().second.ends_with("; Path=/; Secure"));
}

TEST_CASE_METHOD(AccessHouse, "a capital at the beginning of the name is forgiven, in the password it is not") {
  CHECK(enter("Chief", kChief).has_value());
  CHECK(enter("chief", "B" + kChief.substr(1)).error().type == "bad-credentials");
}

TEST_CASE_METHOD(AccessHouse, "an unknown name, a closed account and a wrong password get the same answer") {
  const auto chief = enter("chief", kChief).value();
  const auto gone = hire("gone.clerk", Role::township_clerk, place::kQixian, chief);
  REQUIRE(ask("account.close", change_of(gone, {{"reason", "调离"}}), chief).has_value());
  const auto wrong = enter("chief", "not-the-password").error();
  CHECK(wrong.kind == ProblemKind::unauthenticated);
  CHECK(answer(enter("nobody.here", "not-the-password").error()) == answer(wrong));
  CHECK(answer(enter("gone.clerk", kSecret).error()) == answer(wrong));
}

TEST_CASE_METHOD(AccessHouse, "guessing is slowed for one name from anywhere, known or not, and others go on") {
  for (const auto* name : {"chief", "nobody.here"}) {
    for (int i = 0; i < 5; ++i) {
      remote = "10.8.21." + std::to_string(i);
      CHECK(enter(name, "guess-number-" + std::to_string(i)).error().type == "bad-credentials");
    }
    const auto refused = enter(name, kChief).error();
    CHECK(refused.type == "too-many-tries");
    CHECK(http_status(refused.kind) == 429);
    CHECK(refused.retry_after == 1);
  }
  seed({make_uuid(now), "duty", "王某", Role::city_duty, place::kJiaozuo, kSecret});
  CHECK(enter("duty", kSecret).has_value());
  up += std::chrono::seconds{1};
  CHECK(enter("chief", kChief).has_value());
}

TEST_CASE_METHOD(AccessHouse, "ten thousand guesses do not get in") {
  int refused = 0;
  for (int i = 0; i < 10'000; ++i) {
    up += std::chrono::milliseconds{20};
    const auto tried = enter("chief", "guess-number-" + std::to_string(i));
    REQUIRE_FALSE(tried.has_value());
    refused += tried.error().type == "too-many-tries" ? 1 : 0;
  }
  CHECK(refused > 9'980);
}

TEST_CASE_METHOD(AccessHouse, "signing out clears the cookie, closes the sockets and is for good") {
  const auto token = enter("chief", kChief).value();
  REQUIRE(ask("session.current", json::object(), token).has_value());
  const auto reply = ask("session.close", json::object(), token);
  REQUIRE(reply.has_value());
  CHECK(reply->headers.front().second == "anlan_session=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
  CHECK(ended.size() == 1);
  CHECK(ask("session.current", json::object(), token).error().kind == ProblemKind::unauthenticated);
  Sessions after_restart{SessionLimits{}, [this] { return up; }};
  store::Connection db{file(), store::Mode::read_only};
  load_sessions(db, after_restart, now);
  CHECK(after_restart.size() == 0);
}

TEST_CASE_METHOD(AccessHouse, "a restart signs nobody out, and its session slides on") {
  const auto token = enter("chief", kChief).value();
  up += hours{10};
  now += hours{10};
  REQUIRE(ask("session.current", json::object(), token).has_value());
  test::run(loop, [&]() -> awaitable<void> { co_await sign_in->tidy(now); });
  store::Connection db{file(), store::Mode::read_only};
  Sessions restarted{SessionLimits{}, [this] { return up; }};
  load_sessions(db, restarted, now + hours{11});
  CHECK(restarted.find(token, now + hours{11}).value().caller.name == "chief");
  Sessions too_late{SessionLimits{}, [this] { return up; }};
  load_sessions(db, too_late, now + hours{12});
  CHECK(too_late.size() == 0);
}

TEST_CASE_METHOD(AccessHouse, "a clock set back over a restart gives no session more than it had") {
  const auto token = enter("chief", kChief).value();
  store::Connection db{file(), store::Mode::read_only};
  Uptime since_boot{};
  Sessions restarted{SessionLimits{}, [&] { return since_boot; }};
  load_sessions(db, restarted, now - hours{24});
  since_boot += hours{12};
  CHECK_FALSE(restarted.find(token, now - hours{12}).has_value());
}

TEST_CASE_METHOD(AccessHouse, "tidying ends expired sessions and forgets them on disk") {
  REQUIRE(enter("chief", kChief).has_value());
  up += hours{12};
  now += hours{12};
  test::run(loop, [&]() -> awaitable<void> { co_await sign_in->tidy(now); });
  CHECK(ended.size() == 1);
  store::Connection db{file(), store::Mode::read_only};
  CHECK(db.number("SELECT count(*) FROM session") == 0);
}

TEST_CASE_METHOD(AccessHouse, "changing one's password ends one's other sessions and the old password") {
  const auto here = enter("chief", kChief).value();
  const auto elsewhere = enter("chief", kChief).value();
  const auto change = [&](const std::string& from, const std::string& to) {
    return ask("session.change_password", {{"old_password", from}, {"new_password", to}}, here);
  };
  CHECK(change("not-my-password", kSecret).error().type == "wrong-password");
  CHECK(change(kChief, "1234567890").error().type == "weak-password");
  CHECK(change(kChief, kChief).error().type == "same-password");
  CHECK(ended.empty());
  REQUIRE(change(kChief, kSecret).has_value());
  CHECK(ask("session.current", json::object(), here).has_value());
  CHECK(ask("session.current", json::object(), elsewhere).error().kind == ProblemKind::unauthenticated);
  CHECK(enter("chief", kChief).error().type == "bad-credentials");
  CHECK(enter("chief", kSecret).has_value());
}

TEST_CASE_METHOD(AccessHouse, "a stranger has only the door") {
  for (const auto* operation : {"session.current", "session.close", "session.change_password", "account.list"}) {
    CHECK(ask(operation, json::object()).error().kind == ProblemKind::unauthenticated);
  }
}

/// Holds the writer's thread until it is let go, so that what comes meanwhile shares one batch.
struct Gate {
  explicit Gate(AccessHouse& house) {
    auto job = [this](store::Connection&) -> Result<void> {
      entered = true;
      entered.notify_one();
      open.wait(false);
      return {};
    };
    auto wait = [&writer = *house.writer](auto work) -> awaitable<void> {
      static_cast<void>(co_await writer.submit(std::move(work)));
    };
    boost::asio::co_spawn(house.loop, wait(std::move(job)), boost::asio::detached);
    house.loop.restart();
    house.loop.poll();
    entered.wait(false);
  }
  void let_go() {
    open = true;
    open.notify_one();
  }
  std::atomic<bool> entered = false;
  std::atomic<bool> open = false;
};

TEST_CASE_METHOD(AccessHouse, "a sign-in that shares its commit with the closing of the account does not survive it") {
  const auto chief = enter("chief", kChief).value();
  const auto clerk = hire("li.clerk", Role::township_clerk, place::kQixian, chief);
  Gate gate{*this};
  Result<api::Reply> opened;
  Result<api::Reply> closed;
  auto start = [this](api::Call call, Result<api::Reply>& out) -> awaitable<void> {
    out = co_await dispatcher->call(std::move(call));
  };
  const auto queue = [&](api::Call call, Result<api::Reply>& out, std::size_t depth) {
    boost::asio::co_spawn(loop, start(std::move(call), out), boost::asio::detached);
    while (writer->statistics().depth < depth) loop.poll();
  };
  queue(call_of("session.open", {{"name", "li.clerk"}, {"password", kSecret}}, ""), opened, 1);
  queue(call_of("account.close", change_of(clerk, {{"reason", "调离"}}), chief), closed, 2);
  gate.let_go();
  loop.run();
  CHECK(closed.has_value());
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().type == "bad-credentials");
  CHECK(sessions.size() == 1);
  store::Connection db{file(), store::Mode::read_only};
  CHECK(db.number("SELECT count(*) FROM session") == 1);
}

TEST_CASE_METHOD(AccessHouse, "no password and no token reaches the disk, the log or a dashboard") {
  const LogCatcher log;
  const auto chief = enter("chief", kChief).value();
  const auto clerk = hire("li.clerk", Role::township_clerk, place::kQixian, chief);
  const auto token = enter("li.clerk", kSecret).value();
  static_cast<void>(enter("li.clerk", "a-wrong-guess-1"));
  static_cast<void>(enter("a-password-in-the-wrong-field", "a-wrong-guess-2"));
  const auto issued =
      json::parse(ask("account.issue_token", change_of(clerk, {{"label", "手持机"}}), chief).value().json);
  const json change{{"old_password", kSecret}, {"new_password", "qinhe-shui-3.2"}};
  REQUIRE(ask("session.change_password", change, token).has_value());
  auto seen = clerk;
  seen["version"] = 3;
  REQUIRE(ask("account.reset_password", change_of(seen, {{"password", "dan-he-qiao.17"}}), chief).has_value());

  auto everything = disk() + log.text() + metrics.text();
  for (const auto& notification : published) everything += *notification.text;
  CHECK(everything.find("account.password_set") != std::string::npos);
  CHECK(log.text().find(clerk.at("account").get<std::string>()) != std::string::npos);
  CHECK(log.text().find(remote) != std::string::npos);
  for (const auto& secret :
       {kChief, kSecret, std::string{"qinhe-shui-3.2"}, std::string{"dan-he-qiao.17"}, std::string{"a-wrong-guess"},
        std::string{"in-the-wrong-field"}, chief, token, issued.at("token").get<std::string>()}) {
    INFO(secret);
    CHECK(everything.find(secret) == std::string::npos);
  }
}

TEST_CASE_METHOD(AccessHouse, "hashes of passwords and tokens are in no entry and no remembered answer") {
  const auto chief = enter("chief", kChief).value();
  const auto clerk = hire("li.clerk", Role::township_clerk, place::kQixian, chief);
  REQUIRE(ask("account.issue_token", change_of(clerk, {{"label", "手持机"}}), chief).has_value());
  store::Connection db{file(), store::Mode::read_only};
  CHECK(db.number("SELECT count(*) FROM entry WHERE body LIKE '%argon2%'") == 0);
  CHECK(db.number("SELECT count(*) FROM entry, token_secret WHERE instr(body, token_hash) > 0") == 0);
  CHECK(db.number("SELECT count(*) FROM command WHERE answer LIKE '%argon2%' OR answer LIKE '%\"token\"%'") == 0);
}

}  // namespace
}  // namespace anlan::access
