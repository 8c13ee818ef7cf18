#include "supplies/release.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

json lines_json(const std::vector<Wanted>& lines) {
  auto out = json::array();
  for (const auto& line : lines) {
    out.push_back({{"item", line.item}, {"quantity", line.quantity}, {"spec", or_null(line.spec)}});
  }
  return out;
}

json grants_json(const std::vector<Grant>& grants) {
  auto out = json::array();
  for (const auto& grant : grants) {
    out.push_back({{"item", grant.item}, {"quantity", grant.quantity}, {"from", grant.from}});
  }
  return out;
}

std::optional<Ruling> read_ruling(const json& body) {
  if (body.at("decided_at").is_null()) return std::nullopt;
  return Ruling{.at = parse_time(text_at(body, "decided_at")).value(),
                .by = journal::read_actor(body.at("decided_by")),
                .order = optional_at<std::string>(body, "order"),
                .note = optional_at<std::string>(body, "reason")};
}

}  // namespace

std::string_view to_string(ReleaseState state) noexcept {
  switch (state) {
    case ReleaseState::requested:
      return "requested";
    case ReleaseState::approved:
      return "approved";
    case ReleaseState::rejected:
      return "rejected";
  }
  return "requested";
}

std::optional<ReleaseState> parse_release_state(std::string_view text) noexcept {
  for (const auto state : {ReleaseState::requested, ReleaseState::approved, ReleaseState::rejected}) {
    if (to_string(state) == text) return state;
  }
  return std::nullopt;
}

json destination_json(const Destination& to) {
  return {{"division", to.division.text()}, {"place", or_null(to.place)}, {"site", to.site}};
}

Destination read_destination(const json& to) {
  return {.division = DivisionCode::parse(text_at(to, "division")).value(),
          .place = optional_at<std::string>(to, "place"),
          .site = to.at("site")};
}

json release_json(const Release& release) {
  const auto& ruling = release.ruling;
  return {{"release", release.release},
          {"number", release.number},
          {"state", to_string(release.state)},
          {"division", release.to.division.text()},
          {"to", destination_json(release.to)},
          {"purpose", release.purpose},
          {"need_by", format_time(release.need_by)},
          {"priority", release.priority},
          {"contact", contact_json(release.contact)},
          {"incident", or_null(release.incident)},
          {"exercise", release.exercise},
          {"stock_note", or_null(release.stock_note)},
          {"lines", lines_json(release.lines)},
          {"requested_at", format_time(release.requested_at)},
          {"requested_by", journal::to_json(release.requested_by)},
          {"order", ruling ? or_null(ruling->order) : json(nullptr)},
          {"decided_at", ruling ? json(format_time(ruling->at)) : json(nullptr)},
          {"decided_by", ruling ? journal::to_json(ruling->by) : json(nullptr)},
          {"reason", ruling ? or_null(ruling->note) : json(nullptr)},
          {"approved", grants_json(release.grants)}};
}

Release read_release(const json& body) {
  Release release{.release = body.at("release"),
                  .number = body.at("number"),
                  .state = parse_release_state(text_at(body, "state")).value(),
                  .to = read_destination(body.at("to")),
                  .purpose = body.at("purpose"),
                  .need_by = parse_time(text_at(body, "need_by")).value(),
                  .priority = body.at("priority"),
                  .contact = read_contact(body.at("contact")),
                  .incident = optional_at<std::string>(body, "incident"),
                  .exercise = body.at("exercise"),
                  .stock_note = optional_at<std::string>(body, "stock_note"),
                  .requested_at = parse_time(text_at(body, "requested_at")).value(),
                  .requested_by = journal::read_actor(body.at("requested_by")),
                  .ruling = read_ruling(body)};
  for (const auto& line : body.at("lines")) {
    release.lines.push_back({line.at("item"), line.at("quantity"), optional_at<std::string>(line, "spec")});
  }
  for (const auto& grant : body.at("approved")) {
    release.grants.push_back({grant.at("item"), grant.at("quantity"), grant.at("from")});
  }
  return release;
}

}  // namespace anlan::supplies
