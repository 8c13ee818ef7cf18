#include "supplies/paper_receipt.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "supplies/json_fields.hpp"
#include "supplies/receipt_rules.hpp"
#include "supplies/release.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

json doubts_json(const std::vector<PaperDoubt>& doubts) {
  auto out = json::array();
  for (const auto& doubt : doubts) {
    out.push_back({{"line", doubt.line},
                   {"item", doubt.item},
                   {"sent", doubt.sent},
                   {"received", doubt.received},
                   {"damaged", doubt.damaged},
                   {"paper_received", doubt.paper_received},
                   {"paper_damaged", doubt.paper_damaged}});
  }
  return out;
}

std::vector<PaperDoubt> read_doubts(const json& doubts) {
  std::vector<PaperDoubt> out;
  for (const auto& doubt : doubts) {
    out.push_back({.line = doubt.at("line"),
                   .item = doubt.at("item"),
                   .sent = doubt.at("sent"),
                   .received = doubt.at("received"),
                   .damaged = doubt.at("damaged"),
                   .paper_received = doubt.at("paper_received"),
                   .paper_damaged = doubt.at("paper_damaged")});
  }
  return out;
}

json ruling_json(const std::optional<PaperRuling>& ruling) {
  if (!ruling) return nullptr;
  return {{"holds", ruling->holds},
          {"reason", ruling->reason},
          {"at", format_time(ruling->at)},
          {"by", journal::to_json(ruling->by)}};
}

Instant time_at(const json& body, const char* field) { return parse_time(text_at(body, field)).value(); }

}  // namespace

json paper_receipt_json(const PaperReceipt& paper) {
  return {{"waybill", paper.waybill},
          {"device", paper.device.empty() ? json(nullptr) : json(paper.device)},
          {"number", paper.number},
          {"paper", paper.paper},
          {"stamp_seen", paper.stamp_seen},
          {"scan", paper.scan},
          {"lines", receipt_lines_json(paper.lines)},
          {"signed_at", format_time(paper.signed_at)},
          {"entered_at", format_time(paper.entered_at)},
          {"entered_by", journal::to_json(paper.entered_by)},
          {"first", paper.first},
          {"doubts", doubts_json(paper.doubts)},
          {"due_at", paper.due_at ? json(format_time(*paper.due_at)) : json(nullptr)},
          {"ruling", ruling_json(paper.ruling)},
          {"from", paper.from.text()},
          {"to", paper.to.text()},
          {"exercise", paper.exercise}};
}

PaperReceipt read_paper_receipt(const json& body) {
  PaperReceipt paper{.waybill = body.at("waybill"),
                     .device = optional_at<std::string>(body, "device").value_or(""),
                     .number = body.at("number"),
                     .paper = body.at("paper"),
                     .stamp_seen = body.at("stamp_seen"),
                     .scan = body.at("scan"),
                     .lines = read_receipt_lines(body.at("lines")),
                     .signed_at = time_at(body, "signed_at"),
                     .entered_at = time_at(body, "entered_at"),
                     .entered_by = journal::read_actor(body.at("entered_by")),
                     .first = body.at("first"),
                     .doubts = read_doubts(body.at("doubts")),
                     .from = DivisionCode::parse(text_at(body, "from")).value(),
                     .to = DivisionCode::parse(text_at(body, "to")).value(),
                     .exercise = body.at("exercise")};
  if (!body.at("due_at").is_null()) paper.due_at = time_at(body, "due_at");
  if (const auto& ruling = body.at("ruling"); !ruling.is_null()) {
    paper.ruling = PaperRuling{ruling.at("holds"), ruling.at("reason"), time_at(ruling, "at"),
                               journal::read_actor(ruling.at("by"))};
  }
  return paper;
}

std::vector<PaperDoubt> doubts_between(const Waybill& waybill, const std::vector<Count>& paper) {
  std::vector<PaperDoubt> out;
  for (const auto& count : paper) {
    const auto& load = waybill.loads[count.line];
    const auto received = load.received.value_or(0);
    const auto damaged = load.damaged.value_or(0);
    if (received == count.received && damaged == count.damaged) continue;
    out.push_back({count.line, load.item, load.quantity, received, damaged, count.received, count.damaged});
  }
  return out;
}

Result<std::vector<Count>> paper_counts(Waybill waybill, const std::vector<ReceiptLine>& lines) {
  if (waybill.state == WaybillState::received) waybill.state = WaybillState::dispatched;
  return counts_of(waybill, lines);
}

Problem paper_entered(const PaperReceipt& first) {
  return {.kind = ProblemKind::conflict,
          .type = "paper-entered",
          .detail = {"运单 " + first.number + " 的纸质回单 " + first.paper + " 已于 " + format_time(first.entered_at) +
                         " 由 " + first.entered_by.display_name + " 补录，这次没有再记",
                     "paper " + first.paper + " of waybill " + first.number + " was entered at " +
                         format_time(first.entered_at) + " by " + first.entered_by.display_name +
                         "; nothing was recorded again"}};
}

Result<void> check_ruling(const std::optional<PaperReceipt>& paper) {
  if (paper && !paper->doubts.empty() && !paper->ruling) return {};
  return fail(ProblemKind::conflict, "no-open-case",
              {"这张运单没有待裁定的回单差异，请刷新", "no second receipt of this waybill waits for a ruling; reload"});
}

}  // namespace anlan::supplies
