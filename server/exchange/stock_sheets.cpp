#include "exchange/stock_sheets.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "exchange/stock_names.hpp"
#include "journal/reading.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/place_view.hpp"

namespace anlan::exchange {
namespace {

using nlohmann::json;
using supplies::text_at;

constexpr std::int64_t kPage = 1'000;

std::string minute(Instant at) {
  const auto text = format_time(at);
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

Text both(std::string_view zh, std::string_view en) { return {std::string{zh}, std::string{en}}; }

/// Title, exercise mark, and as of which entry and time.
Sheet begun(const StockParts& parts, Text name, const std::string& subject, bool exercise) {
  const auto& say = parts.language;
  const auto seq = std::to_string(journal::head_seq(parts.db));
  Sheet sheet{.name = say(name),
              .title = say(name) + " · " + subject,
              .notes = {say({"截至第 " + seq + " 条记录，" + minute(parts.now) + "（北京时间），制表：" + parts.maker,
                             "as of entry " + seq + ", " + minute(parts.now) + " (Beijing), made by " + parts.maker})}};
  if (exercise) sheet.exercise = say(both("【演练】数字不计入真实库存", "EXERCISE: these figures are not real stock"));
  return sheet;
}

std::string span(const StockParts& parts, const std::optional<Instant>& from, const std::optional<Instant>& until) {
  const auto start = from ? minute(*from) : "";
  const auto end = until ? minute(*until) : "";
  return parts.language(both("起止：", "span: ")) + start + " – " + end;
}

Cell optional(const std::optional<std::string>& text) { return text ? Cell{*text} : Cell{}; }

std::vector<Column> ledger_columns(const Language& say) {
  const auto column = [&](std::string_view zh, std::string_view en, double width) {
    return Column{say(both(zh, en)), "", width};
  };
  return {column("记录序号", "Entry", 9),      column("发生时间", "Happened", 19),
          column("登记时间", "Recorded", 19),  column("事由", "Movement", 10),
          column("单据号", "Paper", 16),       column("品名", "Item", 16),
          column("物资编码", "Item code", 16), column("批号", "Batch", 11),
          column("数量", "Quantity", 11),      column("单位", "Unit", 7),
          column("发出方", "From", 22),        column("库位", "Bin", 12),
          column("收入方", "To", 22),          column("库位、区划或运单", "Bin, division or waybill", 20),
          column("领取人", "Recipient", 16),   column("经办人", "Entered by", 14),
          column("冲销", "Reversed", 8),       column("原因、说明", "Reason, note", 30)};
}

std::vector<Cell> ledger_row(const StockParts& parts, StockNames& names, const supplies::Recorded& recorded,
                             const supplies::Line& line) {
  const auto& movement = recorded.movement;
  const auto reason = movement.reason.value_or("");
  const auto note = movement.note.value_or("");
  return {recorded.seq,
          movement.occurred_at,
          recorded.recorded_at,
          names.kind(movement.kind),
          optional(movement.document),
          names.item(line.item),
          line.item,
          names.label(line.batch),
          line.quantity,
          names.unit(line.item),
          names.place(line.from.place),
          names.bin(line.from),
          names.place(line.to.place),
          names.bin(line.to),
          optional(movement.recipient),
          text_at(json::parse(recorded.actor), "display_name"),
          recorded.reversed_by ? Cell{parts.language(both("已冲销", "reversed"))} : Cell{},
          reason + (reason.empty() || note.empty() ? "" : "；") + note};
}

bool wanted(const LedgerQuestion& question, const supplies::Movement& movement) {
  return movement.exercise == question.exercise && (!question.from || movement.occurred_at >= *question.from) &&
         (!question.until || movement.occurred_at < *question.until);
}

auto too_long() {
  const auto most = std::to_string(kMostLedgerLines);
  return fail(ProblemKind::conflict, "export-too-long",
              {"台账超过 " + most + " 行，请选一个库点、一种物资或较短的时间再导出",
               "the ledger has more than " + most + " lines; choose a place, an item or a shorter time"});
}

std::string ledger_subject(const StockParts& parts, const LedgerQuestion& question) {
  if (question.place) {
    if (const auto place = supplies::find_place(parts.db, *question.place)) return place->facts.name;
  }
  return parts.divisions.name_of(question.jurisdiction);
}

}  // namespace

Result<Sheet> ledger_sheet(const StockParts& parts, const LedgerQuestion& question) {
  auto sheet =
      begun(parts, both("救灾物资台账", "Ledger of relief goods"), ledger_subject(parts, question), question.exercise);
  if (question.from || question.until) sheet.notes.push_back(span(parts, question.from, question.until));
  sheet.columns = ledger_columns(parts.language);
  StockNames names{parts};
  supplies::MovementFilter filter{
      .place = question.place, .item = question.item, .incident = question.incident, .limit = kPage};
  for (bool more = true; more;) {
    const auto page = supplies::list_movements(parts.db, question.jurisdiction, filter);
    more = static_cast<std::int64_t>(page.size()) == kPage;
    if (more) filter.before = page.back().seq;
    for (const auto& recorded : page) {
      if (!wanted(question, recorded.movement)) continue;
      for (const auto& line : recorded.movement.lines) {
        if (question.item && line.item != *question.item) continue;
        if (sheet.rows.size() == kMostLedgerLines) return too_long();
        sheet.rows.push_back(ledger_row(parts, names, recorded, line));
      }
    }
  }
  std::ranges::stable_sort(sheet.rows, {}, [](const auto& row) { return std::get<std::int64_t>(row.front()); });
  return sheet;
}

Result<Sheet> card_sheet(const StockParts& parts, const supplies::CardQuestion& question) {
  StockNames names{parts};
  const auto& say = parts.language;
  const auto& [place, item, exercise] = question.key;
  auto sheet =
      begun(parts, both("救灾物资保管卡", "Stock card"), names.item(item) + " · " + names.place(place), exercise);
  if (question.from || question.until) sheet.notes.push_back(span(parts, question.from, question.until));
  const auto unit = names.unit(item);
  sheet.columns = {{say(both("时间", "When")), "", 19},
                   {say(both("事由", "Movement")), "", 10},
                   {say(both("从哪来、到哪去", "From / to")), "", 24},
                   {say(both("单据号", "Paper")), "", 16},
                   {say(both("批号", "Batch")), "", 11},
                   {say(both("库位", "Bin")), "", 10},
                   {say(both("收入", "In")), unit, 10},
                   {say(both("发出", "Out")), unit, 10},
                   {say(both("结存", "Balance")), unit, 11},
                   {say(both("冲销", "Reversed")), "", 8}};
  const auto card = supplies::stock_card(parts.db, question);
  if (card.at("more").get<bool>()) return too_long();
  const auto opening = card.at("opening").get<std::int64_t>();
  sheet.rows.push_back(
      {Cell{}, say(both("期初结存", "opening")), Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, opening});
  for (const auto& row : card.at("rows")) {
    const auto delta = row.at("delta").get<std::int64_t>();
    const supplies::Spot other{row.at("other").at("place"), row.at("other").at("bin")};
    const auto where = names.bin(other);
    sheet.rows.push_back({parse_time(text_at(row, "occurred_at")).value(),
                          names.kind(supplies::parse_movement_kind(text_at(row, "kind")).value()),
                          names.place(other.place) + (where.empty() ? "" : " " + where),
                          optional(supplies::optional_at<std::string>(row, "document")),
                          names.label(text_at(row, "batch")), text_at(row, "bin"), delta > 0 ? Cell{delta} : Cell{},
                          delta < 0 ? Cell{-delta} : Cell{}, row.at("balance").get<std::int64_t>(),
                          row.at("reversed").get<bool>() ? Cell{say(both("已冲销", "reversed"))} : Cell{}});
  }
  return sheet;
}

Sheet figures_sheet(const StockParts& parts, const supplies::FigureQuestion& question) {
  const auto& say = parts.language;
  auto sheet = begun(parts, both("A07 救灾物资", "A07 relief goods"), parts.divisions.name_of(question.division),
                     question.exercise);
  if (question.from || question.until) sheet.notes.push_back(span(parts, question.from, question.until));
  sheet.columns = {{say(both("指标代码", "Indicator")), "", 11},
                   {say(both("指标名称", "Name")), "", 44},
                   {say(both("数量", "Quantity")), say(both("按本行单位", "in the unit of the line")), 14},
                   {say(both("单位", "Unit")), "", 14}};
  const auto figures = supplies::relief_figures(parts.db, parts.goods, question);
  const auto said = [&](const json& text) { return say({text_at(text, "zh"), text_at(text, "en")}); };
  for (const auto& [code, quantity] : figures) {
    std::vector<Cell> row{code, Cell{}, quantity, Cell{}};
    for (const auto& indicator : parts.goods.original().at("a07")) {
      if (indicator.at("code") != code) continue;
      row[1] = said(indicator.at("name"));
      row[3] = said(indicator.at("unit"));
    }
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

}  // namespace anlan::exchange
