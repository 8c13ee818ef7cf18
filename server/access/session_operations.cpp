#include <utility>

#include "access/operations.hpp"
#include "access/password_rules.hpp"
#include "base/json.hpp"

namespace anlan::access {
namespace asio = boost::asio;

using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::size_t kLongestTypedName = 64;

std::pair<std::string, std::string> cookie(const std::string& token, bool secure) {
  auto value = "anlan_session=" + token + "; HttpOnly; SameSite=Strict; Path=/";
  if (secure) value += "; Secure";
  if (token.empty()) value += "; Max-Age=0";
  return {"Set-Cookie", std::move(value)};
}

/// What a dashboard of this role may subscribe to.
json topics_of(const api::Registry& registry, Role role) {
  auto out = json::array();
  for (const auto& [name, topic] : registry.topics()) {
    if (topic.roles.contains(role)) out.push_back(name);
  }
  return out;
}

/// The registry is read when somebody asks: by then every room has declared its topics.
std::string session_json(const SignedIn& signed_in, const api::Registry& registry, const journal::Site& site,
                         Instant now) {
  json out{{"account", to_json(signed_in.account)},
           {"topics", topics_of(registry, signed_in.account.role)},
           {"server_time", format_time(now)},
           {"site", {{"id", site.id}, {"name", site.name}}}};
  if (signed_in.expires_at) out["expires_at"] = format_time(*signed_in.expires_at);
  return dump(out);
}

Shape session_shape() {
  return Shape::object({need("account", account_shape()), need("server_time", Shape::time()),
                        need("topics", Shape::array(Shape::text(1, 40), 0, 100), "what the session may subscribe to"),
                        need("site", Shape::object({need("id", Shape::text(1, 80)), need("name", Shape::text(1, 80))})),
                        may("expires_at", Shape::time(), "moves with use; absent for a device token")});
}

api::Operation open_session(const api::Registry& registry, const journal::Journal& journal, SignIn& sign_in,
                            bool secure) {
  auto action = [&registry, &journal, &sign_in,
                 secure](api::ActionContext context) -> asio::awaitable<Result<api::Reply>> {
    Credentials given{context.params.at("name").get<std::string>(), context.params.at("password").get<std::string>()};
    auto opened = co_await sign_in.open(std::move(given), context.remote, context.now);
    if (!opened) co_return tl::unexpected<Problem>(std::move(opened.error()));
    co_return api::Reply{.json = session_json(*opened, registry, journal.site(), context.now),
                         .headers = {cookie(opened->token, secure)}};
  };
  return {.name = "session.open",
          .kind = api::Kind::action,
          .summary = {"用登录名和密码登录", "Sign in with name and password"},
          .params = Shape::object(
              {need("name", Shape::text(1, kLongestTypedName)), need("password", Shape::text(1, kLongestPassword))}),
          .result = session_shape(),
          .open_to_strangers = true,
          .http_only = true,
          .action = std::move(action)};
}

api::Operation current_session(const api::Registry& registry, const journal::Journal& journal, SignIn& sign_in) {
  auto action = [&registry, &journal, &sign_in](api::ActionContext context) -> asio::awaitable<Result<api::Reply>> {
    auto current = co_await sign_in.current(context.token, context.now);
    if (!current) co_return tl::unexpected<Problem>(std::move(current.error()));
    co_return api::Reply{.json = session_json(*current, registry, journal.site(), context.now)};
  };
  return {.name = "session.current",
          .kind = api::Kind::action,
          .summary = {"当前登录的账号与有效期", "Who is signed in, and until when"},
          .params = Shape::object({}),
          .result = session_shape(),
          .roles = RoleSet::everyone(),
          .action = std::move(action)};
}

api::Operation close_session(SignIn& sign_in, bool secure) {
  auto action = [&sign_in, secure](api::ActionContext context) -> asio::awaitable<Result<api::Reply>> {
    auto closed = co_await sign_in.close(context.token, context.now);
    if (!closed) co_return tl::unexpected<Problem>(std::move(closed.error()));
    co_return api::Reply{.json = "{}", .headers = {cookie("", secure)}};
  };
  return {.name = "session.close",
          .kind = api::Kind::action,
          .summary = {"退出登录，并关闭其实时连接", "Sign out; closes the session's live connections"},
          .params = Shape::object({}),
          .result = Shape::object({}),
          .roles = RoleSet::everyone(),
          .http_only = true,
          .action = std::move(action)};
}

api::Operation change_own_password(SignIn& sign_in) {
  auto action = [&sign_in](api::ActionContext context) -> asio::awaitable<Result<api::Reply>> {
    auto changed = co_await sign_in.change_password(context.token, context.params.at("old_password").get<std::string>(),
                                                    context.params.at("new_password").get<std::string>(),
                                                    context.remote, context.now);
    if (!changed) co_return tl::unexpected<Problem>(std::move(changed.error()));
    co_return api::Reply{.json = "{}"};
  };
  return {
      .name = "session.change_password",
      .kind = api::Kind::action,
      .summary = {"修改自己的密码，其他设备上的登录随即失效", "Change one's own password; ends one's other sessions"},
      .params = Shape::object({need("old_password", Shape::text(1, kLongestPassword)),
                               need("new_password", Shape::text(1, kLongestPassword), "at least 10 characters")}),
      .result = Shape::object({}),
      .roles = RoleSet::everyone(),
      .action = std::move(action)};
}

}  // namespace

void declare_session_operations(api::Registry& registry, const journal::Journal& journal, SignIn& sign_in,
                                bool secure_cookie) {
  registry.add(open_session(registry, journal, sign_in, secure_cookie));
  registry.add(current_session(registry, journal, sign_in));
  registry.add(close_session(sign_in, secure_cookie));
  registry.add(change_own_password(sign_in));
}

}  // namespace anlan::access
