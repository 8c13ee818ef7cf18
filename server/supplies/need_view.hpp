#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "journal/view.hpp"

namespace anlan::supplies {

/// What last changed the need of an incident, unit by unit. The need itself is computed when it is asked for, so it is
/// right as soon as reports or papers are; this only says that it is worth asking again. Table:
///
/// - `need_change`: a row per incident and the division of the report or paper that came last.
///
/// State topic `need`, key `<incident>/<division>`, value `{incident, division}`. Goods that move without an incident
/// are heard on the topic `stock`.
class NeedView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "need"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"need_change"}; }
  void apply(const journal::ApplyContext& context) override;
  [[nodiscard]] std::vector<std::string> state_topics() const override { return {"need"}; }
  void states_between(store::Connection& db, std::string_view topic, std::int64_t since, std::int64_t until,
                      const journal::NotificationSink& sink) const override;
};

}  // namespace anlan::supplies
