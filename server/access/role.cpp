#include "access/role.hpp"

namespace anlan::access {

std::string_view to_string(Role role) noexcept {
  switch (role) {
    case Role::village_informant:
      return "village_informant";
    case Role::township_clerk:
      return "township_clerk";
    case Role::county_duty:
      return "county_duty";
    case Role::city_duty:
      return "city_duty";
    case Role::leader:
      return "leader";
    case Role::warehouse_keeper:
      return "warehouse_keeper";
    case Role::dispatcher:
      return "dispatcher";
    case Role::township_reviewer:
      return "township_reviewer";
    case Role::county_reviewer:
      return "county_reviewer";
    case Role::auditor:
      return "auditor";
    case Role::administrator:
      return "administrator";
  }
  return "auditor";
}

std::optional<Role> parse_role(std::string_view text) noexcept {
  for (const auto role : kRoles) {
    if (to_string(role) == text) return role;
  }
  return std::nullopt;
}

std::vector<Level> levels_of(Role role) {
  switch (role) {
    case Role::village_informant:
      return {Level::village};
    case Role::township_clerk:
    case Role::township_reviewer:
      return {Level::township};
    case Role::county_duty:
    case Role::county_reviewer:
      return {Level::county};
    case Role::city_duty:
      return {Level::city};
    case Role::warehouse_keeper:
      return {Level::city, Level::county, Level::township, Level::village};
    case Role::leader:
    case Role::dispatcher:
    case Role::auditor:
    case Role::administrator:
      return {Level::city, Level::county};
  }
  return {};
}

}  // namespace anlan::access
