#include "access/password_hasher.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

#include "access/token.hpp"

namespace anlan::access {

PasswordHasher::PasswordHasher(HashCost cost) : cost_{cost}, nobody_{hash(make_token())} {}

std::string PasswordHasher::hash(std::string_view password) const {
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost_.operations, cost_.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::runtime_error{"Argon2id: out of memory"};
  }
  return text.data();
}

bool PasswordHasher::verify(const std::string& hash, std::string_view password) const {
  start_sodium();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

void start_sodium() {
  static const int started = sodium_init();
  if (started < 0) throw std::runtime_error{"libsodium could not be initialised"};
}

}  // namespace anlan::access
