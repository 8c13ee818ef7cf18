#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "access/key_ring.hpp"
#include "access/personal.hpp"
#include "api/operation.hpp"

namespace anlan::api {

/// For `Operation::stands_for`: the parameters of a command with a keyed hash in place of the personal data at
/// `pointer` ("" for all of them). They count for recognising a repeated one, but cannot be guessed from what is kept
/// of it.
[[nodiscard]] Result<std::string> without(access::KeyRing& keys, const nlohmann::json& params, const char* pointer);

/// Somebody sees sealed values in clear: the look is an entry, the values go to this caller alone, under "revealed".
[[nodiscard]] Decision reveal(const access::Revealed& fact, nlohmann::json clear);

}  // namespace anlan::api
