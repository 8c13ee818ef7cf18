#pragma once

#include <iosfwd>
#include <string>

#include "access/changes.hpp"
#include "access/password_hasher.hpp"
#include "base/division_code.hpp"
#include "base/time.hpp"
#include "journal/offline.hpp"

namespace anlan::access {

/// `anlan account …`: looks after accounts in a data directory while no server runs, through the rules the server uses.
/// This is how the first administrator comes to be. Whoever may write the directory acts for the whole site.
struct AccountTool {
  journal::OfflineJournal& journal;
  const PasswordHasher& hasher;
  DivisionCode site_division;  ///< the node at the top
  DivisionKnown division_known = {};
  Instant now;
  std::istream& in;
  std::ostream& out;
  std::ostream& error;  ///< problems, in Chinese and English
};

struct NewAccount {
  std::string name;
  std::string role;
  std::string division;
  std::string display_name = {};     ///< the name when empty
  bool password_from_input = false;  ///< one line of `in`; else one is generated and printed once
};

// Each returns the process's exit code: 0 for done, 1 for a problem that was printed and changed nothing.

[[nodiscard]] int add_account(const AccountTool& tool, const NewAccount& asked);
/// One line per account: name, role, division, state, last seen, display name.
[[nodiscard]] int list_accounts(const AccountTool& tool);
[[nodiscard]] int close_account(const AccountTool& tool, const std::string& name, const std::string& reason);
[[nodiscard]] int reset_password(const AccountTool& tool, const std::string& name, bool password_from_input);
/// Prints the token, once.
[[nodiscard]] int issue_token(const AccountTool& tool, const std::string& name, const std::string& label);
[[nodiscard]] int revoke_token(const AccountTool& tool, const std::string& name, const std::string& token_id);

}  // namespace anlan::access
