#pragma once

#include "access/key_ring.hpp"
#include "api/registry.hpp"
#include "divisions/divisions.hpp"
#include "incidents/catalogue.hpp"
#include "journal/journal.hpp"
#include "relief/relief_catalogue.hpp"
#include "store/reader_pool.hpp"
#include "store/workers.hpp"
#include "store/writer.hpp"

namespace anlan::exchange {

/// What the operations below need of the running server. All of it outlives the registry.
struct ReliefExportParts {
  const incidents::Catalogue& catalogue;
  const relief::ReliefCatalogue& standards;
  const divisions::Divisions& divisions;
  access::KeyRing& keys;
  journal::Journal& journal;
  store::Writer& writer;
  store::ReaderPool& readers;
  store::Workers& workers;
};

/// relief.export_ledger (D03, masked) and relief.export_tables (C01, C02): .xlsx files to download;
/// relief.export_people: D03 in clear, with a purpose, on record and marked on every page. home.export and
/// home.export_people: the same of D02.
void declare_relief_exports(api::Registry& registry, const ReliefExportParts& parts);

}  // namespace anlan::exchange
