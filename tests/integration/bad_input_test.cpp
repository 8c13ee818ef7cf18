// Every bad input gets a problem that names the field or the remedy, is counted, and changes nothing.
#include <map>
#include <regex>
#include <thread>

#include <catch2/catch.hpp>

#include "support/duty_room.hpp"
#include "support/photo.hpp"

namespace anlan::test {

using nlohmann::json;

namespace {

using Pointers = std::vector<std::string>;
/// How often the server refused what, by the problem's type.
using Refusals = std::map<std::string, std::int64_t>;

struct BadInput : DutyRoom {
  BadInput() : clerk{desk("clerk")}, city{desk("city")}, incident{open_incident(*city, "测试 错误输入")} {
    before = seq();
    counted = refusals();
  }
  // Whatever a test sent, the journal has not grown.
  ~BadInput() { CHECK(seq() == before); }

  std::int64_t seq() { return city->must("system.status", json::object())["seq"]; }

  Refusals refusals() {
    const auto metrics = city->get("/metrics").body;
    const std::regex line{"\nanlan_(?:problems|frames_refused|requests_refused)_total\\{type=\"([^\"]*)\"\\} ([0-9]+)"};
    Refusals by_type;
    for (std::sregex_iterator at{metrics.begin(), metrics.end(), line}, end; at != end; ++at)
      by_type[(*at)[1]] += std::stoll((*at)[2]);
    return by_type;
  }

