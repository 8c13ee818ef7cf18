#include "supplies/loan.hpp"

#include <algorithm>
#include <utility>

#include "supplies/json_fields.hpp"
#include "supplies/release.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

json lines_json(const std::vector<LoanLine>& lines) {
  auto out = json::array();
  for (const auto& line : lines) {
    out.push_back({{"item", line.item},
                   {"batch", line.batch},
                   {"label", line.label},
                   {"bin", line.bin},
                   {"quantity", line.quantity},
                   {"returned", line.returned},
                   {"damaged", line.damaged}});
  }
  return out;
}

LoanLine read_line(const json& line) {
  return {.item = line.at("item"),
          .batch = line.at("batch"),
          .label = line.at("label"),
          .bin = line.at("bin"),
          .quantity = line.at("quantity"),
          .returned = line.at("returned"),
          .damaged = line.at("damaged")};
}

json closing_json(const std::optional<LoanClosing>& closing) {
  if (!closing) return nullptr;
  return {{"reason", closing->reason}, {"at", format_time(closing->at)}, {"by", journal::to_json(closing->by)}};
}

std::optional<LoanClosing> read_closing(const json& closing) {
  if (closing.is_null()) return std::nullopt;
  return LoanClosing{closing.at("reason"), parse_time(text_at(closing, "at")).value(),
                     journal::read_actor(closing.at("by"))};
}

Movement document_of(const Loan& loan, MovementKind kind, Instant at, std::string id) {
  return {.movement = std::move(id),
          .kind = kind,
          .place = loan.place,
          .division = loan.division,
          .occurred_at = at,
          .exercise = loan.exercise,
          .document = loan.number,
          .recipient = loan.unit};
}

Spot other_side(const Loan& loan) {
  return spot(loan.direction == LoanDirection::lent ? Side::borrower : Side::lender, loan.loan);
}

}  // namespace

std::string_view to_string(LoanDirection direction) noexcept {
  return direction == LoanDirection::lent ? "lent" : "borrowed";
}

std::optional<LoanDirection> parse_loan_direction(std::string_view text) noexcept {
  for (const auto direction : {LoanDirection::lent, LoanDirection::borrowed}) {
    if (to_string(direction) == text) return direction;
  }
  return std::nullopt;
}

bool Loan::open() const noexcept {
  return !closing && std::ranges::any_of(lines, [](const LoanLine& line) { return line.outstanding() > 0; });
}

json loan_json(const Loan& loan) {
  return {{"loan", loan.loan},
          {"number", loan.number},
          {"direction", to_string(loan.direction)},
          {"place", loan.place},
          {"division", loan.division.text()},
          {"unit", loan.unit},
          {"contact", contact_json(loan.contact)},
          {"order", loan.order},
          {"purpose", loan.purpose},
          {"due_on", loan.due_on},
          {"at", format_time(loan.at)},
          {"exercise", loan.exercise},
          {"by", journal::to_json(loan.by)},
          {"lines", lines_json(loan.lines)},
          {"closing", closing_json(loan.closing)}};
}

Loan read_loan(const json& body) {
  Loan loan{.loan = body.at("loan"),
            .number = body.at("number"),
            .direction = parse_loan_direction(text_at(body, "direction")).value(),
            .place = body.at("place"),
            .division = DivisionCode::parse(text_at(body, "division")).value(),
            .unit = body.at("unit"),
            .contact = read_contact(body.at("contact")),
            .order = body.at("order"),
            .purpose = body.at("purpose"),
            .due_on = body.at("due_on"),
            .at = parse_time(text_at(body, "at")).value(),
            .exercise = body.at("exercise"),
            .by = journal::read_actor(body.at("by")),
            .closing = read_closing(body.at("closing"))};
  for (const auto& line : body.at("lines")) loan.lines.push_back(read_line(line));
  return loan;
}

Movement loan_departure(const Loan& loan, std::string id) {
  auto movement = document_of(loan, MovementKind::lend, loan.at, std::move(id));
  for (const auto& line : loan.lines) {
    movement.lines.push_back({line.item, line.batch, line.quantity, {loan.place, line.bin}, other_side(loan)});
  }
  if (loan.direction == LoanDirection::lent) return movement;
  movement.kind = MovementKind::borrow;
  for (auto& line : movement.lines) std::swap(line.from, line.to);
  return movement;
}

Movement loan_return(const Loan& loan, const std::vector<Returned>& back, Instant at, std::string id) {
  auto movement = document_of(loan, MovementKind::loan_return, at, std::move(id));
  for (const auto& one : back) {
    const auto& line = loan.lines[one.line];
    const auto batch = one.batch.value_or(line.batch);
    const Spot bin{loan.place, one.bin};
    if (loan.direction == LoanDirection::borrowed) {
      movement.lines.push_back({line.item, batch, one.quantity, bin, other_side(loan)});
      continue;
    }
    const auto good = one.quantity - one.damaged;
    if (good > 0) movement.lines.push_back({line.item, batch, good, other_side(loan), bin});
    if (one.damaged == 0) continue;
    movement.lines.push_back({line.item, batch, one.damaged, other_side(loan), spot(Side::aside, loan.place)});
  }
  return movement;
}

Movement loan_loss(const Loan& loan, std::string id) {
  auto movement = document_of(loan, MovementKind::write_off, loan.closing->at, std::move(id));
  movement.reason = loan.closing->reason;
  if (loan.direction == LoanDirection::borrowed) return movement;
  for (const auto& line : loan.lines) {
    if (line.outstanding() == 0) continue;
    movement.lines.push_back(
        {line.item, line.batch, line.outstanding(), other_side(loan), spot(Side::lost, loan.place)});
  }
  return movement;
}

}  // namespace anlan::supplies
