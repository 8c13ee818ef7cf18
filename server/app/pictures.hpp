#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"

namespace anlan::app {

enum class PictureFault {
  none,
  foreign,  ///< not a picture of this type, or one that no browser shows
  cut_off,  ///< begins as one, and ends too early or is damaged
  too_big,  ///< more pixels than a dashboard should be made to unfold
};

/// What a picture may unfold to. A photo of 50 megapixels passes; what a few kilobytes can claim beyond that would cost
/// whoever looks at it gigabytes.
constexpr std::uint64_t kMostPixels = 64u << 20;

/// Walks the structure of a picture from its first byte to its end: the markers of a JPEG (ITU-T T.81, annex B), the
/// chunks of a PNG with their checksums (ISO/IEC 15948, 5), the chunks of a WebP (RFC 9649). No pixel is decoded, so a
/// hostile file costs no more than its bytes. `media_type` is image/jpeg, image/png or image/webp; any other is
/// `foreign`.
[[nodiscard]] PictureFault fault_of_picture(std::string_view media_type, std::string_view bytes);

/// Problems: `not-a-photo`, `photo-cut-off`, `too-many-pixels`, by the fault. Takes some milliseconds for a large file,
/// so it is not for the loop.
[[nodiscard]] Result<void> check_photo(std::string_view media_type, std::string_view bytes);

}  // namespace anlan::app
