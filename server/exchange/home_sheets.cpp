#include "exchange/home_sheets.hpp"

#include <array>

#include "relief/home_queries.hpp"
#include "relief/household_personal.hpp"

namespace anlan::exchange {
namespace {

constexpr std::int64_t kMostRows = 1'000'000;
constexpr std::int64_t kSquareMetre = 100;  // dm²

/// D02008, with the form's numbers.
const std::array<Text, 5> kStructures{{{"1 钢结构", "1 steel"},
                                       {"2 钢筋混凝土结构", "2 reinforced concrete"},
                                       {"3 砌体结构", "3 masonry"},
                                       {"4 木（竹）结构", "4 wood or bamboo"},
                                       {"5 其他结构", "5 other"}}};

std::vector<Column> columns_of(const Language& say) {
  const auto column = [&say](const char* zh, const char* en, double width, const Text& unit = {}) {
    return Column{say({zh, en}), say(unit), width};
  };
  const Text people{"人", "people"};
  const Text rooms{"间", "rooms"};
  const Text area{"平方米", "m²"};
  const Text wan{"万元", "10,000 yuan"};
  return {column("村（社区）", "Village", 18),
          column("户主姓名 D02001", "Head D02001", 12),
          column("身份证号 D02002", "Identity number D02002", 22),
          column("联系方式 D02003", "Telephone D02003", 14),
          column("家庭类型 D02004", "Class D02004", 16),
          column("家庭人口 D02005", "People D02005", 9, people),
          column("家庭住址 D02006", "Address D02006", 30),
          column("住房间数 D02007", "Rooms D02007", 9, rooms),
          column("房屋结构 D02008", "Structure D02008", 17),
          column("受灾时间 D02009", "Struck at D02009", 17),
          column("灾种 D02010", "Hazard D02010", 12),
          column("倒塌间数 D02011", "Collapsed rooms D02011", 9, rooms),
          column("倒塌面积 D02012", "Collapsed area D02012", 10, area),
          column("严重损坏间数 D02013", "Severely damaged rooms D02013", 9, rooms),
          column("严重损坏面积 D02014", "Severely damaged area D02014", 10, area),
          column("一般损坏间数 D02015", "Slightly damaged rooms D02015", 9, rooms),
          column("一般损坏面积 D02016", "Slightly damaged area D02016", 10, area),
          column("恢复重建资金发放金额 D02017", "Rebuilding money D02017", 13, wan),
          column("恢复重建其他投入折款 D02018", "Other means, in money D02018", 13, wan),
          column("发放形式 D02019", "Paid by D02019", 10)};
}

std::vector<Cell> row_of(const ReliefSheetParts& parts, const relief::Home& home, bool clear) {
  const auto& facts = home.facts;
  const auto* hazard = parts.catalogue.hazard(facts.hazard);
  const auto people = people_of(relief::unseal_personal(parts.keys, home.sealed), clear);
  std::vector<Cell> cells{parts.divisions.name_of(facts.village),
                          people.name,
                          people.id_number,
                          people.phone,
                          class_cell(facts.household_class),
                          facts.people,
                          people.address,
                          facts.rooms,
                          parts.language(kStructures.at(static_cast<std::size_t>(facts.structure))),
                          facts.occurred_at,
                          hazard == nullptr ? facts.hazard : parts.language(hazard->name)};
  for (const auto kind : relief::kDamages) {
    cells.emplace_back(facts.of(kind).rooms);
    cells.emplace_back(Money{facts.of(kind).area_dm2, kSquareMetre});
  }
  cells.emplace_back(Money{facts.rebuild_fen, kTenThousandYuan});
  cells.emplace_back(Money{facts.other_fen, kTenThousandYuan});
  cells.push_back(facts.pay_by ? Cell{parts.language(pay_cell(*facts.pay_by))} : Cell{});
  return cells;
}

}  // namespace

Sheet home_register(const ReliefSheetParts& parts, const incidents::Incident& incident, const DivisionCode& within,
                    const std::optional<std::string>& purpose) {
  auto sheet = begun_sheet(
      parts,
      {{"D02 因灾倒塌损坏住房户一览表", "D02 collapsed and damaged homes"}, incident.name, within, incident.exercise});
  sheet.columns = columns_of(parts.language);
  mark_people(sheet, parts, purpose);
  for (const auto& home : relief::list_homes(parts.db, {.incident = incident.incident,
                                                        .within = within,
                                                        .state = relief::HomeState::entered,
                                                        .limit = kMostRows})) {
    sheet.rows.push_back(row_of(parts, home, purpose.has_value()));
  }
  return sheet;
}

}  // namespace anlan::exchange
