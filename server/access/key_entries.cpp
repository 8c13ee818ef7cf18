#include "access/key_entries.hpp"

#include <nlohmann/json.hpp>

namespace anlan::access {

using nlohmann::json;

namespace {

constexpr std::string_view type_of(const KeyDestructionProposed&) { return "key.destruction_proposed"; }
constexpr std::string_view type_of(const KeyDestructionWithdrawn&) { return "key.destruction_withdrawn"; }
constexpr std::string_view type_of(const KeyDestroyed&) { return "key.destroyed"; }

}  // namespace

json to_json(const KeyDestructionProposed& fact) {
  return {{"owner", fact.owner}, {"key_id", fact.key_id}, {"reason", fact.reason}};
}

json to_json(const KeyDestructionWithdrawn& fact) { return {{"owner", fact.owner}, {"reason", fact.reason}}; }

json to_json(const KeyDestroyed& fact) { return {{"owner", fact.owner}, {"key_id", fact.key_id}}; }

KeyDestructionProposed read_destruction_proposed(const json& body) {
  return {body.at("owner"), body.at("key_id"), body.at("reason")};
}

KeyDestructionWithdrawn read_destruction_withdrawn(const json& body) { return {body.at("owner"), body.at("reason")}; }

KeyDestroyed read_key_destroyed(const json& body) { return {body.at("owner"), body.at("key_id")}; }

std::string key_stream(std::string_view owner) { return "key/" + std::string{owner}; }

template <class Fact>
journal::Draft key_draft(const Fact& fact, const DivisionCode& division) {
  return {.stream = key_stream(fact.owner),
          .type = std::string{type_of(fact)},
          .division = division,
          .body = to_json(fact)};
}
template journal::Draft key_draft(const KeyDestructionProposed&, const DivisionCode&);
template journal::Draft key_draft(const KeyDestructionWithdrawn&, const DivisionCode&);
template journal::Draft key_draft(const KeyDestroyed&, const DivisionCode&);

void declare_key_entries(journal::EntryTypes& types) {
  types.declare({.name = "key.destruction_proposed"});
  types.declare({.name = "key.destruction_withdrawn"});
  types.declare({.name = "key.destroyed"});
}

}  // namespace anlan::access
