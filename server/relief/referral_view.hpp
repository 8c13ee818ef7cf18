#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "relief/referral.hpp"

namespace anlan::relief {

/// Table `referral`: a row per referral; what its paper says is one JSON column, the rest is what queries filter by.
class ReferralView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "referral"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"referral"}; }
  void apply(const journal::ApplyContext& context) override;
};

/// A referral whoever asks.
[[nodiscard]] std::optional<Referral> find_referral(store::Connection& db, const std::string& referral);
/// All of a household, the oldest first.
[[nodiscard]] std::vector<Referral> referrals_of(store::Connection& db, const std::string& household);

struct ReferralFilter {
  std::string campaign;  ///< uuid
  DivisionCode within;
  std::optional<std::string> programme = {};
  std::optional<ReferralState> state = {};
  std::int64_t limit = 500;
};
/// Those that wait longest first.
[[nodiscard]] std::vector<Referral> list_referrals(store::Connection& db, const ReferralFilter& filter);

}  // namespace anlan::relief
