#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/database.hpp"

namespace anlan::journal {

/// Names a command for ever: an account never uses one id for two commands.
struct CommandKey {
  std::string account;
  std::string command_id;
};

/// The first answer when this command was done before. Problem `command-id-reused` (409) when the id was used for
/// another operation or other parameters; `request` is the text of the parameters without volatile parts.
[[nodiscard]] Result<std::optional<std::string>> answered_before(store::Connection& db, const CommandKey& key,
                                                                 std::string_view operation, std::string_view request);

/// Remembers the answer, in the transaction of the entries it speaks of.
void remember_answer(store::Connection& db, const CommandKey& key, std::string_view operation, std::string_view request,
                     std::string_view answer, std::int64_t last_seq);

/// The seal of a stored row; `verify` compares it.
[[nodiscard]] std::string command_digest(const CommandKey& key, std::string_view operation,
                                         std::string_view request_hash, std::string_view answer, std::int64_t last_seq);

}  // namespace anlan::journal
