#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/caller.hpp"
#include "access/token.hpp"
#include "access/uptime.hpp"
#include "base/time.hpp"

namespace anlan::access {

/// How long a sign-in lasts: a shift of idleness at most, and a week however busy.
struct SessionLimits {
  std::chrono::milliseconds idle = std::chrono::hours{12};
  std::chrono::milliseconds absolute = std::chrono::hours{24 * 7};
};

/// A sign-in of a person or the token of a device, as the loop knows it.
struct Session {
  std::string id;  ///< public; never the token. For a device its token_id
  Caller caller;
  Instant opened_at = {};
  std::optional<Instant> expires_at = {};  ///< moves with use; nothing for a device, which lasts until it is revoked
  bool device = false;
};

/// What use changed since it was last asked for, to be written to the tables.
struct SessionUse {
  std::string token_hash;
  std::string account;
  Instant used_at;
  std::optional<Instant> expires_at;
  bool device;
};

/// The sign-ins that are valid now, by the hash of their token. Lives on the loop; the table behind it is written by
/// the operations of this room, so that a restart signs nobody out.
///
/// Deadlines run on the uptime clock: a wall clock that is set back or forth extends no session and ends none.
class Sessions {
 public:
  using Ended = std::function<void(const Session&)>;

  explicit Sessions(SessionLimits limits = {}, UptimeClock clock = uptime)
      : limits_{limits}, clock_{std::move(clock)} {}

  /// `now` is the wall clock that opened_at and expires_at are measured by. What is left of a session is cut to the
  /// limits, whatever the two times say.
  void add(std::string token_hash, Session session, Instant now);
  /// Nothing when the token is unknown or has expired. Counts as use: a person's session slides on. A few microseconds,
  /// no database. `expires_at` of the answer is relative to `now`.
  [[nodiscard]] std::optional<Session> find(std::string_view token, Instant now);
  /// Ends one session.
  void end(std::string_view token_hash);
  /// Ends the session or device with this public id.
  void end_id(std::string_view id);
  /// Ends everything of an account whose role, jurisdiction or state changed: people and devices.
  void end_account(std::string_view account);
  /// Ends the sign-ins of people of an account whose password changed, except the one that changed it. Devices go on.
  void end_sign_ins(std::string_view account, std::string_view except_id);
  /// An account is called differently from now on.
  void rename(std::string_view account, const std::string& display_name);
  /// Ends what has expired, so that its sockets close although nothing comes over them. Call about every minute.
  void sweep();
  /// Called for each session that ends, so that its sockets can be closed (4001).
  void on_ended(Ended ended) { ended_ = std::move(ended); }

  /// Uses since the last call.
  [[nodiscard]] std::vector<SessionUse> take_uses(Instant now);
  [[nodiscard]] const SessionLimits& limits() const noexcept { return limits_; }
  [[nodiscard]] std::size_t size() const noexcept { return by_hash_.size(); }

 private:
  struct Held {
    Session session;
    Uptime idle_deadline;
    Uptime absolute_deadline;
    Uptime used_at;
    bool used = false;  // since the last take_uses
  };
  using Table = std::map<std::string, Held, std::less<>>;

  [[nodiscard]] bool expired(const Held& held, Uptime at) const {
    return !held.session.device && at >= held.idle_deadline;
  }
  template <class Condition>
  void end_where(Condition condition);

  SessionLimits limits_;
  UptimeClock clock_;
  Table by_hash_;
  Ended ended_;
};

}  // namespace anlan::access
