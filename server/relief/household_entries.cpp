#include "relief/household_entries.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "base/json_fields.hpp"
#include "relief/needs_json.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

template <class Enum, std::size_t n>
json words_json(const std::array<std::string_view, n>& words, const std::vector<Enum>& values) {
  auto out = json::array();
  for (const auto value : values) out.push_back(word_of(words, value));
  return out;
}

template <class Enum, std::size_t n>
std::vector<Enum> read_words(const std::array<std::string_view, n>& words, const json& values) {
  std::vector<Enum> out;
  for (const auto& value : values) out.push_back(parse_word<Enum>(words, value.get_ref<const std::string&>()).value());
  return out;
}

json row_json(const HouseholdRow& row) {
  return {{"household", row.household}, {"facts", facts_json(row.facts)}, {"sealed", row.sealed}};
}

journal::Draft of_one(std::string_view type, const Campaign& campaign, const HouseholdRow& row, json body) {
  body["campaign"] = campaign.campaign;
  body["rows"] = json::array({row_json(row)});
  return {.stream = household_stream(row.household),
          .type = std::string{type},
          .division = row.facts.village,
          .body = std::move(body),
          .exercise = campaign.exercise};
}

}  // namespace

void declare_household_entries(journal::EntryTypes& types) {
  for (const auto type : {kHouseholdEntered, kHouseholdChanged, kHouseholdWithdrawn}) {
    types.declare({.name = std::string{type}});
  }
}

std::string household_stream(const std::string& household) { return "household/" + household; }

json facts_json(const HouseholdFacts& facts) {
  return {{"village", facts.village.text()},
          {"class", to_string(facts.household_class)},
          {"people", facts.people},
          {"needy", facts.needy},
          {"hazard", facts.hazard},
          {"circumstances", words_json(kCircumstanceWords, facts.circumstances)},
          {"vulnerabilities", words_json(kVulnerabilityWords, facts.vulnerabilities)},
          {"needs", needs_json(facts.needs)},
          {"pay_by", word_of(kPayWords, facts.pay_by)},
          {"applied_on", or_null(facts.applied_on)}};
}

HouseholdFacts read_facts(const json& facts) {
  return {.village = DivisionCode::parse(text_at(facts, "village")).value(),
          .household_class = parse_household_class(text_at(facts, "class")).value(),
          .people = facts.at("people"),
          .needy = facts.at("needy"),
          .hazard = facts.at("hazard"),
          .circumstances = read_words<Circumstance>(kCircumstanceWords, facts.at("circumstances")),
          .vulnerabilities = read_words<Vulnerability>(kVulnerabilityWords, facts.at("vulnerabilities")),
          .needs = read_needs(facts.at("needs")),
          .pay_by = parse_word<PayBy>(kPayWords, text_at(facts, "pay_by")).value(),
          .applied_on = optional_at<std::string>(facts, "applied_on")};
}

HouseholdRow read_row(const json& row) {
  return {.household = row.at("household"), .facts = read_facts(row.at("facts")), .sealed = row.at("sealed")};
}

journal::Draft household_entered(const Campaign& campaign, const HouseholdRow& row) {
  return of_one(kHouseholdEntered, campaign, row, {{"import", nullptr}});
}

journal::Draft households_entered(const Campaign& campaign, const std::string& import, const DivisionCode& township,
                                  const std::vector<HouseholdRow>& rows) {
  auto list = json::array();
  for (const auto& row : rows) list.push_back(row_json(row));
  return {.stream = "household_list/" + import,
          .type = std::string{kHouseholdEntered},
          .division = township,
          .body = {{"campaign", campaign.campaign}, {"import", import}, {"rows", std::move(list)}},
          .exercise = campaign.exercise,
          .channel = journal::Channel::file};
}

journal::Draft household_changed(const Campaign& campaign, const HouseholdRow& row, ChangeWeight weight) {
  return of_one(kHouseholdChanged, campaign, row, {{"weight", word_of(kChangeWords, weight)}});
}

journal::Draft household_withdrawn(const Campaign& campaign, const Household& household, const Withdrawal& withdrawal) {
  return {.stream = household_stream(household.household),
          .type = std::string{kHouseholdWithdrawn},
          .division = household.facts.village,
          .body = {{"campaign", campaign.campaign},
                   {"household", household.household},
                   {"reason", word_of(kWithdrawWords, withdrawal.reason)},
                   {"sealed", or_null(withdrawal.sealed)}},
          .exercise = campaign.exercise};
}

}  // namespace anlan::relief
