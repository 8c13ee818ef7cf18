#include "net/http.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace anlan::net {
namespace {

Request request_for(std::string target) {
  Request request;
  request.target = std::move(target);
  return request;
}

bool readable(const std::string& target) {
  auto request = request_for(target);
  return read_target(request).has_value();
}

std::string escaped(const std::string& text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

}  // namespace

TEST_CASE("a header is found whatever its case, the first one wins") {
  Headers headers;
  headers.add("Host", "a");
  headers.add("X-Two", "1");
  headers.add("x-two", "2");
  CHECK(headers.get("hOsT") == "a");
  CHECK(headers.get("X-TWO") == "1");
  CHECK(headers.count("x-Two") == 2);
  CHECK(headers.get("none").empty());
}

TEST_CASE("a list header is searched token by token, over several fields") {
  Headers headers;
  headers.add("Connection", "keep-alive,  Upgrade");
  headers.add("Connection", "x");
  CHECK(headers.has_token("connection", "upgrade"));
  CHECK(headers.has_token("connection", "X"));
  CHECK_FALSE(headers.has_token("connection", "grade"));
  CHECK_FALSE(headers.has_token("connection", ""));
}

TEST_CASE("a cookie is found by its whole name") {
  Headers headers;
  headers.add("Cookie", "xanlan_session=no; theme=dark;anlan_session=abc=; last=1");
  CHECK(cookie(headers, "anlan_session") == "abc=");
  CHECK(cookie(headers, "theme") == "dark");
  CHECK(cookie(headers, "session").empty());
}

TEST_CASE("a target is decoded into path and query") {
  auto request = request_for("/api/report.list?incident=a%20b&division=%E7%84%A6&x=1+2&flag&x=3&=");
  REQUIRE(read_target(request).has_value());
  CHECK(request.path == "/api/report.list");
  const QueryPairs expected{{"incident", "a b"}, {"division", "焦"}, {"x", "1 2"}, {"flag", ""}, {"x", "3"}, {"", ""}};
  CHECK(request.query == expected);
}

TEST_CASE("a plus sign in a path stays one") {
  auto request = request_for("/a+b");
  REQUIRE(read_target(request).has_value());
  CHECK(request.path == "/a+b");
}

TEST_CASE("a proxy's absolute target counts by its path") {
  auto request = request_for("http://elsewhere/x?y=1");
  REQUIRE(read_target(request).has_value());
  CHECK(request.path == "/x");
  CHECK(request.query.size() == 1);
}

TEST_CASE("targets that try to leave the house, or that are no text, are refused") {
  for (const std::string target : {"",
                                   "x",
                                   "*",
                                   "//../x",
                                   "/..",
                                   "/../etc/passwd",
                                   "/a/../b",
                                   "/a/..",
                                   "/./a",
                                   "/%2e%2e/etc/passwd",
                                   "/a/%2E%2e",
                                   "/..%2fetc",
                                   "/a\\b",
                                   "/a%5c..%5cb",
                                   "/%",
                                   "/%4",
                                   "/%zz",
                                   "/a%00b",
                                   "/a%0d%0aX: y",
                                   "/%ff",
                                   "/%c0%ae",
                                   "/%ed%a0%80",
                                   "/%f4%90%80%80",
                                   "/%e0%80%af",
                                   "/a#b",
                                   "/x?a=%",
                                   "/x?a=%ff",
                                   "/x?%00=1",
                                   "ftp://x/"}) {
    INFO(target);
    CHECK_FALSE(readable(target));
  }
}

TEST_CASE("a query has a bounded number of parameters") {
  std::string target = "/x?a=1";
  for (int i = 1; i < 100; ++i) target += "&a=1";
  CHECK(readable(target));
  CHECK_FALSE(readable(target + "&a=1"));
}

TEST_CASE("any text survives being escaped into a query") {
  CHECK(rc::check("escape and decode", [] {
    const auto codes = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 0xD7FF));
    std::string text;
    for (const int code : codes) {
      if (code < 0x80) {
        text += static_cast<char>(code);
      } else if (code < 0x800) {
        text += static_cast<char>(0xC0 | (code >> 6));
        text += static_cast<char>(0x80 | (code & 0x3F));
      } else {
        text += static_cast<char>(0xE0 | (code >> 12));
        text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (code & 0x3F));
      }
    }
    auto request = request_for("/x?q=" + escaped(text));
    RC_ASSERT(read_target(request).has_value());
    RC_ASSERT(request.query.front().second == text);
  }));
}

TEST_CASE("a problem goes out as an RFC 9457 document with its status and a pause") {
  const auto response = problem_response(
      Problem{.kind = ProblemKind::overloaded, .type = "writer-full", .detail = {"忙", "busy"}, .retry_after = 7});
  CHECK(response.status == 503);
  CHECK(response.content_type == "application/problem+json");
  const std::pair<std::string, std::string> pause{"Retry-After", "7"};
  CHECK(std::ranges::find(response.headers, pause) != response.headers.end());
  const auto document = nlohmann::json::parse(*response.body);
  CHECK(document["type"] == "urn:anlan:problem:writer-full");
}

TEST_CASE("every answer carries the security headers, HSTS only under TLS") {
  const auto plain = write_head(json_response("{}"), false, true);
  CHECK(plain.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(plain.ends_with("\r\n\r\n"));
  CHECK(plain.find("Content-Length: 2\r\n") != std::string::npos);
  CHECK(plain.find("default-src 'self'") != std::string::npos);
  CHECK(plain.find("script-src 'self' 'wasm-unsafe-eval';") != std::string::npos);  // the code reader; no eval besides
  CHECK(plain.find("frame-ancestors 'none'") != std::string::npos);
  CHECK(plain.find("X-Content-Type-Options: nosniff\r\n") != std::string::npos);
  CHECK(plain.find("Strict-Transport-Security") == std::string::npos);
  CHECK(plain.find("Connection: close") == std::string::npos);
  const auto secure = write_head(json_response("{}"), true, false);
  CHECK(secure.find("Strict-Transport-Security: max-age=") != std::string::npos);
  CHECK(secure.find("Connection: close\r\n") != std::string::npos);
}

TEST_CASE("an answer without a body says no length") {
  const auto head = write_head({.status = 304}, false, true);
  CHECK(head.starts_with("HTTP/1.1 304 Not Modified\r\n"));
  CHECK(head.find("Content-Length") == std::string::npos);
}

}  // namespace anlan::net
