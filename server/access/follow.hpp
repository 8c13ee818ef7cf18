#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "access/sessions.hpp"
#include "journal/notification.hpp"

namespace anlan::access {

/// Lets the sign-ins follow a fact about an account: ends those that may not go on, renames the others. Their sockets
/// close through `Sessions::on_ended`. Entry types of other rooms change nothing.
void follow(Sessions& sessions, std::string_view entry_type, const nlohmann::json& body);

/// The same for what the journal publishes. Call it for every notification, on the loop, before the hub hears of it: a
/// revoked account then gets no further frame.
void follow(Sessions& sessions, const journal::Notification& notification);

}  // namespace anlan::access
