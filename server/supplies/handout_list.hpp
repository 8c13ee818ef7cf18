#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "access/key_ring.hpp"
#include "supplies/handout.hpp"

namespace anlan::supplies {

// The list of a hand-out between its sender and the record: in clear when it comes in, sealed when it is kept, masked
// when it is shown.

/// Seals what was typed of the households, and who is meant by the keys of `lists`, which may be none. Problems:
/// `bad-id-number` with the pointer, `bad-handout` for a household that is neither named nor on such a list, those of
/// KeyRing and of EntitledLists::find.
[[nodiscard]] Result<std::vector<Household>> read_households(store::Connection& db, access::KeyRing& keys,
                                                             const EntitledLists* lists, const nlohmann::json& list);
/// Seals the names of the pictures.
[[nodiscard]] Result<Sheet> read_typed_sheet(access::KeyRing& keys, const nlohmann::json& sheet);

/// One household as everybody who reads the stores may see it: masked, and whether there is a picture.
[[nodiscard]] nlohmann::json masked_household(const access::KeyRing& keys, const Household& household);
/// One household in clear.
[[nodiscard]] nlohmann::json clear_household(const access::KeyRing& keys, const Household& household);

}  // namespace anlan::supplies
