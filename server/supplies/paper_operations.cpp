#include <algorithm>
#include <utility>

#include "journal/blobs.hpp"
#include "journal/reading.hpp"
#include "supplies/document_entries.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/movement_rules.hpp"
#include "supplies/paper_receipt.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/posting.hpp"
#include "supplies/receipt_entries.hpp"
#include "supplies/receipt_operations.hpp"
#include "supplies/receipt_view.hpp"
#include "supplies/supply_shapes_operations.hpp"
#include "supplies/waybill_correction.hpp"
#include "supplies/waybill_receiving.hpp"
#include "supplies/working_days.hpp"

namespace anlan::supplies {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr RoleSet kClerks{Role::warehouse_keeper, Role::township_clerk, Role::county_duty, Role::dispatcher};

api::Decision stated(std::string_view type, const PaperReceipt& paper) {
  api::Decision decision;
  decision.entries.push_back(paper_fact(type, paper));
  decision.answer = [id = paper.waybill, device = paper.device](store::Connection& db,
                                                                const std::vector<journal::Entry>&) {
    return json{{"paper", paper_receipt_json(find_paper(db, id, device).value())}};
  };
  return decision;
}

Result<void> check_scan(store::Connection& db, const std::string& hash) {
  const auto type = journal::media_type_of(db, hash);
  if (type && type->starts_with("image/")) return {};
  return fail_field("/scan", "no-blob", {"先上传纸质回单的照片", "upload the paper's picture first"});
}

PaperReceipt paper_in(const CommandContext& context, const Waybill& waybill) {
  const auto& params = context.params;
  return {.waybill = waybill.waybill,
          .device = {},
          .number = waybill.number,
          .paper = params.at("paper"),
          .stamp_seen = params.at("stamp_seen"),
          .scan = params.at("scan"),
          .lines = read_receipt_lines(params.at("lines")),
          .signed_at = parse_time(text_at(params, "signed_at")).value(),
          .entered_at = context.now,
          .entered_by = context.caller.actor(),
          .first = waybill.state == WaybillState::dispatched,
          .from = waybill.from_division,
          .to = waybill.to.division,
          .exercise = waybill.exercise};
}

Result<api::Decision> decide_enter(const CommandContext& context, const GoodsCatalogue& goods,
                                   const ReceiptSettings& settings) {
  // The paper comes back to either end.
  const auto waybill = known_waybill_of(context.db, text_at(context.params, "waybill"), context.caller.jurisdiction);
  if (!waybill) return fail(waybill.error());
  if (const auto before = find_paper(context.db, waybill->waybill)) return fail(paper_entered(*before));
  auto paper = paper_in(context, *waybill);
  const auto counts = paper_counts(*waybill, paper.lines);
  if (!counts) return fail(counts.error());
  auto held = check_scan(context.db, paper.scan).and_then([&] { return check_moment(paper.signed_at, context.now); });
  if (!held) return fail(std::move(held.error()));
  if (!paper.first) {
    paper.doubts = doubts_between(*waybill, *counts);
    if (!paper.doubts.empty()) paper.due_at = context.now + settings.difference_term;
    return stated(kPaperEntered, paper);
  }
  Receipt receipt{.at = std::max(paper.signed_at, waybill->dispatched_at.value()), .paper = paper.paper};
  auto taken =
      receiving(context.db, goods, *waybill, *counts, std::move(receipt), context.now, settings.difference_term);
  if (!taken) return fail(std::move(taken.error()));
  auto decision = stated(kPaperEntered, paper);
  decision.entries.push_back(waybill_fact(kWaybillReceived, taken->after));
  if (taken->moved) decision.entries.push_back(stock_moved(*taken->moved));
  return decision;
}

api::Operation enter(const ReceiptParts& parts) {
  auto line =
      Shape::object({need("line", Shape::integer(0, 199)), need("good", Shape::integer(0, kMostUnits)),
                     need("damaged", Shape::integer(0, kMostUnits)), need("short", Shape::integer(0, kMostUnits))});
  return {.name = "receipt.enter_paper",
          .kind = api::Kind::command,
          .summary = {"补录签字盖章的纸质回单，与已有签收不符的立案",
                      "Enter the signed and stamped paper; where it contradicts what was recorded a case opens"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("waybill", Shape::uuid()),
                                   need("paper", Shape::text(1, 60), "number on the paper"),
                                   need("stamp_seen", Shape::boolean()),
                                   need("scan", Shape::blob(), "its picture, stored before"),
                                   need("signed_at", Shape::time(), "as the paper says"),
                                   need("lines", Shape::array(std::move(line), 1, 200))}),
          .roles = kClerks,
          .command = [&goods = parts.goods, settings = receipt_settings(parts.norms)](const CommandContext& context) {
            return decide_enter(context, goods, settings);
          }};
}

