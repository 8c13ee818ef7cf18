// Fills a data directory with made-up observations through the journal itself, for measuring `anlan replay`.
// Usage: journal_bench DATA ENTRIES
#include <cstdio>
#include <cstdlib>
#include <string>

#include "app/house.hpp"
#include "base/uuid.hpp"
#include "incidents/incident_entries.hpp"
#include "incidents/observation_entries.hpp"
#include "journal/offline.hpp"

using namespace anlan;

int main(int count, char** words) {
  if (count < 3) return 2;
  const std::string source = ANLAN_SOURCE_DIR;
  app::Config config;
  config.data = words[1];
  config.reference = source + "/data";
  auto house = app::House::build(config).value();
  auto offline = journal::OfflineJournal::open(config.data, {.id = "bench", .name = "bench"}, house->types,
                                               house->views, wall_clock(), [](auto, auto) {})
                     .value();
  house->divisions.load(offline->db());
  std::vector<DivisionCode> villages;
  const auto divisions = house->divisions.snapshot();
  for (const auto& division : divisions->divisions()) {
    if (division.level() == Level::village) villages.push_back(division.code);
  }
  const auto total = std::atoll(words[2]);
  const auto incident = make_uuid(wall_clock());
  const incidents::Opening opening{.hazard = "02",
                                   .name = "压测",
                                   .occurred_at = wall_clock(),
                                   .area = {DivisionCode::parse("410800000000").value()}};
  const journal::Stamp stamp{{"bench", "压测", "city_duty", "410800000000"}, wall_clock(), "bench"};
  const auto open = [&](store::Connection& db, journal::Journal& journal) -> Result<int> {
    journal.append(db, incidents::incident_opened(incident, opening), stamp);
    return 0;
  };
  if (!offline->transact(open)) return 1;
  for (long long done = 0; done < total;) {
    auto slice = [&](store::Connection& db, journal::Journal& journal) -> Result<int> {
      for (int i = 0; i < 10'000 && done < total; ++i, ++done) {
        const auto& village = villages[static_cast<std::size_t>(done) % villages.size()];
        // Anywhere in the city: replay keeps what was decided and asks no map again.
        const incidents::LonLat point{112.7 + 0.8 * static_cast<double>(done % 997) / 997,
                                      34.9 + 0.5 * static_cast<double>(done % 991) / 991};
        journal.append(db,
                       incidents::observation_submitted({.observation = make_uuid(wall_clock()),
                                                         .incident = incident,
                                                         .division = village,
                                                         .text = "村口桥面过水，行人绕行；十二户转移到小学，停电",
                                                         .point = point,
                                                         .occurred_at = stamp.now,
                                                         .received_at = stamp.now,
                                                         .recorded_at = stamp.now,
                                                         .actor = stamp.actor}),
                       stamp);
      }
      return 0;
    };
    if (!offline->transact(slice)) return 1;
  }
  std::printf("%lld entries\n", total);
}
