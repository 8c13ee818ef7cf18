#pragma once

namespace anlan::test {

/// Whether this build carries a sanitizer: its memory and its speed say nothing then, and its runtime must be the first
/// library of the process.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace anlan::test
