#include "access/device_signature.hpp"

#include <sodium.h>

#include <fmt/format.h>

#include "access/password_hasher.hpp"
#include "journal/digest.hpp"

namespace anlan::access {
namespace {

const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

bool signed_by(std::string_view public_key, std::string_view signature, std::string_view text) {
  start_sodium();
  const auto key = journal::from_hex(public_key);
  const auto mark = journal::from_hex(signature);
  if (key.size() != crypto_sign_PUBLICKEYBYTES || mark.size() != crypto_sign_BYTES) return false;
  return crypto_sign_verify_detached(raw(mark), raw(text), text.size(), raw(key)) == 0;
}

std::string make_code() {
  constexpr std::uint32_t kCodes = 1'000'000;
  start_sodium();
  return fmt::format("{:06}", randombytes_uniform(kCodes));
}

}  // namespace anlan::access
