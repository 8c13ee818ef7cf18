#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "journal/entry.hpp"

namespace anlan::journal {

/// The hashes of the blobs that an entry names in clear and that must therefore be stored, in the order of its body.
/// Those of sealed pictures are not among them: they cannot be read without the keys.
[[nodiscard]] std::vector<std::string> blobs_named(const Entry& entry, const nlohmann::json& body);

}  // namespace anlan::journal
