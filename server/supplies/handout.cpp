#include "supplies/handout.hpp"

#include <utility>

#include "supplies/json_fields.hpp"
#include "supplies/release.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

json lines_json(const std::vector<HandedLine>& lines) {
  auto out = json::array();
  for (const auto& line : lines) {
    out.push_back({{"item", line.item}, {"batch", line.batch}, {"label", line.label}, {"quantity", line.quantity}});
    if (line.worth_fen) out.back()["worth_fen"] = *line.worth_fen;
  }
  return out;
}

json proxy_json(const std::optional<Proxy>& proxy) {
  if (!proxy) return nullptr;
  return {{"name", proxy->name}, {"relation", proxy->relation}};
}

json household_json(const Household& one) {
  json out{{"name", one.name},
           {"id", or_null(one.id)},
           {"name_mark", one.name_mark},
           {"id_mark", or_null(one.id_mark)},
           {"people", one.people},
           {"got", one.got},
           {"proof", or_null(one.proof)},
           {"proxy", proxy_json(one.proxy)},
           {"again", or_null(one.again)}};
  if (one.entitled) {
    out["entitled"] = {{"list", one.entitled->list},
                       {"household", one.entitled->household},
                       {"village", one.entitled->village.text()}};
  }
  return out;
}

Household read_household(const json& one) {
  Household out{.name = one.at("name"),
                .id = optional_at<std::string>(one, "id"),
                .name_mark = one.at("name_mark"),
                .id_mark = optional_at<std::string>(one, "id_mark"),
                .people = one.at("people"),
                .got = one.at("got").get<std::vector<Quantity>>(),
                .proof = optional_at<std::string>(one, "proof"),
                .again = optional_at<std::string>(one, "again")};
  const auto& proxy = one.at("proxy");
  if (!proxy.is_null()) out.proxy = Proxy{proxy.at("name"), proxy.at("relation")};
  if (const auto by = one.find("entitled"); by != one.end()) {
    out.entitled =
        Entitlement{by->at("list"), by->at("household"), DivisionCode::parse(text_at(*by, "village")).value()};
  }
  return out;
}

json sheet_json(const std::optional<Sheet>& sheet) {
  if (!sheet) return nullptr;
  return {{"households", sheet->households}, {"people", sheet->people}, {"scans", sheet->scans}};
}

std::optional<Sheet> read_sheet(const json& sheet) {
  if (sheet.is_null()) return std::nullopt;
  return Sheet{sheet.at("households"), sheet.at("people"), sheet.at("scans").get<std::vector<std::string>>()};
}

}  // namespace

std::string_view to_string(HandoutState state) noexcept {
  return state == HandoutState::recorded ? "recorded" : "withdrawn";
}

std::optional<HandoutState> parse_handout_state(std::string_view text) noexcept {
  for (const auto state : {HandoutState::recorded, HandoutState::withdrawn}) {
    if (to_string(state) == text) return state;
  }
  return std::nullopt;
}

int Handout::household_count() const noexcept {
  return sheet ? sheet->households : static_cast<int>(households.size());
}

int Handout::people_count() const noexcept {
  if (sheet) return sheet->people;
  int sum = 0;
  for (const auto& one : households) sum += one.people;
  return sum;
}

json handout_json(const Handout& handout) {
  auto households = json::array();
  for (const auto& one : handout.households) households.push_back(household_json(one));
  return {{"handout", handout.handout},
          {"number", handout.number},
          {"state", to_string(handout.state)},
          {"source", handout.source},
          {"place", handout.place},
          {"division", handout.division.text()},
          {"movement", handout.movement},
          {"at", format_time(handout.at)},
          {"exercise", handout.exercise},
          {"incident", or_null(handout.incident)},
          {"by", journal::to_json(handout.by)},
          {"note", or_null(handout.note)},
          {"lines", lines_json(handout.lines)},
          {"households", std::move(households)},
          {"sheet", sheet_json(handout.sheet)},
          {"withdrawn", or_null(handout.withdrawn)}};
}

Handout read_handout(const json& body) {
  Handout handout{.handout = body.at("handout"),
                  .number = body.at("number"),
                  .state = parse_handout_state(text_at(body, "state")).value(),
                  .source = body.at("source"),
                  .place = body.at("place"),
                  .division = DivisionCode::parse(text_at(body, "division")).value(),
                  .movement = body.at("movement"),
                  .at = parse_time(text_at(body, "at")).value(),
                  .exercise = body.at("exercise"),
                  .incident = optional_at<std::string>(body, "incident"),
                  .by = journal::read_actor(body.at("by")),
                  .note = optional_at<std::string>(body, "note"),
                  .sheet = read_sheet(body.at("sheet")),
                  .withdrawn = optional_at<std::string>(body, "withdrawn")};
  for (const auto& line : body.at("lines")) {
    handout.lines.push_back({line.at("item"), line.at("batch"), line.at("label"), line.at("quantity"),
                             optional_at<std::int64_t>(line, "worth_fen")});
  }
  for (const auto& one : body.at("households")) handout.households.push_back(read_household(one));
  return handout;
}

Movement handover(const Handout& handout) {
  Movement movement{.movement = handout.movement,
                    .kind = MovementKind::hand_over,
                    .place = handout.place,
                    .division = handout.division,
                    .occurred_at = handout.at,
                    .exercise = handout.exercise,
                    .document = handout.number,
                    .incident = handout.incident,
                    .note = handout.note};
  const auto& unit = handout.division.text();
  for (const auto& line : handout.lines) {
    movement.lines.push_back(
        {line.item, line.batch, line.quantity, spot(Side::issued, unit), spot(Side::household, unit)});
  }
  return movement;
}

}  // namespace anlan::supplies
