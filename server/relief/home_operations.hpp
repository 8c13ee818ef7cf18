#pragma once

#include "relief/home.hpp"
#include "relief/home_rules.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

/// home.* and its topic.
void declare_homes(api::Registry& registry, const ReliefParts& parts);

/// Its parts.
void declare_home_operations(api::Registry& registry, const ReliefParts& parts);
void declare_home_queries(api::Registry& registry, const ReliefParts& parts);
void declare_home_comparison(api::Registry& registry, const ReliefParts& parts);
void declare_home_links(api::Registry& registry, const ReliefParts& parts);

/// Who keeps the register.
inline constexpr access::RoleSet kHomeEnterers{access::Role::township_clerk};

/// Problem `unknown-home` (404).
[[nodiscard]] Result<Home> existing_home(store::Connection& db, const nlohmann::json& params);
/// As the caller saw it: problems `unknown-home`, `stale-version`, `home-withdrawn`.
[[nodiscard]] Result<Home> seen_home(const api::CommandContext& context);
/// Scopes: the village of the parameter `home`.
[[nodiscard]] Result<DivisionCode> village_of_home(store::Connection& db, const nlohmann::json& params);
/// Problem `unknown-incident` (404), also for one that has nothing in common with the jurisdiction.
[[nodiscard]] Result<incidents::Incident> existing_incident(store::Connection& db, const std::string& incident,
                                                            const DivisionCode& jurisdiction);

/// Rows of the register that stand and whose head is one of these people, by number: proposed, never linked by itself.
[[nodiscard]] std::vector<Home> homes_of_people(store::Connection& db, access::KeyRing& keys, const Personal& personal);
/// Households of every list and state of which one of these people is a member.
[[nodiscard]] std::vector<Household> households_of_people(store::Connection& db, access::KeyRing& keys,
                                                          const Personal& personal);

/// As everybody in the jurisdiction may see it: people masked, of the pictures only how many there are.
[[nodiscard]] nlohmann::json home_wire(const access::KeyRing& keys, const Home& home, Instant now);
/// A household in a few words: where it stands and whose it is, masked.
[[nodiscard]] nlohmann::json household_label(store::Connection& db, const ReliefParts& parts,
                                             const Household& household);

/// The record after a command: {home}.
[[nodiscard]] api::Decision told_home(const ReliefParts& parts, const std::string& home, Instant now,
                                      journal::Draft draft);
/// A command about one row or one household's row.
[[nodiscard]] api::Operation home_command(const ReliefParts& parts, std::string name, Text summary,
                                          std::vector<api::Field> fields,
                                          Result<api::Decision> (*decide)(const api::CommandContext&,
                                                                          const ReliefParts&));

}  // namespace anlan::relief
