#include "api/operation.hpp"

#include "base/json_fields.hpp"

namespace anlan::api {

Instant moment_in(const CommandContext& context) {
  if (!context.params.contains("occurred_at")) return context.now;
  return parse_time(text_at(context.params, "occurred_at")).value();
}

}  // namespace anlan::api
