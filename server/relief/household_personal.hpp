#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "access/key_ring.hpp"
#include "relief/household.hpp"

namespace anlan::relief {

// The people of a household between the clerk and the record: in clear when they come in, sealed as one text when they
// are kept, masked when they are shown, and findable by keyed hashes.

/// With the key of `owner`: "campaign/<uuid>" for a list, "incident/<uuid>" for a register. Problems of KeyRing::seal.
[[nodiscard]] Result<std::string> seal_personal(access::KeyRing& keys, const std::string& owner,
                                                const Personal& personal);
/// Nothing when the key is destroyed or not held here.
[[nodiscard]] std::optional<Personal> unseal_personal(const access::KeyRing& keys,
                                                      const std::optional<std::string>& sealed);

/// As it may be shown without a purpose: masked, with sex and age of who has an identity number; null without the key.
/// {members: [{name, id_number, kinship, health, sex, age}], phone, address, account, account_name, note}; health and
/// note only say whether there is something ("***").
[[nodiscard]] nlohmann::json masked_personal(const std::optional<Personal>& personal, Instant now);
/// In clear, for a recorded reveal.
[[nodiscard]] nlohmann::json clear_personal(const std::optional<Personal>& personal);

/// What a household can be found by.
struct Mark {
  std::string_view kind;   ///< "id", "phone", "account", "address"
  std::int64_t value = 0;  ///< the first eight bytes of the keyed hash
  int member = 0;          ///< whose identity number; the head is 0
};
/// Problems of KeyRing::mark.
[[nodiscard]] Result<std::vector<Mark>> marks_of(access::KeyRing& keys, const Personal& personal);
/// The mark of one normalised value.
[[nodiscard]] Result<std::int64_t> mark_of(access::KeyRing& keys, std::string_view kind, std::string_view value);

/// Marks of the beginnings of the head's name (张, 张小, 张小三), by which a list is searched while somebody types.
/// Within `list` only, a campaign's or an incident's uuid: a list of names is no way from one to another.
[[nodiscard]] Result<std::vector<std::int64_t>> name_marks(access::KeyRing& keys, const std::string& list,
                                                           std::string_view name);
/// The mark of what was typed.
[[nodiscard]] Result<std::int64_t> name_mark(access::KeyRing& keys, const std::string& list, std::string_view typed);

/// An address without what people write differently: half-width, without spaces.
[[nodiscard]] std::string plain_address(std::string_view address);

}  // namespace anlan::relief
