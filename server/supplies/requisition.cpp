#include "supplies/requisition.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "supplies/json_fields.hpp"
#include "supplies/release.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

json line_json(const Taken& line) {
  return {{"what", line.what},
          {"item", or_null(line.item)},
          {"batch", or_null(line.batch)},
          {"label", or_null(line.label)},
          {"bin", line.bin},
          {"quantity", line.quantity},
          {"value", line.value},
          {"returned", line.returned},
          {"damaged", line.damaged},
          {"consumed", line.consumed}};
}

Taken read_line(const json& line) {
  return {.what = line.at("what"),
          .item = optional_at<std::string>(line, "item"),
          .batch = optional_at<std::string>(line, "batch"),
          .label = optional_at<std::string>(line, "label"),
          .bin = line.at("bin"),
          .quantity = line.at("quantity"),
          .value = line.at("value"),
          .returned = line.at("returned"),
          .damaged = line.at("damaged"),
          .consumed = line.at("consumed")};
}

json payment_json(const Payment& payment) {
  return {{"amount", payment.amount},
          {"document", payment.document},
          {"at", format_time(payment.at)},
          {"by", journal::to_json(payment.by)}};
}

Payment read_payment(const json& payment) {
  return {payment.at("amount"), payment.at("document"), parse_time(text_at(payment, "at")).value(),
          journal::read_actor(payment.at("by"))};
}

Movement document_of(const Requisition& requisition, MovementKind kind, Instant at, std::string id) {
  return {.movement = std::move(id),
          .kind = kind,
          .place = requisition.place,
          .division = requisition.division,
          .occurred_at = at,
          .exercise = requisition.exercise,
          .document = requisition.number,
          .incident = requisition.incident};
}

}  // namespace

std::string_view to_string(RequisitionState state) noexcept {
  switch (state) {
    case RequisitionState::held:
      return "held";
    case RequisitionState::returned:
      return "returned";
    case RequisitionState::owing:
      return "owing";
    case RequisitionState::settled:
      return "settled";
  }
  return "held";
}

Fen Requisition::paid() const noexcept {
  return std::accumulate(payments.begin(), payments.end(), Fen{0},
                         [](Fen sum, const Payment& one) { return sum + one.amount; });
}

RequisitionState Requisition::state() const noexcept {
  if (std::ranges::any_of(lines, [](const Taken& line) { return line.outstanding() > 0; })) {
    return RequisitionState::held;
  }
  if (!due) return RequisitionState::returned;
  return paid() < *due ? RequisitionState::owing : RequisitionState::settled;
}

bool Requisition::overdue_on(const Day& today) const noexcept {
  return return_by && *return_by < today && state() == RequisitionState::held;
}

json requisition_json(const Requisition& requisition) {
  auto lines = json::array();
  for (const auto& line : requisition.lines) lines.push_back(line_json(line));
  auto payments = json::array();
  for (const auto& payment : requisition.payments) payments.push_back(payment_json(payment));
  return {{"requisition", requisition.requisition},
          {"number", requisition.number},
          {"place", requisition.place},
          {"division", requisition.division.text()},
          {"unit", or_null(requisition.unit)},
          {"contact", contact_json(requisition.contact)},
          {"basis", requisition.basis},
          {"incident", or_null(requisition.incident)},
          {"return_by", or_null(requisition.return_by)},
          {"at", format_time(requisition.at)},
          {"exercise", requisition.exercise},
          {"by", journal::to_json(requisition.by)},
          {"lines", std::move(lines)},
          {"due", or_null(requisition.due)},
          {"due_note", or_null(requisition.due_note)},
          {"payments", std::move(payments)}};
}

Requisition read_requisition(const json& body) {
  Requisition requisition{.requisition = body.at("requisition"),
                          .number = body.at("number"),
                          .place = body.at("place"),
                          .division = DivisionCode::parse(text_at(body, "division")).value(),
                          .unit = optional_at<std::string>(body, "unit"),
                          .contact = read_contact(body.at("contact")),
                          .basis = body.at("basis"),
                          .incident = optional_at<std::string>(body, "incident"),
                          .return_by = optional_at<Day>(body, "return_by"),
                          .at = parse_time(text_at(body, "at")).value(),
                          .exercise = body.at("exercise"),
                          .by = journal::read_actor(body.at("by")),
                          .due = optional_at<Fen>(body, "due"),
                          .due_note = optional_at<std::string>(body, "due_note")};
  for (const auto& line : body.at("lines")) requisition.lines.push_back(read_line(line));
  for (const auto& payment : body.at("payments")) requisition.payments.push_back(read_payment(payment));
  return requisition;
}

Movement requisition_arrival(const Requisition& requisition, std::string id) {
  auto movement = document_of(requisition, MovementKind::requisition, requisition.at, std::move(id));
  const auto owner = spot(Side::owner, requisition.requisition);
  for (const auto& line : requisition.lines) {
    if (!line.batch) continue;
    movement.lines.push_back({*line.item, *line.batch, line.quantity, owner, {requisition.place, line.bin}});
  }
  return movement;
}

Movement requisition_return(const Requisition& requisition, const std::vector<Redeemed>& back, Instant at,
                            std::string id) {
  auto movement = document_of(requisition, MovementKind::requisition_return, at, std::move(id));
  const auto owner = spot(Side::owner, requisition.requisition);
  for (const auto& one : back) {
    const auto& line = requisition.lines[one.line];
    if (!line.batch || one.returned == 0) continue;
    movement.lines.push_back({*line.item, *line.batch, one.returned, {requisition.place, one.bin}, owner});
  }
  return movement;
}

}  // namespace anlan::supplies
