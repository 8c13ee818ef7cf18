#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/key_ring.hpp"
#include "journal/view.hpp"
#include "relief/outside.hpp"

namespace anlan::relief {

/// What other offices' lists say, by keyed hashes alone. Tables:
///
/// - `outside_list`: which list, of when, how many rows.
/// - `outside_mark`: its keyed hashes; gone with the list, or with the campaign's key.
class OutsideView final : public journal::View {
 public:
  /// The ring outlives the view.
  explicit OutsideView(const access::KeyRing& keys) : keys_{keys} {}

  [[nodiscard]] std::string_view name() const override { return "outside"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"outside_mark", "outside_list"}; }
  void apply(const journal::ApplyContext& context) override;
  /// The keyed hashes, while there are people whose campaign's key is not held here.
  [[nodiscard]] std::vector<std::string> beyond_replay(store::Connection& db) const override;

 private:
  const access::KeyRing& keys_;
};

[[nodiscard]] std::optional<OutsideList> find_outside_list(store::Connection& db, const std::string& list);
/// The newest first, dropped ones too.
[[nodiscard]] std::vector<OutsideList> outside_lists(store::Connection& db, const std::string& campaign);
/// On which kinds of lists of a campaign somebody stands, by the keyed hash of his number.
[[nodiscard]] std::vector<OutsideKind> outside_of(store::Connection& db, const std::string& campaign,
                                                  std::int64_t mark);

}  // namespace anlan::relief
