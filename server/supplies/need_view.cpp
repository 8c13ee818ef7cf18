#include "supplies/need_view.hpp"

#include <nlohmann/json.hpp>

namespace anlan::supplies {

using nlohmann::json;

namespace {

/// What people need, and what was done about it.
bool matters(std::string_view type) {
  return type.starts_with("report.") || type.starts_with("stock.") || type.starts_with("release.") ||
         type.starts_with("waybill.");
}

json value_of(const std::string& incident, const std::string& division) {
  return {{"incident", incident}, {"division", division}};
}

}  // namespace

std::vector<std::string> NeedView::schema() const {
  return {
      "CREATE TABLE need_change ("
      "  incident TEXT NOT NULL, division TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (incident, division))"
      " STRICT, WITHOUT ROWID",
      "CREATE INDEX need_change_by_seq ON need_change (seq)",
  };
}

void NeedView::apply(const journal::ApplyContext& context) {
  if (!matters(context.entry.type)) return;
  const auto found = context.body.find("incident");
  if (found == context.body.end() || !found->is_string()) return;
  const auto incident = found->get<std::string>();
  const auto& entry = context.entry;
  context.db
      .prepare(
          "INSERT INTO need_change (incident, division, seq) VALUES (?1, ?2, ?3)"
          " ON CONFLICT DO UPDATE SET seq = ?3")
      .run(incident, entry.division, entry.seq);
  if (!context.effects.heard()) return;
  context.effects.state("need", incident + "/" + entry.division, DivisionCode::parse(entry.division).value(), entry.seq,
                        value_of(incident, entry.division));
}

void NeedView::states_between(store::Connection& db, std::string_view, std::int64_t since, std::int64_t until,
                              const journal::NotificationSink& sink) const {
  auto rows = db.prepare(
      "SELECT incident, division, seq FROM need_change WHERE seq > ?1 AND seq <= ?2 ORDER BY seq, incident, division");
  rows.bind_all(since, until);
  while (rows.step()) {
    const auto incident = rows.text_at(0);
    const auto division = rows.text_at(1);
    sink(journal::state_notification("need", incident + "/" + division, DivisionCode::parse(division).value(),
                                     rows.int_at(2), value_of(incident, division)));
  }
}

}  // namespace anlan::supplies
