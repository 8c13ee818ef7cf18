#include <catch2/catch.hpp>

#include "unit/net/office.hpp"

namespace anlan::net {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

json code_of(const json& answer) { return answer["error"]["code"]; }

/// What a subscription was answered, but for the name of the history.
json told(json answer) {
  CHECK(answer["result"]["history"].is_string());
  answer["result"].erase("history");
  return answer["result"];
}

/// Sequence numbers of the next `count` entries; shorter when nothing comes any more.
std::vector<std::int64_t> next_entries(test::WsClient& socket, std::size_t count) {
  std::vector<std::int64_t> seqs;
  while (seqs.size() < count) {
    const auto entry = socket.await([](const json& message) { return message["method"] == "live.entry"; }, 3s);
    if (!entry) break;
    seqs.push_back((*entry)["params"]["seq"]);
  }
  return seqs;
}

std::vector<std::int64_t> from_to(std::int64_t first, std::int64_t last) {
  std::vector<std::int64_t> out;
  for (auto i = first; i <= last; ++i) out.push_back(i);
  return out;
}

}  // namespace

TEST_CASE("a call on the live line is answered under its id") {
  Office office;
  auto socket = office.socket();
  CHECK(socket.call("note.find", {{"count", 2}})["result"] == json{{"count", 2}});
}

TEST_CASE("calls that cannot be done carry the code and the whole problem") {
  Office office;
  auto socket = office.socket();
  CHECK(code_of(socket.call("none.such", json::object())) == -32601);
  const auto wrong = socket.call("note.find", {{"count", "x"}});
  CHECK(code_of(wrong) == -32602);
  CHECK(wrong["error"]["data"]["errors"][0]["pointer"] == "/count");
  CHECK(code_of(socket.call("blob.put", json::object())) == -32601);
}

TEST_CASE("frames that are no call are answered, and the line stays open") {
  Office office;
  auto socket = office.socket();
  socket.send("nonsense");
  CHECK(code_of(*socket.next(3s)) == -32700);
  socket.send("[]");
  CHECK(code_of(*socket.next(3s)) == -32600);
  CHECK(socket.call("note.find", {{"count", 2}})["result"]["count"] == 2);
}

TEST_CASE("a frame past 64 KB ends the session") {
  Office office;
  auto socket = office.socket();
  socket.send(std::string(65 * 1024, ' '));
  CHECK(socket.await_close(3s) == 1009);
}

TEST_CASE("calls sent at once are answered one after the other, in order") {
  Office office;
  auto socket = office.socket();
  for (int i = 0; i < 9; ++i) {
    socket.send(json{{"jsonrpc", "2.0"}, {"id", i}, {"method", "note.find"}, {"params", {{"count", i}}}}.dump());
  }
  for (int i = 0; i < 9; ++i) CHECK((*socket.next(3s))["id"] == i);
}

TEST_CASE("only topics that exist and that the role may hear of can be subscribed to") {
  Office office;
  auto socket = office.socket();
  CHECK(socket.call("live.subscribe", {{"topics", {"gossip"}}})["error"]["data"]["type"] ==
        "urn:anlan:problem:unknown-topic");
  CHECK(socket.call("live.subscribe", {{"topics", {"secret"}}})["error"]["data"]["status"] == 403);
  CHECK(code_of(socket.call("live.subscribe", {{"topics", json::array()}})) == -32602);
  CHECK(code_of(socket.call("live.subscribe", {{"topics", {"note"}}, {"tier", "hasty"}})) == -32602);
}

TEST_CASE("a subscriber hears what is committed from then on") {
  Office office;
  office.write("before");
  auto socket = office.socket();
  const auto answer = socket.call("live.subscribe", {{"topics", {"note"}}});
  CHECK(told(answer) == json{{"seq", 1}, {"resumed", false}, {"snapshot", false}, {"undone", false}});
  office.write("after");
  const auto entry = socket.next(3s);
  REQUIRE(entry.has_value());
  CHECK((*entry)["params"]["seq"] == 2);
}

