#pragma once

#include <optional>
#include <string>

#include "access/caller.hpp"
#include "access/key_entries.hpp"
#include "access/key_record.hpp"
#include "access/key_ring.hpp"
#include "base/result.hpp"

namespace anlan::access {

// A key is destroyed by two people once its data are no longer needed: personal information gathered for an emergency
// is to be destroyed when the event is over (突发事件应对法 2024, art. 85), and nobody can undo it.

/// `key` is what the ring holds for the owner, `record` what was decided so far. Problems: `unknown-key`,
/// `key-destroyed`, `destruction-proposed`, and whatever says that the data are still needed.
[[nodiscard]] Result<KeyDestructionProposed> propose_destruction(const KeyOwner& facts,
                                                                 const std::optional<KeyFacts>& key,
                                                                 const std::optional<KeyRecord>& record,
                                                                 std::string owner, std::string reason);

/// Problem `destruction-not-proposed`.
[[nodiscard]] Result<KeyDestructionWithdrawn> withdraw_destruction(const std::optional<KeyRecord>& record,
                                                                   std::string owner, std::string reason);

/// By somebody other than who proposed it. Problems: `destruction-not-proposed`, `second-person`, and whatever says
/// that the data are needed again.
[[nodiscard]] Result<KeyDestroyed> destroy_key(const Caller& by, const KeyOwner& facts,
                                               const std::optional<KeyRecord>& record);

}  // namespace anlan::access
