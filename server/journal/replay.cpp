#include "journal/replay.hpp"

#include <algorithm>
#include <exception>

#include <spdlog/spdlog.h>

#include "journal/blobs.hpp"
#include "journal/reading.hpp"

namespace anlan::journal {
namespace {

constexpr std::int64_t kSlice = 20'000;  // entries per transaction: bounds the write-ahead log

void mark(store::Connection& db, const View& view, bool ready) {
  db.prepare("INSERT OR REPLACE INTO view_build (view, fingerprint, ready) VALUES (?1, ?2, ?3)")
      .run(view.name(), view.fingerprint(), ready);
}

bool exists(store::Connection& db, const std::string& table) {
  auto row = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1");
  row.bind_all(table);
  return row.step();
}

void drop(store::Connection& db, const View& view) {
  for (const auto& [table, column] : view.geometries()) {
    if (!exists(db, table)) continue;
    db.prepare("SELECT DisableSpatialIndex(?1, ?2)").run(table, column);
    db.prepare("SELECT DiscardGeometryColumn(?1, ?2)").run(table, column);
    db.execute("DROP TABLE IF EXISTS \"idx_" + table + "_" + column + "\"");
  }
  db.forget_statements();
  for (const auto& table : view.tables()) db.execute("DROP TABLE IF EXISTS \"" + table + "\"");
}

/// Marked first as not ready, so that a start after a crash in the middle begins again. The tables are dropped outside
/// a transaction: inside one SQLite remembers every page of what it drops, in memory.
void start_over(store::Connection& db, const ViewSet& views) {
  db.execute("BEGIN IMMEDIATE");
  db.execute(
      "CREATE TABLE IF NOT EXISTS view_build (view TEXT PRIMARY KEY, fingerprint TEXT NOT NULL,"
      " ready INTEGER NOT NULL) STRICT");
  for (const auto& view : views.all()) mark(db, *view, false);
  db.execute("COMMIT");
  for (auto view = views.all().rbegin(); view != views.all().rend(); ++view) drop(db, **view);
  db.execute("BEGIN IMMEDIATE");
  for (const auto& view : views.all()) {
    for (const auto& statement : view->schema()) db.execute(statement);
  }
  db.execute("COMMIT");
}

auto build_failed(std::int64_t seq, const std::string& type, const std::exception& error) {
  const auto where = std::to_string(seq);
  return fail({.kind = ProblemKind::internal,
               .type = "view-build-failed",
               .detail = {"第 " + where + " 条记录（" + type + "）无法应用：" + error.what() +
                              "。数据没有改动，请用能读取它的程序版本启动，或联系开发者",
                          "entry " + where + " (" + type + ") could not be applied: " + error.what() +
                              "; the journal is untouched, start with a program that can read it"},
               .internal = error.what()});
}

}  // namespace

Result<void> rebuild_views(store::Connection& source, store::Connection& target, const EntryTypes& types,
                           const ViewSet& views, const Progress& progress) {
  start_over(target, views);
  const auto total = head_seq(source);
  Effects silent;
  const BlobReader blobs = [&source](const std::string& hash) { return read_blob(source, hash); };
  for (std::int64_t done = 0; done < total;) {
    Entry current;
    try {
      target.execute("BEGIN IMMEDIATE");
      each_entry_after(source, done, [&](const Entry& entry) {
        if (entry.seq > done + kSlice) return false;
        current = entry;
        const auto body = types.read_body(entry.type, entry.version, entry.body);
        views.apply({target, entry, body, silent, blobs});
        return true;
      });
      target.execute("COMMIT");
    } catch (const std::exception& error) {
      target.execute("ROLLBACK");
      return build_failed(current.seq, current.type, error);
    }
    done = std::min(total, done + kSlice);
    progress(done, total);
  }
  for (const auto& view : views.all()) mark(target, *view, true);
  return {};
}

bool views_ready(store::Connection& db, const ViewSet& views) {
  for (const auto& view : views.all()) {
    auto row = db.prepare("SELECT 1 FROM view_build WHERE view = ?1 AND fingerprint = ?2 AND ready = 1");
    row.bind_all(view->name(), view->fingerprint());
    if (!row.step()) return false;
  }
  return true;
}

}  // namespace anlan::journal
