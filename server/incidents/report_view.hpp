#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "incidents/report.hpp"
#include "journal/view.hpp"

namespace anlan::incidents {

/// The chains and all their versions. Tables:
///
/// - `report`: a row per chain; the database itself allows one chain per incident and division that is not withdrawn.
///   `settled` is what stood before the latest statement.
/// - `report_version`: a row per version, its content as the entry's body has it.
class ReportView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "report"; }
  [[nodiscard]] std::string fingerprint() const override { return "3"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"report_version", "report"}; }
  void apply(const journal::ApplyContext& context) override;
};

/// A chain by its id, if its division lies in the jurisdiction.
[[nodiscard]] std::optional<Report> find_report(store::Connection& db, const std::string& report,
                                                const DivisionCode& jurisdiction);

/// Whose chain it is; for the check of jurisdiction that comes before everything else.
[[nodiscard]] std::optional<DivisionCode> division_of_report(store::Connection& db, const std::string& report);

/// The division's chain on this incident that is not withdrawn. For rules, which see it whoever asks.
[[nodiscard]] std::optional<Report> find_chain(store::Connection& db, const std::string& incident,
                                               const DivisionCode& division);

/// The chains of an incident at and below `node`, as far as the jurisdiction reaches; by division, older chains of the
/// same division first.
[[nodiscard]] std::vector<Report> list_reports(store::Connection& db, const std::string& incident,
                                               const DivisionCode& node, const DivisionCode& jurisdiction);

/// All versions of a chain, the oldest first.
[[nodiscard]] std::vector<Version> report_versions(store::Connection& db, const Report& report);

/// The wire's Version and Report; `standing` is what the chain states as a whole.
[[nodiscard]] nlohmann::json version_json(const Version& version);
[[nodiscard]] nlohmann::json report_json(const Report& report);

}  // namespace anlan::incidents
