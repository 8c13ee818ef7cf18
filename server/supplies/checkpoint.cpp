#include "supplies/checkpoint.hpp"

#include <nlohmann/json.hpp>

#include "supplies/json_fields.hpp"
#include "supplies/release.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

json position_json(const std::optional<Position>& position) {
  if (!position) return nullptr;
  return {{"lon", position->lon}, {"lat", position->lat}, {"accuracy_m", or_null(position->accuracy_m)}};
}

std::optional<Position> read_position(const json& position) {
  if (position.is_null()) return std::nullopt;
  return Position{position.at("lon"), position.at("lat"), optional_at<double>(position, "accuracy_m")};
}

}  // namespace

json checkpoint_json(const Checkpoint& checkpoint) {
  return {{"checkpoint", checkpoint.checkpoint},
          {"waybill", checkpoint.waybill},
          {"number", checkpoint.number},
          {"at", format_time(checkpoint.at)},
          {"place", checkpoint.place},
          {"position", position_json(checkpoint.position)},
          {"eta", checkpoint.eta ? json(format_time(*checkpoint.eta)) : json(nullptr)},
          {"note", checkpoint.note},
          {"by_driver", checkpoint.by_driver},
          {"clock_off", checkpoint.clock_off},
          {"recorded_at", format_time(checkpoint.recorded_at)},
          {"by", journal::to_json(checkpoint.by)},
          {"from", checkpoint.from.text()},
          {"to", checkpoint.to.text()},
          {"exercise", checkpoint.exercise}};
}

Checkpoint read_checkpoint(const json& body) {
  Checkpoint checkpoint{.checkpoint = body.at("checkpoint"),
                        .waybill = body.at("waybill"),
                        .number = body.at("number"),
                        .at = parse_time(text_at(body, "at")).value(),
                        .place = body.at("place"),
                        .position = read_position(body.at("position")),
                        .note = body.at("note"),
                        .by_driver = body.at("by_driver"),
                        .clock_off = body.at("clock_off"),
                        .recorded_at = parse_time(text_at(body, "recorded_at")).value(),
                        .by = journal::read_actor(body.at("by")),
                        .from = DivisionCode::parse(text_at(body, "from")).value(),
                        .to = DivisionCode::parse(text_at(body, "to")).value(),
                        .exercise = body.at("exercise")};
  if (const auto eta = optional_at<std::string>(body, "eta")) checkpoint.eta = parse_time(*eta).value();
  return checkpoint;
}

}  // namespace anlan::supplies
