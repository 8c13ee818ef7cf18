#include "supplies/donation_entries.hpp"

#include <nlohmann/json.hpp>

namespace anlan::supplies {

void declare_donation_entries(journal::EntryTypes& types) {
  for (const auto type : {kDonationRegistered, kDonationCorrected, kDonationExcepted}) {
    types.declare({.name = std::string{type}});
  }
}

std::string donation_stream(const std::string& donation) { return "donation/" + donation; }

journal::Draft donation_fact(std::string_view type, const Donation& donation) {
  return {.stream = donation_stream(donation.donation),
          .type = std::string{type},
          .division = donation.division,
          .body = donation_json(donation),
          .exercise = donation.exercise};
}

}  // namespace anlan::supplies
