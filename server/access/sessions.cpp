#include "access/sessions.hpp"

#include <algorithm>
#include <utility>

namespace anlan::access {

void Sessions::add(std::string token_hash, Session session, Instant now) {
  const auto at = clock_();
  const auto absolute = std::min<Uptime>(session.opened_at + limits_.absolute - now, limits_.absolute);
  const auto idle = session.expires_at ? std::min<Uptime>(*session.expires_at - now, limits_.idle) : limits_.idle;
  by_hash_.insert_or_assign(std::move(token_hash), Held{.session = std::move(session),
                                                        .idle_deadline = at + std::min(idle, absolute),
                                                        .absolute_deadline = at + absolute,
                                                        .used_at = at});
}

std::optional<Session> Sessions::find(std::string_view token, Instant now) {
  const auto found = by_hash_.find(token_hash(token));
  if (found == by_hash_.end()) return std::nullopt;
  const auto at = clock_();
  auto& held = found->second;
  if (expired(held, at)) {
    end(found->first);
    return std::nullopt;
  }
  held.used = true;
  held.used_at = at;
  held.idle_deadline = std::min(at + limits_.idle, held.absolute_deadline);
  auto session = held.session;
  if (!session.device) session.expires_at = now + (held.idle_deadline - at);
  return session;
}

template <class Condition>
void Sessions::end_where(Condition condition) {
  std::vector<Session> ended;
  for (auto each = by_hash_.begin(); each != by_hash_.end();) {
    if (!condition(*each)) {
      ++each;
      continue;
    }
    ended.push_back(std::move(each->second.session));
    each = by_hash_.erase(each);
  }
  if (!ended_) return;
  for (const auto& session : ended) ended_(session);
}

void Sessions::end(std::string_view token_hash) {
  const auto found = by_hash_.find(token_hash);
  if (found == by_hash_.end()) return;
  const auto session = std::move(found->second.session);
  by_hash_.erase(found);
  if (ended_) ended_(session);
}

void Sessions::end_id(std::string_view id) {
  end_where([id](const auto& each) { return each.second.session.id == id; });
}

void Sessions::end_account(std::string_view account) {
  end_where([account](const auto& each) { return each.second.session.caller.account == account; });
}

void Sessions::end_sign_ins(std::string_view account, std::string_view except_id) {
  end_where([=](const auto& each) {
    const auto& session = each.second.session;
    return !session.device && session.caller.account == account && session.id != except_id;
  });
}

void Sessions::rename(std::string_view account, const std::string& display_name) {
  for (auto& [hash, held] : by_hash_) {
    if (held.session.caller.account == account) held.session.caller.display_name = display_name;
  }
}

void Sessions::sweep() {
  end_where([this, at = clock_()](const auto& each) { return expired(each.second, at); });
}

std::vector<SessionUse> Sessions::take_uses(Instant now) {
  std::vector<SessionUse> uses;
  const auto at = clock_();
  for (auto& [hash, held] : by_hash_) {
    if (!std::exchange(held.used, false)) continue;
    const auto& session = held.session;
    const auto expires_at = session.device ? std::nullopt : std::optional{now + (held.idle_deadline - at)};
    uses.push_back({hash, session.caller.account, now - (at - held.used_at), expires_at, session.device});
  }
  return uses;
}

}  // namespace anlan::access
