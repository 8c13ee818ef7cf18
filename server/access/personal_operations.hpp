#pragma once

#include "access/key_record.hpp"
#include "access/key_ring.hpp"
#include "api/registry.hpp"
#include "journal/notification.hpp"

namespace anlan::access {

/// Declares key.list, key.propose_destruction, key.withdraw_destruction, key.destroy, personal.list, and the topics
/// `key` and `personal`. The ring outlives the registry; `owners` is asked on the writer's and the readers' threads.
void declare_personal_operations(api::Registry& registry, const KeyRing& keys, const KeyOwners& owners);

/// Lets the ring forget a key as soon as the journal says that it is destroyed. Call it for every notification.
void follow(KeyRing& keys, const journal::Notification& notification);

/// Forgets what the journal says is destroyed and the ring still holds: the process died between the two, or an older
/// key file was put back. Problem `key-file` when the file cannot be written, which stops the start.
[[nodiscard]] Result<void> forget_destroyed(store::Connection& db, KeyRing& keys);

}  // namespace anlan::access
