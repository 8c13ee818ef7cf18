#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "relief/campaign.hpp"
#include "relief/relief_catalogue.hpp"
#include "relief/way.hpp"
#include "store/database.hpp"

namespace anlan::relief {

/// What a village's list came to. Money in fen.
struct VillageFigures {
  DivisionCode village;
  Stage stage = Stage::report;
  std::int64_t households = 0;
  std::int64_t people = 0;
  std::int64_t needy = 0;  ///< C01001 of the village
  std::int64_t approved_fen = 0;
  std::int64_t paid_fen = 0;  ///< sum of D03010
  std::int64_t closed_fen = 0;
  std::int64_t returned = 0;  ///< payments that came back and wait
  std::int64_t paid_households = 0;
  std::int64_t paid_people = 0;  ///< people in need of households that were paid
  std::int64_t goods_households = 0;
  std::int64_t goods_fen = 0;        ///< sum of D03011: what goods handed out come to, as far as they have a price
  std::int64_t goods_unpriced = 0;   ///< households with goods that have none
  std::int64_t relieved_people = 0;  ///< C02003 of the village: people in need of households that got money or goods
};
/// By code.
[[nodiscard]] std::vector<VillageFigures> village_figures(store::Connection& db, const std::string& campaign,
                                                          const DivisionCode& within);
/// Whose lists one table counts: a year's own and those of its supplements, or a supplement's alone. By uuid.
[[nodiscard]] std::vector<std::string> counted_with(store::Connection& db, const Campaign& campaign);
/// The same of a whole winter: a village's supplementary lists are counted with it. Of a supplement alone its own.
[[nodiscard]] std::vector<VillageFigures> winter_figures(store::Connection& db, const Campaign& campaign,
                                                         const DivisionCode& within);
/// All of them together, as if they were one village named `of`; its stage means nothing.
[[nodiscard]] VillageFigures sum_of(const std::vector<VillageFigures>& villages, const DivisionCode& of);

/// Tables C01 and C02 of a county (form 自然灾害情况统计调查制度 2024, domain.md 1.8).
struct WinterTables {
  std::int64_t needy = 0;                        ///< C01001
  std::int64_t own_fen = 0;                      ///< C01002 and C02004: the county's own part
  std::optional<std::int64_t> wanted_fen = {};   ///< what all would get by the pinned standard; nothing without one
  std::optional<std::int64_t> lacking_fen = {};  ///< C01003 = wanted − C01002, never negative
  std::optional<std::string> given_on = {};      ///< C02001: day the province handed the centre's money down
  std::optional<std::string> document = {};      ///< C02002: number of the notice the centre's money came with
  std::int64_t relieved = 0;                     ///< C02003
  std::int64_t above_fen = 0;                    ///< C02005: city, province and centre together
};
[[nodiscard]] WinterTables winter_tables(const std::vector<Budget>& budget, const VillageFigures& all,
                                         std::optional<std::int64_t> wanted_fen);
/// The tables of a campaign with its supplements, as `winter_figures` counts them; `all` is their sum.
[[nodiscard]] WinterTables county_tables(store::Connection& db, const Campaign& campaign, const VillageFigures& all,
                                         const ReliefCatalogue& standards);

/// "12.345": fen as 万元, the unit of C01 and C02, exact, with at least two decimals. D03 is in yuan.
[[nodiscard]] std::string ten_thousand_yuan(std::int64_t fen);

}  // namespace anlan::relief
