#include "exchange/relief_sheets.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "access/personal.hpp"
#include "journal/reading.hpp"
#include "relief/goods_list.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/relieved.hpp"

namespace anlan::exchange {
namespace {

constexpr std::int64_t kMostRows = 1'000'000;

std::string minute(Instant at) {
  const auto text = format_time(at);
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

Sheet begun(const ReliefSheetParts& parts, const relief::Campaign& campaign, const Text& name) {
  return begun_sheet(parts, {name, campaign.facts.name, campaign.facts.division, campaign.exercise});
}

std::vector<Column> ledger_columns(const Language& say) {
  const auto column = [&say](const char* zh, const char* en, double width, const Text& unit = {}) {
    return Column{say({zh, en}), say(unit), width};
  };
  const Text people{"人", "people"};
  const Text yuan{"元", "yuan"};
  return {column("村（社区）", "Village", 18),
          column("户主姓名 D03001", "Head D03001", 12),
          column("身份证号 D03002", "Identity number D03002", 22),
          column("联系方式 D03003", "Telephone D03003", 14),
          column("家庭类型 D03004", "Class D03004", 16),
          column("家庭人口 D03005", "People D03005", 9, people),
          column("家庭住址 D03006", "Address D03006", 30),
          column("一卡(折)通账号 D03007", "Account D03007", 22),
          column("灾种 D03008", "Hazard D03008", 12),
          column("需救助人口 D03009", "In need D03009", 11, people),
          column("已发放救助款 D03010", "Money paid D03010", 13, yuan),
          column("已发放物资折款 D03011", "Worth of goods D03011", 14, yuan),
          column("发放形式 D03012", "Paid by D03012", 10)};
}

/// A line of the ledger: a household, where it is counted, and what reached it.
struct LedgerLine {
  relief::Household household;
  DivisionCode village;
  std::optional<relief::RelievedHousehold> relieved = {};
};

/// Everybody on the lists and everybody whom relief reached, each once: who moved after it was paid stands where the
/// list was that paid it, and who was withdrawn after that stands there still, so that the column adds up to what was
/// paid.
std::vector<LedgerLine> ledger_lines(store::Connection& db, const std::string& campaign, const DivisionCode& county,
                                     const DivisionCode& within) {
  std::map<std::string, relief::RelievedHousehold> relieved;
  for (auto& each : relief::relieved_within(db, campaign, county)) {
    auto [known, fresh] = relieved.try_emplace(each.household, std::move(each));
    if (fresh) continue;
    if (each.paid_fen > 0) std::swap(known->second, each);
    std::ranges::move(each.goods, std::back_inserter(known->second.goods));
  }
  std::vector<LedgerLine> out;
  for (auto& household : relief::list_households(
           db,
           {.campaign = campaign, .within = within, .state = relief::HouseholdState::entered, .limit = kMostRows})) {
    if (relieved.contains(household.household)) continue;
    const auto village = household.facts.village;
    out.push_back({.household = std::move(household), .village = village});
  }
  for (auto& [id, each] : relieved) {
    if (!each.village.within(within)) continue;
    const auto village = each.village;
    out.push_back(
        {.household = relief::find_household(db, id).value(), .village = village, .relieved = std::move(each)});
  }
  return out;
}

/// With those of its supplements, by village and number.
std::vector<LedgerLine> all_ledger_lines(store::Connection& db, const relief::Campaign& campaign,
                                         const DivisionCode& within) {
  std::vector<LedgerLine> out;
  for (const auto& each : relief::counted_with(db, campaign)) {
    std::ranges::move(ledger_lines(db, each, campaign.facts.division, within), std::back_inserter(out));
  }
  std::ranges::sort(out, {}, [](const LedgerLine& line) { return std::pair{line.village, line.household.ordinal}; });
  return out;
}

/// Nothing when one of its goods has no price.
std::optional<std::int64_t> worth_to(const LedgerLine& line) {
  return line.relieved ? relief::worth_of(line.relieved->goods) : std::optional<std::int64_t>{0};
}

/// The form the money was paid in, or is to be paid in: cash handed out on a card's line is cash.
relief::PayBy paid_by(const LedgerLine& line) {
  if (!line.relieved || line.relieved->paid_fen == 0) return line.household.facts.pay_by;
  return line.relieved->in_cash ? relief::PayBy::cash : relief::PayBy::card;
}

std::vector<Cell> ledger_row(const ReliefSheetParts& parts, const LedgerLine& line, bool clear) {
  const auto& facts = line.household.facts;
  const auto people = people_of(relief::unseal_personal(parts.keys, line.household.sealed), clear);
  const auto* hazard = parts.catalogue.hazard(facts.hazard);
  const auto goods = worth_to(line);
  return {parts.divisions.name_of(line.village),
          people.name,
          people.id_number,
          people.phone,
          class_cell(facts.household_class),
          facts.people,
          people.address,
          people.account,
          hazard == nullptr ? facts.hazard : parts.language(hazard->name),
          line.relieved ? line.relieved->needy : facts.needy,
          Money{line.relieved ? line.relieved->paid_fen : 0},
          goods ? Cell{Money{*goods}} : Cell{},
          parts.language(pay_cell(paid_by(line)))};
}

}  // namespace

Sheet begun_sheet(const ReliefSheetParts& parts, const SheetHead& head) {
  const auto& say = parts.language;
  const auto seq = std::to_string(journal::head_seq(parts.db));
  Sheet sheet{.name = say(head.name),
              .title = say(head.name) + " · " + head.subject + " · " + parts.divisions.name_of(head.division),
              .notes = {say({"截至第 " + seq + " 条记录，" + minute(parts.now) + "（北京时间），制表：" + parts.maker,
                             "as of entry " + seq + ", " + minute(parts.now) + " (Beijing), made by " + parts.maker})}};
  if (head.exercise) {
    sheet.exercise = say({"【演练】数字不计入真实救助", "EXERCISE: these figures are not real relief"});
  }
  return sheet;
}

void mark_people(Sheet& sheet, const ReliefSheetParts& parts, const std::optional<std::string>& purpose) {
  const auto& say = parts.language;
  if (!purpose) {
    sheet.notes.push_back(say({"个人信息已掩码", "people are masked"}));
    return;
  }
  sheet.mark =
      say({"含个人信息，不得外传；用途：" + *purpose + "；导出：" + parts.maker + " " + minute(parts.now),
           "Personal data, not to be passed on; for: " + *purpose + "; by " + parts.maker + " " + minute(parts.now)});
}

PeopleWords people_of(const std::optional<relief::Personal>& personal, bool clear) {
  if (!personal) return {};
  const auto& head = personal->head();
  const PeopleWords all{head.name, head.id_number.value_or(""), personal->phone.value_or(""), personal->address,
                        personal->account.value_or("")};
  if (clear) return all;
  return {access::mask_name(all.name), access::mask_id_number(all.id_number), access::mask_phone(all.phone),
          access::mask_address(all.address), access::mask_account(all.account)};
}

std::string class_cell(relief::HouseholdClass value) {
  return std::to_string(static_cast<int>(value)) + " " + std::string{relief::title_of(value)};
}

Text pay_cell(relief::PayBy value) {
  return value == relief::PayBy::cash ? Text{"1 现金", "1 cash"} : Text{"2 一卡通", "2 card"};
}

Sheet household_ledger(const ReliefSheetParts& parts, const relief::Campaign& campaign, const DivisionCode& within,
                       const std::optional<std::string>& purpose) {
  const auto& say = parts.language;
  auto sheet = begun(parts, campaign, {"D03 冬春政府救助人口一览表", "D03 relief in winter and spring"});
  sheet.columns = ledger_columns(say);
  mark_people(sheet, parts, purpose);
  int unpriced = 0;
  for (const auto& line : all_ledger_lines(parts.db, campaign, within)) {
    sheet.rows.push_back(ledger_row(parts, line, purpose.has_value()));
    unpriced += worth_to(line) ? 0 : 1;
  }
  if (unpriced > 0) {
    const auto count = std::to_string(unpriced);
    sheet.notes.push_back(say({"D03011 留空的 " + count + " 户有物资未登记折款单价",
                               "D03011 is empty for " + count + " households with goods that have no price"}));
  }
  return sheet;
}

Sheet winter_tables_sheet(const ReliefSheetParts& parts, const relief::Campaign& campaign,
                          const relief::WinterTables& tables) {
  const auto& say = parts.language;
  auto sheet = begun(parts, campaign, {"C01 C02 冬春救助情况统计表", "C01 C02 winter and spring"});
  sheet.columns = {{say({"代码", "Code"}), "", 10},
                   {say({"指标", "Indicator"}), "", 34},
                   {say({"数值", "Value"}), "", 18},
                   {say({"单位", "Unit"}), "", 8}};
  const auto line = [&](const char* code, const Text& name, Cell value, const Text& unit) {
    sheet.rows.push_back({std::string{code}, say(name), std::move(value), say(unit)});
  };
  const auto money = [](std::optional<std::int64_t> fen) { return fen ? Cell{Money{*fen, kTenThousandYuan}} : Cell{}; };
  const Text people{"人", "people"};
  const Text wan{"万元", "10,000 yuan"};
  line("C01001", {"需冬春救助人口", "People in need"}, tables.needy, people);
  line("C01002", {"本级政府计划安排资金", "Planned by this level"}, money(tables.own_fen), wan);
  line("C01003", {"需上级政府帮助解决资金", "Asked of the levels above"}, money(tables.lacking_fen), wan);
  line("C02001", {"省级下拨中央冬春补助资金时间", "Day of the centre's money"}, tables.given_on.value_or(""), {});
  line("C02002", {"省级下拨中央冬春补助资金文号", "Notice of the centre's money"}, tables.document.value_or(""), {});
  line("C02003", {"已冬春救助人口", "People relieved"}, tables.relieved, people);
  line("C02004", {"本级财政已安排资金", "Given by this level"}, money(tables.own_fen), wan);
  line("C02005", {"上级财政已安排资金", "Given by the levels above"}, money(tables.above_fen), wan);
  return sheet;
}

Sheet village_tables_sheet(const ReliefSheetParts& parts, const relief::Campaign& campaign,
                           const std::vector<relief::VillageFigures>& villages) {
  const auto& say = parts.language;
  auto sheet = begun(parts, campaign, {"分村", "By village"});
  const auto people = say({"人", "people"});
  const auto yuan = say({"元", "yuan"});
  const auto households = say({"户", "households"});
  sheet.columns = {{say({"区划代码", "Code"}), "", 15},
                   {say({"村（社区）", "Village"}), "", 20},
                   {say({"环节", "Stage"}), "", 10},
                   {say({"名册户数", "Households"}), households, 10},
                   {say({"需救助人口 C01001", "In need C01001"}), people, 12},
                   {say({"审定金额", "Decided"}), yuan, 14},
                   {say({"已发放救助款 D03010", "Money paid D03010"}), yuan, 15},
                   {say({"已发放物资折款 D03011", "Worth of goods D03011"}), yuan, 15},
                   {say({"已发放户数", "Households paid"}), households, 10},
                   {say({"已冬春救助人口 C02003", "People relieved C02003"}), people, 13}};
  for (const auto& each : villages) {
    sheet.rows.push_back({each.village.text(), parts.divisions.name_of(each.village),
                          std::string{relief::title_of(each.stage)}, each.households, each.needy,
                          Money{each.approved_fen}, Money{each.paid_fen}, Money{each.goods_fen}, each.paid_households,
                          each.relieved_people});
  }
  return sheet;
}

std::string text_of(const Sheet& sheet) {
  auto out = sheet.title + "\n" + sheet.mark + "\n";
  for (const auto& note : sheet.notes) out += note + "\n";
  for (const auto& row : sheet.rows) {
    for (const auto& cell : row) {
      if (const auto* text = std::get_if<std::string>(&cell)) out += *text + "\n";
    }
  }
  return out;
}

}  // namespace anlan::exchange
