#include "divisions/entries.hpp"

#include <stdexcept>

namespace anlan::divisions {
using nlohmann::json;

json to_json(const DivisionsAdopted& adopted) {
  return {
      {"blob", adopted.blob}, {"source", adopted.source}, {"count", adopted.count}, {"valid_from", adopted.valid_from}};
}

json to_json(const BoundariesAdopted& adopted) {
  return {{"level", to_string(adopted.level)},
          {"blob", adopted.blob},
          {"source", adopted.source},
          {"schematic", adopted.schematic},
          {"features", adopted.features},
          {"crs_note", adopted.crs_note},
          {"notes", adopted.notes},
          {"warnings", adopted.warnings}};
}

DivisionsAdopted read_divisions_adopted(const json& body) {
  return {.blob = body.at("blob"),
          .source = body.at("source"),
          .count = body.at("count"),
          .valid_from = body.at("valid_from")};
}

BoundariesAdopted read_boundaries_adopted(const json& body) {
  const auto level = parse_level(body.at("level").get<std::string>());
  if (!level) throw std::invalid_argument{"unknown level " + body.at("level").dump()};
  return {.level = *level,
          .blob = body.at("blob"),
          .source = body.at("source"),
          .schematic = body.at("schematic"),
          .features = body.at("features"),
          .crs_note = body.at("crs_note"),
          .notes = body.at("notes"),
          .warnings = body.at("warnings")};
}

journal::Draft draft(const DivisionsAdopted& adopted, const DivisionCode& city) {
  return {.stream = "divisions/" + city.text(),
          .type = kDivisionsAdopted,
          .division = city,
          .body = to_json(adopted),
          .channel = journal::Channel::file};
}

journal::Draft draft(const BoundariesAdopted& adopted, const DivisionCode& city) {
  return {.stream = "boundaries/" + std::string{to_string(adopted.level)},
          .type = kBoundariesAdopted,
          .division = city,
          .body = to_json(adopted),
          .channel = journal::Channel::file};
}

void declare_entries(journal::EntryTypes& types) {
  types.declare({.name = kDivisionsAdopted, .reach = journal::Reach::both});
  types.declare({.name = kBoundariesAdopted, .reach = journal::Reach::both});
}

}  // namespace anlan::divisions
