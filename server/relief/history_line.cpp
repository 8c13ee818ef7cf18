#include "relief/history_line.hpp"

namespace anlan::relief {

using nlohmann::json;

json history_line(const journal::Entry& entry, std::int64_t version) {
  const auto actor = json::parse(entry.actor);
  return {{"version", version},
          {"seq", entry.seq},
          {"type", entry.type},
          {"at", format_time(entry.recorded_at)},
          {"by", {{"account", actor.at("account")}, {"name", actor.at("display_name")}, {"role", actor.at("role")}}},
          {"changed", json::array()}};
}

json differences(const json& before, const json& after) {
  auto out = json::array();
  for (const auto& [field, value] : after.items()) {
    if (!before.contains(field) || before.at(field) != value) out.push_back(field);
  }
  return out;
}

}  // namespace anlan::relief
