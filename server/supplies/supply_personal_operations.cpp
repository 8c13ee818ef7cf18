#include "supplies/supply_personal_operations.hpp"

#include <utility>

#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using api::need;
using api::Shape;

api::Operation reveal_operation(Revealing revealing) {
  constexpr int kShortestPurpose = 2;
  return {.name = std::move(revealing.name),
          .kind = api::Kind::command,
          .summary = std::move(revealing.summary),
          .params = Shape::object({need("command_id", Shape::uuid()), need(revealing.record, Shape::uuid()),
                                   need("purpose", Shape::text(kShortestPurpose, kLongestReason))}),
          .roles = revealing.roles,
          .scope = std::move(revealing.scope),
          .command = [unseal = std::move(revealing.unseal)](const api::CommandContext& context) {
            return unseal(context).map([&](Unsealed found) {
              return api::reveal({.stream = std::move(found.stream),
                                  .division = found.division,
                                  .fields = std::move(found.fields),
                                  .purpose = context.params.at("purpose").get<std::string>()},
                                 std::move(found.clear));
            });
          }};
}

}  // namespace anlan::supplies
