#include "relief/home.hpp"

#include <algorithm>

namespace anlan::relief {
namespace {

constexpr std::string_view kOwner = "incident/";

}  // namespace

Damage HomeFacts::worst() const {
  const auto* const found = std::ranges::find_if(kDamages, [&](Damage kind) { return of(kind).rooms > 0; });
  return found == kDamages.end() ? Damage::slightly_damaged : *found;
}

std::string home_key_owner(const std::string& incident) { return std::string{kOwner} + incident; }

std::optional<std::string> incident_of_owner(std::string_view owner) {
  if (!owner.starts_with(kOwner)) return std::nullopt;
  return std::string{owner.substr(kOwner.size())};
}

}  // namespace anlan::relief
