#pragma once

#include "api/registry.hpp"
#include "divisions/divisions.hpp"
#include "store/reader_pool.hpp"
#include "store/workers.hpp"
#include "supplies/goods.hpp"

namespace anlan::exchange {

/// What the operations below need of the running server. All of it outlives the registry.
struct ExportParts {
  const supplies::GoodsCatalogue& goods;
  const divisions::Divisions& divisions;
  store::ReaderPool& readers;
  store::Workers& workers;
};

/// stock.export_ledger, stock.export_card, stock.export_figures: .xlsx files to download. Read on a reader, written by
/// a worker.
void declare_stock_exports(api::Registry& registry, const ExportParts& parts);

}  // namespace anlan::exchange
