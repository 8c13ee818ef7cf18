#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace anlan::test {

struct HttpResponse {
  int status = 0;
  std::map<std::string, std::string> headers = {};  ///< names in lower case
  std::string body = {};
  [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(body); }
};

/// A blocking keep-alive client of 127.0.0.1: one request after the other, the session's cookie kept. Throws
/// std::runtime_error when the server closes the line, which a test of crashes expects.
class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port) : port_{port} {}
  /// Somebody who signed in before: sessions outlive the server.
  HttpClient(std::uint16_t port, std::string cookie) : port_{port}, cookie_{std::move(cookie)} {}
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Sends bytes as they are and reads one response.
  HttpResponse exchange(const std::string& request);
  HttpResponse request(const std::string& method, const std::string& target, const std::string& body = {},
                       const std::vector<std::string>& headers = {});
  HttpResponse get(const std::string& target) { return request("GET", target); }
  /// POST /api/<operation>, with the Origin that a page of this server has.
  HttpResponse call(const std::string& operation, const nlohmann::json& params);
  /// The same; throws with the problem's text unless the answer is 200.
  nlohmann::json must(const std::string& operation, const nlohmann::json& params);
  void sign_in(const std::string& name, const std::string& password);

  [[nodiscard]] const std::string& cookie() const noexcept { return cookie_; }
  [[nodiscard]] std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

 private:
  void connect();
  HttpResponse read_response();
  std::string read_more();

  std::uint16_t port_;
  std::string cookie_ = {};
  int socket_ = -1;
  std::string buffer_;
};

}  // namespace anlan::test
