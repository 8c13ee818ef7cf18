#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "access/sessions.hpp"
#include "net/http.hpp"
#include "net/server.hpp"
#include "net/static_files.hpp"

namespace anlan::net {

/// A sign-in that came with a request. The token is taken from the Authorization field or the cookie, never from a URL.
struct Visitor {
  access::Session session;
  std::string token;
};

/// Decides what a request is and who answers it: a path of the app room, an operation, or the web app.
class Router {
 public:
  /// `options` and `doors` outlive the router. Reads the web app from `options.static_root`.
  Router(const ServerOptions& options, Doors& doors);

  /// What can be said once the head has come, before anybody sends us megabytes.
  struct Admission {
    std::optional<Response> refusal = {};
    std::size_t body_limit = 0;
  };
  [[nodiscard]] Admission admit(const Request& head) const;

  /// The answer to an admitted request.
  [[nodiscard]] boost::asio::awaitable<Response> answer(Request request) const;

  [[nodiscard]] static bool is_live(const Request& request) noexcept { return request.path == "/live"; }
  /// Whether a request may become a session on /live, and whose; the refusal otherwise.
  [[nodiscard]] tl::expected<Visitor, Response> admit_live(const Request& head) const;

  /// An answer that counts what was refused.
  [[nodiscard]] Response refuse(const Problem& problem, int status) const;
  [[nodiscard]] Response refuse(const Problem& problem) const;
  /// To a request that is not HTTP as we take it: 400, 413 or 431.
  [[nodiscard]] Response refuse_fault(int status) const;

 private:
  /// An answer of somebody who does not count: the same, counted when it refuses.
  [[nodiscard]] Response counted(Response response) const;
  [[nodiscard]] std::optional<Visitor> visitor_of(const Headers& headers) const;
  [[nodiscard]] std::optional<Response> refuse_post(const Request& head, const api::Operation& operation) const;
  [[nodiscard]] const Route* route_for(const std::string& path) const noexcept;
  [[nodiscard]] boost::asio::awaitable<Response> answer_route(const Route& route, Request request) const;
  [[nodiscard]] boost::asio::awaitable<Response> answer_operation(const api::Operation& operation,
                                                                  Request request) const;

  const ServerOptions& options_;
  Doors& doors_;
  StaticFiles files_;
};

}  // namespace anlan::net
