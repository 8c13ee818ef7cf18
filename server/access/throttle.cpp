#include "access/throttle.hpp"

#include <algorithm>

namespace anlan::access {
namespace {

std::string name_key(const std::string& name) { return "name:" + name; }
std::string remote_key(const std::string& remote) { return "remote:" + remote; }

auto too_many(Uptime wait, TooManyTries words) {
  const auto seconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(wait).count());
  return fail(
      {.kind = ProblemKind::rate_limited, .type = "too-many-tries", .detail = words(seconds), .retry_after = seconds});
}

}  // namespace

Text too_many_passwords(int seconds) {
  const auto text = std::to_string(seconds);
  return {"密码错误次数过多，请 " + text + " 秒后再试。忘记密码请联系管理员重置",
          "too many wrong passwords; try again in " + text + " s, or ask the administrator to reset the password"};
}

Result<void> Throttle::begin(const std::string& name, const std::string& remote, Uptime now) {
  forget_old(now);
  const auto until = std::max(blocked_until(name_key(name)), blocked_until(remote_key(remote)));
  if (until > now) return too_many(until - now, words_);
  count(name_key(name), limits_.free_per_name, now);
  count(remote_key(remote), limits_.free_per_remote, now);
  return {};
}

void Throttle::succeeded(const std::string& name, const std::string& remote) {
  if (const auto found = by_key_.find(name_key(name)); found != by_key_.end()) forget(found->second);
  take_back(remote_key(remote));
}

void Throttle::abandoned(const std::string& name, const std::string& remote) {
  take_back(name_key(name));
  take_back(remote_key(remote));
}

void Throttle::forget_old(Uptime now) {
  while (!order_.empty() && order_.front().last_at + limits_.forget_after <= now) forget(order_.begin());
}

void Throttle::forget(Order::iterator which) {
  by_key_.erase(which->key);
  order_.erase(which);
}

Uptime Throttle::blocked_until(const std::string& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? Uptime::zero() : found->second->blocked_until;
}

void Throttle::count(const std::string& key, int free, Uptime now) {
  auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    if (by_key_.size() >= limits_.most) forget(order_.begin());
    order_.push_back({.key = key});
    found = by_key_.emplace(key, std::prev(order_.end())).first;
  } else {
    order_.splice(order_.end(), order_, found->second);
  }
  auto& tries = *found->second;
  tries.last_at = now;
  ++tries.failures;
  if (tries.failures < free) return;
  const int doublings = std::min(tries.failures - free, 20);
  tries.blocked_until = now + std::min(limits_.first_delay * (1 << doublings), limits_.longest_delay);
}

void Throttle::take_back(const std::string& key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return;
  auto& tries = *found->second;
  --tries.failures;
  tries.blocked_until = Uptime::zero();
  if (tries.failures <= 0) forget(found->second);
}

}  // namespace anlan::access
