#include "access/token.hpp"

#include <sodium.h>

#include <array>

#include "access/password_hasher.hpp"
#include "journal/digest.hpp"

namespace anlan::access {

std::string make_token() {
  start_sodium();
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
  text.pop_back();  // the terminating NUL
  return text;
}

std::string token_hash(std::string_view token) {
  return journal::to_hex(journal::digest(journal::Algorithm::sha256, token));
}

std::string make_password() {
  constexpr std::string_view kLetters = "23456789abcdefghjkmnpqrstuvwxyz";
  constexpr int kGroups = 4;
  constexpr int kGroup = 5;
  start_sodium();
  std::string text;
  for (int i = 0; i < kGroups * kGroup; ++i) {
    if (i > 0 && i % kGroup == 0) text += '-';
    text += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  }
  return text;
}

}  // namespace anlan::access
