#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "relief/audit.hpp"

namespace anlan::relief {

/// Inspections as they stand: tables `audit`, a row each, and `audit_visit`, a row for each household to be visited.
/// `key.destroyed` takes away what was said in words.
class AuditView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "audit"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"audit_visit", "audit"}; }
  void apply(const journal::ApplyContext& context) override;
};

[[nodiscard]] std::optional<Audit> find_audit(store::Connection& db, const std::string& audit);
[[nodiscard]] std::optional<AuditVisit> find_audit_visit(store::Connection& db, const std::string& audit,
                                                         const std::string& household);

/// How an inspection, or its part in a village, stands.
struct AuditCount {
  std::string village = {};  ///< code; empty for the whole
  bool census = false;
  std::int64_t households = 0;
  std::int64_t visited = 0;
  std::int64_t differs = 0;  ///< of the visited
};
[[nodiscard]] AuditCount count_audit(store::Connection& db, const std::string& audit);
[[nodiscard]] std::vector<AuditCount> count_audit_villages(store::Connection& db, const std::string& audit);

/// Of a campaign, the newest first; at most 200.
[[nodiscard]] std::vector<Audit> list_audits(store::Connection& db, const std::string& campaign);

enum class VisitFilter : std::uint8_t { all, to_visit, visited, differs };
inline constexpr std::array<std::string_view, 4> kVisitFilterWords{"all", "to_visit", "visited", "differs"};

struct AuditPage {
  std::string audit;
  DivisionCode within;
  VisitFilter which = VisitFilter::all;
  std::int64_t limit = 200;
  std::int64_t skip = 0;
};
/// By village, then in the order of entering.
[[nodiscard]] std::vector<AuditVisit> list_audit_visits(store::Connection& db, const AuditPage& page);

/// Households that stand on a village's list now, with their numbers.
struct OnList {
  std::string household;
  std::int64_t ordinal = 0;
};
[[nodiscard]] std::vector<OnList> on_list(store::Connection& db, const std::string& campaign,
                                          const DivisionCode& village);

}  // namespace anlan::relief
