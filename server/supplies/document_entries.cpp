#include "supplies/document_entries.hpp"

#include <nlohmann/json.hpp>

namespace anlan::supplies {

DivisionCode above_both(DivisionCode a, const DivisionCode& b) {
  while (!b.within(a) && a.parent()) a = *a.parent();
  return a;
}

void declare_document_entries(journal::EntryTypes& types) {
  // What stands in clear in an older body is read as it is; whoever shows it masks it like the rest.
  const auto as_it_is = [](int, nlohmann::json&) {};
  for (const auto type : {kReleaseRequested, kReleaseApproved, kReleaseRejected, kWaybillPicked, kWaybillDispatched,
                          kWaybillCancelled, kWaybillReceived, kWaybillSettled, kWaybillCorrected}) {
    types.declare({.name = std::string{type}, .version = 2, .reach = journal::Reach::both, .upcast = as_it_is});
  }
}

std::string release_stream(const std::string& release) { return "release/" + release; }
std::string waybill_stream(const std::string& waybill) { return "waybill/" + waybill; }

journal::Draft release_fact(std::string_view type, const Release& release) {
  return {.stream = release_stream(release.release),
          .type = std::string{type},
          .division = release.to.division,
          .body = release_json(release),
          .exercise = release.exercise};
}

journal::Draft waybill_fact(std::string_view type, const Waybill& waybill) {
  return {.stream = waybill_stream(waybill.waybill),
          .type = std::string{type},
          .division = above_both(waybill.from_division, waybill.to.division),
          .body = waybill_json(waybill),
          .exercise = waybill.exercise};
}

}  // namespace anlan::supplies
