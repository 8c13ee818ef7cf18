#pragma once

#include <string>
#include <vector>

#include "api/operation.hpp"
#include "relief/campaign.hpp"
#include "relief/gate_operations.hpp"
#include "relief/household.hpp"

namespace anlan::relief {

/// A village's list as a command finds it.
struct GateContext {
  Campaign campaign;
  DivisionCode village;
  GatedList list;
  std::vector<Household> households;  ///< those on the list, in the order of its rows
};

/// The list a command names by `campaign` and `village`. Problems: `unknown-campaign` (404), `campaign-closed` (409),
/// `outside-campaign` (422) for a village of another county, `stale-version` (409) when its stage is not the `stage`
/// the caller saw.
[[nodiscard]] Result<GateContext> gate_context(const api::CommandContext& context, const GateParts& parts);

/// The same for a reader, closed campaigns too.
[[nodiscard]] Result<GateContext> read_gate(store::Connection& db, const GateParts& parts, const std::string& campaign,
                                            const DivisionCode& village, const DivisionCode& jurisdiction);

/// An objection as a fact. `said` has `words` and perhaps `contact`; both are sealed with the campaign's key. `door` is
/// "public" or "desk". Problems of KeyRing::seal.
[[nodiscard]] Result<journal::Draft> objected(const GateContext& at, access::KeyRing& keys, const Objection& objection,
                                              const char* door, const nlohmann::json& said);

/// A command on one village's list: adds `campaign`, `village`, `stage` and `command_id` to its fields and answers with
/// the list.
[[nodiscard]] api::Operation gate_command(
    const GateParts& parts, std::string name, Text summary, std::vector<api::Field> fields, access::RoleSet roles,
    std::function<Result<std::vector<journal::Draft>>(const api::CommandContext&, const GateContext&)> decide);

/// The wire's list: stage, what its gate misses, the evidence with sealed words left out, and counts. `words`: with why
/// it was returned, in clear, which no kept answer has.
[[nodiscard]] nlohmann::json gate_wire(store::Connection& db, const GateParts& parts, const GateContext& at,
                                       Instant now, bool words);

/// Whether this caller may pay this list out now. Problems: `wrong-stage` (409), those of `check_payer`.
[[nodiscard]] Result<void> check_paying(const api::CommandContext& context, const GateContext& at);

[[nodiscard]] GateRules rules_of(const ReliefCatalogue& standards);

}  // namespace anlan::relief
