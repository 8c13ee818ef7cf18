#pragma once

#include <string>
#include <string_view>

namespace anlan::access {

/// A secret that stands for a sign-in or a device: 32 random bytes in base64url, 43 characters. Shown once.
[[nodiscard]] std::string make_token();

/// What is stored and compared instead of a token: its SHA-256 in hex. A fast hash is enough for 256 random bits.
[[nodiscard]] std::string token_hash(std::string_view token);

/// A password to be typed from paper: four groups of five letters and digits without look-alikes, 99 bits.
[[nodiscard]] std::string make_password();

}  // namespace anlan::access