  /// Whether the server counts a line that it ended for this reason; it counts when the peer is gone.
  bool ended(const std::string& reason) {
    const auto row = "\nanlan_live_closed_total{reason=\"" + reason + "\"} 1\n";
    for (int tries = 0; tries < 100; ++tries) {
      if (city->get("/metrics").body.find(row) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    return false;
  }

  /// One refusal since the last was looked at, and it says in both languages what is wrong, names these fields, is
  /// counted once under its type alone, and changed nothing.
  void refused(const json& problem, const std::string& type, const Pointers& fields = {}) {
    INFO(problem.dump());
    CHECK(problem.value("type", "") == "urn:anlan:problem:" + type);
    for (const auto* const text : {"title", "title_en", "detail", "detail_en"}) {
      INFO(text);
      CHECK_FALSE(problem.value(text, "").empty());
    }
    CHECK(problem.value("detail", "") != problem.value("detail_en", ""));
    Pointers named;
    for (const auto& fault : problem.value("errors", json::array())) {
      named.push_back(fault["pointer"]);
      CHECK_FALSE(fault.value("detail", "").empty());
      CHECK_FALSE(fault.value("detail_en", "").empty());
    }
    CHECK(named == fields);
    ++counted[type];
    const auto now = refusals();
    CHECK(now == counted);
    counted = now;
    CHECK(seq() == before);
  }

  void refused(const HttpResponse& response, int status, const std::string& type, const Pointers& fields = {}) {
    INFO(response.body);
    CHECK(response.status == status);
    REQUIRE(response.headers.contains("content-type"));
    CHECK(response.headers.at("content-type") == "application/problem+json");
    const auto problem = json::parse(response.body, nullptr, false);
    REQUIRE(problem.is_object());
    CHECK(problem.value("status", 0) == status);
    refused(problem, type, fields);
  }

  /// The same of an answer on /live.
  void refused(const std::optional<json>& answer, int code, const std::string& type, const Pointers& fields = {}) {
    REQUIRE(answer);
    INFO(answer->dump());
    REQUIRE(answer->contains("error"));
    CHECK((*answer)["error"]["code"] == code);
    refused((*answer)["error"]["data"], type, fields);
  }

  HttpResponse submit(const json& params) { return clerk->call("report.submit", params); }
  json report() { return first_report(incident, kTownship, 10); }
  json with(const std::string& pointer, const json& value) {
    auto params = report();
    params[json::json_pointer{pointer}] = value;
    return params;
  }
  json observation() const {
    return {{"command_id", new_id()}, {"incident", incident},          {"text", "照片没有上传"},
            {"division", kTownship},  {"occurred_at", minutes_ago(1)}, {"channel", "web"}};
  }

  std::unique_ptr<HttpClient> clerk;
  std::unique_ptr<HttpClient> city;
  std::string incident;
  std::int64_t before = 0;
  Refusals counted = {};
};

}  // namespace

TEST_CASE_METHOD(BadInput, "wrong fields of a report are named one by one") {
  refused(submit(with("/figures/A01007", {{"value", -1}})), 422, "invalid-params", {"/figures/A01007/value"});
  refused(submit(with("/figures/A01007", {{"value", 1.5}})), 422, "bad-figures", {"/figures/A01007/value"});
  refused(submit(with("/figures/A01007", {{"value", "10"}})), 422, "invalid-params", {"/figures/A01007/value"});
  refused(submit(with("/figures/A09999", {{"value", 1}})), 422, "bad-figures", {"/figures/A09999"});
  refused(submit(with("/extra", 1)), 422, "invalid-params", {"/extra"});
  refused(submit(with("/phase", "zwischen")), 422, "invalid-params", {"/phase"});
  refused(submit(with("/division", "4108")), 422, "invalid-params", {"/division"});
  refused(submit(with("/occurred_at", "2999-01-01T00:00:00+08:00")), 422, "invalid-params", {"/occurred_at"});
  refused(submit(with("/occurred_at", minutes_ago(-60))), 422, "report-invalid", {"/occurred_at"});
  refused(submit(with("/received_at", minutes_ago(-60))), 422, "report-invalid", {"/received_at"});
  refused(submit(with("/incident", "not-a-uuid")), 422, "invalid-params", {"/incident"});
}

TEST_CASE_METHOD(BadInput, "figures that contradict each other are refused with the check's sentence") {
  auto params = report();
  params["figures"]["A01022"] = {{"value", 3}};
  params["figures"]["A01023"] = {{"value", 5}};  // fewer collapsed rooms than households
  refused(submit(params), 422, "report-invalid", {"/figures/A01022/value"});
  auto dead = report();
  dead["figures"]["A01008"] = {{"value", 11}};  // more dead than affected
  refused(submit(dead), 422, "report-invalid", {"/figures/A01007/value"});
}

TEST_CASE_METHOD(BadInput, "a place of somebody else, an old version and a used command id are refused by name") {
  refused(submit(with("/division", kOtherTownship)), 403, "outside-jurisdiction", {"/division"});
  refused(desk("county2")->call("report.submit", report()), 403, "outside-jurisdiction", {"/division"});
  refused(desk("keeper")->call("report.submit", report()), 403, "role");
  const auto filed = report();
  const auto version = clerk->must("report.submit", filed)["report"]["version"].get<std::int64_t>();
  before = seq();
  auto other = filed;
  other["figures"]["A01007"] = {{"value", 11}};
  refused(submit(other), 409, "command-id-reused", {"/command_id"});
  auto stale = with("/phase", "update");
  stale["expected_version"] = version + 1;
  refused(submit(stale), 409, "stale-version", {"/expected_version"});
}

TEST_CASE_METHOD(BadInput, "bytes that are not a request of this server") {
  const auto post = [this](const std::string& body, const std::string& type = "application/json") {
    return clerk->request("POST", "/api/report.submit", body, {"Content-Type: " + type, "Origin: " + clerk->origin()});
  };
  refused(post("{"), 422, "bad-json");
  refused(post(std::string{"{}\0", 3}), 422, "bad-json");
  refused(post("\"\xC3\x28\""), 422, "bad-json");
  refused(post(std::string(10'000, '[') + std::string(10'000, ']')), 422, "bad-json");
  refused(post("[]"), 422, "invalid-params", {""});
  refused(post("{}", "text/plain"), 415, "wrong-content-type");
  refused(post(std::string(100'000, ' ')), 413, "body-too-large");
  refused(clerk->call("report.burn", json::object()), 404, "unknown-operation");
  refused(clerk->request("DELETE", "/api/report.list"), 405, "wrong-method");
  refused(clerk->get("/../../etc/passwd"), 400, "bad-http");
  refused(clerk->get("/%2e%2e/%2e%2e/etc/passwd"), 400, "bad-http");
  refused(clerk->get("/assets/nothing.js"), 404, "no-such-page");
  refused(clerk->get("/tiles/village/x/1/2/3.mvt"), 404, "no-tile");
  refused(clerk->get("/blobs/" + std::string(64, 'a')), 404, "no-blob");
  refused(HttpClient{server().port()}.exchange("GET / HTTP/1.1\r\nHost: x\r\n" + std::string(40'000, 'a') + "\r\n\r\n"),
          431, "head-too-large");
}

TEST_CASE_METHOD(BadInput, "frames that are not calls are answered or end the line, and are counted") {
  const auto own = [this] { return std::make_unique<WsClient>(server().port(), WsOptions{.cookie = clerk->cookie()}); };
  auto socket = own();
  const auto ask = [&socket](const std::string& frame) {
    socket->send(frame);
    return socket->next(std::chrono::seconds{5});
  };
  refused(ask("{"), -32700, "bad-json");
  refused(ask(std::string{"{\"id\":1,\"method\":\"\0\"}", 21}), -32700, "bad-json");
  refused(ask(std::string(10'000, '[') + std::string(10'000, ']')), -32700, "bad-json");
  refused(ask("[]"), -32600, "bad-request");
  refused(ask("7"), -32600, "bad-request");
  refused(ask(R"({"jsonrpc":"1.0","id":1,"method":"x"})"), -32600, "bad-request");
  refused(ask(R"({"id":1})"), -32600, "bad-request");
  refused(socket->call("report.burn", json::object()), -32601, "unknown-operation");
  refused(socket->call("report.submit", with("/phase", "zwischen")), -32602, "invalid-params", {"/phase"});
  socket->send(std::string(200'000, 'x'));
  CHECK(socket->await_close(std::chrono::seconds{5}).has_value());  // a reset may overtake the 1009
  CHECK(ended("too-big"));
  socket = own();
  socket->send("\"\xC3\x28\"");
  CHECK(socket->await_close(std::chrono::seconds{5}) == 1007);
  CHECK(ended("not-utf8"));
}

TEST_CASE_METHOD(BadInput, "a photo that is not one, and one that is too large, are refused") {
  const auto put = [this](const std::string& type, const std::string& bytes) {
    return clerk->request("POST", "/api/blob.put", bytes, {"Content-Type: " + type, "Origin: " + clerk->origin()});
  };
  const auto whole = photo("bad input");
  CHECK(put("image/jpeg", whole).status == 200);
  refused(put("image/png", whole), 415, "not-a-photo");
  refused(put("image/jpeg", whole.substr(0, whole.size() - 1)), 415, "photo-cut-off");
  auto bomb = whole;
  refused(put("image/jpeg", bomb.replace(bomb.find("\xFF\xC0") + 5, 4, "\xFF\xFF\xFF\xFF")), 415, "too-many-pixels");
  refused(put("image/jpeg", "this is text"), 415, "not-a-photo");
  refused(put("image/png", std::string{"\x89PNG\r\n\x1a\n", 8} + std::string(100, 'x')), 415, "photo-cut-off");
  refused(put("text/html", "<script>alert(1)</script>"), 415, "not-a-photo");
  refused(put("application/zip", "PK\x03\x04 not for a clerk"), 415, "not-a-photo");
  refused(put("image/jpeg", std::string(9u << 20, 'x')), 413, "body-too-large");
}

TEST_CASE_METHOD(BadInput, "an observation naming a photo nobody stored is refused") {
  auto words = observation();
  words["photos"] = {std::string(64, 'a')};
  refused(clerk->call("observation.submit", words), 422, "bad-observation", {"/photos/0"});
}

namespace {

/// What a browser, an extension or a forger may send instead of this server's own origin (A4).
std::vector<std::string> foreign_origins(const std::string& own, std::uint16_t server_port) {
  const auto port = std::to_string(server_port);
  const auto neighbour = std::to_string(server_port + 1);
  std::vector<std::string> origins{
      "null", "file://", "about:blank", "data:", "*", "chrome-extension://abc", "moz-extension://abc"};
  for (const auto* host :
       {"localhost", "evil.example", "127.0.0.1.evil.example", "evil.example.127.0.0.1", "127.0.0.2", "127.1",
        "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"}) {
    origins.push_back(std::string{"http://"} + host + ":" + port);
  }
  for (const auto* scheme : {"https", "ws", "wss", "ftp", "javascript"}) {
    origins.push_back(std::string{scheme} + "://127.0.0.1:" + port);
  }
  for (const auto* tail :
       {"/", ".", "0", ".evil.example", "/evil", "#evil", "?evil", "@evil.example", " x", ":80", "\\evil"}) {
    origins.push_back(own + tail);
  }
  origins.insert(origins.end(),
                 {"http://127.0.0.1", "http://127.0.0.1:", "http://127.0.0.1:" + neighbour, "http://127.0.0.1.:" + port,
                  "http://127.0.0.1@evil.example:" + port, "http://evil.example#" + own, "http://evil.example/" + own,
                  "http://user@127.0.0.1:" + port, "http:/127.0.0.1:" + port, "http:127.0.0.1:" + port,
                  "//127.0.0.1:" + port, "127.0.0.1:" + port, own + ", " + own, own + " http://evil.example"});
  return origins;
}

}  // namespace

TEST_CASE_METHOD(BadInput, "a page of another site can neither command nor listen in this person's name") {
  const auto origins = foreign_origins(clerk->origin(), server().port());
  REQUIRE(origins.size() >= 40);
  const auto knock = [this](const std::vector<std::string>& headers) {
    return HttpClient{server().port(), clerk->cookie()}.request("GET", "/live", {}, headers);
  };
  for (const auto& origin : origins) {
    INFO(origin);
    const auto response = clerk->request("POST", "/api/report.submit", report().dump(),
                                         {"Content-Type: application/json", "Origin: " + origin});
    refused(response, 403, "foreign-origin");
    refused(
        knock({"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: anlan.v1", "Origin: " + origin}),
        403, "foreign-origin");
  }
  refused(clerk->request("POST", "/api/report.submit", report().dump(), {"Content-Type: application/json"}), 403,
          "foreign-origin");
}

}  // namespace anlan::test
