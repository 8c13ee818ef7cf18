#include "api/personal.hpp"

#include <utility>

#include "base/json.hpp"

namespace anlan::api {

using nlohmann::json;

Result<std::string> without(access::KeyRing& keys, const json& params, const char* pointer) {
  const json::json_pointer at{pointer};
  if (!params.contains(at)) return dump(params);
  return keys.mark("contact", dump(params.at(at))).map([&](const std::string& mark) {
    auto shown = params;
    shown[at] = mark;
    return dump(shown);
  });
}

Decision reveal(const access::Revealed& fact, json clear) {
  Decision decision;
  decision.entries.push_back(access::draft_of(fact));
  decision.answer = [](store::Connection&, const std::vector<journal::Entry>&) { return json{{"revealed", nullptr}}; };
  decision.aside = [clear = std::move(clear)](json& answer) { answer["revealed"] = clear; };
  return decision;
}

}  // namespace anlan::api
