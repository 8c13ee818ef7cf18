// Every bad input gets a problem that names the field or the remedy, is counted, and changes nothing.
#include <regex>

#include <catch2/catch.hpp>

#include "support/duty_room.hpp"

namespace anlan::test {

using nlohmann::json;

namespace {

struct BadInput : DutyRoom {
  BadInput() : clerk{desk("clerk")}, city{desk("city")}, incident{open_incident(*city, "测试 错误输入")} {
    before = seq();
  }
  // Whatever a test sent, the journal has not grown.
  ~BadInput() { CHECK(seq() == before); }

  std::int64_t seq() { return city->must("system.status", json::object())["seq"]; }

  /// What the server counts of refused commands and frames.
  std::int64_t refusals() {
    const auto metrics = city->get("/metrics").body;
    const std::regex line{"\\nanlan_(problems|frames_refused)_total\\{[^}]*\\} ([0-9]+)"};
    std::int64_t sum = 0;
    for (std::sregex_iterator at{metrics.begin(), metrics.end(), line}, end; at != end; ++at)
      sum += std::stoll((*at)[2]);
    return sum;
  }

  /// The pointers of the problem's faults.
  std::vector<std::string> faults(const json& params, int status = 422) {
    const auto counted = refusals();
    const auto response = clerk->call("report.submit", params);
    CHECK(refusals() == counted + 1);
    INFO(response.body);
    CHECK(response.status == status);
    std::vector<std::string> out;
    const auto problem = response.json();
    CHECK_FALSE(problem.value("detail", "").empty());
    CHECK_FALSE(problem.value("detail_en", "").empty());
    for (const auto& fault : problem.value("errors", json::array())) out.push_back(fault["pointer"]);
    return out;
  }
  json report() { return first_report(incident, kTownship, 10); }
  json with(const std::string& pointer, const json& value) {
    auto params = report();
    params[json::json_pointer{pointer}] = value;
    return params;
  }

