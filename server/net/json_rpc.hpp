#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/result.hpp"

namespace anlan::net {

/// One JSON-RPC 2.0 call as it came on /live.
struct RpcCall {
  nlohmann::json id;
  std::string method;
  nlohmann::json params;
};

/// Why a frame is no call: `id` as far as it could be read, else null.
struct RpcFault {
  nlohmann::json id;
  int code;
  Problem problem;
};

/// Reads a frame. Stricter than JSON-RPC in two points, each answered with -32600: a batch is refused, because a
/// session does one thing at a time, and so is a call without an id, because nobody would hear whether it was done.
[[nodiscard]] tl::expected<RpcCall, RpcFault> read_rpc(std::string_view frame);

/// `result` is JSON text.
[[nodiscard]] std::string rpc_result(const nlohmann::json& id, std::string_view result);

[[nodiscard]] std::string rpc_error(const nlohmann::json& id, int code, const Problem& problem);
/// The same with the code that fits the problem.
[[nodiscard]] std::string rpc_error(const nlohmann::json& id, const Problem& problem);

}  // namespace anlan::net
