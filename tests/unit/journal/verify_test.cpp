#include "journal/verify.hpp"

#include <fstream>

#include <catch2/catch.hpp>

#include "journal/blobs.hpp"
#include "journal/commands.hpp"
#include "support/note_house.hpp"

namespace anlan {

using boost::asio::awaitable;

namespace {

struct Filled : test::NoteHouse {
  Filled() {
    test::run(loop, [this]() -> awaitable<void> {
      for (int i = 0; i < 50; ++i) (void)co_await write("n" + std::to_string(i % 7), "水位 " + std::to_string(i));
    });
  }

  journal::Verification verify() {
    store::Connection db{file(), store::Mode::read_only};
    return journal::verify_all(db, room.types, room.views, folder.path(), [](auto, auto) {});
  }

  /// What somebody does who has the file and a SQLite shell.
  void tamper(const std::string& sql) {
    store::Connection db{file(), store::Mode::read_write};
    db.execute(
        "DROP TRIGGER IF EXISTS entry_keeps; DROP TRIGGER IF EXISTS entry_stays; DROP TRIGGER IF EXISTS blob_keeps; "
        "DROP TRIGGER IF EXISTS blob_stays;"
        "DROP TRIGGER IF EXISTS command_keeps;");
    db.execute(sql);
  }
};

}  // namespace

TEST_CASE_METHOD(Filled, "an untouched file verifies") {
  const auto result = verify();
  CHECK(result.clean());
  CHECK(result.entries == 50);
}

TEST_CASE_METHOD(Filled, "a changed entry is named, whichever of its fields was changed") {
  for (const auto* change :
       {"body = '{\"text\":\"x\"}'", "actor = '{}'", "division = '410883000000'", "occurred_at = 1", "exercise = 1",
        "command_id = 'd'", "hash = x'00'", "stream = 'note/zz'", "origin_seq = 99"}) {
    INFO(change);
    Filled fresh;
    fresh.tamper(std::string{"UPDATE entry SET "} + change + " WHERE seq = 23");
    const auto result = fresh.verify();
    REQUIRE_FALSE(result.clean());
    CHECK(result.findings.front().seq == 23);
  }
}

TEST_CASE_METHOD(Filled, "a removed entry is missed") {
  tamper("DELETE FROM entry WHERE seq = 12");
  const auto result = verify();
  REQUIRE_FALSE(result.clean());
  CHECK(result.findings.front().seq == 13);
}

TEST_CASE_METHOD(Filled, "a changed view row is found by the replay") {
  tamper("UPDATE note SET text = '没有水' WHERE stream = 'note/n3'");
  const auto result = verify();
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings.front().text.en.find("view table note differs") != std::string::npos);
}

TEST_CASE_METHOD(Filled, "a changed blob and a changed answer are found") {
  {
    store::Connection db{file(), store::Mode::read_write};
    journal::store_blob(db, "image/png", "picture", test::kNow);
    journal::remember_answer(db, {"account-1", "c1"}, "note.write", "{}", "{}", 4);
  }
  CHECK(verify().clean());
  tamper("UPDATE blob SET bytes = x'00'; UPDATE command SET answer = '[]'");
  CHECK(verify().findings.size() == 2);
}

TEST_CASE_METHOD(Filled, "a blob that an entry names and nobody has any more is missed, wherever the entry names it") {
  std::vector<std::string> hashes;
  {
    store::Connection db{file(), store::Mode::read_write};
    for (const auto* picture : {"one", "two", "three"}) {
      hashes.push_back(journal::store_blob(db, "image/png", picture, test::kNow));
    }
  }
  auto draft = test::note("n9", "有照片");
  draft.body["photos"] = {hashes[0], hashes[1]};
  draft.body["visit"] = {{"photo", hashes[2]}, {"report", "01890000-0000-7000-8000-000000000000"}, {"minutes", 40}};
  draft.body["snapshot"] = std::string(64, 'a');  // a digest of rows, not a blob
  test::run(loop, [&]() -> awaitable<void> {
    auto job = [&](store::Connection& db) -> Result<std::int64_t> { return journal.append(db, draft, stamp()).seq; };
    (void)co_await writer->submit(std::move(job));
  });
  CHECK(verify().clean());
  tamper("DELETE FROM blob WHERE bytes IN (CAST('two' AS BLOB), CAST('three' AS BLOB))");
  const auto result = verify();
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[0].seq == 51);
  CHECK(result.findings[0].text.en.find(hashes[1]) != std::string::npos);
  CHECK(result.findings[1].text.en.find(hashes[2]) != std::string::npos);
}

