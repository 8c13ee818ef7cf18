#include "net/json_rpc.hpp"

#include "base/json.hpp"

namespace anlan::net {
namespace {

constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kInvalidParams = -32602;
constexpr int kOther = -32000;

constexpr int kDepth = 32;
constexpr std::size_t kLongestId = 64;

bool is_id(const nlohmann::json& id) {
  return id.is_number_integer() || (id.is_string() && id.get_ref<const std::string&>().size() <= kLongestId);
}

tl::unexpected<RpcFault> invalid_request(nlohmann::json id, Text detail) {
  Problem problem{.kind = ProblemKind::invalid, .type = "bad-request", .detail = std::move(detail)};
  return tl::unexpected<RpcFault>(RpcFault{std::move(id), kInvalidRequest, std::move(problem)});
}

}  // namespace

tl::expected<RpcCall, RpcFault> read_rpc(std::string_view frame) {
  auto parsed = parse_json(frame, kDepth);
  if (!parsed) return tl::unexpected<RpcFault>(RpcFault{nullptr, kParseError, std::move(parsed.error())});
  auto& call = *parsed;
  if (!call.is_object()) {
    return invalid_request(nullptr, {"每帧只发一个 JSON-RPC 调用（对象），不要成批发送",
                                     "send one JSON-RPC call (an object) per frame, no batch"});
  }
  if (!call.contains("id") || !is_id(call["id"])) {
    return invalid_request(nullptr, {"每个调用都要有 id（整数，或不超过 64 字节的文字）",
                                     "every call needs an id: an integer, or text of at most 64 bytes"});
  }
  const auto version = call.find("jsonrpc");
  if (version == call.end() || *version != "2.0") {
    return invalid_request(call["id"], {"缺少 \"jsonrpc\":\"2.0\"", "\"jsonrpc\":\"2.0\" is missing"});
  }
  if (!call.contains("method") || !call["method"].is_string()) {
    return invalid_request(call["id"], {"缺少 method（文字）", "method (text) is missing"});
  }
  auto params = call.contains("params") ? std::move(call["params"]) : nlohmann::json::object();
  if (!params.is_object()) {
    return invalid_request(call["id"],
                           {"params 应为对象（按名称传参）", "params must be an object (named parameters)"});
  }
  return RpcCall{std::move(call["id"]), std::move(call["method"].get_ref<std::string&>()), std::move(params)};
}

std::string rpc_result(const nlohmann::json& id, std::string_view result) {
  std::string out = R"({"jsonrpc":"2.0","id":)";
  out.append(dump(id)).append(R"(,"result":)").append(result.empty() ? "null" : result).append("}");
  return out;
}

std::string rpc_error(const nlohmann::json& id, int code, const Problem& problem) {
  return dump({{"jsonrpc", "2.0"},
               {"id", id},
               {"error", {{"code", code}, {"message", problem.detail.en}, {"data", to_json(problem)}}}});
}

std::string rpc_error(const nlohmann::json& id, const Problem& problem) {
  if (problem.type == "unknown-operation") return rpc_error(id, kMethodNotFound, problem);
  return rpc_error(id, problem.type == "invalid-params" ? kInvalidParams : kOther, problem);
}

}  // namespace anlan::net
