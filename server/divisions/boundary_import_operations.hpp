#pragma once

#include "api/operation.hpp"
#include "divisions/operations.hpp"

namespace anlan::divisions {

/// `boundaries.import`: reads an uploaded boundary file, answers with the report and adopts it when it may. Harmless to
/// repeat: a layer that is in force already is not adopted again.
[[nodiscard]] api::Operation boundaries_import(const OperationParts& parts);

}  // namespace anlan::divisions
