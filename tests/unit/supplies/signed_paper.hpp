#pragma once

#include <string>

#include "journal/blobs.hpp"
#include "supply_house.hpp"

namespace anlan::supplies::test {

/// A paper that somebody scanned; the name the house keeps it under.
inline std::string signed_paper(SupplyHouse& house) {
  store::Connection db{house.file(), store::Mode::read_write};
  return journal::store_blob(db, "image/png", "a signed paper", house.now);
}

}  // namespace anlan::supplies::test
