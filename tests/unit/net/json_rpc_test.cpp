#include "net/json_rpc.hpp"

#include <catch2/catch.hpp>

namespace anlan::net {
namespace {

using nlohmann::json;

int code_of(const std::string& frame) {
  const auto call = read_rpc(frame);
  return call ? 0 : call.error().code;
}

}  // namespace

TEST_CASE("a call is read with its id, method and named parameters") {
  const auto call = read_rpc(R"({"jsonrpc":"2.0","id":"a7","method":"report.list","params":{"incident":"x"}})");
  REQUIRE(call.has_value());
  CHECK(call->id == "a7");
  CHECK(call->method == "report.list");
  CHECK(call->params == json{{"incident", "x"}});
  CHECK(read_rpc(R"({"jsonrpc":"2.0","id":1,"method":"x"})")->params == json::object());
}

TEST_CASE("what is no JSON is a parse error") {
  for (const std::string frame : {"", "{", "nonsense", "{\"a\":1}x", "\xff", "{\"a\":1,\"a\":2}"}) {
    INFO(frame);
    CHECK(code_of(frame) == -32700);
  }
  CHECK(code_of(std::string("{\"id\":1}\0", 9)) == -32700);
  CHECK(code_of(std::string(100, '[') + std::string(100, ']')) == -32700);
}

TEST_CASE("what is JSON and no call is an invalid request, answered under the id it has") {
  for (const std::string frame :
       {R"([{"jsonrpc":"2.0","id":1,"method":"x"}])", R"("x")", "null", "{}", R"({"jsonrpc":"2.0","method":"x"})",
        R"({"jsonrpc":"2.0","id":null,"method":"x"})", R"({"jsonrpc":"2.0","id":1.5,"method":"x"})",
        R"({"jsonrpc":"2.0","id":{},"method":"x"})", R"({"jsonrpc":"1.0","id":1,"method":"x"})",
        R"({"id":1,"method":"x"})", R"({"jsonrpc":"2.0","id":1})", R"({"jsonrpc":"2.0","id":1,"method":7})",
        R"({"jsonrpc":"2.0","id":1,"method":"x","params":[1]})",
        R"({"jsonrpc":"2.0","id":1,"method":"x","params":"y"})"}) {
    INFO(frame);
    CHECK(code_of(frame) == -32600);
  }
  CHECK(read_rpc(R"({"jsonrpc":"2.0","id":9,"method":7})").error().id == 9);
  CHECK(code_of(R"({"jsonrpc":"2.0","id":")" + std::string(65, 'x') + R"(","method":"x"})") == -32600);
}

TEST_CASE("answers carry the id, and the result as it is") {
  const auto answer = json::parse(rpc_result("a", R"({"n":1})"));
  CHECK(answer == json{{"jsonrpc", "2.0"}, {"id", "a"}, {"result", {{"n", 1}}}});
}

TEST_CASE("a problem becomes an error with a code that fits and the whole document") {
  const auto code = [](const std::string& type) {
    return json::parse(rpc_error(1, Problem{.kind = ProblemKind::invalid, .type = type}))["error"]["code"];
  };
  CHECK(code("unknown-operation") == -32601);
  CHECK(code("invalid-params") == -32602);
  CHECK(code("stale-version") == -32000);
  const auto error = json::parse(rpc_error(
      nullptr,
      Problem{
          .kind = ProblemKind::conflict, .type = "stale-version", .detail = {"旧", "stale"}, .current_version = 4}));
  CHECK(error["id"] == nullptr);
  CHECK(error["error"]["message"] == "stale");
  CHECK(error["error"]["data"]["current_version"] == 4);
}

}  // namespace anlan::net
