#include "supplies/donation.hpp"

#include <utility>

#include "supplies/json_fields.hpp"
#include "supplies/release.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

json code_json(const std::optional<DivisionCode>& division) {
  return division ? json(division->text()) : json(nullptr);
}

json donor_json(const Donor& donor) {
  return {{"kind", to_string(donor.kind)},
          {"shown_as", or_null(donor.shown_as)},
          {"name", or_null(donor.name)},
          {"phone", or_null(donor.phone)}};
}

Donor read_donor(const json& donor) {
  return {.kind = parse_donor_kind(text_at(donor, "kind")).value(),
          .shown_as = optional_at<std::string>(donor, "shown_as"),
          .name = optional_at<std::string>(donor, "name"),
          .phone = optional_at<std::string>(donor, "phone")};
}

json exceptions_json(const std::vector<EarmarkException>& exceptions) {
  auto out = json::array();
  for (const auto& one : exceptions) {
    out.push_back({{"incident", or_null(one.incident)},
                   {"division", one.division.text()},
                   {"reason", one.reason},
                   {"at", format_time(one.at)},
                   {"by", journal::to_json(one.by)}});
  }
  return out;
}

EarmarkException read_exception(const json& one) {
  return {.incident = optional_at<std::string>(one, "incident"),
          .division = DivisionCode::parse(text_at(one, "division")).value(),
          .reason = one.at("reason"),
          .at = parse_time(text_at(one, "at")).value(),
          .by = journal::read_actor(one.at("by"))};
}

json correction_json(const std::optional<Correction>& correction) {
  if (!correction) return nullptr;
  return {
      {"reason", correction->reason}, {"at", format_time(correction->at)}, {"by", journal::to_json(correction->by)}};
}

std::optional<Correction> read_correction(const json& correction) {
  if (correction.is_null()) return std::nullopt;
  return Correction{.reason = correction.at("reason"),
                    .at = parse_time(text_at(correction, "at")).value(),
                    .by = journal::read_actor(correction.at("by"))};
}

json gifts_json(const std::vector<Gift>& gifts) {
  auto out = json::array();
  for (const auto& gift : gifts) {
    out.push_back({{"item", gift.item}, {"quantity", gift.quantity}, {"batch", gift.batch}, {"label", gift.label}});
  }
  return out;
}

}  // namespace

std::string_view to_string(DonationState state) noexcept {
  return state == DonationState::received ? "received" : "withdrawn";
}

std::optional<DonationState> parse_donation_state(std::string_view text) noexcept {
  for (const auto state : {DonationState::received, DonationState::withdrawn}) {
    if (to_string(state) == text) return state;
  }
  return std::nullopt;
}

std::string_view to_string(DonorKind kind) noexcept { return kind == DonorKind::person ? "person" : "organisation"; }

std::optional<DonorKind> parse_donor_kind(std::string_view text) noexcept {
  for (const auto kind : {DonorKind::person, DonorKind::organisation}) {
    if (to_string(kind) == text) return kind;
  }
  return std::nullopt;
}

json earmark_json(const Earmark& earmark) {
  return {{"text", or_null(earmark.text)},
          {"incident", or_null(earmark.incident)},
          {"division", code_json(earmark.division)}};
}

Earmark read_earmark(const json& earmark) {
  Earmark out{.text = optional_at<std::string>(earmark, "text"),
              .incident = optional_at<std::string>(earmark, "incident")};
  const auto division = optional_at<std::string>(earmark, "division");
  if (division) out.division = DivisionCode::parse(*division).value();
  return out;
}

Origin origin_of(const Donation& donation, Tier level) {
  Origin origin{.kind = OriginKind::donation,
                .level = level,
                .document = donation.deed,
                .donor = donation.donor.shown_as.value_or("匿名"),
                .earmark = donation.earmark.text};
  if (!origin.earmark && donation.earmark.binds()) origin.earmark = "定向捐赠 " + donation.number;
  return origin;
}

json donation_json(const Donation& donation) {
  return {{"donation", donation.donation},
          {"number", donation.number},
          {"state", to_string(donation.state)},
          {"place", donation.place},
          {"division", donation.division.text()},
          {"movement", donation.movement},
          {"received_at", format_time(donation.received_at)},
          {"exercise", donation.exercise},
          {"donor", donor_json(donation.donor)},
          {"earmark", earmark_json(donation.earmark)},
          {"deed", or_null(donation.deed)},
          {"note", or_null(donation.note)},
          {"gifts", gifts_json(donation.gifts)},
          {"exceptions", exceptions_json(donation.exceptions)},
          {"correction", correction_json(donation.correction)}};
}

Donation read_donation(const json& body) {
  Donation donation{.donation = body.at("donation"),
                    .number = body.at("number"),
                    .state = parse_donation_state(text_at(body, "state")).value(),
                    .place = body.at("place"),
                    .division = DivisionCode::parse(text_at(body, "division")).value(),
                    .movement = body.at("movement"),
                    .received_at = parse_time(text_at(body, "received_at")).value(),
                    .exercise = body.at("exercise"),
                    .donor = read_donor(body.at("donor")),
                    .earmark = read_earmark(body.at("earmark")),
                    .deed = optional_at<std::string>(body, "deed"),
                    .note = optional_at<std::string>(body, "note"),
                    .correction = read_correction(body.at("correction"))};
  for (const auto& gift : body.at("gifts")) {
    donation.gifts.push_back({gift.at("item"), gift.at("quantity"), gift.at("batch"), gift.at("label")});
  }
  for (const auto& one : body.at("exceptions")) donation.exceptions.push_back(read_exception(one));
  return donation;
}

}  // namespace anlan::supplies
