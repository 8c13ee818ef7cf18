#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/key_ring.hpp"
#include "relief/household.hpp"
#include "store/database.hpp"

namespace anlan::relief {

/// What two people who may be one are brought together by. Names go in as they sound, so each finds those written
/// otherwise as well; whoever is brought together is then compared in clear, in memory.
enum class LikenessKey : std::uint8_t {
  sound_birth = 1,    ///< name and day of birth: the number's other digits may differ
  sound_ending = 2,   ///< name and the number's digits 16 and 17: what stands before may differ; heads
  sound_village = 3,  ///< name and village of one campaign: whatever else differs; heads
  birth_village = 4,  ///< day of birth, sex, surname and village of one campaign: the given name may differ; heads
  sound_phone = 5,    ///< name and telephone: address and number may differ; heads
};

/// Table `household_likeness`: keyed hashes of these, a row each; they go with the campaign's key.
[[nodiscard]] std::vector<std::string> likeness_schema();

/// Writes a household's anew.
void keep_likeness_keys(store::Connection& db, access::KeyRing& keys, const std::string& campaign, std::int64_t ordinal,
                        const std::string& village, const Personal& personal);
void forget_likeness_keys(store::Connection& db, std::int64_t ordinal);

}  // namespace anlan::relief
