#include "supplies/allocation_clusters.hpp"

#include <algorithm>
#include <map>

namespace anlan::supplies::allocation {
namespace {

constexpr std::ptrdiff_t kNearest = 3;

/// What destinations of one cluster have in common.
std::vector<std::size_t> likeness_of(const TravelTimes& travel, std::int64_t limit, Likeness likeness,
                                     std::size_t destination) {
  if (likeness == Likeness::self) return {destination};
  std::vector<std::size_t> key;
  for (std::size_t store = 0; store < travel.stores(); ++store) {
    const auto& leg = travel.leg(store, destination);
    if (leg.open && leg.minutes <= limit) key.push_back(store);
  }
  if (likeness == Likeness::reach) return key;
  auto nearest = key;
  const auto some = std::min(kNearest, std::ssize(nearest));
  std::ranges::partial_sort(nearest, nearest.begin() + some, [&](std::size_t a, std::size_t b) {
    const auto one = travel.leg(a, destination).minutes;
    const auto other = travel.leg(b, destination).minutes;
    return one != other ? one < other : a < b;
  });
  key.insert(key.end(), nearest.begin(), nearest.begin() + some);
  return key;
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
      const auto& like = travel.leg(store, members.front());
      auto& leg = legs_[cluster * stores_ + store];
      leg.open = like.open && like.minutes <= limit;
      for (const auto member : members) leg.minutes += travel.leg(store, member).minutes;
      leg.minutes /= std::ssize(members);
    }
  }
}

}  // namespace anlan::supplies::allocation
