#include "supplies/sources_operations.hpp"

#include <utility>

namespace anlan::supplies {

using nlohmann::json;

void declare_sources(api::Registry& registry, const SourceParts& parts) {
  declare_donation_operations(registry, parts);
  declare_donation_public_operations(registry, parts);
  declare_handout_operations(registry, parts);
}

api::Decision reveal(const access::Revealed& fact, json clear) {
  api::Decision decision;
  decision.entries.push_back(access::draft_of(fact));
  decision.answer = [](store::Connection&, const std::vector<journal::Entry>&) { return json{{"revealed", nullptr}}; };
  decision.aside = [clear = std::move(clear)](json& answer) { answer["revealed"] = clear; };
  return decision;
}

}  // namespace anlan::supplies
