#include "journal/offline.hpp"

#include <stdexcept>

#include <catch2/catch.hpp>

#include "journal/reading.hpp"
#include "journal/verify.hpp"
#include "support/note_house.hpp"
#include "support/note_room.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::journal {
namespace {

using test::kNow;
using test::note;

const Stamp kStamp{{"account-1", "李某", "township_clerk", "410882101000"}, kNow, "c"};

auto open_in(const test::TemporaryFolder& folder, const test::NoteRoom& room) {
  return OfflineJournal::open(folder.path(), {.id = "site-1", .name = "焦作市"}, room.types, room.views, kNow,
                              [](auto, auto) {});
}

Result<std::int64_t> write(OfflineJournal& offline, const std::string& text) {
  return offline.transact([&](store::Connection& db, Journal& journal) -> Result<std::int64_t> {
    const auto entry = journal.append(db, note("1", text), kStamp);
    if (text == "refused") return fail(ProblemKind::invalid, "refused", {"不收", "refused"});
    return entry.seq;
  });
}

TEST_CASE("a fresh directory becomes a journal and keeps what was written offline") {
  const test::TemporaryFolder folder;
  const test::NoteRoom room;
  {
    auto offline = open_in(folder, room).value();
    CHECK(write(*offline, "水位 3.2 米").value() == 1);
  }
  auto again = open_in(folder, room).value();
  CHECK(again->site().id == "site-1");
  CHECK(again->db().number("SELECT count(*) FROM note") == 1);
  CHECK(write(*again, "水位 3.4 米").value() == 2);
  CHECK(verify_all(again->db(), room.types, room.views, folder.path(), [](auto, auto) {}).clean());
}

TEST_CASE("a refused or failed offline command leaves no trace, and the chain goes on behind it") {
  const test::TemporaryFolder folder;
  const test::NoteRoom room;
  auto offline = open_in(folder, room).value();
  CHECK(write(*offline, "refused").error().type == "refused");
  CHECK_THROWS_AS(write(*offline, "poison"), std::runtime_error);
  CHECK(head_seq(offline->db()) == 0);
  CHECK(write(*offline, "水位 3.2 米").value() == 1);
  CHECK(verify_chain(offline->db()).clean());
}

TEST_CASE("a directory in use cannot be opened a second time") {
  const test::TemporaryFolder folder;
  const test::NoteRoom room;
  const auto offline = open_in(folder, room).value();
  CHECK(open_in(folder, room).error().type == "data-directory-busy");
}

TEST_CASE("views built by older code are rebuilt on opening") {
  const test::TemporaryFolder folder;
  const test::NoteRoom old_room{"1"};
  {
    CHECK(write(*open_in(folder, old_room).value(), "水位 3.2 米").has_value());
  }
  const test::NoteRoom new_room{"2"};
  auto offline = open_in(folder, new_room).value();
  CHECK(views_ready(offline->db(), new_room.views));
  CHECK(offline->db().number("SELECT count(*) FROM note") == 1);
}

}  // namespace
}  // namespace anlan::journal
