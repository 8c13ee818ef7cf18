#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "journal/view.hpp"
#include "relief/household.hpp"
#include "relief/way.hpp"

namespace anlan::relief {

/// Where every village's list is on its way. Tables:
///
/// - `gate`: the evidence of a list, as JSON, whoever signed or visited by name; its objections stand in ObjectionView.
/// - `gate_photo`: which photo was evidence of which list, so that none is used twice.
/// - `gate_amount`: what was frozen for each household: its amount, the mark of its payee, its needs.
/// - `household_hand`: who entered or changed a household, who therefore does not review it.
/// - `household_shown`: when a changed household last changed in what its neighbours see or what decides its amount,
/// and
///   when it last did so otherwise than to fewer people.
///
/// State topic `gate`, by "<campaign>/<village>": `{campaign, village, stage}`.
class GateView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "gate"; }
  [[nodiscard]] std::string fingerprint() const override { return "3"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override {
    return {"household_shown", "household_hand", "gate_amount", "gate_photo", "gate"};
  }
  void apply(const journal::ApplyContext& context) override;
  [[nodiscard]] std::vector<std::string> state_topics() const override { return {"gate"}; }
  void states_between(store::Connection& db, std::string_view topic, std::int64_t since, std::int64_t until,
                      const journal::NotificationSink& sink) const override;
};

/// The evidence of a list; that of a list on which nothing happened yet when there is none.
[[nodiscard]] nlohmann::json find_evidence(store::Connection& db, const std::string& campaign,
                                           const DivisionCode& village);

/// All that its gates are decided by: the evidence, and the rows as they stand now. `missing` of the rows is left to
/// who holds the keys.
[[nodiscard]] GatedList find_gated_list(store::Connection& db, const std::string& campaign,
                                        const DivisionCode& village);

/// Where a list is; at its beginning when nothing happened on it yet.
[[nodiscard]] Stage stage_of(store::Connection& db, const std::string& campaign, const DivisionCode& village);

/// Who entered or changed a household.
[[nodiscard]] std::set<std::string> hands_of(store::Connection& db, const std::string& household);

/// Whether the photo was evidence of a list before, of this one or another.
[[nodiscard]] bool photo_used(store::Connection& db, const std::string& photo);

/// What the county has frozen in a campaign.
struct FrozenSoFar {
  std::int64_t lists = 0;
  std::int64_t fen = 0;
};
/// `but` is a village to be left out.
[[nodiscard]] FrozenSoFar frozen_so_far(store::Connection& db, const std::string& campaign,
                                        const std::optional<DivisionCode>& but = {});

/// Villages whose lists have frozen amounts.
[[nodiscard]] std::set<std::string, std::less<>> frozen_lists(store::Connection& db, const std::string& campaign);

struct StageOfList {
  DivisionCode village;
  Stage stage = Stage::report;
};
/// Lists of the campaign below a division on which something happened, by village.
[[nodiscard]] std::vector<StageOfList> stages_of(store::Connection& db, const std::string& campaign,
                                                 const DivisionCode& within);

}  // namespace anlan::relief
