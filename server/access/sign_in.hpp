#pragma once

#include <optional>
#include <string>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "access/account.hpp"
#include "access/password_hasher.hpp"
#include "access/sessions.hpp"
#include "access/throttle.hpp"
#include "base/metrics.hpp"
#include "base/result.hpp"
#include "journal/journal.hpp"
#include "store/reader_pool.hpp"
#include "store/workers.hpp"
#include "store/writer.hpp"

namespace anlan::access {

/// What of the running server this room stands on. All outlive it.
struct AccessParts {
  store::Writer& writer;
  store::ReaderPool& readers;
  store::Workers& workers;
  journal::Journal& journal;
  Metrics& metrics;
  Sessions& sessions;
  const PasswordHasher& hasher;
};

struct Credentials {
  std::string name;
  std::string password;
};

/// A session that was opened, or is asked about.
struct SignedIn {
  std::string token;  ///< empty unless it was just opened
  Account account;
  std::optional<Instant> expires_at;  ///< nothing for a device
};

/// Signing in and out, and one's own password. Lives on the loop; hashes on the workers, writes through the writer.
class SignIn {
 public:
  explicit SignIn(AccessParts parts, ThrottleLimits limits = {}, UptimeClock clock = uptime)
      : parts_{parts}, clock_{std::move(clock)}, throttle_{limits} {}

  /// `remote` is the peer's address. Problems: `bad-credentials` (401), with the same text and after about the same
  /// time whether the name exists or not; `too-many-tries` (429).
  [[nodiscard]] boost::asio::awaitable<Result<SignedIn>> open(Credentials given, std::string remote, Instant now);

  /// Ends the session of this token. Problem `device-token` for a device, which only an administrator revokes.
  [[nodiscard]] boost::asio::awaitable<Result<void>> close(std::string token, Instant now);

  /// The caller's own account, and how long his session lasts.
  [[nodiscard]] boost::asio::awaitable<Result<SignedIn>> current(std::string token, Instant now);

  /// Ends the account's other sessions. Problems: `wrong-password`, `weak-password`, `same-password`, `device-token`,
  /// `too-many-tries`.
  [[nodiscard]] boost::asio::awaitable<Result<void>> change_password(std::string token, std::string old_password,
                                                                     std::string new_password, std::string remote,
                                                                     Instant now);

  /// Ends expired sessions and writes down when the others were used. Call every minute or so.
  [[nodiscard]] boost::asio::awaitable<void> tidy(Instant now);

 private:
  /// What the tables say about a sign-in name; the hash of nobody when there is no such active account.
  struct Known {
    std::optional<Account> account;
    std::string hash;
  };
  [[nodiscard]] boost::asio::awaitable<Result<Known>> look_up(std::string name);
  [[nodiscard]] boost::asio::awaitable<Result<bool>> verify(std::string hash, std::string password);
  /// The account when the password is its own, nothing when it is not; under the throttle.
  [[nodiscard]] boost::asio::awaitable<Result<std::optional<Account>>> prove(Credentials given, std::string remote);
  [[nodiscard]] boost::asio::awaitable<Result<SignedIn>> admit(Account account, std::string remote, Instant now);
  /// The session behind a token that is a person's.
  [[nodiscard]] Result<Session> person(const std::string& token, Instant now);
  void count(const char* outcome) { parts_.metrics.count("anlan_sign_ins_total", {{"outcome", outcome}}); }

  AccessParts parts_;
  UptimeClock clock_;
  Throttle throttle_;
};

}  // namespace anlan::access
