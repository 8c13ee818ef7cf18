#include "access/rate_limit.hpp"

#include <algorithm>

namespace anlan::access {
namespace {

auto too_many(Uptime wait) {
  const auto seconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(wait).count());
  const auto text = std::to_string(seconds);
  return fail({.kind = ProblemKind::rate_limited,
               .type = "too-many-requests",
               .detail = {"这个地址查询过于频繁，请 " + text + " 秒后再试",
                          "too many questions from this address; ask again in " + text + " s"},
               .retry_after = seconds});
}

}  // namespace

Result<void> RateLimit::take(const std::string& remote, Uptime now) {
  forget_full(now);
  auto found = by_remote_.find(remote);
  const auto full_at = found == by_remote_.end() ? now : std::max(found->second->full_at, now);
  const auto after = full_at + limits_.refill;
  if (const auto most = now + limits_.refill * limits_.burst; after > most) return too_many(after - most);
  if (found == by_remote_.end()) {
    if (by_remote_.size() >= limits_.most) {
      by_remote_.erase(order_.front().remote);
      order_.pop_front();
    }
    order_.push_back({.remote = remote});
    found = by_remote_.emplace(remote, std::prev(order_.end())).first;
  } else {
    order_.splice(order_.end(), order_, found->second);
  }
  found->second->full_at = after;
  return {};
}

void RateLimit::forget_full(Uptime now) {
  while (!order_.empty() && order_.front().full_at <= now) {
    by_remote_.erase(order_.front().remote);
    order_.pop_front();
  }
}

}  // namespace anlan::access
