#pragma once

#include "api/operation.hpp"

namespace anlan::supplies {

/// Who says that goods are beyond use, and in which signed paper: what `check_opinion` judges.
[[nodiscard]] api::Shape opinion_shape();

}  // namespace anlan::supplies
