#include "incidents/rollup_view.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "incidents/report_entries.hpp"
#include "incidents/report_view.hpp"

namespace anlan::incidents {

using nlohmann::json;

namespace {

/// One report's way up the tree: changes cells at its own node and lets the difference climb to the city.
class Climb {
 public:
  Climb(store::Connection& db, const Catalogue& catalogue, const journal::Entry& entry, const Report& chain)
      : db_{db}, catalogue_{catalogue}, seq_{entry.seq}, at_{to_millis(entry.recorded_at)}, incident_{chain.incident} {
    for (auto node = std::optional{chain.division}; node; node = node->parent()) path_.push_back(*node);
  }

  /// Makes `fresh` what the node says, instead of what it said before.
  void restate(const std::map<CellKey, Own>& fresh) {
    auto stale = own_cells();
    for (const auto& [key, own] : fresh) {
      const auto before = stale.extract(key);
      if (before.empty() || before.mapped() != own) change(key, own);
    }
    for (const auto& [key, unused] : stale) change(key, {});
  }

  /// Notes whether the node has an effective report; its parent's count of received reports follows.
  void mark_reported(bool reported) {
    auto row = db_.prepare("SELECT reported FROM rollup_node WHERE incident = ?1 AND division = ?2");
    row.bind_all(incident_, path_.front().text());
    const bool before = row.step() && row.int_at(0) != 0;
    row.reset();
    if (before == reported) return;
    touch(0);
    if (path_.size() > 1) touch(1);
    db_.prepare("UPDATE rollup_node SET reported = ?3 WHERE incident = ?1 AND division = ?2")
        .run(incident_, path_.front().text(), reported);
  }

  /// The nodes that changed, from the reporting one up.
  [[nodiscard]] std::vector<DivisionCode> changed() const {
    return {path_.begin(), path_.begin() + static_cast<std::ptrdiff_t>(touched_)};
  }

 private:
  [[nodiscard]] std::map<CellKey, Own> own_cells() const {
    auto rows = db_.prepare(
        "SELECT indicator, aspect, own, said_unknown, said_estimated FROM rollup"
        " WHERE incident = ?1 AND division = ?2 AND (own IS NOT NULL OR said_unknown = 1)");
    rows.bind_all(incident_, path_.front().text());
    std::map<CellKey, Own> cells;
    while (rows.step()) {
      cells.emplace(CellKey{rows.text_at(0), parse_aspect(rows.view_at(1)).value()},
                    Own{rows.optional_int_at(2), rows.int_at(3) != 0, rows.int_at(4) != 0});
    }
    return cells;
  }

  void change(const CellKey& key, const Own& own) {
    const auto* indicator = catalogue_.indicator(key.indicator);
    auto cell = find_cell(db_, incident_, path_.front().text(), key);
    auto before = cell.contribution();
    cell.own = own;
    write(0, key, cell);
    auto after = cell.contribution();
    for (std::size_t level = 1; level < path_.size() && before != after; ++level) {
      auto parent = find_cell(db_, incident_, path_[level].text(), key);
      const auto parent_before = parent.contribution();
      if (moves_by_difference(indicator->merge)) {
        shift(parent, before, after);
      } else {
        gather(parent, indicator->merge, children(level, key));
      }
      write(level, key, parent);
      before = parent_before;
      after = parent.contribution();
    }
  }

  [[nodiscard]] std::vector<Contribution> children(std::size_t level, const CellKey& key) const {
    auto rows = db_.prepare(
        "SELECT r.own, r.said_unknown, r.said_estimated, r.below, r.unknown, r.estimates FROM rollup_node n JOIN "
        "rollup r"
        " ON r.incident = n.incident AND r.division = n.division AND r.indicator = ?3 AND r.aspect = ?4"
        " WHERE n.incident = ?1 AND n.parent = ?2");
    rows.bind_all(incident_, path_[level].text(), key.indicator, to_string(key.aspect));
    std::vector<Contribution> out;
    while (rows.step()) {
      const Cell child{.own = {rows.optional_int_at(0), rows.int_at(1) != 0, rows.int_at(2) != 0},
                       .below = rows.optional_int_at(3),
                       .unknown = rows.int_at(4),
                       .estimates = rows.int_at(5)};
      out.push_back(child.contribution());
    }
    return out;
  }

