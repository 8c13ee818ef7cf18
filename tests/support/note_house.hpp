#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "journal/history.hpp"
#include "journal/journal.hpp"
#include "journal/replay.hpp"
#include "journal/schema.hpp"
#include "store/reader_pool.hpp"
#include "store/writer.hpp"
#include "support/coro.hpp"
#include "support/note_room.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::test {

inline const Instant kNow = parse_time("2021-07-20T20:00:00+08:00").value();

inline void must(const Result<void>& done) {
  if (!done) throw std::runtime_error{done.error().detail.en};
}

/// A journal with the note room on a real file: what the server has, without sockets.
class NoteHouse {
 public:
  NoteHouse() {
    store::Connection db{file(), store::Mode::read_write};
    must(journal::migrate(db));
    journal.open(db, journal::open_site(db, {.id = "site-1", .name = "焦作市"}, kNow).value());
    if (!journal::views_ready(db, room.views)) {
      must(journal::rebuild_views(db, db, room.types, room.views, [](auto, auto) {}));
    }
    journal.publish_to([this](std::vector<journal::Notification> news) {
      for (auto& notification : news) published.push_back(std::move(notification));
    });
    writer = std::make_unique<store::Writer>(file(), store::WriterLimits{}, loop.get_executor(), journal);
    readers = std::make_unique<store::ReaderPool>(file(), store::ReaderLimits{});
  }

  [[nodiscard]] std::filesystem::path file() const { return folder / "anlan.db"; }
  [[nodiscard]] journal::Stamp stamp() const {
    return {{"account-1", "李某", "township_clerk", "410882101000"}, kNow, "c"};
  }

  /// As the start of a server does.
  [[nodiscard]] journal::History begin_run() const {
    store::Connection db{file(), store::Mode::read_write};
    return journal::History::begin(db, kNow);
  }

  /// Appends one note through the writer.
  [[nodiscard]] boost::asio::awaitable<Result<std::int64_t>> write(std::string stream, std::string text) {
    auto job = [this, stream, text](store::Connection& db) -> Result<std::int64_t> {
      return journal.append(db, note(stream, text), stamp()).seq;
    };
    co_return co_await writer->submit(std::move(job));
  }

  TemporaryFolder folder;
  NoteRoom room;
  std::vector<journal::Notification> published;
  boost::asio::io_context loop{1};
  journal::Journal journal{room.types, room.views};
  std::unique_ptr<store::Writer> writer;
  std::unique_ptr<store::ReaderPool> readers;
};

}  // namespace anlan::test
