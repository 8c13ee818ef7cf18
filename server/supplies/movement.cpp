#include "supplies/movement.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

constexpr std::array<std::pair<MovementKind, std::string_view>, 19> kKinds{
    {{MovementKind::receive, "receive"},
     {MovementKind::issue, "issue"},
     {MovementKind::hand_over, "hand_over"},
     {MovementKind::transfer, "transfer"},
     {MovementKind::give_back, "return"},
     {MovementKind::scrap, "scrap"},
     {MovementKind::adjust, "adjust"},
     {MovementKind::dispatch, "dispatch"},
     {MovementKind::arrive, "arrive"},
     {MovementKind::write_off, "write_off"},
     {MovementKind::correct, "correct"},
     {MovementKind::accept, "accept"},
     {MovementKind::reject, "reject"},
     {MovementKind::lend, "lend"},
     {MovementKind::borrow, "borrow"},
     {MovementKind::loan_return, "loan_return"},
     {MovementKind::requisition, "requisition"},
     {MovementKind::requisition_return, "requisition_return"},
     {MovementKind::reverse, "reverse"}}};

json line_json(const Line& line) {
  auto out = json::object();  // field by field: a list of pairs would be built, moved and thrown away for each
  out.emplace("item", line.item);
  out.emplace("batch", line.batch);
  out.emplace("quantity", line.quantity);
  out.emplace("from", spot_json(line.from));
  out.emplace("to", spot_json(line.to));
  return out;
}

Line read_line(const json& line) {
  return {.item = line.at("item"),
          .batch = line.at("batch"),
          .quantity = line.at("quantity"),
          .from = read_spot(line.at("from")),
          .to = read_spot(line.at("to"))};
}

}  // namespace

std::string_view to_string(MovementKind kind) noexcept {
  return std::ranges::find(kKinds, kind, &std::pair<MovementKind, std::string_view>::first)->second;
}

std::optional<MovementKind> parse_movement_kind(std::string_view text) noexcept {
  const auto found = std::ranges::find(kKinds, text, &std::pair<MovementKind, std::string_view>::second);
  return found == kKinds.end() ? std::nullopt : std::optional{found->first};
}

std::vector<std::string> movement_words() {
  std::vector<std::string> words;
  for (const auto& [kind, word] : kKinds) words.emplace_back(word);
  return words;
}

Movement reversal_of(const Movement& original, std::string id, Instant now, std::string reason) {
  Movement reversal{.movement = std::move(id),
                    .kind = MovementKind::reverse,
                    .place = original.place,
                    .division = original.division,
                    .occurred_at = std::max(now, original.occurred_at),
                    .exercise = original.exercise,
                    .incident = original.incident,
                    .reason = std::move(reason),
                    .reverses = original.movement,
                    .lines = original.lines};
  for (auto& line : reversal.lines) std::swap(line.from, line.to);
  return reversal;
}

json movement_json(const Movement& movement) {
  auto lines = json::array();
  for (const auto& line : movement.lines) lines.push_back(line_json(line));
  auto out = json::object();
  out.emplace("movement", movement.movement);
  out.emplace("kind", to_string(movement.kind));
  out.emplace("place", movement.place);
  out.emplace("division", movement.division.text());
  out.emplace("occurred_at", format_time(movement.occurred_at));
  out.emplace("exercise", movement.exercise);
  out.emplace("document", or_null(movement.document));
  out.emplace("incident", or_null(movement.incident));
  out.emplace("recipient", or_null(movement.recipient));
  out.emplace("reason", or_null(movement.reason));
  out.emplace("note", or_null(movement.note));
  out.emplace("waybill", or_null(movement.waybill));
  out.emplace("reverses", or_null(movement.reverses));
  out.emplace("evidence", movement.evidence);
  out.emplace("lines", std::move(lines));
  return out;
}

Movement read_movement(const json& body) {
  Movement movement{.movement = body.at("movement"),
                    .kind = parse_movement_kind(text_at(body, "kind")).value(),
                    .place = body.at("place"),
                    .division = DivisionCode::parse(text_at(body, "division")).value(),
                    .occurred_at = parse_time(text_at(body, "occurred_at")).value(),
                    .exercise = body.at("exercise"),
                    .document = optional_at<std::string>(body, "document"),
                    .incident = optional_at<std::string>(body, "incident"),
                    .recipient = optional_at<std::string>(body, "recipient"),
                    .reason = optional_at<std::string>(body, "reason"),
                    .note = optional_at<std::string>(body, "note"),
                    .waybill = optional_at<std::string>(body, "waybill"),
                    .reverses = optional_at<std::string>(body, "reverses"),
                    .evidence = body.at("evidence")};
  for (const auto& line : body.at("lines")) movement.lines.push_back(read_line(line));
  return movement;
}

}  // namespace anlan::supplies
