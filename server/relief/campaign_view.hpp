#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "relief/campaign.hpp"

namespace anlan::relief {

/// Table `campaign`: a row per campaign.
class CampaignView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "campaign"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"campaign"}; }
  void apply(const journal::ApplyContext& context) override;
};

/// A campaign whoever asks.
[[nodiscard]] std::optional<Campaign> find_campaign(store::Connection& db, const std::string& campaign);
/// Those of the counties in the jurisdiction or, for a township and a village, of their own; the newest first.
[[nodiscard]] std::vector<Campaign> list_campaigns(store::Connection& db, const DivisionCode& jurisdiction);
/// The campaigns of one winter: this one, the one it supplements and every supplement to that, by uuid. Whoever is on a
/// list of one of them is on no other.
[[nodiscard]] std::vector<std::string> winter_of(store::Connection& db, const std::string& campaign);

}  // namespace anlan::relief
