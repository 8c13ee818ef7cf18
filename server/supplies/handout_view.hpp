#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "supplies/handout.hpp"
#include "supplies/handout_rules.hpp"

namespace anlan::supplies {

/// What came into the hands of households. Tables:
///
/// - `handout`: a row per hand-out, whole in one JSON column; the rest is what queries filter by.
/// - `handout_line`: a row per batch handed over, to add up what is left of a source.
/// - `handout_household`: a row per household of a list: by which marks it is recognised. Names are nowhere in it.
/// - `handout_entitled`: a row per batch that a household got by a list which entitles it.
class HandoutView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "handout"; }
  [[nodiscard]] std::string fingerprint() const override { return "2"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override {
    return {"handout_entitled", "handout_household", "handout_line", "handout"};
  }
  void apply(const journal::ApplyContext& context) override;
};

[[nodiscard]] std::optional<Handout> find_handout(store::Connection& db, const std::string& handout);
[[nodiscard]] std::string next_handout_number(store::Connection& db);

/// Of each batch that the movement issued: what hand-outs that stand did not take yet, and is still there. Where it
/// arrived on a waybill, no more than all accounts of that arrival together leave: a correction took the rest back.
[[nodiscard]] Left left_of(store::Connection& db, const Movement& source);
/// The unit that the movement issued goods to. Nothing when it issued none.
[[nodiscard]] std::optional<DivisionCode> issued_to(const Movement& source);
/// Numbers of the hand-outs of this source that stand, the oldest first.
[[nodiscard]] std::vector<std::string> handed_out_of(store::Connection& db, const std::string& source);
/// Households of the hand-outs of this source that stand.
[[nodiscard]] std::vector<Served> served_from(store::Connection& db, const std::string& source);

/// What a household got by a list, of one batch in one hand-out that stands.
struct GoodsGiven {
  Entitlement by;
  std::string handout;  ///< uuid
  std::string number;   ///< of the hand-out
  Instant at = {};
  std::string item;
  Quantity quantity = 0;
  std::optional<std::int64_t> worth_fen = {};  ///< of a base unit
};
/// All that was given by a list to households of villages below a division, by village and household.
[[nodiscard]] std::vector<GoodsGiven> goods_given(store::Connection& db, const std::string& list,
                                                  const DivisionCode& within);
/// What one household got by any list, wherever it was listed then.
[[nodiscard]] std::vector<GoodsGiven> goods_given_to(store::Connection& db, const std::string& household);

/// Movements that issued goods to units of the jurisdiction which still hold some of them, the newest first.
[[nodiscard]] std::vector<Recorded> open_sources(store::Connection& db, const DivisionCode& jurisdiction);

struct ListedHandout {
  std::int64_t ordinal = 0;
  Handout handout;
};
struct HandoutFilter {
  std::optional<std::string> source = {};
  std::optional<std::string> batch = {};
  std::int64_t before = INT64_MAX;  ///< ordinal
  std::int64_t limit = 50;
};
/// The newest first.
[[nodiscard]] std::vector<ListedHandout> list_handouts(store::Connection& db, const DivisionCode& jurisdiction,
                                                       const HandoutFilter& filter);

}  // namespace anlan::supplies
