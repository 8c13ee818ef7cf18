#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>

#include "access/uptime.hpp"
#include "base/result.hpp"

namespace anlan::access {

struct RateLimits {
  int burst = 60;                                              ///< calls at once from one address, an office perhaps
  std::chrono::milliseconds refill = std::chrono::seconds{1};  ///< until one more call is free
  std::size_t most = 20'000;  ///< addresses remembered; beyond, the longest quiet one is forgotten
};

/// How often one address may ask for what needs no account. Lives on the loop.
class RateLimit {
 public:
  explicit RateLimit(RateLimits limits = {}) : limits_{limits} {}

  /// Problem `too-many-requests` (429) with the seconds to wait; a refused call costs nothing.
  [[nodiscard]] Result<void> take(const std::string& remote, Uptime now);

  [[nodiscard]] std::size_t size() const noexcept { return by_remote_.size(); }

 private:
  /// When all calls of the burst are free again: each call moves it on by one refill.
  struct Bucket {
    std::string remote;
    Uptime full_at{};
  };
  using Order = std::list<Bucket>;  // longest quiet first

  void forget_full(Uptime now);

  RateLimits limits_;
  Order order_;
  std::unordered_map<std::string, Order::iterator> by_remote_;
};

}  // namespace anlan::access
