#pragma once

#include <string_view>

namespace anlan {

/// Well-formed as RFC 3629 has it: no surrogates, nothing overlong, nothing past U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

}  // namespace anlan
