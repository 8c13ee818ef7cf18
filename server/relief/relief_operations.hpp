#pragma once

#include "access/key_ring.hpp"
#include "api/registry.hpp"
#include "divisions/divisions.hpp"
#include "incidents/catalogue.hpp"
#include "journal/entry_types.hpp"
#include "journal/journal.hpp"
#include "relief/campaign.hpp"
#include "relief/household_rules.hpp"
#include "store/reader_pool.hpp"
#include "store/workers.hpp"
#include "store/writer.hpp"

namespace anlan::relief {

/// What this room's operations stand on. All outlives the registry.
struct ReliefParts {
  const incidents::Catalogue& catalogue;
  const divisions::Divisions& divisions;
  const journal::EntryTypes& types;
  access::KeyRing& keys;
  journal::Journal& journal;
  store::Writer& writer;
  store::ReaderPool& readers;
  store::Workers& workers;
};

/// campaign.*, household.* and their topics. The entries and views they stand on come from `declare_facts`.
void declare_relief(api::Registry& registry, const ReliefParts& parts);

/// Its parts.
void declare_campaign_operations(api::Registry& registry, const ReliefParts& parts);
void declare_household_operations(api::Registry& registry, const ReliefParts& parts);
void declare_household_queries(api::Registry& registry, const ReliefParts& parts);
void declare_household_changes(api::Registry& registry, const ReliefParts& parts);
void declare_household_import(api::Registry& registry, const ReliefParts& parts);
void declare_household_photos(api::Registry& registry, const ReliefParts& parts);
void declare_household_years(api::Registry& registry, const ReliefParts& parts);

/// Who reads lists and figures of winter–spring relief, with people masked.
inline constexpr access::RoleSet kReaders{
    access::Role::village_informant, access::Role::township_clerk, access::Role::county_duty,
    access::Role::city_duty,         access::Role::leader,         access::Role::township_reviewer,
    access::Role::county_reviewer,   access::Role::auditor};
/// Who puts households on the list. Whoever reviews them does not.
inline constexpr access::RoleSet kEnterers{access::Role::village_informant, access::Role::township_clerk};
/// Who may see people in clear, with a purpose and on record.
inline constexpr access::RoleSet kRevealers{access::Role::village_informant, access::Role::township_clerk,
                                            access::Role::township_reviewer, access::Role::county_reviewer,
                                            access::Role::auditor};

inline constexpr std::size_t kLongestReason = 500;

[[nodiscard]] api::Shape version_shape();

/// Problem `unknown-campaign` (404), also for one of another county than the caller's.
[[nodiscard]] Result<Campaign> existing_campaign(store::Connection& db, const std::string& campaign,
                                                 const DivisionCode& jurisdiction);
/// Problem `unknown-household` (404).
[[nodiscard]] Result<Household> existing_household(store::Connection& db, const nlohmann::json& params);
/// A scope: the village of the parameter `household`.
[[nodiscard]] Result<DivisionCode> village_of_household(store::Connection& db, const nlohmann::json& params);

/// The statement as it will be kept, once the rules let it pass. Problem `bad-household`.
[[nodiscard]] Result<Statement> checked_statement(const ReliefParts& parts, const Campaign& campaign,
                                                  Statement statement, Instant now);
/// Which of the people stand on a list of the campaign's winter already, in a household other than `own_ordinal`; one
/// that was taken off it counts while a payment of it is not given up. Problems of KeyRing::mark.
[[nodiscard]] Result<std::vector<Listed>> listed_already(store::Connection& db, const ReliefParts& parts,
                                                         const std::string& campaign, const Personal& personal,
                                                         std::int64_t own_ordinal);

/// As everybody in the jurisdiction may see it, masked, with what is still missing.
[[nodiscard]] nlohmann::json household_wire(const access::KeyRing& keys, const Household& household, Instant now);

/// What was recorded of a household, the oldest first: when, by whom, and which fields it changed; never their values.
[[nodiscard]] nlohmann::json history_wire(store::Connection& db, const ReliefParts& parts, std::int64_t ordinal);

/// Other households at this site that share an identity number, phone, account or address with these people; masked,
/// and named by village and campaign, since they may stand outside the caller's jurisdiction.
[[nodiscard]] nlohmann::json shared_with(store::Connection& db, const ReliefParts& parts, const Personal& personal,
                                         std::int64_t own_ordinal);

}  // namespace anlan::relief
