#include "access/key_rules.hpp"

#include <utility>

namespace anlan::access {
namespace {

bool proposed(const std::optional<KeyRecord>& record) {
  return record && record->state == KeyState::destruction_proposed;
}

auto not_proposed() {
  return fail(ProblemKind::conflict, "destruction-not-proposed",
              {"没有待办的销毁申请：可能已撤回或已销毁，请刷新后再看",
               "no destruction is proposed: it may have been withdrawn or done; reload and look again"});
}

}  // namespace

Result<KeyDestructionProposed> propose_destruction(const KeyOwner& facts, const std::optional<KeyFacts>& key,
                                                   const std::optional<KeyRecord>& record, std::string owner,
                                                   std::string reason) {
  if (record && record->state == KeyState::destroyed) {
    return fail(ProblemKind::conflict, "key-destroyed",
                {"该密钥已经销毁，不需要再申请", "this key is destroyed already; nothing is left to propose"});
  }
  if (proposed(record)) {
    return fail(ProblemKind::conflict, "destruction-proposed",
                {"已有人提出销毁，请由另一人确认，或先撤回",
                 "it is proposed already: a second person confirms it, or withdraw it"});
  }
  if (!key) {
    return fail(ProblemKind::not_found, "unknown-key",
                {"没有这把密钥，请刷新后重选", "there is no such key; reload and choose again"});
  }
  if (facts.still_needed) return fail(*facts.still_needed);
  return KeyDestructionProposed{std::move(owner), key->id, std::move(reason)};
}

Result<KeyDestructionWithdrawn> withdraw_destruction(const std::optional<KeyRecord>& record, std::string owner,
                                                     std::string reason) {
  if (!proposed(record)) return not_proposed();
  return KeyDestructionWithdrawn{std::move(owner), std::move(reason)};
}

Result<KeyDestroyed> destroy_key(const Caller& by, const KeyOwner& facts, const std::optional<KeyRecord>& record) {
  if (!proposed(record)) return not_proposed();
  if (record->proposed->account == by.account) {
    return fail(ProblemKind::forbidden, "second-person",
                {"提出销毁的人不能自己确认，请由另一名管理员或带班领导确认",
                 "who proposed the destruction cannot confirm it; ask another administrator or the leader on duty"});
  }
  if (facts.still_needed) return fail(*facts.still_needed);
  return KeyDestroyed{record->owner, record->key_id};
}

}  // namespace anlan::access
