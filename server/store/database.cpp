#include "store/database.hpp"

#include <sqlite3.h>

#include <spatialite.h>

#include <cstdlib>

namespace anlan::store {
namespace {

[[noreturn]] void raise(sqlite3* db, int code, std::string_view doing) {
  throw DatabaseError{code, std::string{doing} + ": " + (db ? sqlite3_errmsg(db) : sqlite3_errstr(code))};
}

void check(sqlite3_stmt* statement, int code, std::string_view doing) {
  if (code != SQLITE_OK) raise(sqlite3_db_handle(statement), code, doing);
}

// WAL lets readers go on while the writer commits. synchronous=FULL because what was acknowledged must survive a power
// cut; group commit pays for the fsync. (trusted_schema stays ON: SpatiaLite's triggers call its own functions.)
constexpr const char* kPragmas =
    "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
    "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000;";

constexpr int kBackupPages = 2'000;

// Small memory that SQLite hands out without asking the allocator, per connection: 300 KB for what one command binds,
// reads and compares.
constexpr int kSlotBytes = 1'200;
constexpr int kSlots = 256;

/// SQLite keeps a count of its memory behind a lock that every allocation takes; nobody reads it. Told before its first
/// use in the process; where another library was faster, it goes on counting.
void stop_counting_memory() {
  static const int told = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)told;
}

}  // namespace

bool DatabaseError::is_constraint() const noexcept { return (code_ & 0xff) == SQLITE_CONSTRAINT; }
bool DatabaseError::is_full() const noexcept {
  return (code_ & 0xff) == SQLITE_FULL || (code_ & 0xff) == SQLITE_IOERR || (code_ & 0xff) == SQLITE_READONLY;
}

Statement::~Statement() {
  if (raw_ == nullptr) return;
  sqlite3_reset(raw_);
  sqlite3_clear_bindings(raw_);
}

void Statement::bind(int index, std::int64_t value) { check(raw_, sqlite3_bind_int64(raw_, index, value), "bind"); }
void Statement::bind(int index, double value) { check(raw_, sqlite3_bind_double(raw_, index, value), "bind"); }
void Statement::bind(int index, std::nullptr_t) { check(raw_, sqlite3_bind_null(raw_, index), "bind"); }
void Statement::bind(int index, std::string_view value) {
  const auto* data = value.data() == nullptr ? "" : value.data();
  check(raw_, sqlite3_bind_text64(raw_, index, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8), "bind");
}
void Statement::bind(int index, Bytes value) {
  const auto* data = value.view.data() == nullptr ? "" : value.view.data();
  check(raw_, sqlite3_bind_blob64(raw_, index, data, value.view.size(), SQLITE_TRANSIENT), "bind");
}

bool Statement::step() {
  const int code = sqlite3_step(raw_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  auto* db = sqlite3_db_handle(raw_);
  raise(db, sqlite3_extended_errcode(db), sqlite3_sql(raw_));
}

void Statement::reset() { sqlite3_reset(raw_); }

bool Statement::null_at(int column) const { return sqlite3_column_type(raw_, column) == SQLITE_NULL; }
std::int64_t Statement::int_at(int column) const { return sqlite3_column_int64(raw_, column); }
double Statement::real_at(int column) const { return sqlite3_column_double(raw_, column); }
int Statement::columns() const { return sqlite3_column_count(raw_); }

std::string_view Statement::view_at(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(raw_, column));
  return bytes == nullptr ? std::string_view{}
                          : std::string_view{bytes, static_cast<std::size_t>(sqlite3_column_bytes(raw_, column))};
}

std::string Statement::text_at(int column) const { return std::string{view_at(column)}; }

std::optional<std::int64_t> Statement::optional_int_at(int column) const {
  return null_at(column) ? std::nullopt : std::optional{int_at(column)};
}

std::optional<std::string> Statement::optional_text_at(int column) const {
  return null_at(column) ? std::nullopt : std::optional{text_at(column)};
}

void Connection::Closer::operator()(sqlite3* raw) const noexcept { sqlite3_close_v2(raw); }
void Connection::Finalizer::operator()(sqlite3_stmt* raw) const noexcept { sqlite3_finalize(raw); }
void Connection::SpatialCacheReleaser::operator()(void* cache) const noexcept { spatialite_cleanup_ex(cache); }

Connection::Connection(const std::filesystem::path& file, Mode mode) {
  stop_counting_memory();
  spatial_.reset(spatialite_alloc_connection());
  const int flags = SQLITE_OPEN_NOMUTEX |
                    (mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
  raw_.reset(raw);
  if (code != SQLITE_OK) raise(raw, code, "open " + file.string());
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_LOOKASIDE, nullptr, kSlotBytes, kSlots);
  spatialite_init_ex(raw, spatial_.get(), 0);
  execute(kPragmas);
}

Connection::~Connection() = default;

Statement Connection::prepare(std::string_view sql) {
  auto found = cache_.find(sql);
  if (found == cache_.end()) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(raw_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &raw, nullptr);
    if (code != SQLITE_OK) raise(raw_.get(), code, sql);
    found = cache_.emplace(std::string{sql}, raw).first;
  }
  return Statement{found->second.get()};
}

void Connection::execute(const std::string& sql) {
  if (const int code = sqlite3_exec(raw_.get(), sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) {
    raise(raw_.get(), code, sql);
  }
}

std::int64_t Connection::number(std::string_view sql) {
  auto statement = prepare(sql);
  return statement.step() ? statement.int_at(0) : 0;
}

void Connection::forget_statements() { cache_.clear(); }

void Connection::copy_to(const std::filesystem::path& file, void (*progress)(void*, int, int), void* context) {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  const std::unique_ptr<sqlite3, Closer> target{raw};
  if (opened != SQLITE_OK) raise(raw, opened, "open " + file.string());
  // One read transaction over all steps: the copy is of one moment, and a writer does not make it start again.
  execute("BEGIN");
  prepare("SELECT 1 FROM sqlite_master LIMIT 1").run();
  auto* copy = sqlite3_backup_init(target.get(), "main", raw_.get(), "main");
  if (copy == nullptr) raise(target.get(), sqlite3_errcode(target.get()), "backup");
  int code = SQLITE_OK;
  while ((code = sqlite3_backup_step(copy, kBackupPages)) == SQLITE_OK) {
    progress(context, sqlite3_backup_pagecount(copy) - sqlite3_backup_remaining(copy), sqlite3_backup_pagecount(copy));
  }
  sqlite3_backup_finish(copy);
  execute("ROLLBACK");
  if (code != SQLITE_DONE) raise(target.get(), code, "backup to " + file.string());
}

void secure_spatialite() {
  unsetenv("SPATIALITE_SECURITY");
  Connection probe{":memory:", Mode::read_write};
  auto listed = probe.prepare(
      "SELECT name FROM pragma_function_list WHERE lower(name) IN ('blobfromfile','blobtofile','importshp','exportshp',"
      "'importdbf','exportdbf','importxls','exportgeojson','exportgeojson2','importgeojson','load_extension') LIMIT 1");
  while (listed.step()) {
    const auto name = listed.text_at(0);
    // The built-in load_extension() is listed but refuses to run unless it was enabled, which never happens here.
    if (name != "load_extension") throw DatabaseError{SQLITE_MISUSE, "SpatiaLite offers the file function " + name};
  }
}

}  // namespace anlan::store
