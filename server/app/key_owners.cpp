#include "app/key_owners.hpp"

#include <string_view>

#include "incidents/incident_view.hpp"
#include "relief/campaign_view.hpp"

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

Problem campaign_open(const relief::Campaign& campaign) {
  return {.kind = ProblemKind::conflict,
          .type = "key-in-use",
          .detail = {"“" + campaign.facts.name + "”尚未结束，先结束该年度再销毁密钥",
                     "\"" + campaign.facts.name + "\" is not over: close the campaign before its key is destroyed"}};
}

std::optional<access::KeyOwner> owner_of_campaign(store::Connection& db, const std::string& id) {
  const auto campaign = relief::find_campaign(db, id);
  if (!campaign) return std::nullopt;
  access::KeyOwner out{campaign->facts.name, campaign->facts.division};
  // A year and its supplements are compared with one another as long as one of them goes on: nobody is paid twice.
  for (const auto& each : relief::winter_of(db, id)) {
    const auto one = relief::find_campaign(db, each).value();
    if (one.state == relief::CampaignState::open) out.still_needed = campaign_open(one);
  }
  return out;
}

}  // namespace

access::KeyOwners key_owners(const DivisionCode& site) {
  return [site](store::Connection& db, const std::string& owner) -> std::optional<access::KeyOwner> {
    if (owner == "goods") return access::KeyOwner{"救灾物资", site, kept_for_the_ledger()};
    if (const auto campaign = relief::campaign_of_owner(owner)) return owner_of_campaign(db, *campaign);
    if (!owner.starts_with(kIncident)) return std::nullopt;
    const auto incident = incidents::find_incident(db, owner.substr(kIncident.size()));
    if (!incident) return std::nullopt;
    access::KeyOwner out{incident->name, incident->division};
    if (incident->state != incidents::IncidentState::closed) out.still_needed = incident_open(*incident);
    return out;
  };
}

}  // namespace anlan::app
