#pragma once

#include <string>
#include <string_view>

#include "access/pictures.hpp"
#include "journal/blobs.hpp"
#include "relief_house.hpp"

namespace anlan::relief::test {

/// A picture as blob.put keeps it for its owner: "campaign/<uuid>" or "incident/<uuid>".
inline std::string picture(ReliefHouse& house, const std::string& owner, std::string_view bytes,
                           std::string_view media_type = "image/jpeg") {
  store::Connection db{house.file(), store::Mode::read_write};
  return journal::store_blob(db, media_type, access::seal_picture(*house.keys, owner, bytes).value(), house.now);
}

}  // namespace anlan::relief::test
