#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "supplies/donation.hpp"
#include "supplies/donation_rules.hpp"
#include "supplies/stock_queries.hpp"

namespace anlan::supplies {

/// What was given. Applies after `StockView`. Tables:
///
/// - `donation`: a row per donation, whole in one JSON column; the rest is what queries filter by. `ordinal` counts
/// them
///   in the order of their registration.
/// - `donation_gift`: a row per line: which batch came of which donation.
class DonationView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "donation"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"donation_gift", "donation"}; }
  void apply(const journal::ApplyContext& context) override;
};

/// A donation whoever asks.
[[nodiscard]] std::optional<Donation> find_donation(store::Connection& db, const std::string& donation);
/// The donation a batch came of.
[[nodiscard]] std::optional<Donation> donation_of_batch(store::Connection& db, const std::string& batch);

[[nodiscard]] std::string next_donation_number(store::Connection& db);

/// A donation with its place in the list.
struct ListedDonation {
  std::int64_t ordinal = 0;
  Donation donation;
};
struct DonationFilter {
  std::optional<DivisionCode> jurisdiction = {};  ///< nothing: the public, who read what stands and is real
  std::optional<std::string> place = {};
  std::optional<std::string> incident = {};  ///< of the earmark
  std::int64_t before = INT64_MAX;           ///< ordinal
  std::int64_t limit = 50;
};
/// The newest first.
[[nodiscard]] std::vector<ListedDonation> list_donations(store::Connection& db, const DonationFilter& filter);

/// So much of a batch is somewhere now.
struct Standing {
  Spot at;
  Quantity quantity = 0;
};
/// Where a batch is, by the ledger; adds up to what came in. The donor's own side is left out.
[[nodiscard]] std::vector<Standing> whereabouts(store::Connection& db, const std::string& batch);

/// Asks `check_use` about those of the goods that were donated.
[[nodiscard]] Result<void> check_earmarks(store::Connection& db, const std::vector<Pick>& picks, const Use& use);
/// Leaves only piles whose donors, if any, want this use.
void keep_usable(store::Connection& db, std::vector<Pick>& piles, const Use& use);

}  // namespace anlan::supplies
