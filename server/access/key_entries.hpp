#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"
#include "journal/entry.hpp"
#include "journal/entry_types.hpp"

namespace anlan::access {

// The facts about keys of personal data, one struct per entry type. A key itself is never in the journal.

/// `key.destruction_proposed`
struct KeyDestructionProposed {
  std::string owner;
  std::string key_id;
  std::string reason;
};

/// `key.destruction_withdrawn`: the proposal is void.
struct KeyDestructionWithdrawn {
  std::string owner;
  std::string reason;
};

/// `key.destroyed`: by a second person. The key ring forgets the key as soon as this stands in the journal.
struct KeyDestroyed {
  std::string owner;
  std::string key_id;
};

[[nodiscard]] nlohmann::json to_json(const KeyDestructionProposed& fact);
[[nodiscard]] nlohmann::json to_json(const KeyDestructionWithdrawn& fact);
[[nodiscard]] nlohmann::json to_json(const KeyDestroyed& fact);

[[nodiscard]] KeyDestructionProposed read_destruction_proposed(const nlohmann::json& body);
[[nodiscard]] KeyDestructionWithdrawn read_destruction_withdrawn(const nlohmann::json& body);
[[nodiscard]] KeyDestroyed read_key_destroyed(const nlohmann::json& body);

/// "key/" and the owner.
[[nodiscard]] std::string key_stream(std::string_view owner);

/// A draft of the fact in the key's stream; `division` is the owner's.
template <class Fact>
[[nodiscard]] journal::Draft key_draft(const Fact& fact, const DivisionCode& division);

/// Declares the three entry types; all reach upward.
void declare_key_entries(journal::EntryTypes& types);

}  // namespace anlan::access
