#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "base/division_code.hpp"

namespace anlan::access {

/// A role is a set of operations; each operation names the roles that have it.
enum class Role : std::uint8_t {
  village_informant,  ///< 灾害信息员 of a village: quick observations
  township_clerk,     ///< files the township's reports
  county_duty,        ///< county duty officer
  city_duty,          ///< city duty officer
  leader,             ///< leader on duty (带班领导): sees, and decides where two must
  warehouse_keeper,   ///< 保管
  dispatcher,         ///< 调度: release orders and transport
  township_reviewer,  ///< relief lists, township
  county_reviewer,    ///< relief lists, county
  auditor,            ///< reads everything in the jurisdiction, changes nothing
  administrator,      ///< accounts and boundaries; no reports
};

inline constexpr std::array<Role, 11> kRoles{
    Role::village_informant, Role::township_clerk, Role::county_duty,       Role::city_duty,       Role::leader,
    Role::warehouse_keeper,  Role::dispatcher,     Role::township_reviewer, Role::county_reviewer, Role::auditor,
    Role::administrator};

/// The wire's and the database's spelling: "township_clerk".
[[nodiscard]] std::string_view to_string(Role role) noexcept;
[[nodiscard]] std::optional<Role> parse_role(std::string_view text) noexcept;

/// The levels of the division tree at which somebody can hold the role.
[[nodiscard]] std::vector<Level> levels_of(Role role);

class RoleSet {
 public:
  constexpr RoleSet() = default;
  constexpr RoleSet(std::initializer_list<Role> roles) {
    for (const auto role : roles) bits_ |= bit(role);
  }
  [[nodiscard]] static constexpr RoleSet everyone() {
    RoleSet all;
    for (const auto role : kRoles) all.bits_ |= bit(role);
    return all;
  }
  [[nodiscard]] constexpr bool contains(Role role) const { return (bits_ & bit(role)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

 private:
  [[nodiscard]] static constexpr std::uint32_t bit(Role role) { return 1U << static_cast<unsigned>(role); }
  std::uint32_t bits_ = 0;
};

}  // namespace anlan::access
