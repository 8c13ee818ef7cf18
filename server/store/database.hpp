#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace anlan::store {

/// SQLite refused something it should not have. Never expected in normal work; the border turns it into a problem and
/// the log gets the text.
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(int code, const std::string& what) : std::runtime_error{what}, code_{code} {}
  [[nodiscard]] int code() const noexcept { return code_; }
  [[nodiscard]] bool is_constraint() const noexcept;
  [[nodiscard]] bool is_full() const noexcept;  ///< no room on the disk, or it does not take writes

 private:
  int code_;
};

/// Bytes that are bound or read as a BLOB instead of text.
struct Bytes {
  std::string_view view;
};

/// A prepared statement in use. Resets itself when it goes out of scope, so the cache can hand it out again.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* raw) noexcept : raw_{raw} {}
  Statement(Statement&& other) noexcept : raw_{std::exchange(other.raw_, nullptr)} {}
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  template <class... Args>
  Statement& bind_all(const Args&... args) {
    int index = 0;
    (bind(++index, args), ...);
    return *this;
  }
  void bind(int index, std::int64_t value);
  void bind(int index, int value) { bind(index, static_cast<std::int64_t>(value)); }
  void bind(int index, bool value) { bind(index, static_cast<std::int64_t>(value)); }
  void bind(int index, double value);
  void bind(int index, std::string_view value);
  void bind(int index, const std::string& value) { bind(index, std::string_view{value}); }
  void bind(int index, const char* value) { bind(index, std::string_view{value}); }
  void bind(int index, Bytes value);
  void bind(int index, std::nullptr_t);
  template <class T>
  void bind(int index, const std::optional<T>& value) {
    if (value) {
      bind(index, *value);
    } else {
      bind(index, nullptr);
    }
  }

  /// True while there is a row to read.
  bool step();
  /// Binds, runs to the end and resets, so that the statement can be bound again.
  template <class... Args>
  void run(const Args&... args) {
    bind_all(args...);
    while (step()) {
    }
    reset();
  }
  void reset();

  [[nodiscard]] bool null_at(int column) const;
  [[nodiscard]] std::int64_t int_at(int column) const;
  [[nodiscard]] double real_at(int column) const;
  [[nodiscard]] std::string text_at(int column) const;
  /// Valid until the next step or reset.
  [[nodiscard]] std::string_view view_at(int column) const;
  [[nodiscard]] std::optional<std::int64_t> optional_int_at(int column) const;
  [[nodiscard]] std::optional<std::string> optional_text_at(int column) const;
  [[nodiscard]] int columns() const;

 private:
  sqlite3_stmt* raw_;
};

enum class Mode { read_write, read_only };

/// One SQLite connection with SpatiaLite loaded. Belongs to one thread at a time.
class Connection {
 public:
  Connection(const std::filesystem::path& file, Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Prepared once per text, then reused. `sql` is a literal or composed of literals, never of input.
  [[nodiscard]] Statement prepare(std::string_view sql);
  void execute(const std::string& sql);
  /// The first column of the first row, or 0.
  [[nodiscard]] std::int64_t number(std::string_view sql);
  /// Forgets the prepared statements; needed before the tables they read are dropped.
  void forget_statements();

  /// Copies the whole database, consistent as of one moment, while others go on writing.
  /// `progress(done, total)` in pages.
  template <class Progress>
  void backup_to(const std::filesystem::path& file, Progress progress) {
    copy_to(
        file, [](void* context, int done, int total) { (*static_cast<Progress*>(context))(done, total); }, &progress);
  }

 private:
  struct Closer {
    void operator()(sqlite3* raw) const noexcept;
  };
  struct Finalizer {
    void operator()(sqlite3_stmt* raw) const noexcept;
  };
  struct SpatialCacheReleaser {
    void operator()(void* cache) const noexcept;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };

  void copy_to(const std::filesystem::path& file, void (*progress)(void*, int, int), void* context);

  // The order matters: statements go first, then the connection, then SpatiaLite's cache.
  std::unique_ptr<void, SpatialCacheReleaser> spatial_;
  std::unique_ptr<sqlite3, Closer> raw_;
  std::unordered_map<std::string, std::unique_ptr<sqlite3_stmt, Finalizer>, TextHash, std::equal_to<>> cache_;
};

/// Makes SpatiaLite's file functions (BlobFromFile, ImportSHP, …) unreachable and checks that they are.
/// Call once, before the first connection. Throws when they are reachable all the same.
void secure_spatialite();

}  // namespace anlan::store
