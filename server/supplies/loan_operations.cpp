#include <utility>

#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "supplies/aside_entries.hpp"
#include "supplies/damaged_aside.hpp"
#include "supplies/donation_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/loan_entries.hpp"
#include "supplies/loan_rules.hpp"
#include "supplies/loan_view.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/movement_filling.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/posting.hpp"
#include "supplies/sources_operations.hpp"
#include "supplies/supply_personal_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr RoleSet kLending{Role::warehouse_keeper};
constexpr RoleSet kLooking{Role::warehouse_keeper, Role::dispatcher, Role::leader};

json loan_wire(const access::KeyRing& keys, const Loan& loan, const Day& today) {
  auto out = loan_json(loan);
  out["version"] = loan.version;
  out["contact"] = masked_contact(keys, loan.contact);
  out["open"] = loan.open();
  out["overdue"] = loan.overdue_on(today);
  return out;
}

api::Decision stated(const SourceParts& parts, std::string_view type, const Loan& loan, Instant now,
                     std::vector<journal::Draft> moved) {
  api::Decision decision;
  decision.entries = std::move(moved);
  decision.entries.push_back(loan_fact(type, loan));
  decision.answer = [&keys = parts.keys, id = loan.loan, today = day_of(now)](store::Connection& db,
                                                                              const std::vector<journal::Entry>&) {
    return json{{"loan", loan_wire(keys, find_loan(db, id).value(), today)}};
  };
  return decision;
}

/// Goods out of our store; what was given for something else does not go.
Result<std::vector<Batch>> lent_lines(const CommandContext& context, Loan& loan) {
  const auto picks = read_picks(context.db, context.params.at("lines"));
  if (!picks) return fail(picks.error());
  auto mode = mode_of(*picks, std::nullopt);
  if (!mode) return fail(std::move(mode.error()));
  auto usable = check_fresh(*picks, day_of(loan.at)).and_then([&] {
    return check_earmarks(context.db, *picks, {loan.division});
  });
  if (!usable) return fail(std::move(usable.error()));
  loan.exercise = *mode;
  for (const auto& pick : *picks) {
    loan.lines.push_back({.item = pick.batch.facts.item,
                          .batch = pick.batch.batch,
                          .label = pick.batch.label,
                          .bin = pick.bin,
                          .quantity = pick.quantity});
  }
  return std::vector<Batch>{};
}

/// Goods into our store; their batches come into being, as with any receipt.
Result<std::vector<Batch>> borrowed_lines(const CommandContext& context, const SourceParts& parts, const Place& place,
                                          Loan& loan) {
  const Origin origin{.kind = OriginKind::loan, .level = place.facts.level, .document = loan.number};
  auto lines = context.params.at("lines");
  for (auto& line : lines) line["new_batch"]["origin"] = origin_json(origin);
  loan.exercise = context.params.value("exercise", false);
  const json params{{"source", to_string(Side::lender)}, {"exercise", loan.exercise}, {"lines", std::move(lines)}};
  auto filled =
      fill_receive({context.db, params, context.now, place, parts.goods, parts.divisions},
                   {.movement = "", .place = place.place, .division = place.facts.division, .occurred_at = loan.at});
  if (!filled) return fail(std::move(filled.error()));
  for (std::size_t i = 0; i < filled->born.size(); ++i) {
    const auto& batch = filled->born[i];
    const auto& line = filled->movement.lines[i];
    loan.lines.push_back({.item = batch.facts.item,
                          .batch = batch.batch,
                          .label = batch.label,
                          .bin = line.to.bin,
                          .quantity = line.quantity});
  }
  return std::move(filled->born);
}

Result<void> check_direction(const json& params, LoanDirection direction) {
  const char* wanted = direction == LoanDirection::lent ? "batch" : "new_batch";
  for (std::size_t i = 0; i < params.at("lines").size(); ++i) {
    const auto& line = params.at("lines")[i];
    const bool whole = line.contains(wanted) && (direction == LoanDirection::lent || line.contains("item"));
    if (whole && line.contains("batch") != line.contains("new_batch")) continue;
    return fail_field(
        "/lines/" + std::to_string(i), "bad-loan",
        {"借出请选库存批次，借入请填品名和新批次", "lend a batch of the stock; borrow a new batch of an item"});
  }
  return {};
}

Result<Loan> begun(const CommandContext& context, const SourceParts& parts, const Place& place) {
  const auto& params = context.params;
  auto contact = sealed_contact(parts.keys, params, "contact");
  if (!contact) return fail(std::move(contact.error()));
  return Loan{.loan = make_uuid(context.now),
              .number = next_loan_number(context.db),
              .direction = parse_loan_direction(text_at(params, "direction")).value(),
              .place = place.place,
              .division = place.facts.division,
              .unit = params.at("unit"),
              .contact = std::move(*contact),
              .order = params.at("order"),
              .purpose = params.at("purpose"),
              .due_on = params.at("due_on"),
              .at = api::moment_in(context),
              .by = context.caller.actor()};
}

