#pragma once

#include <string>
#include <vector>

#include "access/key_ring.hpp"
#include "journal/view.hpp"

namespace anlan::relief {

/// The register of collapsed and damaged homes. Tables:
///
/// - `home`: a row each, the people sealed as they came; rooms and areas by damage stand in columns beside the facts,
/// so
///   that a division's sums are SQLite's.
/// - `home_mark`, `home_name`: keyed hashes, see MarkTables. Those of a row that was withdrawn stay.
/// - `home_link`: which household of a campaign the row is about; a household has one row at most.
///
/// The hashes are made of what the site's keys open and stand in no entry. `key.destroyed` empties everything personal.
class HomeView final : public journal::View {
 public:
  /// The ring outlives the view.
  explicit HomeView(access::KeyRing& keys) : keys_{keys} {}

  [[nodiscard]] std::string_view name() const override { return "home"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override {
    return {"home_link", "home_name", "home_mark", "home"};
  }
  void apply(const journal::ApplyContext& context) override;
  /// The marks, while there are people whose incident's key is not held here.
  [[nodiscard]] std::vector<std::string> beyond_replay(store::Connection& db) const override;

 private:
  access::KeyRing& keys_;
};

}  // namespace anlan::relief
