#pragma once

#include "base/json_fields.hpp"

namespace anlan::supplies {

using anlan::optional_at;
using anlan::or_null;
using anlan::text_at;

}  // namespace anlan::supplies
