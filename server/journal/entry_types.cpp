#include "journal/entry_types.hpp"

#include <stdexcept>

#include <nlohmann/json.hpp>

namespace anlan::journal {

void EntryTypes::declare(EntryType type) {
  auto name = type.name;
  if (type.version > 1 && !type.upcast) throw std::logic_error{name + " has versions but no upcaster"};
  if (!types_.emplace(name, std::move(type)).second) throw std::logic_error{name + " is declared twice"};
}

const EntryType& EntryTypes::at(std::string_view name) const {
  const auto found = types_.find(name);
  if (found == types_.end()) throw std::out_of_range{"no entry type " + std::string{name}};
  return found->second;
}

nlohmann::json EntryTypes::read_body(std::string_view type, int version, std::string_view body) const {
  const auto& known = at(type);
  auto parsed = nlohmann::json::parse(body);
  if (version > known.version) {
    throw std::out_of_range{std::string{type} + " version " + std::to_string(version) + " is newer than this program"};
  }
  if (version < known.version) known.upcast(version, parsed);
  return parsed;
}

}  // namespace anlan::journal
