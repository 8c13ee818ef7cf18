#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/problem.hpp"
#include "base/result.hpp"

// Requests and responses as handlers see them. No Beast here on purpose: a handler is plain data in, plain data out, so
// it compiles in a second and is tested without a socket.

namespace anlan::net {

using SharedText = std::shared_ptr<const std::string>;

enum class Method : std::uint8_t { get, head, post, other };

/// The header fields of one request, in one block of memory. Names compare without case.
class Headers {
 public:
  void add(std::string_view name, std::string_view value);

  /// The first field of this name; empty when there is none.
  [[nodiscard]] std::string_view get(std::string_view name) const noexcept;
  [[nodiscard]] std::size_t count(std::string_view name) const noexcept;
  /// Whether a comma-separated list field holds this token, e.g. has_token("Connection", "upgrade").
  [[nodiscard]] bool has_token(std::string_view name, std::string_view token) const noexcept;

 private:
  struct Field {
    std::uint32_t name_at;
    std::uint32_t name_size;
    std::uint32_t value_size;  // the value follows its name
  };
  [[nodiscard]] std::string_view name_of(const Field& field) const noexcept;
  [[nodiscard]] std::string_view value_of(const Field& field) const noexcept;

  std::string text_;
  std::vector<Field> fields_;
};

using QueryPairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  Method method = Method::get;
  std::string target = {};  ///< as it came
  std::string path = {};    ///< decoded; valid UTF-8, no control characters, no "." or ".." segment
  QueryPairs query = {};    ///< decoded, in order
  Headers headers = {};
  std::string body = {};
  std::string remote = {};  ///< the peer's address
  bool secure = false;      ///< came over our own TLS
  bool keep_alive = true;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers = {};
  SharedText body = {};      ///< shared, so that a cached file or tile is never copied
  std::string problem = {};  ///< the type of the problem it carries, for the metric
};

/// A JSON answer; the text is sent as it is.
[[nodiscard]] Response json_response(std::string text);

/// The problem document of RFC 9457, with `Retry-After` beside 429 and 503.
[[nodiscard]] Response problem_response(const Problem& problem);
/// The same with a status that no ProblemKind has, e.g. 400 or 405.
[[nodiscard]] Response problem_response(const Problem& problem, int status);

/// Splits a request target into path and query and undoes their escapes. Refuses broken escapes, invalid UTF-8, control
/// characters, dot segments and more than 100 parameters.
[[nodiscard]] Result<void> read_target(Request& request);

/// "Sun, 06 Nov 1994 08:49:37 GMT" of this second (RFC 9110, 5.6.7); kept for as long as the second lasts. Loop only.
[[nodiscard]] const std::string& http_date();

/// Status line and header block with the security headers that every answer carries.
[[nodiscard]] std::string write_head(const Response& response, bool secure, bool keep_alive);

/// The value of a cookie of the request; empty when there is none.
[[nodiscard]] std::string_view cookie(const Headers& headers, std::string_view name) noexcept;

}  // namespace anlan::net
