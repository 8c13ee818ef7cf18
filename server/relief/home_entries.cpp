#include "relief/home_entries.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "base/json_fields.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

json extent_json(const Extent& extent) { return {{"rooms", extent.rooms}, {"area_dm2", extent.area_dm2}}; }

Extent read_extent(const json& extent) { return {extent.at("rooms"), extent.at("area_dm2")}; }

json row_json(const HomeRow& row) {
  return {{"home", row.home},
          {"incident", row.incident},
          {"facts", home_facts_json(row.facts)},
          {"sealed", row.sealed},
          {"photos", row.photos}};
}

journal::Draft draft(std::string_view type, const std::string& home, const DivisionCode& village, bool exercise,
                     json body) {
  return {.stream = home_stream(home),
          .type = std::string{type},
          .division = village,
          .body = std::move(body),
          .exercise = exercise};
}

json link_json(const Home& home, const Household& household) {
  return {{"home", home.home},
          {"incident", home.incident},
          {"campaign", household.campaign},
          {"household", household.household}};
}

}  // namespace

void declare_home_entries(journal::EntryTypes& types) {
  for (const auto type : {kHomeEntered, kHomeChanged, kHomeWithdrawn, kHomeLinked, kHomeUnlinked}) {
    types.declare({.name = std::string{type}});
  }
}

std::string home_stream(const std::string& home) { return "home/" + home; }

json home_facts_json(const HomeFacts& facts) {
  json out{{"village", facts.village.text()},
           {"class", to_string(facts.household_class)},
           {"people", facts.people},
           {"rooms", facts.rooms},
           {"structure", word_of(kStructureWords, facts.structure)},
           {"occurred_at", format_time(facts.occurred_at)},
           {"hazard", facts.hazard},
           {"rebuild_fen", facts.rebuild_fen},
           {"other_fen", facts.other_fen},
           {"pay_by", facts.pay_by ? json(word_of(kPayWords, *facts.pay_by)) : json(nullptr)}};
  for (const auto kind : kDamages) out[std::string{word_of(kDamageWords, kind)}] = extent_json(facts.of(kind));
  return out;
}

HomeFacts read_home_facts(const json& facts) {
  HomeFacts out{.village = DivisionCode::parse(text_at(facts, "village")).value(),
                .household_class = parse_household_class(text_at(facts, "class")).value(),
                .people = facts.at("people"),
                .rooms = facts.at("rooms"),
                .structure = parse_word<Structure>(kStructureWords, text_at(facts, "structure")).value(),
                .occurred_at = parse_time(text_at(facts, "occurred_at")).value(),
                .hazard = facts.at("hazard"),
                .rebuild_fen = facts.at("rebuild_fen"),
                .other_fen = facts.at("other_fen")};
  if (const auto pay = optional_at<std::string>(facts, "pay_by")) out.pay_by = parse_word<PayBy>(kPayWords, *pay);
  for (const auto kind : kDamages) {
    out.damage.at(static_cast<std::size_t>(kind)) = read_extent(facts.at(word_of(kDamageWords, kind)));
  }
  return out;
}

HomeRow read_home_row(const json& body, bool exercise) {
  return {.home = body.at("home"),
          .incident = body.at("incident"),
          .facts = read_home_facts(body.at("facts")),
          .sealed = body.at("sealed"),
          .photos = body.at("photos"),
          .exercise = exercise};
}

journal::Draft home_entered(const HomeRow& row) {
  return draft(kHomeEntered, row.home, row.facts.village, row.exercise, row_json(row));
}

journal::Draft home_changed(const HomeRow& row, const HomeGrounds<HomeChangeReason>& grounds) {
  auto body = row_json(row);
  body["reason"] = word_of(kHomeChangeWords, grounds.reason);
  body["note"] = or_null(grounds.note);
  return draft(kHomeChanged, row.home, row.facts.village, row.exercise, std::move(body));
}

journal::Draft home_withdrawn(const Home& home, const HomeGrounds<HomeWithdrawReason>& grounds) {
  return draft(kHomeWithdrawn, home.home, home.facts.village, home.exercise,
               {{"home", home.home},
                {"incident", home.incident},
                {"reason", word_of(kHomeWithdrawWords, grounds.reason)},
                {"note", or_null(grounds.note)}});
}

journal::Draft home_linked(const Home& home, const Household& household) {
  return draft(kHomeLinked, home.home, home.facts.village, home.exercise, link_json(home, household));
}

journal::Draft home_unlinked(const Home& home, const Household& household, const std::string& reason) {
  auto body = link_json(home, household);
  body["reason"] = reason;
  return draft(kHomeUnlinked, home.home, home.facts.village, home.exercise, std::move(body));
}

}  // namespace anlan::relief
