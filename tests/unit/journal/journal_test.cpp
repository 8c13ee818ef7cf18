#include "journal/journal.hpp"

#include <catch2/catch.hpp>

#include "journal/commands.hpp"
#include "journal/reading.hpp"
#include "support/note_house.hpp"

namespace anlan {

using boost::asio::awaitable;
using test::NoteHouse;

TEST_CASE_METHOD(NoteHouse,
                 "an entry gets its place, its hash over the one before, and is published after the commit") {
  test::run(loop, [this]() -> awaitable<void> {
    const auto first = co_await write("a", "起水");
    const auto second = co_await write("a", "退水");
    CHECK(first.value() == 1);
    CHECK(second.value() == 2);
  });
  store::Connection db{file(), store::Mode::read_only};
  std::vector<journal::Entry> entries;
  journal::each_entry_after(db, 0, [&](const journal::Entry& entry) {
    entries.push_back(entry);
    return true;
  });
  REQUIRE(entries.size() == 2);
  CHECK(entries[1].prev == entries[0].hash);
  CHECK(entries[1].stream_version == 2);
  CHECK(entries[0].body == R"({"text":"起水"})");
  REQUIRE(published.size() == 4);  // each entry and the state it left
  CHECK(published[0].topic == "note");
  CHECK(published[1].topic == "tally");
}

TEST_CASE_METHOD(NoteHouse,
                 "a job that fails leaves no entry, no view row and no publication, and takes nobody with it") {
  std::vector<bool> stored;
  for (int i = 0; i < 40; ++i) {
    boost::asio::co_spawn(
        loop,
        [this, i, &stored]() -> awaitable<void> {
          const auto result = co_await write("n" + std::to_string(i), i % 4 == 0 ? "poison" : "ok");
          stored.push_back(result.has_value());
        },
        [](std::exception_ptr thrown) { REQUIRE_FALSE(thrown); });
  }
  loop.run();
  CHECK(std::count(stored.begin(), stored.end(), true) == 30);
  CHECK(published.size() == 60);
  store::Connection db{file(), store::Mode::read_only};
  CHECK(db.number("SELECT count(*) FROM entry") == 30);
  CHECK(db.number("SELECT max(seq) FROM entry") == 30);
  CHECK(db.number("SELECT count(*) FROM note") == 30);
}

TEST_CASE_METHOD(NoteHouse, "the database itself refuses to change or delete what happened") {
  test::run(loop, [this]() -> awaitable<void> { (void)co_await write("a", "起水"); });
  store::Connection db{file(), store::Mode::read_write};
  CHECK_THROWS_WITH(db.execute("UPDATE entry SET body = '{}'"), Catch::Contains("never changed"));
  CHECK_THROWS_WITH(db.execute("DELETE FROM entry"), Catch::Contains("never deleted"));
  CHECK_THROWS_WITH(db.execute("DELETE FROM site"), Catch::Contains("identity"));
}

TEST_CASE_METHOD(NoteHouse, "a page holds what a listener missed, in order, and only what he may see") {
  test::run(loop, [this]() -> awaitable<void> {
    for (int i = 0; i < 5; ++i) (void)co_await write("n" + std::to_string(i % 2), std::to_string(i));
  });
  store::Connection db{file(), store::Mode::read_only};
  const journal::Interest city{{"note", "tally"}, DivisionCode::parse("410800000000").value()};
  const auto page = journal::read_page(db, room.types, room.views, city, 2, 100);
  CHECK(page.complete());
  REQUIRE(page.notifications.size() == 5);  // entries 3, 4, 5 and the newest state of both streams
  CHECK(page.notifications[0].seq == 3);
  CHECK(page.notifications[3].topic == "tally");

  const auto part = journal::read_page(db, room.types, room.views, city, 0, 2);
  CHECK(part.next == 2);
  CHECK_FALSE(part.complete());

  const journal::Interest neighbour{{"note", "tally"}, DivisionCode::parse("410883000000").value()};
  CHECK(journal::read_page(db, room.types, room.views, neighbour, 0, 100).notifications.empty());
}

TEST_CASE_METHOD(NoteHouse, "a stale expected version is a conflict that names the current one") {
  test::run(loop, [this]() -> awaitable<void> { (void)co_await write("a", "起水"); });
  store::Connection db{file(), store::Mode::read_only};
  CHECK(journal::expect_version(db, "note/a", 1).has_value());
  const auto stale = journal::expect_version(db, "note/a", 0);
  REQUIRE_FALSE(stale.has_value());
  CHECK(stale.error().kind == ProblemKind::conflict);
  CHECK(stale.error().current_version == 1);
}

TEST_CASE_METHOD(NoteHouse, "a remembered command gives its first answer, and its id serves no other command") {
  store::Connection db{file(), store::Mode::read_write};
  const journal::CommandKey key{"account-1", "0190f3c2-0000-7000-8000-000000000001"};
  CHECK_FALSE(journal::answered_before(db, key, "note.write", "{}").value().has_value());
  journal::remember_answer(db, key, "note.write", "{}", R"({"seq":7})", 7);
  CHECK(journal::answered_before(db, key, "note.write", "{}").value() == R"({"seq":7})");
  CHECK(journal::answered_before(db, key, "note.write", "{\"a\":1}").error().type == "command-id-reused");
  CHECK(journal::answered_before(db, key, "note.erase", "{}").error().type == "command-id-reused");
  const journal::CommandKey other{"account-2", key.command_id};
  CHECK_FALSE(journal::answered_before(db, other, "note.write", "{}").value().has_value());
}

TEST_CASE("both hash functions are what their standards say") {
  using journal::Algorithm;
  CHECK(journal::to_hex(journal::digest(Algorithm::sha256, "abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(journal::to_hex(journal::digest(Algorithm::sm3, "abc")) ==
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  CHECK(journal::from_hex(journal::to_hex("\x01\xff")) == "\x01\xff");
  CHECK(journal::from_hex("0g").empty());
}

}  // namespace anlan
