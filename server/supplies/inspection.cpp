#include "supplies/inspection.hpp"

#include <nlohmann/json.hpp>

#include "supplies/json_fields.hpp"
#include "supplies/release.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

json line_json(const InspectedLine& line) {
  return {{"item", line.item},         {"batch", line.batch},       {"label", line.label},
          {"quantity", line.quantity}, {"bin", line.bin},           {"sampled", line.sampled},
          {"accepted", line.accepted}, {"rejected", line.rejected}, {"defects", or_null(line.defects)}};
}

InspectedLine read_line(const json& line) {
  return {.item = line.at("item"),
          .batch = line.at("batch"),
          .label = line.at("label"),
          .quantity = line.at("quantity"),
          .bin = line.at("bin"),
          .sampled = line.at("sampled"),
          .accepted = line.at("accepted"),
          .rejected = line.at("rejected"),
          .defects = optional_at<std::string>(line, "defects")};
}

json verdict_json(const Verdict& verdict) {
  return {{"at", format_time(verdict.at)},
          {"by", journal::to_json(verdict.by)},
          {"inspectors", verdict.inspectors},
          {"conclusion", verdict.conclusion},
          {"report", or_null(verdict.report)}};
}

Verdict read_verdict(const json& verdict) {
  return {.at = parse_time(text_at(verdict, "at")).value(),
          .by = journal::read_actor(verdict.at("by")),
          .inspectors = verdict.at("inspectors"),
          .conclusion = verdict.at("conclusion"),
          .report = optional_at<std::string>(verdict, "report")};
}

}  // namespace

std::string_view to_string(InspectionState state) noexcept {
  switch (state) {
    case InspectionState::waiting:
      return "waiting";
    case InspectionState::concluded:
      return "concluded";
    case InspectionState::cancelled:
      return "cancelled";
  }
  return "waiting";
}

std::optional<InspectionState> parse_inspection_state(std::string_view text) noexcept {
  for (const auto state : {InspectionState::waiting, InspectionState::concluded, InspectionState::cancelled}) {
    if (to_string(state) == text) return state;
  }
  return std::nullopt;
}

json inspection_json(const Inspection& inspection) {
  auto lines = json::array();
  for (const auto& line : inspection.lines) lines.push_back(line_json(line));
  return {{"inspection", inspection.inspection},
          {"number", inspection.number},
          {"state", to_string(inspection.state)},
          {"place", inspection.place},
          {"division", inspection.division.text()},
          {"source", inspection.source},
          {"exercise", inspection.exercise},
          {"document", or_null(inspection.document)},
          {"incident", or_null(inspection.incident)},
          {"note", or_null(inspection.note)},
          {"arrived_at", format_time(inspection.arrived_at)},
          {"arrived_by", journal::to_json(inspection.arrived_by)},
          {"movement", inspection.movement},
          {"lines", std::move(lines)},
          {"verdict", inspection.verdict ? verdict_json(*inspection.verdict) : json(nullptr)}};
}

Inspection read_inspection(const json& body) {
  Inspection inspection{.inspection = body.at("inspection"),
                        .number = body.at("number"),
                        .state = parse_inspection_state(text_at(body, "state")).value(),
                        .place = body.at("place"),
                        .division = DivisionCode::parse(text_at(body, "division")).value(),
                        .source = body.at("source"),
                        .exercise = body.at("exercise"),
                        .document = optional_at<std::string>(body, "document"),
                        .incident = optional_at<std::string>(body, "incident"),
                        .note = optional_at<std::string>(body, "note"),
                        .arrived_at = parse_time(text_at(body, "arrived_at")).value(),
                        .arrived_by = journal::read_actor(body.at("arrived_by")),
                        .movement = body.at("movement")};
  for (const auto& line : body.at("lines")) inspection.lines.push_back(read_line(line));
  if (!body.at("verdict").is_null()) inspection.verdict = read_verdict(body.at("verdict"));
  return inspection;
}

}  // namespace anlan::supplies
