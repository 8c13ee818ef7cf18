#include "journal/history.hpp"

#include <spdlog/spdlog.h>

#include "base/uuid.hpp"
#include "journal/reading.hpp"

namespace anlan::journal {

History History::begin(store::Connection& db, Instant now) {
  History history;
  history.id_ = make_uuid(now);
  auto end = head_seq(db);
  try {
    db.prepare("INSERT INTO run (id, began_at, after_seq) VALUES (?1, ?2, ?3)").run(history.id_, to_millis(now), end);
  } catch (const store::DatabaseError& error) {
    spdlog::warn("this run is not written down, its dashboards will load anew after the next start: {}", error.what());
  }
  auto runs = db.prepare("SELECT id, after_seq FROM run WHERE id <> ?1 ORDER BY number DESC LIMIT 1000");
  runs.bind_all(history.id_);
  while (runs.step()) {
    history.ends_.emplace(runs.text_at(0), end);
    end = runs.int_at(1);
  }
  return history;
}

bool History::holds(std::string_view id, std::int64_t seq) const {
  if (id == id_) return true;
  const auto run = ends_.find(id);
  return run != ends_.end() && seq <= run->second;
}

}  // namespace anlan::journal