TEST_CASE("a subscriber without the division's jurisdiction hears nothing") {
  Office office;
  auto clerk = office.socket("clerk");
  (void)clerk.call("live.subscribe", {{"topics", {"note"}}});
  office.write("410882101000 is the clerk's own township");
  CHECK(next_entries(clerk, 1) == from_to(1, 1));
}

TEST_CASE("one who comes back gets what it missed, after the answer, once and in order, and then follows") {
  Office office;
  for (int i = 0; i < 20; ++i) office.write("missed");
  auto socket = office.socket();
  const auto answer = socket.call("live.subscribe", {{"topics", {"note"}}, {"since", 5}});
  CHECK(told(answer) == json{{"seq", 20}, {"resumed", true}, {"snapshot", false}, {"undone", false}});
  office.write("live");
  CHECK(next_entries(socket, 16) == from_to(6, 21));
}

TEST_CASE("what the hub no longer remembers is read from the journal, without a seam") {
  Office office{{}, HubLimits{.messages = 4}};
  for (int i = 0; i < 30; ++i) office.write("missed");
  auto socket = office.socket();
  (void)socket.call("live.subscribe", {{"topics", {"note"}}, {"since", 0}});
  for (int i = 0; i < 3; ++i) office.write("live");
  CHECK(next_entries(socket, 33) == from_to(1, 33));
}

TEST_CASE("coming back while others write loses nothing and repeats nothing") {
  Office office{{}, HubLimits{.messages = 8}};
  for (int i = 0; i < 50; ++i) office.write("missed");
  std::jthread others{[&office] {
    for (int i = 0; i < 150; ++i) office.write("live");
  }};
  auto socket = office.socket();
  (void)socket.call("live.subscribe", {{"topics", {"note"}}, {"since", 0}});
  const auto heard = next_entries(socket, 200);
  others.join();
  CHECK(heard == from_to(1, 200));
}

TEST_CASE("a gap that is too long, or a cursor of another history, asks for a snapshot") {
  ServerOptions options;
  options.limits.replay_entries = 10;
  Office office{std::move(options)};
  for (int i = 0; i < 12; ++i) office.write("missed");
  auto socket = office.socket();
  const auto answer = socket.call("live.subscribe", {{"topics", {"note"}}, {"since", 1}});
  CHECK(told(answer) == json{{"seq", 12}, {"resumed", false}, {"snapshot", true}, {"undone", false}});
  CHECK(told(socket.call("live.subscribe", {{"topics", {"note"}}, {"since", 13}})) ==
        json{{"seq", 12}, {"resumed", false}, {"snapshot", true}, {"undone", true}});
  CHECK(socket.call("live.subscribe", {{"topics", {"note"}}, {"since", 2}})["result"]["resumed"] == true);
}

TEST_CASE("a cursor is taken up in the history that it is of, and in no other, even if that has gone further") {
  Office office;
  for (int i = 0; i < 9; ++i) office.write("heard");
  auto socket = office.socket();
  const auto wish = [](const json& history) { return json{{"topics", {"note"}}, {"since", 5}, {"history", history}}; };
  const auto own = socket.call("live.subscribe", wish(nullptr))["result"]["history"];
  CHECK(own == office.history.id());
  CHECK(told(socket.call("live.subscribe", wish(own)))["resumed"] == true);
  CHECK(told(socket.call("live.subscribe", wish("0190f3c2-0000-7000-8000-000000000001"))) ==
        json{{"seq", 9}, {"resumed", false}, {"snapshot", true}, {"undone", true}});
  CHECK(code_of(socket.call("live.subscribe", wish(7))) == -32602);
  CHECK(code_of(socket.call("live.subscribe", wish(std::string(65, 'x')))) == -32602);
}

TEST_CASE("a sign-in that ends closes its sockets at once, and no others") {
  Office office;
  auto clerk = office.socket("clerk");
  auto auditor = office.socket("auditor");
  (void)clerk.call("note.find", {{"count", 1}});
  office.on_loop([&office] { office.sessions.end(access::token_hash("clerk")); });
  CHECK(clerk.await_close(1s) == 4001);
  CHECK(auditor.call("note.find", {{"count", 1}}).contains("result"));
}

}  // namespace anlan::net
