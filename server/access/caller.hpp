#pragma once

#include <string>

#include "access/role.hpp"
#include "base/division_code.hpp"
#include "journal/entry.hpp"

namespace anlan::access {

/// Who is asking, as his sign-in or token says.
struct Caller {
  std::string account;  ///< uuid
  std::string name;     ///< sign-in name
  std::string display_name;
  Role role;
  DivisionCode jurisdiction;  ///< sees this node and all below it

  [[nodiscard]] journal::Actor actor() const {
    return {account, display_name, std::string{to_string(role)}, jurisdiction.text()};
  }
};

}  // namespace anlan::access
