#include "support/duty_room.hpp"

#include <sys/random.h>

#include <array>
#include <chrono>
#include <ctime>

#include "support/paths.hpp"

namespace anlan::test {

using nlohmann::json;

std::string new_id() {
  std::array<unsigned char, 16> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != 16) throw std::runtime_error{"getrandom"};
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    constexpr std::string_view kHex = "0123456789abcdef";
    text += kHex[bytes[i] >> 4];
    text += kHex[bytes[i] & 15];
  }
  return text;
}

std::string minutes_ago(int minutes) {
  const auto at =
      std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() - std::chrono::minutes{minutes}) + 8 * 3600;
  std::array<char, 32> text{};
  std::tm parts{};
  gmtime_r(&at, &parts);
  std::strftime(text.data(), text.size(), "%FT%T+08:00", &parts);
  return text.data();
}

std::unique_ptr<HttpClient> DutyRoom::desk(const std::string& name) const {
  auto client = std::make_unique<HttpClient>(server_->port());
  client->sign_in(name, kPassword);
  return client;
}

std::unique_ptr<WsClient> DutyRoom::dashboard(const HttpClient& desk) const {
  auto socket = std::make_unique<WsClient>(server_->port(), WsOptions{.cookie = desk.cookie()});
  const auto answer =
      socket->call("live.subscribe", {{"topics", {"incident", "observation", "report", "rollup", "clock"}}});
  if (!answer.contains("result")) throw std::runtime_error{answer.dump()};
  return socket;
}

Finished DutyRoom::verify() const {
  return run_program({"verify", "--data", data_.string(), "--reference", source_dir() + "/data"});
}

std::string open_incident(HttpClient& city, const std::string& name) {
  const auto answer = city.must("incident.open", {{"command_id", new_id()},
                                                  {"hazard", "02"},
                                                  {"name", name},
                                                  {"occurred_at", minutes_ago(60)},
                                                  {"area", {kCity}},
                                                  {"exercise", false}});
  return answer.at("incident").at("incident").get<std::string>();
}

json first_report(const std::string& incident, const std::string& division, int affected, int deaths) {
  return {{"command_id", new_id()},
          {"incident", incident},
          {"division", division},
          {"phase", "initial"},
          {"figures",
           {{"A01007", {{"value", affected}}},
            {"A01008", {{"value", deaths}}},
            {"A01009", {{"unknown", true}}},
            {"A01013", {{"unknown", true}}},
            {"A01017", {{"unknown", true}}}}},
          {"narrative", {{"situation", "测试数据：持续降雨，低洼处进水"}}},
          {"contact", {{"unit", "西向镇值班室"}, {"post", "值班员"}}},
          {"channel", "phone"},
          {"occurred_at", minutes_ago(50)},
          {"received_at", minutes_ago(2)},
          {"expected_version", 0}};
}

}  // namespace anlan::test
