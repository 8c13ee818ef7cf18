#include <fstream>

#include <catch2/catch.hpp>

#include "unit/net/office.hpp"

namespace anlan::net {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

const std::string kBearer = "Authorization: Bearer clerk";
const std::string kJson = "Content-Type: application/json";

std::string type_of(const test::HttpResponse& response) { return response.json().value("type", ""); }

}  // namespace

TEST_CASE("a query goes through GET and POST alike") {
  Office office;
  auto client = office.client();
  const auto got = client.request("GET", "/api/note.find?count=3&tags=a&tags=b", "", {kBearer});
  CHECK(got.status == 200);
  CHECK(got.json() == json{{"count", 3}, {"tags", {"a", "b"}}});
  CHECK(got.headers.at("cache-control") == "no-store");
  CHECK(client.request("POST", "/api/note.find", R"({"count":3})", {kBearer, kJson}).json() == json{{"count", 3}});
}

TEST_CASE("an action's headers reach the client, and it hears the peer's address") {
  Office office;
  const auto response = office.client().request("POST", "/api/note.touch", "{}", {kBearer, kJson});
  CHECK(response.body == "\"127.0.0.1\"");
  CHECK(response.headers.at("set-cookie") == "x=y");
}

TEST_CASE("requests that cannot be served say why with the right status") {
  Office office;
  auto client = office.client();
  const auto status = [&](const std::string& method, const std::string& target, std::vector<std::string> headers,
                          const std::string& body = "") {
    return client.request(method, target, body, headers).status;
  };
  CHECK(status("POST", "/api/none.such", {kBearer, kJson}, "{}") == 404);
  CHECK(status("GET", "/api/note.touch", {kBearer}) == 405);
  CHECK(status("DELETE", "/api/note.find", {kBearer}) == 405);
  CHECK(status("POST", "/tiles/1", {kBearer}, "x") == 405);
  CHECK(status("POST", "/", {kBearer}, "x") == 405);
  CHECK(status("POST", "/api/note.touch", {kBearer, "Content-Type: text/plain"}, "{}") == 415);
  CHECK(status("POST", "/api/note.touch", {kBearer, kJson}, "{") == 422);
  CHECK(status("GET", "/api/note.find?count=x", {kBearer}) == 422);
  CHECK(status("GET", "/api/note.find?count=1", {}) == 401);
  CHECK(status("GET", "/live", {kBearer}) == 426);
  CHECK(status("GET", "/nowhere.js", {}) == 404);
  CHECK(client.exchange("POST /api/note.touch HTTP/1.1\r\nHost: x\r\n" + kBearer + "\r\n\r\n").status == 411);
}

TEST_CASE("405 says what is allowed") {
  Office office;
  CHECK(office.client().request("GET", "/api/note.touch", "", {kBearer}).headers.at("allow") == "POST");
}

