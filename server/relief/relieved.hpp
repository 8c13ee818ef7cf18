#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/database.hpp"
#include "supplies/handout_view.hpp"

namespace anlan::relief {

/// What reached a household by a decided list: money that was paid, goods that were handed over. The second notice, the
/// ledger of results and the follow-up are made of these, not of the list as it stands: who was paid and moved away or
/// was withdrawn since is among them, and whose payment was given up is not.
struct RelievedHousehold {
  std::string household;      ///< uuid
  DivisionCode village;       ///< of the list that entitled it
  std::int64_t needy = 0;     ///< 需救助人口 as it was frozen
  std::int64_t paid_fen = 0;  ///< nothing when only goods reached it
  bool in_cash = false;       ///< handed out against a signature, whatever was planned
  std::vector<supplies::GoodsGiven> goods = {};
};

/// Of the lists of villages below a division, by village and household.
[[nodiscard]] std::vector<RelievedHousehold> relieved_within(store::Connection& db, const std::string& campaign,
                                                             const DivisionCode& within);

}  // namespace anlan::relief
