#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "journal/view.hpp"
#include "supplies/waybill.hpp"

namespace anlan::supplies {

/// The papers of the way out as they stand. Tables:
///
/// - `release`, `waybill`: a row per paper, whole in one JSON column; the rest is what queries filter by.
/// - `release_sent`: how much of an item waybills have taken out of a place for a release, cancelled ones not counted.
class DocumentView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "supply_document"; }
  [[nodiscard]] std::string fingerprint() const override { return "5"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"release_sent", "waybill", "release"}; }
  void apply(const journal::ApplyContext& context) override;
};

/// Papers whoever asks: for rules.
[[nodiscard]] std::optional<Release> find_release(store::Connection& db, const std::string& release);
[[nodiscard]] std::optional<Waybill> find_waybill(store::Connection& db, const std::string& waybill);
/// The same for what a caller names. Problem `unknown-release`.
[[nodiscard]] Result<Release> known_release(store::Connection& db, const std::string& release);

/// The numbers the next papers get; `after`: so many more are written by the same command before it.
[[nodiscard]] std::string next_release_number(store::Connection& db, std::int64_t after = 0);
[[nodiscard]] std::string next_waybill_number(store::Connection& db);
/// Whether a waybill that has not arrived goes to the place.
[[nodiscard]] bool expects_goods(store::Connection& db, const std::string& place);

/// Of each place and item of a release: how much waybills took so far, cancelled ones not counted.
using Sent = std::map<std::pair<std::string, std::string>, Quantity>;
[[nodiscard]] Sent sent_of(store::Connection& db, const std::string& release);

/// Requests for the jurisdiction, and those that were granted out of its places; the most urgent first.
[[nodiscard]] std::vector<Release> list_releases(store::Connection& db, const DivisionCode& jurisdiction,
                                                 std::optional<ReleaseState> state,
                                                 const std::optional<std::string>& incident);

struct WaybillFilter {
  std::optional<WaybillState> state = {};
  std::optional<std::string> release = {};
  bool open_difference = false;  ///< only those whose difference nobody settled yet
};
/// Waybills from or to the jurisdiction, the newest first.
[[nodiscard]] std::vector<Waybill> list_waybills(store::Connection& db, const DivisionCode& jurisdiction,
                                                 const WaybillFilter& filter);

}  // namespace anlan::supplies