TEST_CASE("what is no HTTP is answered once and let go") {
  Office office;
  const auto broken = office.client().exchange("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
  CHECK(broken.status == 400);
  CHECK(broken.headers.at("connection") == "close");
  const auto long_head = "GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n";
  CHECK(office.client().exchange(long_head).status == 431);
}

TEST_CASE("a body that is too large is refused before it is read, and the answer still arrives") {
  Office office;
  const std::string body(1 << 20, 'x');
  CHECK(office.client().request("POST", "/api/note.touch", body, {kBearer, kJson}).status == 413);
}

TEST_CASE("a photo of megabytes is taken where a file is wanted, from who is signed in") {
  Office office;
  const std::string body(3 << 20, 'x');
  const auto stored = office.client().request("POST", "/api/blob.put", body, {kBearer, "Content-Type: image/jpeg"});
  CHECK(stored.body == std::to_string(body.size()));
  CHECK(office.client().request("POST", "/api/blob.put", body, {"Content-Type: image/jpeg"}).status == 401);
}

TEST_CASE("a client that waits for 100 Continue gets it") {
  Office office;
  auto client = office.client();
  const auto go_on = client.exchange("POST /api/note.touch HTTP/1.1\r\nHost: x\r\n" + kBearer + "\r\n" + kJson +
                                     "\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  CHECK(go_on.status == 100);
  CHECK(client.exchange("{}").status == 200);
}

TEST_CASE("a page of another site can do nothing with the cookie of this one") {
  Office office;
  const std::string cookie = "Cookie: anlan_session=clerk";
  const auto post = [&](std::vector<std::string> headers) {
    headers.push_back(kJson);
    return office.client().request("POST", "/api/note.touch", "{}", headers).status;
  };
  const auto ours = "Origin: http://127.0.0.1:" + std::to_string(office.port());
  CHECK(post({cookie, ours}) == 200);
  CHECK(post({cookie}) == 403);
  CHECK(post({cookie, "Origin: null"}) == 403);
  CHECK(post({cookie, "Origin: https://127.0.0.1:" + std::to_string(office.port())}) == 403);
  CHECK(post({cookie, ours, "Authorization: Bearer wrong"}) == 401);
  CHECK(post({"Origin: http://evil.test"}) == 403);
  CHECK(post({kBearer, "Origin: http://evil.test"}) == 200);
}

TEST_CASE("a socket of another site is refused at the door") {
  Office office;
  const test::WsOptions foreign{.cookie = "anlan_session=clerk", .origin = "http://evil.test"};
  CHECK_THROWS_WITH(test::WsClient(office.port(), foreign), "upgrade refused: 403");
  CHECK_NOTHROW(test::WsClient(office.port(), {.cookie = "anlan_session=clerk"}));
  CHECK_THROWS_WITH(test::WsClient(office.port(), {}), "upgrade refused: 401");
  CHECK_THROWS_WITH(test::WsClient(office.port(), {.subprotocol = "", .bearer = "clerk"}), "upgrade refused: 400");
}

TEST_CASE("a token in a URL opens nothing") {
  Office office;
  auto client = office.client();
  for (const std::string key : {"token", "access_token", "anlan_session", "authorization"}) {
    CHECK(client.get("/api/note.find?count=1&" + key + "=clerk").status == 401);
    CHECK(client.get("/tiles/1?" + key + "=clerk").status == 401);
  }
}

TEST_CASE("paths of the app room ask for a session when they say so, and their faults are ours") {
  Office office;
  auto client = office.client();
  CHECK(client.request("GET", "/tiles/1", "", {kBearer}).body == "clerk");
  CHECK(type_of(client.get("/tiles/1")) == "urn:anlan:problem:sign-in-first");
  CHECK(client.get("/healthz").body == "nobody");
  CHECK(client.get("/healthz/x").status == 404);
  CHECK(client.get("/api/openapi.json").status == 200);
  CHECK(client.request("GET", "/tiles/broken", "", {kBearer}).status == 500);
}

TEST_CASE("requests sent together are answered in their order") {
  Office office;
  auto client = office.client();
  const auto ask = [](int count) {
    return "GET /api/note.find?count=" + std::to_string(count) + " HTTP/1.1\r\nHost: x\r\n" + kBearer + "\r\n\r\n";
  };
  CHECK(client.exchange(ask(1) + ask(2)).json()["count"] == 1);
  CHECK(client.exchange("").json()["count"] == 2);
}

TEST_CASE("the web app is served from its folder") {
  test::TemporaryFolder folder;
  std::ofstream{folder / "index.html"} << "<html></html>";
  Office office{ServerOptions{.static_root = folder.path()}};
  const auto page = office.client().get("/incidents");
  CHECK(page.body == "<html></html>");
  CHECK(page.headers.at("content-security-policy").find("default-src 'self'") == 0);
}

TEST_CASE("an address that takes more than its share is turned away, and the place is free again afterwards") {
  ServerOptions options;
  options.limits.connections_per_address = 2;
  Office office{std::move(options)};
  {
    auto first = office.client();
    auto second = office.client();
    CHECK(first.get("/healthz").status == 200);
    CHECK(second.get("/healthz").status == 200);
    CHECK(office.client().get("/healthz").status == 503);
  }
  for (int i = 0; i < 100; ++i) {  // the server notices the closed lines a moment later
    const bool free = office.client().get("/healthz").status == 200;
    if (free) return;
  }
  FAIL("the places stayed taken");
}

TEST_CASE("a client that is too slow with its request is let go") {
  ServerOptions options;
  options.limits.head_timeout = 1ms;
  Office office{std::move(options)};
  CHECK_THROWS_WITH(office.client().exchange("GET / HT"), "the server closed the line");
}

TEST_CASE("a server that stops says so to its sessions and leaves nothing behind") {
  Office office;
  auto socket = office.socket();
  CHECK(socket.call("live.subscribe", {{"topics", {"note"}}})["result"]["resumed"] == false);
  auto idle = office.client();
  CHECK(idle.get("/healthz").status == 200);
  std::jthread stopping{[&office] { office.stop(); }};
  CHECK(socket.await_close(3s) == 1001);
  CHECK_THROWS(idle.get("/healthz"));
}

}  // namespace anlan::net
