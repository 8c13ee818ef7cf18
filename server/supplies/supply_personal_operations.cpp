#include "supplies/supply_personal_operations.hpp"

#include <utility>

#include "access/personal.hpp"
#include "base/json.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using api::need;
using api::Shape;
using nlohmann::json;

namespace {

api::Decision recorded(Unsealed found, const std::string& purpose) {
  api::Decision decision;
  decision.entries.push_back(access::draft_of({.stream = std::move(found.stream),
                                               .division = found.division,
                                               .fields = std::move(found.fields),
                                               .purpose = purpose}));
  decision.answer = [](store::Connection&, const std::vector<journal::Entry>&) { return json{{"revealed", nullptr}}; };
  decision.aside = [clear = std::move(found.clear)](json& answer) { answer["revealed"] = clear; };
  return decision;
}

}  // namespace

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
              return recorded(std::move(found), context.params.at("purpose").get<std::string>());
            });
          }};
}

Result<std::string> without(access::KeyRing& keys, const json& params, const char* pointer) {
  const json::json_pointer at{pointer};
  if (!params.contains(at)) return dump(params);
  return keys.mark("contact", dump(params.at(at))).map([&](const std::string& mark) {
    auto shown = params;
    shown[at] = mark;
    return dump(shown);
  });
}

}  // namespace anlan::supplies
