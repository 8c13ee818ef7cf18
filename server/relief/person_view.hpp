#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "access/key_ring.hpp"
#include "journal/view.hpp"
#include "relief/opened_rows.hpp"

namespace anlan::relief {

/// What supervision compares people by. Tables, all made of what the site's keys open, none of it in an entry:
///
/// - `household_person`: a row for each person: keyed hash of the identity number, keyed hash of the name within the
///   campaign and village, sex and year of birth by the number, and whether the number came with fifteen digits.
/// - `household_card`: keyed hash of the name the card is in.
/// - `household_likeness`: keyed hashes of what people who may be one have in common (likeness_keys.hpp).
///
/// `key.destroyed` empties them for its campaign. Applied after HouseholdView, which reads the rows.
class PersonView final : public journal::View {
 public:
  explicit PersonView(std::shared_ptr<const OpenedRows> opened) : opened_{std::move(opened)} {}

  [[nodiscard]] std::string_view name() const override { return "household_person"; }
  [[nodiscard]] std::string fingerprint() const override;
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override {
    return {"household_card", "household_likeness", "household_person"};
  }
  void apply(const journal::ApplyContext& context) override;
  /// All, while there are people whose campaign's key is not held here.
  [[nodiscard]] std::vector<std::string> beyond_replay(store::Connection& db) const override;

 private:
  std::shared_ptr<const OpenedRows> opened_;
};

/// Keyed hash of somebody's name, comparable within one campaign and village only: a list of names is no way from one
/// to another, and a namesake elsewhere is nobody's kin.
[[nodiscard]] Result<std::int64_t> person_mark(access::KeyRing& keys, const std::string& campaign,
                                               const std::string& village, std::string_view name);

}  // namespace anlan::relief
