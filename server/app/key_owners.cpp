#include "app/key_owners.hpp"

#include <string_view>

#include "incidents/incident_view.hpp"

namespace anlan::app {
namespace {

constexpr std::string_view kIncident = "incident/";

Problem kept_for_the_ledger() {
  return {
      .kind = ProblemKind::conflict,
      .type = "key-in-use",
      .detail = {"救灾物资台账长期保存，其密钥不能销毁", "the ledger of relief goods is kept, and its key with it"}};
}

Problem incident_open(const incidents::Incident& incident) {
  return {.kind = ProblemKind::conflict,
          .type = "key-in-use",
          .detail = {"“" + incident.name + "”尚未结束，先关闭该灾害事件再销毁密钥",
                     "\"" + incident.name + "\" is not over: close the incident before its key is destroyed"}};
}

}  // namespace

access::KeyOwners key_owners(const DivisionCode& site) {
  return [site](store::Connection& db, const std::string& owner) -> std::optional<access::KeyOwner> {
    if (owner == "goods") return access::KeyOwner{"救灾物资", site, kept_for_the_ledger()};
    if (!owner.starts_with(kIncident)) return std::nullopt;
    const auto incident = incidents::find_incident(db, owner.substr(kIncident.size()));
    if (!incident) return std::nullopt;
    access::KeyOwner out{incident->name, incident->division};
    if (incident->state != incidents::IncidentState::closed) out.still_needed = incident_open(*incident);
    return out;
  };
}

}  // namespace anlan::app
