#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "relief/pinned_standard.hpp"

namespace anlan::relief {

/// Table `campaign_standard`: what each campaign pays by, once that is pinned.
class PinView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "campaign_standard"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"campaign_standard"}; }
  void apply(const journal::ApplyContext& context) override;
};

[[nodiscard]] std::optional<PinnedStandard> find_pinned(store::Connection& db, const std::string& campaign);

}  // namespace anlan::relief
