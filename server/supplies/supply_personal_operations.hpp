#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/operation.hpp"
#include "api/personal.hpp"

namespace anlan::supplies {

/// The sealed values of one record in clear, and what the look at them is recorded with.
struct Unsealed {
  std::string stream;  ///< of the record
  DivisionCode division;
  std::vector<std::string> fields;  ///< by their names on the wire
  nlohmann::json clear;
};

/// What the papers of this room have in common where they show people of outside in clear.
struct Revealing {
  std::string name;  ///< "donation.reveal"
  Text summary;
  std::string record;  ///< the parameter that names the record by its uuid
  access::RoleSet roles;
  api::Scope scope = {};  ///< empty: `unseal` checks the jurisdiction itself
  std::function<Result<Unsealed>(const api::CommandContext&)> unseal;
};

/// `{command_id, <record>, purpose}`: the look is an entry with its purpose, the values go to this caller alone, under
/// "revealed"; the repeated command hears null (突发事件应对法 2024, art. 85).
[[nodiscard]] api::Operation reveal_operation(Revealing revealing);

using api::without;

}  // namespace anlan::supplies
