#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/config.hpp"
#include "app/house.hpp"
#include "journal/offline.hpp"

namespace anlan::app {

struct DemoAccount {
  std::string name;
  std::string password;
  std::string role;
};

/// Who can sign in that could not before.
struct Newcomers {
  std::string administrator = {};
  std::optional<std::filesystem::path> password_file = {};  ///< of the first administrator, until somebody deletes it
  std::vector<DemoAccount> demo = {};
};

/// What a data directory needs before it can serve: the tables of secrets; divisions and boundaries from the sample
/// where they are missing; a first administrator when it has no account, whose password goes into a file only the owner
/// can read; the demo accounts when they are asked for.
[[nodiscard]] Result<Newcomers> first_start(const Config& config, House& house, journal::OfflineJournal& offline);

}  // namespace anlan::app
