#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "access/caller.hpp"
#include "base/time.hpp"

namespace anlan::access {

/// A sign-in of a person or the token of a device, as the loop knows it.
struct Session {
  std::string id;  ///< public; never the token
  Caller caller;
  Instant expires_at;
  bool device = false;
};

/// The sign-ins that are valid now, by the hash of their token. Lives on the loop; the table behind it is written by
/// the operations of this room, so that a restart signs nobody out.
class Sessions {
 public:
  using Ended = std::function<void(const Session&)>;

  void add(std::string token_hash, Session session);
  /// Nothing when the token is unknown or has expired. A few microseconds, no database.
  [[nodiscard]] std::optional<Session> find(std::string_view token, Instant now);
  /// Ends one session.
  void end(std::string_view token_hash);
  /// Ends all sessions of an account whose role, jurisdiction, password or state changed.
  void end_account(std::string_view account);
  /// Called for each session that ends, so that its sockets can be closed (4001).
  void on_ended(Ended ended) { ended_ = std::move(ended); }

 private:
  std::map<std::string, Session, std::less<>> by_hash_;
  Ended ended_;
};

/// What is stored and compared instead of a token: its SHA-256 in hex.
[[nodiscard]] std::string token_hash(std::string_view token);

}  // namespace anlan::access
