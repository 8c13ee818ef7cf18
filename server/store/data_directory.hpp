#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace anlan::store {

/// The folder that holds everything one site knows. While this object lives, no other process writes there.
class DataDirectory {
 public:
  /// Creates the folder when it is missing (mode 0700) and takes its lock. Problems: `data-directory-busy` names the
  /// process that holds it; `data-directory` when the folder cannot be used.
  [[nodiscard]] static Result<DataDirectory> open(const std::filesystem::path& folder);

  DataDirectory(DataDirectory&& other) noexcept;
  DataDirectory& operator=(DataDirectory&&) = delete;
  ~DataDirectory();

  [[nodiscard]] std::filesystem::path database() const { return database_in(folder_); }
  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

  [[nodiscard]] static std::filesystem::path database_in(const std::filesystem::path& folder) {
    return folder / "anlan.db";
  }

 private:
  DataDirectory(std::filesystem::path folder, int lock) : folder_{std::move(folder)}, lock_{lock} {}

  std::filesystem::path folder_;
  int lock_;
};

}  // namespace anlan::store
