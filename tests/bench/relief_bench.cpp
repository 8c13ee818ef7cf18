// Brings villages' lists of winter-spring relief to the county's decision, as their meetings and townships would, so
// that freezing and paying them can be measured. Reads a campaign and a village from each line of the input.
//
//   relief_bench DATA
#include <iostream>
#include <string>
#include <utility>

#include "access/token.hpp"
#include "app/house.hpp"
#include "journal/offline.hpp"
#include "relief/campaign_view.hpp"
#include "relief/gate_entries.hpp"
#include "relief/household_queries.hpp"
#include "relief/way_json.hpp"

namespace {

using namespace anlan;
using namespace anlan::relief;
using nlohmann::json;

constexpr std::int64_t kMostRows = 20'000;

json meeting_about(const std::vector<Household>& households, Instant at) {
  const std::string blob(64, '0');
  Meeting meeting{.held_at = at, .minutes = blob, .photo = blob};
  for (const auto bench : kBenches) meeting.present.push_back({.bench = bench, .declared = true});
  for (const auto& each : households) meeting.votes.push_back({.household = each.household, .ayes = 3});
  return meeting_json(meeting);
}

void bring(store::Connection& db, journal::Journal& journal, const std::string& id, const DivisionCode& village) {
  const auto campaign = find_campaign(db, id).value();
  const auto now = wall_clock();
  const journal::Stamp stamp{
      {"bench-township", "压测", "township_reviewer", village.parent().value().text()}, now, "bench"};
  const auto happened = [&](std::string_view type, json body) {
    journal.append(db, gate_fact(type, campaign, village, std::move(body)), stamp);
  };
  const auto passed = [&](Stage from, Stage to) {
    happened(kGatePassed, {{"from", to_string(from)}, {"to", to_string(to)}});
  };
  const auto households =
      list_households(db, {.campaign = id, .within = village, .state = HouseholdState::entered, .limit = kMostRows});
  passed(Stage::report, Stage::village_review);
  happened(kGateMet, {{"meeting", meeting_about(households, now)}});
  passed(Stage::village_review, Stage::public_notice);
  happened(kGatePosted, {{"notice", "notice"},
                         {"posted_at", format_time(now)},
                         {"place", "村委会门口"},
                         {"token", access::make_token()}});
  passed(Stage::public_notice, Stage::township_review);
  passed(Stage::township_review, Stage::county_decision);
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return 2;
  app::Config config;
  config.data = words[1];
  config.reference = std::string{ANLAN_SOURCE_DIR} + "/data";
  auto house = app::House::build(config).value();
  auto offline = journal::OfflineJournal::open(config.data, {.id = "bench", .name = "bench"}, house->types,
                                               house->views, wall_clock(), [](auto, auto) {})
                     .value();
  for (std::string campaign, village; std::cin >> campaign >> village;) {
    const auto kept = offline->transact([&](store::Connection& db, journal::Journal& journal) -> Result<int> {
      bring(db, journal, campaign, DivisionCode::parse(village).value());
      return 0;
    });
    if (!kept) return 1;
  }
}
