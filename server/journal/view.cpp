#include "journal/view.hpp"

#include <fmt/format.h>

namespace anlan::journal {

Notification state_notification(std::string_view topic, std::string key, const DivisionCode& division, std::int64_t seq,
                                nlohmann::json value) {
  auto text = fmt::format(
      R"({{"jsonrpc":"2.0","method":"live.state","params":{{"division":"{}","key":{},"seq":{},"topic":"{}","value":{}}}}})",
      division.text(), dump(key), seq, topic, dump(value));
  return {.seq = seq,
          .topic = std::string{topic},
          .key = std::move(key),
          .division = division,
          .text = std::make_shared<const std::string>(std::move(text))};
}

void Effects::state(std::string_view topic, std::string key, const DivisionCode& division, std::int64_t seq,
                    nlohmann::json value) {
  if (heard()) out_->push_back(state_notification(topic, std::move(key), division, seq, std::move(value)));
}

}  // namespace anlan::journal
