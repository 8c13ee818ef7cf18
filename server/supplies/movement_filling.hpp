#pragma once

#include <vector>

#include "base/result.hpp"
#include "divisions/divisions.hpp"
#include "supplies/goods.hpp"
#include "supplies/movement.hpp"
#include "supplies/posting.hpp"

namespace anlan::supplies {

/// What a command that writes a document comes with.
struct Asked {
  store::Connection& db;
  const nlohmann::json& params;  ///< of the document's kind
  Instant now;
  const Place& place;  ///< whose document it will be
  const GoodsCatalogue& goods;
  const divisions::Divisions& divisions;
};

/// A document, and batches that come into being with it.
struct Filled {
  Movement movement;
  std::vector<Batch> born = {};
};

/// Each fills in what is special to its kind: the mode, the lines, the evidence. `movement` comes with all the rest.
/// Problems: those of the rules they ask, each with the pointer of its line.
using Fill = Result<Filled> (*)(const Asked& asked, Movement movement);
[[nodiscard]] Result<Filled> fill_receive(const Asked& asked, Movement movement);
/// The same for what is no gift: that comes in as a donation.
[[nodiscard]] Result<Filled> fill_delivery(const Asked& asked, Movement movement);
[[nodiscard]] Result<Filled> fill_issue(const Asked& asked, Movement movement);
[[nodiscard]] Result<Filled> fill_return(const Asked& asked, Movement movement);
[[nodiscard]] Result<Filled> fill_transfer(const Asked& asked, Movement movement);
[[nodiscard]] Result<Filled> fill_scrap(const Asked& asked, Movement movement);
[[nodiscard]] Result<Filled> fill_adjust(const Asked& asked, Movement movement);

}  // namespace anlan::supplies
