#include "supplies/allocation_clusters.hpp"

#include <algorithm>
#include <map>

namespace anlan::supplies::allocation {
namespace {

bool in_time(const Leg& leg, std::int64_t limit) { return leg.open && leg.minutes <= limit; }

/// What destinations of one cluster have in common: stores in reach, and for some kinds the nearest of them again.
std::vector<std::size_t> likeness_of(const TravelTimes& travel, std::int64_t limit, Likeness likeness,
                                     std::size_t destination) {
  if (likeness == Likeness::self) return {destination};
  std::vector<std::size_t> reach;
  for (std::size_t store = 0; store < travel.stores(); ++store) {
    if (in_time(travel.leg(store, destination), limit)) reach.push_back(store);
  }
  if (likeness == Likeness::reach || reach.empty()) return reach;
  const auto nearest =
      *std::ranges::min_element(reach, {}, [&](std::size_t store) { return travel.leg(store, destination).minutes; });
  if (likeness == Likeness::zone) return {nearest};
  reach.push_back(nearest);
  return reach;
}

}  // namespace

Clusters::Clusters(const TravelTimes& travel, std::int64_t limit, Likeness likeness)
    : stores_{travel.stores()}, cluster_of_(travel.destinations()) {
  group(travel, limit, likeness);
  average(travel, limit);
}

void Clusters::group(const TravelTimes& travel, std::int64_t limit, Likeness likeness) {
  std::map<std::vector<std::size_t>, std::size_t> known;
  for (std::size_t destination = 0; destination < travel.destinations(); ++destination) {
    const auto [found, fresh] = known.try_emplace(likeness_of(travel, limit, likeness, destination), members_.size());
    if (fresh) members_.emplace_back();
    cluster_of_[destination] = found->second;
    members_[found->second].push_back(destination);
  }
}

void Clusters::average(const TravelTimes& travel, std::int64_t limit) {
  legs_.resize(members_.size() * stores_);
  for (std::size_t cluster = 0; cluster < members_.size(); ++cluster) {
    const auto& members = members_[cluster];
    for (std::size_t store = 0; store < stores_; ++store) {
      auto& mean = legs_[cluster * stores_ + store];
      std::int64_t open = 0;
      for (const auto member : members) {
        const auto& leg = travel.leg(store, member);
        if (!in_time(leg, limit)) continue;
        mean.minutes += leg.minutes;
        ++open;
      }
      mean.open = open > 0;
      if (mean.open) mean.minutes /= open;
    }
  }
}

}  // namespace anlan::supplies::allocation