  void write(std::size_t level, const CellKey& key, const Cell& cell) {
    touch(level);
    db_.prepare(
           "INSERT INTO rollup (incident, division, indicator, aspect, own, said_unknown, said_estimated, below, known,"
           " unknown, estimates, seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO UPDATE"
           " SET own = ?5, said_unknown = ?6, said_estimated = ?7, below = ?8, known = ?9, unknown = ?10,"
           " estimates = ?11, seq = ?12")
        .run(incident_, path_[level].text(), key.indicator, to_string(key.aspect), cell.own.amount, cell.own.unknown,
             cell.own.estimated, cell.below, cell.known, cell.unknown, cell.estimates, seq_);
  }

  /// A difference climbs without gaps, so the nodes touched so far are always the first ones of the path.
  void touch(std::size_t level) {
    for (; touched_ <= level; ++touched_) {
      const auto& node = path_[touched_];
      const auto parent = node.parent();
      db_.prepare(
             "INSERT INTO rollup_node (incident, division, parent, reported, seq, updated_at)"
             " VALUES (?1, ?2, ?3, 0, ?4, ?5) ON CONFLICT DO UPDATE SET seq = ?4, updated_at = ?5")
          .run(incident_, node.text(), parent ? std::optional{parent->text()} : std::nullopt, seq_, at_);
    }
  }

  store::Connection& db_;
  const Catalogue& catalogue_;
  std::int64_t seq_;
  std::int64_t at_;
  std::string incident_;
  std::vector<DivisionCode> path_;  // the reporting node, its parent, … the city
  std::size_t touched_ = 0;
};

journal::Notification state_of(store::Connection& db, const Catalogue& catalogue, const divisions::Divisions& divisions,
                               const std::string& incident, const DivisionCode& node, std::int64_t seq) {
  return journal::state_notification("rollup", incident + "/" + node.text(), node, seq,
                                     rollup_node_json(db, catalogue, divisions, incident, node));
}

}  // namespace

std::vector<std::string> RollupView::schema() const {
  return {
      "CREATE TABLE rollup ("
      "  incident TEXT NOT NULL, division TEXT NOT NULL, indicator TEXT NOT NULL, aspect TEXT NOT NULL,"
      "  own INTEGER, said_unknown INTEGER NOT NULL, said_estimated INTEGER NOT NULL,"
      "  below INTEGER, known INTEGER NOT NULL, unknown INTEGER NOT NULL, estimates INTEGER NOT NULL,"
      "  total INTEGER GENERATED ALWAYS AS (coalesce(own, below)) VIRTUAL,"
      "  seq INTEGER NOT NULL,"
      "  PRIMARY KEY (incident, division, indicator, aspect)) STRICT, WITHOUT ROWID",
      "CREATE TABLE rollup_node ("
      "  incident TEXT NOT NULL, division TEXT NOT NULL, parent TEXT, reported INTEGER NOT NULL,"
      "  seq INTEGER NOT NULL, updated_at INTEGER NOT NULL,"
      "  PRIMARY KEY (incident, division)) STRICT, WITHOUT ROWID",
      "CREATE INDEX rollup_node_by_parent ON rollup_node (incident, parent)",
      "CREATE INDEX rollup_node_by_seq ON rollup_node (seq)",
  };
}

void RollupView::apply(const journal::ApplyContext& context) {
  if (!is_report_entry(context.entry.type)) return;
  const auto division = DivisionCode::parse(context.entry.division).value();
  const auto chain = find_report(context.db, context.body.at("report").get_ref<const std::string&>(), division).value();
  const bool counts = chain.state == ReportState::effective;
  Climb climb{context.db, catalogue_, context.entry, chain};
  climb.restate(counts ? cells_of(chain.standing(), catalogue_) : std::map<CellKey, Own>{});
  climb.mark_reported(counts);
  if (!context.effects.heard()) return;
  for (const auto& node : climb.changed()) {
    context.effects.state("rollup", chain.incident + "/" + node.text(), node, context.entry.seq,
                          rollup_node_json(context.db, catalogue_, divisions_, chain.incident, node));
  }
}

void RollupView::states_between(store::Connection& db, std::string_view, std::int64_t since, std::int64_t until,
                                const journal::NotificationSink& sink) const {
  struct Changed {
    std::string incident;
    DivisionCode node;
    std::int64_t seq;
  };
  std::vector<Changed> nodes;
  auto rows = db.prepare(
      "SELECT incident, division, seq FROM rollup_node WHERE seq > ?1 AND seq <= ?2"
      " ORDER BY seq, incident, division");
  rows.bind_all(since, until);
  while (rows.step()) nodes.push_back({rows.text_at(0), DivisionCode::parse(rows.view_at(1)).value(), rows.int_at(2)});
  for (const auto& [incident, node, seq] : nodes) sink(state_of(db, catalogue_, divisions_, incident, node, seq));
}

}  // namespace anlan::incidents
