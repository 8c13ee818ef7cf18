#pragma once

#include <string>
#include <string_view>

#include "base/time.hpp"

namespace anlan {

/// A UUIDv7 (RFC 9562): ordered by time, so that B-trees grow at one end. Random bits from the operating system.
[[nodiscard]] std::string make_uuid(Instant now);

/// Whether the text is a UUID in its canonical lower-case form, of any version.
[[nodiscard]] bool is_uuid(std::string_view text) noexcept;

}  // namespace anlan
