#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "journal/entry.hpp"

namespace anlan::journal {

/// Hash functions of the chain. SM3 (GB/T 32905) where a grade-protection review asks for it.
enum class Algorithm { sha256, sm3 };

[[nodiscard]] std::string_view to_string(Algorithm algorithm) noexcept;
[[nodiscard]] std::optional<Algorithm> parse_algorithm(std::string_view text) noexcept;

/// Raw 32 bytes.
[[nodiscard]] std::string digest(Algorithm algorithm, std::string_view bytes);

/// The hash of an entry: over the netstrings ("<length>:<bytes>,") of prev (raw), origin, origin_seq, stream,
/// stream_version, type, version, the three times in milliseconds, actor, channel, division, exercise (0 or 1),
/// command_id and body, in this order. Simple enough to be checked by a script of fifty lines.
[[nodiscard]] std::string entry_hash(Algorithm algorithm, const Entry& entry);

[[nodiscard]] std::string to_hex(std::string_view bytes);
/// Empty when the text is not an even number of lower-case hex digits.
[[nodiscard]] std::string from_hex(std::string_view text);

}  // namespace anlan::journal
