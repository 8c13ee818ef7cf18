#include "journal/history.hpp"

#include <catch2/catch.hpp>

#include "journal/offline.hpp"
#include "support/note_house.hpp"
#include "support/note_room.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::journal {
namespace {

using test::kNow;

/// A journal that is opened, written to, copied and taken back, as sites are.
struct Diary {
  void write(int entries) {
    auto offline = open();
    for (int i = 0; i < entries; ++i) {
      (void)offline->transact([&](store::Connection& db, Journal& journal) -> Result<std::int64_t> {
        return journal.append(db, test::note("1", "水位"), {{"a", "李某", "auditor", "410800000000"}, kNow, "c"}).seq;
      });
    }
  }
  [[nodiscard]] History begin() {
    open();
    store::Connection db{file(), store::Mode::read_write};
    return History::begin(db, kNow);
  }
  std::unique_ptr<OfflineJournal> open() {
    return OfflineJournal::open(folder.path(), {.id = "site-1", .name = "焦作市"}, room.types, room.views, kNow,
                                [](auto, auto) {})
        .value();
  }
  [[nodiscard]] std::filesystem::path file() const { return store::DataDirectory::database_in(folder.path()); }

  test::TemporaryFolder folder;
  test::NoteRoom room;
};

}  // namespace

TEST_CASE("a run is held up to where the next one began, and the running one without end") {
  Diary site;
  site.write(3);
  const auto first = site.begin();
  CHECK(first.holds(first.id(), 99));
  site.write(2);
  const auto second = site.begin();
  CHECK(second.id() != first.id());
  CHECK(second.holds(first.id(), 3));
  CHECK_FALSE(second.holds(first.id(), 4));  // written by somebody else: not told in that run
  CHECK_FALSE(second.holds("another", 1));
}

TEST_CASE("a copy of an earlier day does not hold what was told after it, however far it has gone") {
  Diary site;
  site.write(3);
  const auto lost = site.begin();
  const auto copy = site.folder / "copy";
  {
    store::Connection db{site.file(), store::Mode::read_only};
    db.backup_to(copy, [](auto, auto) {});
  }
  site.write(1);
  const auto later = site.begin();
  std::filesystem::copy_file(copy, site.file(), std::filesystem::copy_options::overwrite_existing);
  site.write(9);
  const auto restored = site.begin();
  CHECK(restored.holds(lost.id(), 3));
  CHECK_FALSE(restored.holds(lost.id(), 4));
  CHECK_FALSE(restored.holds(later.id(), 3));
  CHECK(restored.holds(restored.id(), 12));
}

TEST_CASE("runs are neither changed nor deleted, and a file that takes no writes begins one all the same") {
  Diary site;
  (void)site.begin();
  {
    store::Connection db{site.file(), store::Mode::read_write};
    CHECK_THROWS_WITH(db.execute("DELETE FROM run"), Catch::Contains("never deleted"));
    CHECK_THROWS_WITH(db.execute("UPDATE run SET after_seq = 9"), Catch::Contains("never changed"));
  }
  store::Connection db{site.file(), store::Mode::read_only};
  const auto unwritten = History::begin(db, kNow);
  CHECK(unwritten.holds(unwritten.id(), 5));
}

}  // namespace anlan::journal
