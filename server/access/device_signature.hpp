#pragma once

#include <string>
#include <string_view>

namespace anlan::access {

/// A device's public key and signature (Ed25519, RFC 8032) in lower-case hex.
inline constexpr std::size_t kPublicKeyDigits = 64;
inline constexpr std::size_t kSignatureDigits = 128;

/// Whether the holder of the key signed exactly this text. False, too, for anything that is no key or no signature.
[[nodiscard]] bool signed_by(std::string_view public_key, std::string_view signature, std::string_view text);

/// Six random digits, to be typed from paper.
[[nodiscard]] std::string make_code();

}  // namespace anlan::access
