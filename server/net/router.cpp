#include "net/router.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "net/origin.hpp"

namespace anlan::net {

namespace asio = boost::asio;
using nlohmann::json;

namespace {

constexpr std::string_view kApi = "/api/";
constexpr std::string_view kCookie = "anlan_session";

Problem sign_in_first() {
  return {.kind = ProblemKind::unauthenticated, .type = "sign-in-first", .detail = {"请先登录再操作", "sign in first"}};
}

Problem foreign_origin() {
  return {.kind = ProblemKind::forbidden,
          .type = "foreign-origin",
          .detail = {"请求来自别的网站，已拒绝。请在安澜自己的页面上操作",
                     "the request comes from another site; use Anlan's own pages"}};
}

Problem wrong_method(const std::string& allowed) {
  return {.kind = ProblemKind::invalid,
          .type = "wrong-method",
          .detail = {"请改用 " + allowed + " 方法", "use the method " + allowed}};
}

Problem unsupported(const std::string& wanted) {
  return {.kind = ProblemKind::unsupported,
          .type = "wrong-content-type",
          .detail = {"请以 " + wanted + " 发送", "send it as " + wanted}};
}

/// The token of an Authorization field, or of the cookie. A request that shows both is judged by the first.
std::pair<std::string_view, bool> token_of(const Headers& headers) {
  constexpr std::string_view kBearer = "Bearer ";
  const auto authorization = headers.get("Authorization");
  if (authorization.starts_with(kBearer)) return {authorization.substr(kBearer.size()), false};
  return {cookie(headers, kCookie), true};
}

bool uses_cookie(const Headers& headers) {
  const auto [token, from_cookie] = token_of(headers);
  return from_cookie && !token.empty();
}

std::string_view media_type(const Headers& headers) {
  const auto value = headers.get("Content-Type");
  return value.substr(0, value.find_first_of("; \t"));
}

/// What the address says beside the bytes, and the bytes.
json raw_params(const api::Operation& operation, Request& request) {
  auto params = operation.params.from_query(request.query);
  params["media_type"] = std::string{media_type(request.headers)};
  params["bytes"] = json::binary(std::vector<std::uint8_t>(request.body.begin(), request.body.end()));
  return params;
}

Result<json> params_of(const api::Operation& operation, Request& request) {
  if (request.method != Method::post) return operation.params.from_query(request.query);
  if (operation.raw_body) return raw_params(operation, request);
  if (request.body.empty()) return json::object();
  return parse_json(request.body);
}

Response with_allow(Response response, const std::string& allowed) {
  response.headers.emplace_back("Allow", allowed);
  return response;
}

}  // namespace

Router::Router(const ServerOptions& options, Doors& doors) : options_{options}, doors_{doors} {
  if (!options.static_root.empty()) files_ = StaticFiles{options.static_root};
}

Response Router::refuse(const Problem& problem) const { return refuse(problem, http_status(problem.kind)); }

Response Router::refuse(const Problem& problem, int status) const { return counted(problem_response(problem, status)); }

Response Router::counted(Response response) const {
  if (!response.problem.empty()) {
    doors_.metrics.count("anlan_requests_refused_total", {{"type", response.problem}});
  }
  return response;
}

Response Router::refuse_fault(int status) const {
  if (status == 413) {
    return refuse({.kind = ProblemKind::too_large,
                   .type = "body-too-large",
                   .detail = {"内容过大，请压缩或拆分后再发", "the body is too large; shrink or split it"}});
  }
  if (status == 431) {
    return refuse(
        {.kind = ProblemKind::too_large,
         .type = "head-too-large",
         .detail = {"请求头过大，请清除本站 Cookie 后重试", "the head is too large; clear this site's cookies"}},
        431);
  }
  return refuse({.kind = ProblemKind::invalid,
                 .type = "bad-http",
                 .detail = {"请求不是合法的 HTTP/1.1，请检查客户端", "not a valid HTTP/1.1 request; check the client"}},
                400);
}

std::optional<Visitor> Router::visitor_of(const Headers& headers) const {
  const auto token = token_of(headers).first;
  if (token.empty()) return std::nullopt;
  auto session = doors_.sessions.find(token, doors_.now());
  if (!session) return std::nullopt;
  return Visitor{std::move(*session), std::string{token}};
}

const Route* Router::route_for(const std::string& path) const noexcept {
  const Route* best = nullptr;
  for (const auto& route : doors_.routes) {
    const bool matches = route.prefix.ends_with('/') ? path.starts_with(route.prefix) : path == route.prefix;
    if (matches && (best == nullptr || route.prefix.size() > best->prefix.size())) best = &route;
  }
  return best;
}

std::optional<Response> Router::refuse_post(const Request& head, const api::Operation& operation) const {
  const auto& headers = head.headers;
  const bool ours = same_origin(head, options_.allowed_origins);
  const bool browser = uses_cookie(headers) || token_of(headers).first.empty();
  // A page of another site can make a browser post, with or without its cookie; it cannot make it show a token.
  if (uses_cookie(headers) ? !ours : (browser && headers.count("Origin") != 0 && !ours))
    return refuse(foreign_origin());
  if (headers.count("Content-Length") == 0 && headers.count("Transfer-Encoding") == 0) {
    return refuse({.kind = ProblemKind::invalid,
                   .type = "no-length",
                   .detail = {"缺少 Content-Length", "Content-Length is missing"}},
                  411);
  }
  if (!operation.raw_body && media_type(headers) != "application/json") return refuse(unsupported("application/json"));
  if (operation.raw_body && !operation.open_to_strangers && !visitor_of(headers)) return refuse(sign_in_first());
  return std::nullopt;
}

Router::Admission Router::admit(const Request& head) const {
  Admission admission{.body_limit = options_.limits.json_body};
  const bool reads = head.method == Method::get || head.method == Method::head;
  if (route_for(head.path) != nullptr || !head.path.starts_with(kApi)) {
    if (!reads) admission.refusal = with_allow(refuse(wrong_method("GET"), 405), "GET, HEAD");
    return admission;
  }
  const auto name = head.path.substr(kApi.size());
  const auto* const operation = doors_.dispatcher.registry().find(name);
  if (operation == nullptr) {
    admission.refusal = refuse({.kind = ProblemKind::not_found,
                                .type = "unknown-operation",
                                .detail = {"没有这个操作，请核对名称：/api/openapi.json 列出了全部",
                                           "there is no such operation; /api/openapi.json lists them all"}});
  } else if (head.method == Method::post) {
    if (operation->raw_body) admission.body_limit = options_.limits.raw_body;
    admission.refusal = refuse_post(head, *operation);
  } else if (!reads || !operation->has_get()) {
    const auto* const allowed = operation->has_get() ? "GET, HEAD, POST" : "POST";
    admission.refusal = with_allow(refuse(wrong_method("POST"), 405), allowed);
  }
  return admission;
}

tl::expected<Visitor, Response> Router::admit_live(const Request& head) const {
  const auto& headers = head.headers;
  const auto refusal = [](Response response) { return tl::unexpected<Response>(std::move(response)); };
  if (head.method != Method::get || !headers.has_token("Upgrade", "websocket") ||
      !headers.has_token("Connection", "upgrade")) {
    auto response = refuse({.kind = ProblemKind::invalid,
                            .type = "no-upgrade",
                            .detail = {"/live 只接受 WebSocket 连接", "/live takes WebSocket connections only"}},
                           426);
    response.headers.emplace_back("Upgrade", "websocket");
    return refusal(std::move(response));
  }
  if (uses_cookie(headers) && !same_origin(head, options_.allowed_origins)) return refusal(refuse(foreign_origin()));
  auto visitor = visitor_of(headers);
  if (!visitor) return refusal(refuse(sign_in_first()));
  if (!headers.has_token("Sec-WebSocket-Protocol", "anlan.v1")) {
    return refusal(refuse({.kind = ProblemKind::invalid,
                           .type = "wrong-subprotocol",
                           .detail = {"客户端须请求子协议 anlan.v1，请更新客户端",
                                      "ask for the subprotocol anlan.v1; update the client"}},
                          400));
  }
  return std::move(*visitor);
}

asio::awaitable<Response> Router::answer(Request request) const {
  if (const auto* const route = route_for(request.path)) co_return co_await answer_route(*route, std::move(request));
  if (!request.path.starts_with(kApi)) co_return counted(files_.answer(request));
  const auto* const operation = doors_.dispatcher.registry().find(request.path.substr(kApi.size()));
  co_return co_await answer_operation(*operation, std::move(request));
}

asio::awaitable<Response> Router::answer_route(const Route& route, Request request) const {
  auto visitor = visitor_of(request.headers);
  if (route.needs_session && !visitor) co_return refuse(sign_in_first());
  std::optional<access::Caller> caller;
  if (visitor) caller = std::move(visitor->session.caller);
  try {
    co_return counted(co_await route.handler(std::move(request), std::move(caller)));
  } catch (const std::exception& error) {
    spdlog::error("{} failed: {}", route.prefix, error.what());
  }
  co_return refuse(
      {.kind = ProblemKind::internal,
       .type = "internal",
       .detail = {"服务器内部错误，请联系管理员并告知时间", "internal error; tell the administrator the time"}});
}

asio::awaitable<Response> Router::answer_operation(const api::Operation& operation, Request request) const {
  auto params = params_of(operation, request);
  if (!params) co_return refuse(params.error());
  api::Call call{.operation = operation.name, .params = std::move(*params), .caller = {}, .remote = request.remote};
  if (auto visitor = visitor_of(request.headers)) {
    call.caller = std::move(visitor->session.caller);
    call.token = std::move(visitor->token);
  }
  auto reply = co_await doors_.dispatcher.call(std::move(call));
  if (!reply) co_return problem_response(reply.error());
  auto response = json_response(std::move(reply->json));
  response.content_type = operation.media_type;
  response.headers = std::move(reply->headers);
  response.headers.emplace_back("Cache-Control", "no-store");
  co_return response;
}

}  // namespace anlan::net
