#include "journal/schema.hpp"

#include <array>

namespace anlan::journal {
namespace {

constexpr std::int64_t kApplicationId = 0x414e4c4e;  // "ANLN"

// Numbered and additive. Never edit one that has shipped: append the next.
constexpr std::array<std::string_view, 3> kMigrations{R"sql(
CREATE TABLE site (
  id         TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  algorithm  TEXT    NOT NULL,
  created_at INTEGER NOT NULL          -- milliseconds since 1970, UTC, as all times here
) STRICT;

CREATE TABLE entry (
  seq            INTEGER PRIMARY KEY,  -- dense; clients resume from it
  origin         TEXT    NOT NULL,
  origin_seq     INTEGER NOT NULL,
  stream         TEXT    NOT NULL,
  stream_version INTEGER NOT NULL,
  type           TEXT    NOT NULL,
  version        INTEGER NOT NULL,
  occurred_at    INTEGER NOT NULL,
  received_at    INTEGER NOT NULL,
  recorded_at    INTEGER NOT NULL,
  actor          TEXT    NOT NULL,
  channel        TEXT    NOT NULL,
  division       TEXT    NOT NULL,
  exercise       INTEGER NOT NULL,
  command_id     TEXT    NOT NULL,
  body           TEXT    NOT NULL,
  prev           BLOB    NOT NULL,
  hash           BLOB    NOT NULL,
  UNIQUE (stream, stream_version)
) STRICT;

-- What each command was answered, so that a repeated one gets the first answer and changes nothing.
CREATE TABLE command (
  account     TEXT    NOT NULL,
  command_id  TEXT    NOT NULL,
  operation   TEXT    NOT NULL,
  request     BLOB    NOT NULL,        -- hash of operation and parameters
  answer      TEXT    NOT NULL,
  last_seq    INTEGER NOT NULL,        -- of its entries
  digest      BLOB    NOT NULL,        -- hash of this row, for verify
  PRIMARY KEY (account, command_id)
) STRICT, WITHOUT ROWID;

-- Photos, signed papers and boundary layers: stored once by their SHA-256; entries name the hash.
CREATE TABLE blob (
  hash       BLOB    NOT NULL UNIQUE,
  media_type TEXT    NOT NULL,
  added_at   INTEGER NOT NULL,
  bytes      BLOB    NOT NULL
) STRICT;

-- Which views stand, and what they were built by. Not part of the record.
CREATE TABLE view_build (
  view        TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  ready       INTEGER NOT NULL
) STRICT;

CREATE TRIGGER entry_keeps BEFORE UPDATE ON entry BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER command_keeps BEFORE UPDATE ON command BEGIN SELECT raise(ABORT, 'commands are never changed'); END;
CREATE TRIGGER command_stays BEFORE DELETE ON command BEGIN SELECT raise(ABORT, 'commands are never deleted'); END;
CREATE TRIGGER blob_keeps BEFORE UPDATE ON blob BEGIN SELECT raise(ABORT, 'blobs are never changed'); END;
CREATE TRIGGER blob_stays BEFORE DELETE ON blob BEGIN SELECT raise(ABORT, 'blobs are never deleted'); END;
CREATE TRIGGER site_keeps BEFORE UPDATE ON site BEGIN SELECT raise(ABORT, 'a site keeps its identity'); END;
CREATE TRIGGER site_stays BEFORE DELETE ON site BEGIN SELECT raise(ABORT, 'a site keeps its identity'); END;
)sql",
                                                      R"sql(
-- An answer is long. In a tree ordered by the key, a row of more than a quarter page keeps most of itself in a page of
-- its own, which every commit writes and every search on its way reads. So the rows lie in the order of their arrival,
-- and the index holds the keys alone.
CREATE TABLE command_kept AS SELECT * FROM command;
DROP TABLE command;
CREATE TABLE command (
  account     TEXT    NOT NULL,
  command_id  TEXT    NOT NULL,
  operation   TEXT    NOT NULL,
  request     BLOB    NOT NULL,
  answer      TEXT    NOT NULL,
  last_seq    INTEGER NOT NULL,
  digest      BLOB    NOT NULL,
  PRIMARY KEY (account, command_id)
) STRICT;
INSERT INTO command (account, command_id, operation, request, answer, last_seq, digest)
  SELECT account, command_id, operation, request, answer, last_seq, digest FROM command_kept ORDER BY last_seq, rowid;
DROP TABLE command_kept;
CREATE TRIGGER command_keeps BEFORE UPDATE ON command BEGIN SELECT raise(ABORT, 'commands are never changed'); END;
CREATE TRIGGER command_stays BEFORE DELETE ON command BEGIN SELECT raise(ABORT, 'commands are never deleted'); END;
)sql",
                                                      R"sql(
-- Each opening of this file for writing, and the entry it began behind: by it one who comes back with a cursor is told
-- whether the numbers since then are still those of the same facts. Not part of the record.
CREATE TABLE run (
  number    INTEGER PRIMARY KEY,
  id        TEXT    NOT NULL UNIQUE,
  began_at  INTEGER NOT NULL,
  after_seq INTEGER NOT NULL
) STRICT;
CREATE TRIGGER run_keeps BEFORE UPDATE ON run BEGIN SELECT raise(ABORT, 'runs are never changed'); END;
CREATE TRIGGER run_stays BEFORE DELETE ON run BEGIN SELECT raise(ABORT, 'runs are never deleted'); END;
)sql"};

