#include "app/demo_steps.hpp"

#include <algorithm>
#include <map>

#include "journal/digest.hpp"

namespace anlan::app {

using nlohmann::json;

namespace {

/// The same id for the same step of the same showing: a UUID of version 8 (RFC 9562) from a hash.
std::string command_id(Instant started, std::size_t number) {
  const auto seed = "exercise " + std::to_string(to_millis(started)) + " step " + std::to_string(number);
  auto hex = journal::to_hex(journal::digest(journal::Algorithm::sha256, seed)).substr(0, 32);
  hex[12] = '8';
  hex[16] = 'a';
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" +
         hex.substr(20);
}

/// "［剧情 07-20 14:00］…": the story's own time leads the text, because what is filed has today's.
std::string told(const json& step) {
  const auto story = step.at("story_time").get<std::string>();
  return "［剧情 " + story.substr(5, 5) + " " + story.substr(11, 5) + "］" +
         step.at("text").at("zh").get<std::string>();
}

std::string operation_of(const json& script) {
  static const std::map<std::string, std::string> kOperations{
      {"incident.open", "incident.open"},   {"observation", "observation.submit"},
      {"background", "observation.submit"}, {"report", "report.submit"},
      {"correction", "report.correct"},     {"withdrawal", "report.withdraw"},
      {"return", "report.return"},          {"settle", "clock.settle"}};
  const auto found = kOperations.find(script.at("kind").get<std::string>());
  return found == kOperations.end() ? script.at("operation").get<std::string>() : found->second;
}

}  // namespace

Instant ExerciseSteps::moment(std::size_t number) const {
  const auto seconds = step(number).at("at").get<double>() / speed_;
  return started_ + std::chrono::milliseconds{static_cast<std::int64_t>(seconds * 1000)};
}

Instant ExerciseSteps::shifted(const json& script, const std::string& field, Instant at) const {
  const auto story = parse_time(script.at("story_time").get<std::string>()).value();
  const auto told_time = parse_time(script.at(field).get<std::string>()).value();
  return at - (story - told_time);
}

json ExerciseSteps::figures(const json& script, Instant at) const {
  auto figures = script.at("figures");
  for (auto& [code, figure] : figures.items()) {
    if (!figure.contains("text")) continue;
    const auto time = parse_time(figure["text"].get<std::string>());
    const auto story = parse_time(script.at("story_time").get<std::string>()).value();
    if (time) figure["text"] = format_time(at - (story - *time));
  }
  return figures;
}

access::Caller ExerciseSteps::caller(const json& script) const {
  // Background events have no author: the city's duty room notes them.
  const auto role = access::parse_role(script.value("as", "city_duty")).value_or(access::Role::city_duty);
  auto jurisdiction = DivisionCode::parse(script.value("division", "410800000000")).value();
  // The officer who returns a township's report sits at the county: the lowest node at which his role exists.
  const auto levels = access::levels_of(role);
  while (std::ranges::find(levels, jurisdiction.level()) == levels.end()) {
    const auto above = jurisdiction.parent();
    if (!above) break;
    jurisdiction = *above;
  }
  if (!script.contains("person")) return {"exercise", "exercise", "演练导调", role, jurisdiction};
  const auto person = script["person"].get<std::string>();
  return {"exercise-" + person, person, exercise_.at("people").at(person).at("zh"), role, jurisdiction};
}

std::optional<api::Call> ExerciseSteps::call(std::size_t number) const {
  const auto& script = step(number);
  auto params = params_of(script, moment(number));
  if (!params) return std::nullopt;
  params->emplace("command_id", command_id(started_, number));
  return api::Call{operation_of(script), std::move(*params), caller(script)};
}

std::optional<json> ExerciseSteps::params_of(const json& script, Instant at) const {
  if (script.at("kind") == "goods") {
    const auto story = parse_time(script.at("story_time").get<std::string>()).value();
    return goods_params(script.at("params"), answers_, at - story);
  }
  const auto operation = operation_of(script);
  if (operation == "incident.open") return opening(script, at);
  if (incident_.empty()) return std::nullopt;
  if (operation == "observation.submit") return observation(script, at);
  if (operation == "report.submit") return statement(script, at);
  if (operation == "clock.settle") {
    return json{{"clock", incident_ + "/" + script.at("rule").get<std::string>() + "/" +
                              script.at("division").get<std::string>()},
                {"how", script.at("how")},
                {"note", told(script)},
                {"met_at", format_time(at)}};
  }
  auto params = on_report(script);
  if (params && operation == "report.correct") params->update(statement(script, at));
  return params;
}

json ExerciseSteps::opening(const json& script, Instant at) const {
  const auto& incident = script.at("incident");
  json shifted_times{{"story_time", script.at("story_time")}, {"occurred_at", incident.at("occurred_at")}};
  return {{"hazard", incident.at("hazard")},
          {"name", incident.at("name").at("zh")},
          {"occurred_at", format_time(shifted(shifted_times, "occurred_at", at))},
          {"area", incident.at("area")},
          {"exercise", true}};
}

json ExerciseSteps::observation(const json& script, Instant at) const {
  json params{{"incident", incident_}, {"text", told(script)}, {"channel", script.value("channel", "web")}};
  params["occurred_at"] = format_time(script.contains("occurred_at") ? shifted(script, "occurred_at", at) : at);
  if (script.contains("point")) {
    params["point"] = {{"lon", script["point"][0]}, {"lat", script["point"][1]}};
  } else {
    params["division"] = script.value("division", "410800000000");
  }
  return params;
}

json ExerciseSteps::statement(const json& script, Instant at) const {
  const auto division = script.at("division").get<std::string>();
  const auto known = filed_.find(division);
  json params{{"incident", incident_},
              {"division", division},
              {"phase", script.at("phase")},
              {"figures", figures(script, at)},
              {"narrative", {{"situation", told(script)}}},
              {"contact", {{"unit", "演练值班室"}, {"post", "值班员"}}},
              {"channel", script.at("channel")},
              {"occurred_at", format_time(shifted(script, "occurred_at", at))},
              {"received_at", format_time(shifted(script, "received_at", at))},
              {"expected_version", known == filed_.end() ? 0 : known->second.version}};
  if (script.contains("reason")) params["reason"] = script["reason"];
  return params;
}

std::optional<json> ExerciseSteps::on_report(const json& script) const {
  const auto known = filed_.find(script.at("division").get<std::string>());
  if (known == filed_.end()) return std::nullopt;
  json params{
      {"report", known->second.report}, {"expected_version", known->second.version}, {"reason", script.at("reason")}};
  if (script.at("kind") == "return") params["fault"] = script.at("fault");
  return params;
}

void ExerciseSteps::answered(std::size_t number, const json& answer) {
  const auto& script = step(number);
  answers_[script.at("id").get<std::string>()] = answer;
  if (script.at("kind") == "incident.open") incident_ = answer.at("incident").at("incident").get<std::string>();
  if (!answer.contains("report")) return;
  const auto& report = answer["report"];
  auto& filed = filed_[report["division"].get<std::string>()];
  filed = {report["report"].get<std::string>(), report["version"].get<std::int64_t>()};
  if (report.value("state", "") == "withdrawn") filed_.erase(report["division"].get<std::string>());
}

}  // namespace anlan::app
