#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/key_record.hpp"
#include "access/personal.hpp"
#include "journal/view.hpp"

namespace anlan::access {

/// What happened to personal data. Tables:
///
/// - `personal_key`: a row per key whose destruction was ever proposed.
/// - `personal_reveal`: a row per look at sealed values in clear.
class PersonalView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "personal"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"personal_reveal", "personal_key"}; }
  void apply(const journal::ApplyContext& context) override;
};

[[nodiscard]] std::optional<KeyRecord> find_key_record(store::Connection& db, const std::string& owner);
/// Of every owner, by owner.
[[nodiscard]] std::vector<KeyRecord> list_key_records(store::Connection& db);

/// Somebody's look at sealed values.
struct Reveal {
  std::int64_t seq = 0;
  Instant at = {};
  std::string account;
  std::string name;
  std::string role;
  Revealed fact;
};
struct RevealFilter {
  DivisionCode jurisdiction;                ///< of the caller
  std::optional<std::int64_t> before = {};  ///< only older ones: the page after this seq
  std::int64_t most = 100;
};
/// The newest first.
[[nodiscard]] std::vector<Reveal> list_reveals(store::Connection& db, const RevealFilter& filter);

}  // namespace anlan::access