auto newer_file(std::int64_t found) {
  const auto file = std::to_string(found);
  const auto program = std::to_string(kMigrations.size());
  return fail(ProblemKind::unavailable, "newer-file",
              {"数据文件的版本是 " + file + "，本程序只认识到 " + program + "。请安装新版程序，旧程序不会改动它",
               "the data file has version " + file + ", this program knows up to " + program +
                   "; install the newer program, nothing was changed"});
}

}  // namespace

Result<void> migrate(store::Connection& db) {
  const auto application = db.number("PRAGMA application_id");
  const auto version = db.number("PRAGMA user_version");
  const auto tables = db.number("SELECT count(*) FROM sqlite_master");
  if (application != kApplicationId && (application != 0 || tables != 0)) {
    return fail(
        ProblemKind::unavailable, "not-a-journal",
        {"这个数据文件不是安澜的数据文件，请检查数据目录", "this is not a data file of Anlan; check the directory"});
  }
  if (version > static_cast<std::int64_t>(kMigrations.size())) return newer_file(version);
  for (auto next = static_cast<std::size_t>(version); next < kMigrations.size(); ++next) {
    db.execute("BEGIN IMMEDIATE");
    db.execute(std::string{kMigrations[next]});
    db.execute("PRAGMA application_id = " + std::to_string(kApplicationId));
    db.execute("PRAGMA user_version = " + std::to_string(next + 1));
    db.execute("COMMIT");
  }
  if (db.number("SELECT count(*) FROM sqlite_master WHERE name = 'spatial_ref_sys'") == 0) {
    db.execute("SELECT InitSpatialMetadataFull(1, 'WGS84')");
    db.execute("SELECT InsertEpsgSrid(4490)");
  }
  return {};
}

Result<Site> open_site(store::Connection& db, const Site& wanted, Instant now) {
  {
    auto known = db.prepare("SELECT id, name, algorithm FROM site");
    if (known.step()) {
      const auto algorithm = parse_algorithm(known.text_at(2));
      if (!algorithm) return newer_file(db.number("PRAGMA user_version"));
      return Site{known.text_at(0), known.text_at(1), *algorithm};
    }
  }
  db.prepare("INSERT INTO site (id, name, algorithm, created_at) VALUES (?1, ?2, ?3, ?4)")
      .run(wanted.id, wanted.name, to_string(wanted.algorithm), to_millis(now));
  return wanted;
}

}  // namespace anlan::journal
