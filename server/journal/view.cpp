#include "journal/view.hpp"

namespace anlan::journal {

Notification state_notification(std::string_view topic, std::string key, const DivisionCode& division, std::int64_t seq,
                                nlohmann::json value) {
  nlohmann::json message{
      {"jsonrpc", "2.0"},
      {"method", "live.state"},
      {"params",
       {{"topic", topic}, {"key", key}, {"seq", seq}, {"division", division.text()}, {"value", std::move(value)}}}};
  return {.seq = seq,
          .topic = std::string{topic},
          .key = std::move(key),
          .division = division,
          .text = std::make_shared<const std::string>(dump(message))};
}

void Effects::state(std::string_view topic, std::string key, const DivisionCode& division, std::int64_t seq,
                    nlohmann::json value) {
  if (heard()) out_->push_back(state_notification(topic, std::move(key), division, seq, std::move(value)));
}

}  // namespace anlan::journal
