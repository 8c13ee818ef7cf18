#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "access/key_ring.hpp"

namespace anlan::supplies {

// Names, numbers and phones of people outside, as the papers of this room keep them: sealed with the stores' key, or
// with that of the incident a paper belongs to.

/// The key of a paper: its incident's, which goes when the event is over, else the stores' own.
[[nodiscard]] std::string key_owner(const std::optional<std::string>& incident = {});

/// Seals what was said, if anything was. Problems of KeyRing::seal.
[[nodiscard]] Result<std::optional<std::string>> sealed(access::KeyRing& keys, const std::optional<std::string>& plain,
                                                        const std::string& owner = key_owner());

/// What may be shown without a purpose: null when nothing was said, "***" when the key is gone. What an older journal
/// keeps in clear is masked as well.
[[nodiscard]] nlohmann::json masked(const access::KeyRing& keys, const std::optional<std::string>& sealed,
                                    const std::function<std::string(std::string_view)>& mask);

/// In clear, for a recorded reveal, or to be masked by whoever shows it: null when nothing was said or the key is gone.
[[nodiscard]] nlohmann::json unsealed(const access::KeyRing& keys, const std::optional<std::string>& sealed);

}  // namespace anlan::supplies
