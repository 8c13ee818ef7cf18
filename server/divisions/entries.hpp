#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "base/division_code.hpp"
#include "journal/entry.hpp"
#include "journal/entry_types.hpp"

namespace anlan::divisions {

inline constexpr const char* kDivisionsAdopted = "division.adopted";
inline constexpr const char* kBoundariesAdopted = "division.boundaries_adopted";

/// A register of divisions came into force. Stream `divisions/<city code>`.
struct DivisionsAdopted {
  std::string blob = {};  ///< of the CSV text
  std::string source = {};
  std::int64_t count = 0;       ///< rows of the register
  std::string valid_from = {};  ///< the day on which units that it no longer names end

  friend bool operator==(const DivisionsAdopted&, const DivisionsAdopted&) = default;
};

/// The boundaries of one level came into force. Stream `boundaries/<level>`.
struct BoundariesAdopted {
  Level level = Level::village;
  std::string blob = {};  ///< of the packed layer (gis::pack); also its version
  std::string source = {};
  bool schematic = false;
  std::int64_t features = 0;
  std::string crs_note = {};  ///< what the file's coordinates were
  std::int64_t notes = 0;     ///< findings of the import's report
  std::int64_t warnings = 0;

  friend bool operator==(const BoundariesAdopted&, const BoundariesAdopted&) = default;
};

[[nodiscard]] nlohmann::json to_json(const DivisionsAdopted& adopted);
[[nodiscard]] nlohmann::json to_json(const BoundariesAdopted& adopted);
/// Throw nlohmann's exceptions for a body that is none: only entries of this journal come here.
[[nodiscard]] DivisionsAdopted read_divisions_adopted(const nlohmann::json& body);
[[nodiscard]] BoundariesAdopted read_boundaries_adopted(const nlohmann::json& body);

/// Facts of the city, which everybody below it hears.
[[nodiscard]] journal::Draft draft(const DivisionsAdopted& adopted, const DivisionCode& city);
[[nodiscard]] journal::Draft draft(const BoundariesAdopted& adopted, const DivisionCode& city);

void declare_entries(journal::EntryTypes& types);

}  // namespace anlan::divisions
