#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace anlan::access {

/// The cost of one Argon2id hash (libsodium's `opslimit` and `memlimit`). The defaults are its "interactive" ones:
/// about 70 ms and 64 MiB. More memory would let a handful of sign-ins starve a small server.
struct HashCost {
  unsigned long long operations = 2;
  std::size_t memory_bytes = 64U << 20;
};

/// Hashes and checks passwords with Argon2id. Takes long by intent: call it on `store::Workers`, never on the loop.
/// Thread-safe.
class PasswordHasher {
 public:
  explicit PasswordHasher(HashCost cost = {});

  /// The encoded hash with its salt and cost ("$argon2id$v=19$…"). Throws std::runtime_error when memory runs out.
  [[nodiscard]] std::string hash(std::string_view password) const;
  [[nodiscard]] bool verify(const std::string& hash, std::string_view password) const;

  /// The hash of a password nobody has, of the same cost: checking against it takes as long as against a real one, so
  /// that the time of an answer does not tell which names exist.
  [[nodiscard]] const std::string& nobody() const noexcept { return nobody_; }

 private:
  HashCost cost_;
  std::string nobody_;
};

/// libsodium must be initialised before its first use; doing it again is free.
void start_sodium();

}  // namespace anlan::access
