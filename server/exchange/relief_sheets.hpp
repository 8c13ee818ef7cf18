#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/key_ring.hpp"
#include "divisions/divisions.hpp"
#include "exchange/sheet.hpp"
#include "incidents/catalogue.hpp"
#include "relief/campaign.hpp"
#include "relief/household.hpp"
#include "relief/relief_summary.hpp"
#include "store/database.hpp"

namespace anlan::exchange {

/// What the tables of winter–spring relief are made from. `maker` is the name of who asked.
struct ReliefSheetParts {
  store::Connection& db;
  const incidents::Catalogue& catalogue;
  const divisions::Divisions& divisions;
  const access::KeyRing& keys;
  Language language;
  Instant now;
  std::string maker;
};

/// What stands above a table.
struct SheetHead {
  Text name;
  std::string subject;    ///< the campaign's or the incident's name
  DivisionCode division;  ///< whose table it is
  bool exercise = false;
};
/// Title, exercise mark, and as of which entry and time.
[[nodiscard]] Sheet begun_sheet(const ReliefSheetParts& parts, const SheetHead& head);
/// Says that people are masked, or, in clear, whose copy this is and for what: on every page.
void mark_people(Sheet& sheet, const ReliefSheetParts& parts, const std::optional<std::string>& purpose);

/// Words of a family's head, masked or not; empty without the key.
struct PeopleWords {
  std::string name, id_number, phone, address, account;
};
[[nodiscard]] PeopleWords people_of(const std::optional<relief::Personal>& personal, bool clear);
/// Options as the ledgers print them: "2 低保户", "1 现金".
[[nodiscard]] std::string class_cell(relief::HouseholdClass value);
[[nodiscard]] Text pay_cell(relief::PayBy value);

/// Fen in 万元.
inline constexpr std::int64_t kTenThousandYuan = 1'000'000;

/// 受灾人员冬春生活政府救助人口一览表 D03, items D03001 to D03012 (自然灾害情况统计调查制度 2024), money in yuan;
/// people masked, or in clear with the purpose on every page; a year's with its supplements. D03010 is what was paid,
/// by the lists that paid it, and D03012 the form it was really paid in. D03011 is what the stock ledger says was
/// given, at the price said when it was; empty where one was not said.
[[nodiscard]] Sheet household_ledger(const ReliefSheetParts& parts, const relief::Campaign& campaign,
                                     const DivisionCode& within, const std::optional<std::string>& purpose);

/// Tables C01 and C02 of a county, money in 万元.
[[nodiscard]] Sheet winter_tables_sheet(const ReliefSheetParts& parts, const relief::Campaign& campaign,
                                        const relief::WinterTables& tables);

/// What C01, C02 and D03 come to in every village: people, and money in yuan as D03 has it. Budgets are the county's.
[[nodiscard]] Sheet village_tables_sheet(const ReliefSheetParts& parts, const relief::Campaign& campaign,
                                         const std::vector<relief::VillageFigures>& villages);

/// All text of a sheet, a cell a line: for who has to look through it before it leaves.
[[nodiscard]] std::string text_of(const Sheet& sheet);

}  // namespace anlan::exchange
