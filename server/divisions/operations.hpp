#pragma once

#include "api/registry.hpp"
#include "divisions/divisions.hpp"
#include "gis/sandbox.hpp"
#include "journal/journal.hpp"
#include "store/reader_pool.hpp"
#include "store/workers.hpp"
#include "store/writer.hpp"

namespace anlan::divisions {

/// What the operations below need of the running server. All of it outlives the registry.
struct OperationParts {
  Divisions& divisions;
  journal::Journal& journal;
  store::Writer& writer;
  store::ReaderPool& readers;
  store::Workers& workers;
  gis::WorkerCommand import_worker = {};
};

/// `division.list`, `geo.locate`, `boundaries.list`, `boundaries.import`, and the topic `division`.
void declare_operations(api::Registry& registry, const OperationParts& parts);

}  // namespace anlan::divisions
