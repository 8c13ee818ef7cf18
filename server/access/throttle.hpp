#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>

#include "access/uptime.hpp"
#include "base/result.hpp"

namespace anlan::access {

struct ThrottleLimits {
  int free_per_name = 5;     ///< wrong passwords for one name before its next try has to wait
  int free_per_remote = 20;  ///< from one address: a whole office may share it
  std::chrono::milliseconds first_delay = std::chrono::seconds{1};  ///< doubles with each further failure
  std::chrono::milliseconds longest_delay = std::chrono::minutes{5};
  std::chrono::milliseconds forget_after = std::chrono::minutes{15};  ///< without a try
  std::size_t most = 20'000;  ///< names and addresses remembered; beyond, the longest quiet one is forgotten
};

/// What a caller hears who has to wait so many seconds.
using TooManyTries = Text (*)(int seconds);
[[nodiscard]] Text too_many_passwords(int seconds);

/// Makes guessing passwords and codes slow, for a name from anywhere and for an address with any name. Names nobody has
/// are treated like all others. Lives on the loop.
///
/// A try counts as a failure from its start until it proves right, so that a thousand guesses sent at once are not a
/// thousand free ones.
class Throttle {
 public:
  explicit Throttle(ThrottleLimits limits = {}, TooManyTries words = too_many_passwords)
      : limits_{limits}, words_{words} {}

  /// Problem `too-many-tries` (429) with the seconds to wait; a refused try counts for nothing.
  [[nodiscard]] Result<void> begin(const std::string& name, const std::string& remote, Uptime now);
  /// The password was right: the name starts anew. The address keeps its other failures, or an attacker with one
  /// account of his own could go on for ever.
  void succeeded(const std::string& name, const std::string& remote);
  /// The password was never checked (the server was too busy): the try is taken back.
  void abandoned(const std::string& name, const std::string& remote);

  [[nodiscard]] std::size_t size() const noexcept { return by_key_.size(); }

 private:
  struct Tries {
    std::string key;
    int failures = 0;
    Uptime last_at{};
    Uptime blocked_until{};
  };
  using Order = std::list<Tries>;  // longest quiet first

  void forget_old(Uptime now);
  void forget(Order::iterator which);
  [[nodiscard]] Uptime blocked_until(const std::string& key) const;
  void count(const std::string& key, int free, Uptime now);
  void take_back(const std::string& key);

  ThrottleLimits limits_;
  TooManyTries words_;
  Order order_;
  std::unordered_map<std::string, Order::iterator> by_key_;
};

}  // namespace anlan::access
