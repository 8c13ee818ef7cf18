#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace anlan::test {

struct WsOptions {
  std::string cookie = {};
  std::string origin = {};  ///< the server's own when empty
  std::string subprotocol = "anlan.v1";
  std::string bearer = {};
};

/// A blocking client of /live. Frames that hold an array are taken apart; answers and notifications are kept apart.
class WsClient {
 public:
  /// Throws std::runtime_error when the upgrade is refused.
  WsClient(std::uint16_t port, const WsOptions& options);
  ~WsClient();

  /// Whether the line still stands, the next read tells.
  void send(const std::string& text);
  /// The next message, or nothing after `patience`; throws when the line is closed.
  std::optional<nlohmann::json> next(std::chrono::milliseconds patience);
  /// Calls an operation and waits for its answer (result or error object); notifications meanwhile are kept.
  nlohmann::json call(const std::string& method, const nlohmann::json& params);
  /// The next notification that `wanted` accepts; others are dropped. Nothing after `patience`.
  std::optional<nlohmann::json> await(const std::function<bool(const nlohmann::json&)>& wanted,
                                      std::chrono::milliseconds patience);
  /// Reads until the line closes or `patience` ends; the close code, 1006 when none was given, nothing while it is
  /// open.
  std::optional<int> await_close(std::chrono::milliseconds patience);

 private:
  struct Line;
  std::unique_ptr<Line> line_;
  std::vector<nlohmann::json> kept_;
  int next_id_ = 1;
};

}  // namespace anlan::test
