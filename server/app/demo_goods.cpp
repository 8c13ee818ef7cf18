#include "app/demo_goods.hpp"

#include <utility>

namespace anlan::app {

using nlohmann::json;

namespace {

std::optional<json> answer_at(const std::string& reference, const ExerciseAnswers& answers) {
  const auto slash = reference.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto answer = answers.find(reference.substr(1, slash - 1));
  const json::json_pointer pointer{reference.substr(slash)};
  if (answer == answers.end() || !answer->second.contains(pointer)) return std::nullopt;
  return answer->second.at(pointer);
}

std::string moved_text(const std::string& text, Instant::duration moved) {
  if (const auto moment = parse_time(text)) return format_time(*moment + moved);
  const auto midnight = parse_time(text + "T00:00:00+08:00");
  if (!midnight) return text;
  return format_time(*midnight + std::chrono::floor<std::chrono::days>(moved)).substr(0, text.size());
}

}  // namespace

std::optional<json> goods_params(const json& script, const ExerciseAnswers& answers, Instant::duration moved) {
  if (script.is_string()) {
    const auto text = script.get<std::string>();
    if (text.starts_with('@')) return answer_at(text, answers);
    return moved_text(text, moved);
  }
  auto params = script;
  if (!script.is_structured()) return params;
  for (auto& part : params) {
    auto filled = goods_params(part, answers, moved);
    if (!filled) return std::nullopt;
    part = std::move(*filled);
  }
  return params;
}

}  // namespace anlan::app