/// The second account holds: what arrived, what is short and the ledger follow it.
Result<void> follow(const CommandContext& context, const GoodsCatalogue& goods, const ReceiptSettings& settings,
                    const Waybill& waybill, const PaperReceipt& paper, api::Decision& decision) {
  const auto counts = paper_counts(waybill, paper.lines);
  if (!counts) return fail(counts.error());
  if (doubts_between(waybill, *counts).empty()) return {};
  auto righted = correcting(context.db, goods, waybill, *counts, context.now, settings.difference_term);
  if (!righted) return fail(std::move(righted.error()));
  decision.entries.push_back(waybill_fact(kWaybillCorrected, righted->after));
  if (!righted->moved) return {};
  righted->moved->reason = paper.ruling->reason;
  decision.entries.push_back(stock_moved(*righted->moved));
  return {};
}

Result<api::Decision> decide_rule(const CommandContext& context, const GoodsCatalogue& goods,
                                  const ReceiptSettings& settings) {
  const auto waybill = known_waybill(context.db, text_at(context.params, "waybill"));
  if (!waybill) return fail(waybill.error());
  const auto place = known_place(context.db, waybill->from).value();
  if (auto held = check_user_office(place, context.caller.jurisdiction); !held) return fail(std::move(held.error()));
  auto paper = find_paper(context.db, waybill->waybill, context.params.value("device", ""));
  if (auto held = check_ruling(paper); !held) return fail(std::move(held.error()));
  paper->ruling = PaperRuling{.holds = context.params.at("holds"),
                              .reason = context.params.at("reason"),
                              .at = context.now,
                              .by = context.caller.actor()};
  auto decision = stated(kPaperRuled, *paper);
  if (paper->ruling->holds == "receipt") return decision;
  return follow(context, goods, settings, *waybill, *paper, decision).map([&] { return std::move(decision); });
}

api::Operation rule(const ReceiptParts& parts) {
  return {.name = "case.rule",
          .kind = api::Kind::command,
          .summary = {"裁定后到的回单与签收记录以哪个为准；以回单为准的按其更正在途与到货，短少另立差异",
                      "Say whether the second receipt or the recorded one is right; where the second one holds, what "
                      "arrived and what is in transit follow it, and what is short opens a difference"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("waybill", Shape::uuid()),
                                   may("device", Shape::uuid(), "the receipt a device signed; the paper when missing"),
                                   need("holds", Shape::one_of({"paper", "receipt"})),
                                   need("reason", Shape::text(1, kLongestReason))}),
          .roles = kUserOffice,
          .scope =
              [](store::Connection& db, const json& params) {
                return known_waybill(db, text_at(params, "waybill")).map([](const Waybill& waybill) {
                  return waybill.from_division;
                });
              },
          .command = [&goods = parts.goods, settings = receipt_settings(parts.norms)](
                         const CommandContext& context) { return decide_rule(context, goods, settings); }};
}

json record_wire(const Waybill& waybill, const ReceiptParts& parts, Instant now) {
  const auto days = static_cast<int>(parts.norms.setting("ledger_update_working_days"));
  const auto due = end_of_working_days(waybill.receipt->at, days, parts.norms.calendar());
  return {{"waybill", waybill.waybill},
          {"number", waybill.number},
          {"from", waybill.from},
          {"to", destination_json(waybill.to)},
          {"by", waybill.receipt->device ? "device" : "desk"},
          {"received_at", format_time(waybill.receipt->at)},
          {"due_at", format_time(due)},
          {"overdue", now > due},
          {"calendar_known", parts.norms.calendar().knows(waybill.receipt->at, due)},
          {"exercise", waybill.exercise}};
}

api::Operation records(const ReceiptParts& parts) {
  auto query = [parts](const api::QueryContext& context) -> Result<json> {
    auto out = json::array();
    for (const auto& waybill : list_without_paper(context.db, context.caller.jurisdiction)) {
      out.push_back(record_wire(waybill, parts, context.now));
    }
    return json{{"records", std::move(out)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "record.list",
          .kind = api::Kind::query,
          .summary = {"已到货、纸质回单尚未补录的运单及五个工作日时限",
                      "Waybills that arrived and whose paper is not entered yet, due within five working days"},
          .params = Shape::object({}),
          .roles = kReaders,
          .query = std::move(query)};
}

api::Operation papers() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    auto out = json::array();
    for (const auto& paper :
         list_papers(context.db, context.caller.jurisdiction, context.params.value("open", false))) {
      out.push_back(paper_receipt_json(paper));
    }
    return json{{"papers", std::move(out)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "receipt.papers",
          .kind = api::Kind::query,
          .summary = {"补录的纸质回单和与签收不符的手机回单，未裁定的在前",
                      "Papers entered and receipts of devices that contradict, those that wait for a ruling first"},
          .params = Shape::object({may("open", Shape::boolean(), "only those that wait for a ruling")}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_paper_receipts(api::Registry& registry, const ReceiptParts& parts) {
  registry.add(enter(parts));
  registry.add(rule(parts));
  registry.add(records(parts));
  registry.add(papers());
}

}  // namespace anlan::supplies
