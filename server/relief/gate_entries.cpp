#include "relief/gate_entries.hpp"

#include <utility>

#include <nlohmann/json.hpp>

namespace anlan::relief {

void declare_gate_entries(journal::EntryTypes& types) {
  for (const auto type :
       {kGateMet, kGatePosted, kGatePhotographed, kGatePhotoDropped, kGateObjected, kGateSettled, kGateDrawn,
        kGateVisited, kGateFrozen, kGateSigned, kGateAllotted, kGateConfirmed, kGatePassed, kGateReturned}) {
    types.declare({.name = std::string{type}});
  }
}

std::string gate_stream(const std::string& campaign, const DivisionCode& village) {
  return "gate/" + campaign + "/" + village.text();
}

journal::Draft gate_fact(std::string_view type, const Campaign& campaign, const DivisionCode& village,
                         nlohmann::json body) {
  body["campaign"] = campaign.campaign;
  body["village"] = village.text();
  return {.stream = gate_stream(campaign.campaign, village),
          .type = std::string{type},
          .division = village,
          .body = std::move(body),
          .exercise = campaign.exercise};
}

}  // namespace anlan::relief