  std::unique_ptr<HttpClient> clerk;
  std::unique_ptr<HttpClient> city;
  std::string incident;
  std::int64_t before = 0;
};

}  // namespace

TEST_CASE_METHOD(BadInput, "wrong fields of a report are named one by one") {
  using Pointers = std::vector<std::string>;
  CHECK(faults(with("/figures/A01007", {{"value", -1}})) == Pointers{"/figures/A01007/value"});
  CHECK(faults(with("/figures/A01007", {{"value", 1.5}})) == Pointers{"/figures/A01007/value"});
  CHECK(faults(with("/figures/A01007", {{"value", "10"}})) == Pointers{"/figures/A01007/value"});
  CHECK(faults(with("/figures/A09999", {{"value", 1}})) == Pointers{"/figures/A09999"});
  CHECK(faults(with("/extra", 1)) == Pointers{"/extra"});
  CHECK(faults(with("/phase", "zwischen")) == Pointers{"/phase"});
  CHECK(faults(with("/division", "4108")) == Pointers{"/division"});
  CHECK(faults(with("/occurred_at", "2999-01-01T00:00:00+08:00")) == Pointers{"/occurred_at"});
  CHECK(faults(with("/incident", "not-a-uuid")) == Pointers{"/incident"});
}

TEST_CASE_METHOD(BadInput, "figures that contradict each other are refused with the check's sentence") {
  auto params = report();
  params["figures"]["A01022"] = {{"value", 3}};
  params["figures"]["A01023"] = {{"value", 5}};  // fewer collapsed rooms than households
  const auto refused = faults(params);
  REQUIRE_FALSE(refused.empty());
  CHECK(refused.front().starts_with("/figures/A0102"));
  auto dead = report();
  dead["figures"]["A01008"] = {{"value", 11}};  // more dead than affected
  CHECK_FALSE(faults(dead).empty());
}

TEST_CASE_METHOD(BadInput, "bytes that are not a request of this server") {
  const auto post = [this](const std::string& body, const std::string& type = "application/json") {
    return clerk->request("POST", "/api/report.submit", body, {"Content-Type: " + type, "Origin: " + clerk->origin()})
        .status;
  };
  CHECK(post("{") >= 400);
  CHECK(post(std::string{"{}\0", 3}) >= 400);
  CHECK(post("\"\xC3\x28\"") >= 400);
  CHECK(post(std::string(10'000, '[') + std::string(10'000, ']')) >= 400);
  CHECK(post("[]") >= 400);
  CHECK(post("{}", "text/plain") >= 400);
  CHECK(post(std::string(100'000, ' ')) == 413);
  CHECK(
      clerk->request("POST", "/api/report.burn", "{}", {"Content-Type: application/json", "Origin: " + clerk->origin()})
          .status == 404);
  CHECK(clerk->request("DELETE", "/api/report.list").status == 405);
  CHECK(clerk->get("/../../etc/passwd").status >= 400);
  CHECK(clerk->get("/%2e%2e/%2e%2e/etc/passwd").status >= 400);
  CHECK(clerk->get("/tiles/village/x/1/2/3.mvt").status >= 400);
  CHECK(HttpClient{server().port()}
            .exchange("GET / HTTP/1.1\r\nHost: x\r\n" + std::string(40'000, 'a') + "\r\n\r\n")
            .status >= 400);
}

TEST_CASE_METHOD(BadInput, "frames that are not calls are answered or end the line, and are counted") {
  auto socket = dashboard(*clerk);
  const auto before = refusals();
  for (const std::string frame : {"{", "[]", "7", "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"x\"}", "{\"id\":1}"}) {
    socket->send(frame);
    const auto answer = socket->next(std::chrono::seconds{2});
    REQUIRE(answer);
    INFO(answer->dump());
    CHECK(answer->contains("error"));
  }
  CHECK(socket->call("report.burn", json::object())["error"]["code"] == -32601);
  CHECK(socket->call("report.submit", {{"a", 1}})["error"]["data"]["errors"].size() > 3);
  socket->send(std::string(200'000, 'x'));
  CHECK(socket->await_close(std::chrono::seconds{2}).has_value());
  CHECK(refusals() >= before + 7);
}

TEST_CASE_METHOD(BadInput, "a photo that is not one, and one that is too large, are refused") {
  const auto put = [this](const std::string& type, const std::string& bytes) {
    return clerk->request("POST", "/api/blob.put", bytes, {"Content-Type: " + type, "Origin: " + clerk->origin()})
        .status;
  };
  CHECK(put("image/jpeg", "this is text") == 415);
  CHECK(put("image/png", std::string{"\x89PNG\r\n\x1a\n", 8} + std::string(100, 'x')) == 415);
  CHECK(put("text/html", "<script>alert(1)</script>") == 415);
  CHECK(put("application/zip", "PK\x03\x04 not for a clerk") == 415);
  CHECK(put("image/jpeg", std::string(9u << 20, 'x')) == 413);
}

TEST_CASE_METHOD(BadInput, "an observation naming a photo nobody stored is refused") {
  const auto refused = clerk->call("observation.submit", {{"command_id", new_id()},
                                                          {"incident", incident},
                                                          {"text", "照片没有上传"},
                                                          {"division", kTownship},
                                                          {"photos", {std::string(64, 'a')}},
                                                          {"occurred_at", minutes_ago(1)},
                                                          {"channel", "web"}});
  CHECK(refused.status == 422);
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
  for (const auto& origin : origins) {
    INFO(origin);
    const auto response = clerk->request("POST", "/api/report.submit", report().dump(),
                                         {"Content-Type: application/json", "Origin: " + origin});
    CHECK(response.status == 403);
    CHECK_THROWS(WsClient(server().port(), {.cookie = clerk->cookie(), .origin = origin}));
  }
  CHECK(clerk->request("POST", "/api/report.submit", report().dump(), {"Content-Type: application/json"}).status ==
        403);
}

}  // namespace anlan::test