TEST_CASE_METHOD(Filled, "one flipped byte of an entry on the disk makes verify name the entry") {
  writer.reset();
  readers.reset();
  std::int64_t page = 0;
  {
    store::Connection db{file(), store::Mode::read_write};
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    page = db.number("PRAGMA page_size");
  }
  std::fstream disk{file(), std::ios::in | std::ios::out | std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{disk}, {}};
  const auto at = bytes.find("水位 31");
  REQUIRE(at != std::string::npos);
  REQUIRE(page > 0);
  disk.clear();
  disk.seekp(static_cast<std::streamoff>(at + 7));
  disk.put('8');
  disk.close();
  const auto result = verify();
  REQUIRE_FALSE(result.clean());
  CHECK(result.findings.front().seq == 32);
}

TEST_CASE_METHOD(Filled, "views built by other code are rebuilt and then equal") {
  store::Connection db{file(), store::Mode::read_write};
  CHECK(journal::views_ready(db, room.views));
  test::NoteRoom newer{"2"};
  CHECK_FALSE(journal::views_ready(db, newer.views));
  REQUIRE(journal::rebuild_views(db, db, newer.types, newer.views, [](auto, auto) {}).has_value());
  CHECK(journal::views_ready(db, newer.views));
  CHECK(journal::verify_all(db, newer.types, newer.views, folder.path(), [](auto, auto) {}).clean());
}

TEST_CASE_METHOD(Filled, "a view that cannot be built names the entry and stays not ready") {
  tamper("UPDATE entry SET body = '{\"text\":\"poison\"}' WHERE seq = 41");
  store::Connection db{file(), store::Mode::read_write};
  const auto built = journal::rebuild_views(db, db, room.types, room.views, [](auto, auto) {});
  REQUIRE_FALSE(built.has_value());
  CHECK(built.error().type == "view-build-failed");
  CHECK(built.error().detail.en.find("entry 41") != std::string::npos);
  CHECK_FALSE(journal::views_ready(db, room.views));
}

TEST_CASE_METHOD(Filled, "a file whose commands lie in the order of their ids keeps them all when it is opened") {
  const journal::CommandKey key{"account-1", "0190f3c2-0000-7000-8000-000000000001"};
  const std::string answer(3'000, 'a');
  store::Connection db{file(), store::Mode::read_write};
  journal::remember_answer(db, key, "note.write", "{}", answer, 7);
  db.execute(
      "CREATE TABLE first AS SELECT * FROM command; DROP TABLE command;"
      "CREATE TABLE command (account TEXT NOT NULL, command_id TEXT NOT NULL, operation TEXT NOT NULL,"
      " request BLOB NOT NULL, answer TEXT NOT NULL, last_seq INTEGER NOT NULL, digest BLOB NOT NULL,"
      " PRIMARY KEY (account, command_id)) STRICT, WITHOUT ROWID;"
      "INSERT INTO command SELECT * FROM first; DROP TABLE first; DROP TABLE run; PRAGMA user_version = 1");
  db.forget_statements();
  REQUIRE(journal::migrate(db).has_value());
  CHECK(journal::answered_before(db, key, "note.write", "{}").value() == answer);
  CHECK_THROWS_WITH(db.execute("DELETE FROM command"), Catch::Contains("never deleted"));
  CHECK_THROWS_WITH(db.execute("UPDATE command SET answer = ''"), Catch::Contains("never changed"));
  CHECK(verify().clean());
}

TEST_CASE("another program's file and a newer file are refused") {
  test::TemporaryFolder folder;
  {
    store::Connection other{folder / "other.db", store::Mode::read_write};
    other.execute("CREATE TABLE things (a)");
    CHECK(journal::migrate(other).error().type == "not-a-journal");
  }
  store::Connection db{folder / "newer.db", store::Mode::read_write};
  REQUIRE(journal::migrate(db).has_value());
  db.execute("PRAGMA user_version = 99");
  CHECK(journal::migrate(db).error().type == "newer-file");
}

}  // namespace anlan
