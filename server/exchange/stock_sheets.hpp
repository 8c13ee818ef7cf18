#pragma once

#include <optional>
#include <string>

#include "divisions/divisions.hpp"
#include "exchange/sheet.hpp"
#include "store/database.hpp"
#include "supplies/figures.hpp"
#include "supplies/goods.hpp"
#include "supplies/stock_report.hpp"

namespace anlan::exchange {

/// What every table of the relief goods is made of; outlives the call.
struct StockParts {
  store::Connection& db;
  const supplies::GoodsCatalogue& goods;
  const divisions::Divisions& divisions;
  Language language;
  Instant now;        ///< when the file is made
  std::string maker;  ///< who asked for it
};

/// More lines than this do not go into one file.
inline constexpr std::size_t kMostLedgerLines = 100'000;

struct LedgerQuestion {
  DivisionCode jurisdiction;
  std::optional<std::string> place = {};
  std::optional<std::string> item = {};
  std::optional<std::string> incident = {};
  std::optional<Instant> from = {};
  std::optional<Instant> until = {};
  bool exercise = false;
};

/// 台账: every line of every document of places in the jurisdiction, the oldest first, reversed ones marked. Problem
/// `export-too-long` (409) for more than `kMostLedgerLines`.
[[nodiscard]] Result<Sheet> ledger_sheet(const StockParts& parts, const LedgerQuestion& question);

/// 保管卡: one item in one place, with the balance after every line. The place exists.
[[nodiscard]] Result<Sheet> card_sheet(const StockParts& parts, const supplies::CardQuestion& question);

/// A07007 to A07012 of form A07 as the ledger has them.
[[nodiscard]] Sheet figures_sheet(const StockParts& parts, const supplies::FigureQuestion& question);

}  // namespace anlan::exchange
