#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "journal/entry_types.hpp"
#include "relief/campaign.hpp"
#include "relief/household.hpp"
#include "store/database.hpp"

namespace anlan::relief {

/// Something recorded on a household's way from the application to the money.
struct TraceStep {
  std::int64_t seq = 0;  ///< of the entry
  std::string type;      ///< "payment.handed"
  Instant at = {};
  nlohmann::json actor;                  ///< who did it, as of then: {account, display_name, role, division}
  std::vector<std::string> proofs = {};  ///< blobs: minutes, photos, a signature
  /// What the entry says that answers by how much and how it ended: {fen} of a frozen amount, {snapshot} that was
  /// signed, {file, attempt} sent to the bank, {paid, reason} of its answer, {sealed} why the list was returned.
  nlohmann::json said = nlohmann::json::object();
};

/// Every step of the household itself, of the list it stands on where that concerns it, and of its payment, in the
/// order in which they were recorded. Nothing of other households.
[[nodiscard]] std::vector<TraceStep> trace_of(store::Connection& db, const journal::EntryTypes& types,
                                              const Household& household);

/// What was decided for a household and what became of it.
struct TracePayment {
  std::string village;  ///< of the list it was decided and paid with
  std::int64_t approved_fen = 0;
  std::optional<std::string> key = {};    ///< of the payment line; nothing before there is one
  std::optional<std::string> state = {};  ///< "paid"
  std::int64_t fen = 0;                   ///< of the line
  std::int64_t attempts = 0;
  std::optional<std::string> reason = {};
};
[[nodiscard]] std::vector<TracePayment> payments_of(store::Connection& db, const Household& household);

/// How often somebody was paid in one campaign.
struct PaidCampaign {
  Campaign campaign;
  std::int64_t times = 0;
  std::int64_t fen = 0;
};
/// Whether that is twice for one winter: more than once in a campaign, or in two whose days overlap. A family that is
/// relieved every winter is paid once in each. Exercises pay nobody.
[[nodiscard]] bool paid_twice(const std::vector<PaidCampaign>& campaigns);

}  // namespace anlan::relief