Result<api::Decision> decide_open(const CommandContext& context, const SourceParts& parts) {
  const auto place = known_place(context.db, text_at(context.params, "place"));
  if (!place) return fail(place.error());
  auto loan = begun(context, parts, *place);
  if (!loan) return fail(std::move(loan.error()));
  auto held = check_keeper(*place, context.caller.jurisdiction)
                  .and_then([&] { return check_open(*place); })
                  .and_then([&] { return check_moment(loan->at, context.now); })
                  .and_then([&] { return check_loan(*loan); })
                  .and_then([&] { return check_direction(context.params, loan->direction); });
  if (!held) return fail(std::move(held.error()));
  const auto born = loan->direction == LoanDirection::lent ? lent_lines(context, *loan)
                                                           : borrowed_lines(context, parts, *place, *loan);
  if (!born) return fail(born.error());
  const auto moved = loan_departure(*loan, make_uuid(context.now));
  if (auto kept = check_posting(context.db, parts.goods, moved); !kept) return fail(std::move(kept.error()));
  return stated(parts, kLoanOpened, *loan, context.now, {stock_moved(moved, *born)});
}

Result<Loan> existing_loan(store::Connection& db, const json& params) {
  auto found = find_loan(db, text_at(params, "loan"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-loan",
              {"没有这张借用单，请刷新后重选", "there is no such loan; reload and choose again"});
}

Result<DivisionCode> division_of_loan(store::Connection& db, const json& params) {
  return existing_loan(db, params).map([](const Loan& loan) { return loan.division; });
}

/// The loan at the version its sender saw, if something of it is outstanding.
Result<Loan> seen_loan(const CommandContext& context) {
  auto found = existing_loan(context.db, context.params);
  if (!found) return found;
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  return journal::expect_version(context.db, loan_stream(found->loan), expected)
      .and_then([&] { return check_loan_open(*found); })
      .map([&] { return std::move(*found); });
}

/// What comes back, into bins that are there, or what we give back: the borrowed batch or another of the same item.
Result<std::vector<Returned>> returns_in(const CommandContext& context, const Loan& loan, const Place& place) {
  std::vector<Returned> back;
  for (const auto& line : context.params.at("lines")) {
    const auto pointer = "/lines/" + std::to_string(back.size());
    Returned one{.line = line.at("line"),
                 .quantity = line.at("quantity"),
                 .damaged = line.value("damaged", Quantity{0}),
                 .bin = line.value("bin", ""),
                 .batch = optional_at<std::string>(line, "batch")};
    if (auto held = check_bin(place, one.bin, pointer + "/bin"); !held) return fail(std::move(held.error()));
    if (one.batch && one.line < loan.lines.size()) {
      const auto other = find_batch(context.db, *one.batch);
      const bool fits = other && other->facts.item == loan.lines[one.line].item && other->exercise == loan.exercise;
      if (!fits || loan.direction == LoanDirection::lent) {
        return fail_field(pointer + "/batch", "unknown-batch",
                          {"只有归还借入的物资时可换批次，且须同一品名",
                           "only what was borrowed can be replaced, by a batch of the same item"});
      }
    }
    back.push_back(std::move(one));
  }
  return back;
}

Result<api::Decision> decide_return(const CommandContext& context, const SourceParts& parts) {
  const auto loan = seen_loan(context);
  if (!loan) return fail(loan.error());
  const auto place = known_place(context.db, loan->place).value();
  if (auto held = check_keeper(place, context.caller.jurisdiction); !held) return fail(std::move(held.error()));
  const auto back = returns_in(context, *loan, place);
  if (!back) return fail(back.error());
  if (auto held = check_loan_return(*loan, *back); !held) return fail(std::move(held.error()));
  const auto at = api::moment_in(context);
  auto moved = loan_return(*loan, *back, at, make_uuid(context.now));
  moved.note = optional_at<std::string>(context.params, "note");
  auto held = check_moment(at, context.now).and_then([&] { return check_posting(context.db, parts.goods, moved); });
  if (!held) return fail(std::move(held.error()));
  std::vector<journal::Draft> facts{stock_moved(moved)};
  if (auto damaged = recovery_of_damaged(context.db, moved, {loan->division, loan->unit}, make_uuid(context.now))) {
    damaged->hands.push_back(context.caller.actor());
    facts.push_back(recovery_fact(kRecoveryReturned, *damaged));
  }
  return stated(parts, kLoanReturned, returned(*loan, *back), context.now, std::move(facts));
}

Result<api::Decision> decide_close(const CommandContext& context, const SourceParts& parts) {
  auto loan = seen_loan(context);
  if (!loan) return fail(std::move(loan.error()));
  const auto place = known_place(context.db, loan->place).value();
  if (auto held = check_user_office(place, context.caller.jurisdiction); !held) return fail(std::move(held.error()));
  loan->closing = LoanClosing{text_at(context.params, "reason"), context.now, context.caller.actor()};
  const auto moved = loan_loss(*loan, make_uuid(context.now));
  if (auto held = check_posting(context.db, parts.goods, moved); !held) return fail(std::move(held.error()));
  std::vector<journal::Draft> facts;
  if (!moved.lines.empty()) facts.push_back(stock_moved(moved));
  return stated(parts, kLoanClosed, *loan, context.now, std::move(facts));
}

Result<Unsealed> contact_in_clear(const CommandContext& context, const access::KeyRing& keys) {
  return existing_loan(context.db, context.params).map([&](const Loan& loan) {
    return Unsealed{.stream = loan_stream(loan.loan),
                    .division = loan.division,
                    .fields = {"name", "phone"},
                    .clear = clear_contact(keys, loan.contact)};
  });
}

using Decide = Result<api::Decision> (*)(const CommandContext&, const SourceParts&);

api::Operation command(const SourceParts& parts, std::string name, Text summary, std::vector<Field> fields,
                       RoleSet roles, Decide decide) {
  fields.push_back(need("command_id", Shape::uuid()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .roles = roles,
          .scope = division_of_loan,
          .command = [parts, decide](const CommandContext& context) { return decide(context, parts); }};
}

std::vector<Field> of_loan(std::vector<Field> fields) {
  fields.push_back(need("loan", Shape::uuid()));
  fields.push_back(need("expected_version", version_shape()));
  return fields;
}

api::Operation opening(const SourceParts& parts) {
  auto line = Shape::object({may("batch", Shape::uuid(), "lent: what leaves"), may("item", Shape::text(1, 60)),
                             may("new_batch", fresh_batch_shape(), "borrowed: what comes"), may("bin", bin_shape()),
                             need("quantity", Shape::integer(1, kMostUnits))});
  auto operation = command(
      parts, "loan.open", {"登记物资借出或借入", "Enter goods that are lent out or borrowed"},
      {need("place", Shape::uuid()), need("direction", Shape::one_of({"lent", "borrowed"})),
       need("unit", Shape::text(1, 100), "the other side"), may("contact", contact_shape().or_null()),
       need("order", Shape::text(1, 100), "number of the approval, or of the lender's paper"),
       need("purpose", Shape::text(1, kLongestReason)), need("due_on", day_shape()), may("occurred_at", Shape::time()),
       may("exercise", Shape::boolean()), need("lines", Shape::array(std::move(line), 1, 200))},
      kLending, decide_open);
  operation.scope = division_of_place;
  operation.stands_for = [parts](const json& params) { return without(parts.keys, params, "/contact"); };
  return operation;
}

api::Operation giving_back(const SourceParts& parts) {
  auto line = Shape::object({need("line", Shape::integer(0, 199)), need("quantity", Shape::integer(1, kMostUnits)),
                             may("damaged", Shape::integer(0, kMostUnits)), may("bin", bin_shape()),
                             may("batch", Shape::uuid(), "given back instead of what was borrowed")});
  return command(parts, "loan.return",
                 {"登记归还；损坏的放待检区，开回收单", "Enter what came back; what of it is damaged is set aside"},
                 of_loan({may("occurred_at", Shape::time()), need("lines", Shape::array(std::move(line), 1, 200)),
                          may("note", Shape::text(1, kLongestReason))}),
                 kLending, decide_return);
}

api::Operation list(const SourceParts& parts) {
  auto query = [&keys = parts.keys](const api::QueryContext& context) -> Result<json> {
    auto out = json::array();
    const bool open_only = context.params.value("open_only", false);
    for (const auto& loan : list_loans(context.db, context.caller.jurisdiction, open_only)) {
      out.push_back(loan_wire(keys, loan, day_of(context.now)));
    }
    return json{{"loans", std::move(out)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "loan.list",
          .kind = api::Kind::query,
          .summary = {"借用单，未还的在前，按应还日期", "Loans, what is outstanding first, by the day it is due"},
          .params = Shape::object({may("open_only", Shape::boolean())}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_loan_operations(api::Registry& registry, const SourceParts& parts) {
  registry.add(opening(parts));
  registry.add(giving_back(parts));
  registry.add(command(parts, "loan.close",
                       {"结清不再归还的借用（借出未还的记损失）", "Settle a loan of which the rest will not come back"},
                       of_loan({need("reason", Shape::text(1, kLongestReason))}), kUserOffice, decide_close));
  registry.add(reveal_operation(
      {.name = "loan.reveal",
       .summary = {"查看借用联系人", "See whom to ask about a loan"},
       .record = "loan",
       .roles = kLooking,
       .scope = division_of_loan,
       .unseal = [&keys = parts.keys](const CommandContext& context) { return contact_in_clear(context, keys); }}));
  registry.add(list(parts));
  registry.add(api::Topic{
      .name = "loan", .summary = {"物资借出、借入、归还", "Goods lent, borrowed and returned"}, .roles = kReaders});
}

}  // namespace anlan::supplies
