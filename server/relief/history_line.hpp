#pragma once

#include <cstdint>

#include <nlohmann/json.hpp>

#include "journal/entry.hpp"

namespace anlan::relief {

/// Something recorded of a household or a home, as its history shows it: {version, seq, type, at, by, changed}, with
/// nothing changed yet.
[[nodiscard]] nlohmann::json history_line(const journal::Entry& entry, std::int64_t version);

/// The names of the fields that differ; never their values.
[[nodiscard]] nlohmann::json differences(const nlohmann::json& before, const nlohmann::json& after);

}  // namespace anlan::relief
