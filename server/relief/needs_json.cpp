#include "relief/needs_json.hpp"

#include "base/json_fields.hpp"

namespace anlan::relief {

using nlohmann::json;

json needs_json(const std::vector<Need>& needs) {
  auto out = json::array();
  for (const auto& need : needs) {
    out.push_back({{"kind", word_of(kNeedWords, need.kind)}, {"quantity", need.quantity}});
  }
  return out;
}

std::vector<Need> read_needs(const json& needs) {
  std::vector<Need> out;
  for (const auto& need : needs) {
    out.push_back({parse_word<NeedKind>(kNeedWords, text_at(need, "kind")).value(), need.at("quantity")});
  }
  return out;
}

}  // namespace anlan::relief
