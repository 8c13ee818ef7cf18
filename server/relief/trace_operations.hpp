#pragma once

#include "api/shape.hpp"
#include "relief/trace.hpp"

namespace anlan::relief {

/// What was decided for a household and what became of it, as every answer about money shows it.
[[nodiscard]] nlohmann::json payment_wire(const TracePayment& payment);
[[nodiscard]] api::Shape payment_shape();

}  // namespace anlan::relief
