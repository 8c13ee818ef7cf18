#pragma once

#include <filesystem>
#include <memory>
#include <type_traits>
#include <utility>

#include "base/result.hpp"
#include "journal/journal.hpp"
#include "journal/replay.hpp"
#include "journal/schema.hpp"
#include "store/data_directory.hpp"
#include "store/database.hpp"

namespace anlan::journal {

/// A data directory while no server runs: locked, brought to this program's version, its views standing. For the
/// program's command line.
class OfflineJournal {
 public:
  /// `types` and `views` outlive the journal; `wanted` becomes the site of a fresh directory. `progress` hears of a
  /// rebuild of the views when one is due. Problems: those of DataDirectory::open, migrate, open_site, rebuild_views.
  [[nodiscard]] static Result<std::unique_ptr<OfflineJournal>> open(const std::filesystem::path& folder,
                                                                    const Site& wanted, const EntryTypes& types,
                                                                    const ViewSet& views, Instant now,
                                                                    const Progress& progress);

  /// Runs `work(Connection&, Journal&)`, which returns a Result, in one transaction: kept when it returns a value,
  /// taken back when it returns a problem or throws.
  template <class Work>
  [[nodiscard]] auto transact(Work&& work) -> std::invoke_result_t<Work&, store::Connection&, Journal&> {
    Transaction transaction{*this};
    auto outcome = work(db_, journal_);
    if (outcome) transaction.commit();
    return outcome;
  }

  /// For reading outside a transaction.
  [[nodiscard]] store::Connection& db() noexcept { return db_; }
  [[nodiscard]] const Site& site() const noexcept { return journal_.site(); }

 private:
  /// Rolls back unless it was committed; the journal hears of either, so that its head stays true.
  class Transaction {
   public:
    explicit Transaction(OfflineJournal& owner);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

   private:
    OfflineJournal& owner_;
    bool open_ = true;
  };

  OfflineJournal(store::DataDirectory folder, const EntryTypes& types, const ViewSet& views)
      : folder_{std::move(folder)}, db_{folder_.database(), store::Mode::read_write}, journal_{types, views} {}

  store::DataDirectory folder_;
  store::Connection db_;
  Journal journal_;
};

}  // namespace anlan::journal
