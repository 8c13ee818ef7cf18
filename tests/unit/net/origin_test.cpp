#include "net/origin.hpp"

#include <catch2/catch.hpp>

namespace anlan::net {
namespace {

Request from(const std::string& origin, const std::string& host = "anlan.example:8080", bool secure = false) {
  Request request;
  request.headers.add("Host", host);
  request.headers.add("Origin", origin);
  request.secure = secure;
  return request;
}

const std::vector<std::string> kAllowed{"https://duty.example.gov.cn"};

}  // namespace

TEST_CASE("a page of this very server is ours") {
  CHECK(same_origin(from("http://anlan.example:8080"), {}));
  CHECK(same_origin(from("https://anlan.example", "anlan.example", true), {}));
  CHECK(same_origin(from("http://[::1]:8080", "[::1]:8080"), {}));
  CHECK(same_origin(from("http://127.0.0.1:8080", "127.0.0.1:8080"), {}));
}

TEST_CASE("an allowed origin is ours whatever the Host says") {
  CHECK(same_origin(from("https://duty.example.gov.cn"), kAllowed));
}

TEST_CASE("every other origin is foreign") {
  const std::vector<std::string> origins{
      "",
      "null",
      "NULL",
      "undefined",
      "*",
      "http://",
      "http:",
      "//anlan.example:8080",
      "anlan.example:8080",
      "http://anlan.example",
      "http://anlan.example:80",
      "http://anlan.example:8081",
      "http://anlan.example:80800",
      "http://anlan.example:08080",
      "http://anlan.example:8080/",
      "http://anlan.example:8080/path",
      "http://anlan.example:8080?x",
      "http://anlan.example:8080#x",
      "https://anlan.example:8080",
      "ws://anlan.example:8080",
      "wss://anlan.example:8080",
      "file://anlan.example:8080",
      "HTTP://anlan.example:8080",
      "Http://anlan.example:8080",
      "http://ANLAN.example:8080",
      "http://anlan.Example:8080",
      "http://anlan.example.:8080",
      "http://anlan.example.evil.test:8080",
      "http://anlan.example:8080.evil.test",
      "http://evil.test/anlan.example:8080",
      "http://evil.test#http://anlan.example:8080",
      "http://evilanlan.example:8080",
      "http://evil.anlan.example:8080",
      "http://anlan-example:8080",
      "http://anlanxexample:8080",
      "http://user@anlan.example:8080",
      "http://user:pass@anlan.example:8080",
      "http://anlan.example:8080@evil.test",
      "http://anlan.example%3A8080",
      "http://anlan%2eexample:8080",
      "http://\xd0\xb0nlan.example:8080",  // Cyrillic а
      "http://anlan\xe3\x80\x82"
      "example:8080",  // ideographic full stop
      "http://xn--nlan-43d.example:8080",
      " http://anlan.example:8080",
      "http://anlan.example:8080 ",
      "http://anlan.example:8080\t",
      "http://anlan.example:8080, http://evil.test",
      "http://evil.test, http://anlan.example:8080",
      "http://anlan.example:8080 http://evil.test",
      "http://localhost:8080",
      "http://127.0.0.1:8080",
      "http://[::1]:8080",
      "http://2130706433:8080",
      "http://duty.example.gov.cn",
      "https://duty.example.gov.cn:443",
      "https://duty.example.gov.cn.evil.test",
      "https://evil-duty.example.gov.cn",
      "https://duty.example.gov.cn/",
      "https://DUTY.example.gov.cn",
  };
  REQUIRE(origins.size() >= 40);
  for (const auto& origin : origins) {
    INFO(origin);
    CHECK_FALSE(same_origin(from(origin), kAllowed));
  }
}

TEST_CASE("an origin that is missing or given twice is foreign") {
  Request none;
  none.headers.add("Host", "anlan.example:8080");
  CHECK_FALSE(same_origin(none, {}));
  auto twice = from("http://anlan.example:8080");
  twice.headers.add("Origin", "http://anlan.example:8080");
  CHECK_FALSE(same_origin(twice, {}));
}

TEST_CASE("a Host that is no plain host makes nothing ours") {
  for (const std::string host : {"", "a@anlan.example", "anlan.example.", "ANLAN.example", "anlan.example/x", "a b"}) {
    INFO(host);
    CHECK_FALSE(same_origin(from("http://" + host, host), {}));
  }
}

}  // namespace anlan::net
