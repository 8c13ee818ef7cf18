#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "access/changes.hpp"
#include "access/sign_in.hpp"

namespace anlan::access {

/// The command that issues a device token.
struct TokenCommand {
  std::string command_id;
  Target target;
  std::string label;
  std::string request;  ///< the text of its parameters, which a repetition is compared with
};

/// Issues a token with the powers of the account. The answer's JSON is `{token_id, token}`; to a repeated command it is
/// `{token_id}`, because the token is remembered nowhere: whoever lost it revokes it and issues another.
///
/// Not a plain command: what a command answers is remembered, and a token must not be.
[[nodiscard]] boost::asio::awaitable<Result<std::string>> issue_device_token(AccessParts parts, Caller by,
                                                                             TokenCommand command, Instant now);

}  // namespace anlan::access
