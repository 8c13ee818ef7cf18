#include "net/request_parser.hpp"

#include <catch2/catch.hpp>

namespace anlan::net {

using namespace std::string_literals;

namespace {

using State = RequestParser::State;

const std::string kGet = "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n";

std::string post(const std::string& fields, const std::string& body) {
  return "POST /api/x HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body;
}

/// Feeds all bytes with a body limit; the bytes that were not taken.
std::size_t feed(RequestParser& parser, std::string_view bytes, std::size_t limit = 100) {
  parser.limit_body(limit);
  while (!bytes.empty()) {
    const auto used = parser.put(bytes);
    bytes.remove_prefix(used);
    if (used == 0 || parser.state() == State::done || parser.state() == State::bad) break;
  }
  return bytes.size();
}

int fault_of(const std::string& bytes, std::size_t limit = 100) {
  RequestParser parser;
  feed(parser, bytes, limit);
  return parser.state() == State::bad ? parser.fault() : 0;
}

}  // namespace

TEST_CASE("a request comes out whole, however it is cut on the way") {
  for (std::size_t cut = 1; cut < kGet.size(); ++cut) {
    RequestParser parser;
    std::string buffer;
    for (const auto& part : {kGet.substr(0, cut), kGet.substr(cut)}) {
      buffer += part;
      buffer.erase(0, parser.put(buffer));
    }
    REQUIRE(parser.state() == State::done);
    const auto request = parser.take();
    CHECK(request.path == "/a");
    CHECK(request.query == QueryPairs{{"b", "c"}});
    CHECK(request.keep_alive);
  }
}

TEST_CASE("requests in one packet are taken one by one") {
  RequestParser parser;
  CHECK(feed(parser, kGet + kGet) == kGet.size());
  CHECK(parser.take().method == Method::get);
  CHECK(parser.state() == State::head);
  CHECK(feed(parser, kGet) == 0);
  CHECK(parser.state() == State::done);
}

TEST_CASE("the parser stops after the head, so that the body's limit can be chosen") {
  RequestParser parser;
  const auto bytes = post("Content-Length: 3\r\n", "abc");
  CHECK(parser.put(bytes) == bytes.size() - 3);
  CHECK(parser.state() == State::body);
  parser.limit_body(3);
  CHECK(parser.put("abc") == 3);
  REQUIRE(parser.state() == State::done);
  CHECK(parser.take().body == "abc");
}

TEST_CASE("a chunked body is put together") {
  RequestParser parser;
  feed(parser, post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"));
  REQUIRE(parser.state() == State::done);
  CHECK(parser.take().body == "abcde");
}

TEST_CASE("a body past its limit is 413, announced or not") {
  CHECK(fault_of(post("Content-Length: 101\r\n", "x")) == 413);
  CHECK(fault_of(post("Transfer-Encoding: chunked\r\n", "65\r\n" + std::string(101, 'x') + "\r\n0\r\n\r\n")) == 413);
  CHECK(fault_of(post("Content-Length: 18446744073709551615\r\n", "x")) == 413);
}

TEST_CASE("a head past its limit is 431") {
  CHECK(fault_of("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(RequestParser::kHeadLimit, 'a') + "\r\n\r\n") == 431);
}

TEST_CASE("an endless head without a line end is cut as well") {
  CHECK(fault_of("GET /" + std::string(RequestParser::kHeadLimit + 1, 'a')) == 431);
}

TEST_CASE("what two readers could understand differently is refused") {
  CHECK(fault_of(post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd")) == 400);
  CHECK(fault_of(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")) == 400);
  CHECK(fault_of(post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n")) == 400);
  CHECK(fault_of(post("Content-Length: +3\r\n", "abc")) == 400);
  CHECK(fault_of(post("Content-Length: 0x3\r\n", "abc")) == 400);
  CHECK(fault_of(post("Content-Length : 3\r\n", "abc")) == 400);
  CHECK(fault_of("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") == 400);
  CHECK(fault_of("GET / HTTP/1.1\r\n\r\n") == 400);
  CHECK(fault_of("GET  / HTTP/1.1\r\nHost: x\r\n\r\n") == 400);
  CHECK(fault_of("GET / HTTP/2.0\r\nHost: x\r\n\r\n") == 400);
  CHECK(fault_of("GET / HTTP/1.1\nHost: x\n\n") == 400);
  CHECK(fault_of("GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n"s) == 400);
  CHECK(fault_of("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03") == 400);
}

TEST_CASE("a target that leaves the house is a bad request") {
  CHECK(fault_of("GET /../x HTTP/1.1\r\nHost: x\r\n\r\n") == 400);
}

TEST_CASE("an old client's connection ends after its answer") {
  RequestParser parser;
  feed(parser, "GET / HTTP/1.0\r\nHost: x\r\n\r\n");
  CHECK_FALSE(parser.take().keep_alive);
  feed(parser, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  CHECK_FALSE(parser.take().keep_alive);
}

TEST_CASE("a client that asks before it sends a large body is seen") {
  RequestParser parser;
  parser.put(post("Content-Length: 3\r\nExpect: 100-continue\r\n", ""));
  CHECK(parser.expects_continue());
}

}  // namespace anlan::net
