#pragma once

#include <string>
#include <string_view>

#include "gis/import.hpp"

namespace anlan::gis {

/// What a worker sends: "ANLI", u8 1 for an outcome or 0 for a fault, u32 length and JSON of the report or fault, u64
/// length and packed layer, u64 length and packed roads (none after a fault). Little endian.
[[nodiscard]] std::string write_answer(const Result<ImportOutcome>& answer);

/// Reads a worker's answer as a stranger's: the layer is unpacked with every check, and the report must agree with it.
/// Fault: the worker's own, or `import-answer`.
[[nodiscard]] Result<ImportOutcome> read_answer(std::string_view bytes);

}  // namespace anlan::gis
