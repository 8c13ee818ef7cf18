#include "journal/offline.hpp"

#include <exception>

#include <spdlog/spdlog.h>

#include "journal/history.hpp"

namespace anlan::journal {

Result<std::unique_ptr<OfflineJournal>> OfflineJournal::open(const std::filesystem::path& folder, const Site& wanted,
                                                             const EntryTypes& types, const ViewSet& views, Instant now,
                                                             const Progress& progress) {
  auto directory = store::DataDirectory::open(folder);
  if (!directory) return tl::unexpected<Problem>(std::move(directory.error()));
  std::unique_ptr<OfflineJournal> opened{new OfflineJournal{std::move(*directory), types, views}};
  auto& db = opened->db_;
  if (auto migrated = migrate(db); !migrated) return tl::unexpected<Problem>(std::move(migrated.error()));
  auto site = open_site(db, wanted, now);
  if (!site) return tl::unexpected<Problem>(std::move(site.error()));
  if (!views_ready(db, views)) {
    auto rebuilt = rebuild_views(db, db, types, views, progress);
    if (!rebuilt) return tl::unexpected<Problem>(std::move(rebuilt.error()));
  }
  opened->journal_.open(db, std::move(*site));
  static_cast<void>(History::begin(db, now));  // what is appended here ends the run of whoever served before
  return opened;
}

OfflineJournal::Transaction::Transaction(OfflineJournal& owner) : owner_{owner} {
  owner_.db_.execute("BEGIN IMMEDIATE");
  owner_.journal_.job_started();
}

void OfflineJournal::Transaction::commit() {
  owner_.journal_.job_ended(true);
  owner_.db_.execute("COMMIT");
  open_ = false;
  // Nobody listens offline, so there is nothing to publish.
  static_cast<void>(owner_.journal_.batch_ended(true));
}

OfflineJournal::Transaction::~Transaction() {
  if (!open_) return;
  static_cast<void>(owner_.journal_.batch_ended(false));
  try {
    owner_.db_.execute("ROLLBACK");
  } catch (const std::exception& error) {
    // SQLite had already rolled the transaction back (disk full, I/O error).
    spdlog::warn("rollback: {}", error.what());
  }
}

}  // namespace anlan::journal
