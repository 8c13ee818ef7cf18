#include <future>

#include <catch2/catch.hpp>

#include "store/data_directory.hpp"
#include "support/note_house.hpp"

namespace anlan {

using boost::asio::awaitable;
using test::NoteHouse;

TEST_CASE("everything acknowledged is synced: the connection runs with WAL and synchronous=FULL") {
  test::TemporaryFolder folder;
  store::Connection db{folder / "a.db", store::Mode::read_write};
  CHECK(db.number("PRAGMA synchronous") == 2);
  auto mode = db.prepare("PRAGMA journal_mode");
  REQUIRE(mode.step());
  CHECK(mode.text_at(0) == "wal");
}

TEST_CASE("SpatiaLite is there and its file functions are not") {
  CHECK_NOTHROW(store::secure_spatialite());
  store::Connection db{":memory:", store::Mode::read_write};
  CHECK(db.number("SELECT ST_Area(ST_GeomFromText('POLYGON((0 0,2 0,2 2,0 2,0 0))'))") == 4);
  CHECK_THROWS(db.execute("SELECT BlobFromFile('/etc/passwd')"));
  CHECK_THROWS(db.execute("SELECT load_extension('x')"));
}

TEST_CASE_METHOD(NoteHouse, "a full queue is answered at once and the rest is done") {
  store::Writer narrow{file(), {.queue = 2, .batch = 1}, loop.get_executor(), journal};
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  int done = 0;
  int refused = 0;
  for (int i = 0; i < 10; ++i) {
    boost::asio::co_spawn(
        loop,
        [&]() -> awaitable<void> {
          auto job = [opened](store::Connection&) -> Result<int> {
            opened.wait();
            return 1;
          };
          const auto result = co_await narrow.submit(std::move(job));
          if (result) {
            ++done;
          } else {
            refused += result.error().kind == ProblemKind::overloaded && result.error().retry_after ? 1 : 0;
          }
        },
        [](std::exception_ptr thrown) { REQUIRE_FALSE(thrown); });
  }
  boost::asio::post(loop, [&] { gate.set_value(); });
  loop.run();
  CHECK(done + refused == 10);
  CHECK(done >= 2);
  CHECK(refused >= 7);
  CHECK(narrow.statistics().refused == static_cast<std::uint64_t>(refused));
}

TEST_CASE_METHOD(
    NoteHouse,
    "a job that refuses before it wrote costs its batch nothing; one that fails halfway is taken back alone") {
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  std::vector<int> runs(6);
  std::vector<bool> kept(runs.size());
  const auto start = [&](std::size_t number, auto work) {
    auto session = [&, number, work]() -> awaitable<void> {
      auto job = [&runs, number, work](store::Connection& db) -> Result<int> {
        ++runs[number];
        return work(db);
      };
      const auto result = co_await writer->submit(std::move(job));
      kept[number] = result.has_value();
    };
    boost::asio::co_spawn(loop, std::move(session), [](std::exception_ptr thrown) { REQUIRE_FALSE(thrown); });
  };
  std::promise<void> begun;
  const auto wait = [opened, &begun](store::Connection&) -> Result<int> {
    begun.set_value();
    opened.wait();
    return 0;
  };
  const auto write_down = [this](store::Connection& db) -> Result<int> {
    journal.append(db, test::note("a", "起水"), stamp());
    return 0;
  };
  const auto refuse = [](store::Connection&) -> Result<int> { return fail(ProblemKind::conflict, "no", {"否", "no"}); };
  const auto write_and_refuse = [write_down, refuse](store::Connection& db) -> Result<int> {
    return write_down(db).and_then([&](int) { return refuse(db); });
  };

  start(0, wait);
  loop.poll();
  loop.restart();
  begun.get_future().wait();  // the others gather meanwhile, and so share a batch
  start(1, write_down);
  start(2, refuse);
  SECTION("nothing was written in vain") {
    start(3, write_down);
    boost::asio::post(loop, [&] { gate.set_value(); });
    loop.run();
    CHECK(runs == std::vector<int>{1, 1, 1, 1, 0, 0});
    CHECK(kept == std::vector<bool>{true, true, false, true, false, false});
  }
  SECTION("something was") {
    start(3, write_and_refuse);
    start(4, write_down);
    start(5, refuse);
    boost::asio::post(loop, [&] { gate.set_value(); });
    loop.run();
    CHECK(runs == std::vector<int>{1, 2, 2, 2, 1, 1});
    CHECK(kept == std::vector<bool>{true, true, false, false, true, false});
  }
  store::Connection db{file(), store::Mode::read_only};
  CHECK(db.number("SELECT count(*) FROM entry") == 2);
  CHECK(db.number("SELECT max(seq) FROM entry") == 2);
}

TEST_CASE_METHOD(NoteHouse, "a reader sees one snapshot and cannot write") {
  test::run(loop, [this]() -> awaitable<void> {
    (void)co_await write("a", "起水");
    auto count = [](store::Connection& db) -> Result<std::int64_t> { return db.number("SELECT count(*) FROM note"); };
    const auto seen = co_await readers->run(count);
    CHECK(seen.value() == 1);
  });
  store::Connection db{file(), store::Mode::read_only};
  CHECK_THROWS(db.execute("DELETE FROM note"));
}

TEST_CASE("a second process is kept out of a data directory, and the message names the first") {
  test::TemporaryFolder folder;
  auto first = store::DataDirectory::open(folder / "site");
  REQUIRE(first.has_value());
  const auto second = store::DataDirectory::open(folder / "site");
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().type == "data-directory-busy");
  CHECK(second.error().detail.en.find(std::to_string(getpid())) != std::string::npos);
}

TEST_CASE_METHOD(NoteHouse, "a backup taken while others write is whole") {
  test::run(loop, [this]() -> awaitable<void> {
    for (int i = 0; i < 20; ++i) (void)co_await write("n", std::to_string(i));
  });
  store::Connection db{file(), store::Mode::read_only};
  db.backup_to(folder / "copy.db", [](int, int) {});
  store::Connection copy{folder / "copy.db", store::Mode::read_only};
  CHECK(copy.number("SELECT count(*) FROM entry") == 20);
}

}  // namespace anlan
