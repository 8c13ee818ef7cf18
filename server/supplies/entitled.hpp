#pragma once

#include <string>

#include "base/division_code.hpp"
#include "base/result.hpp"
#include "store/database.hpp"

namespace anlan::supplies {

struct Handout;

/// By what a household is entitled to goods: its place on a list that another room keeps, a winter's decided list of a
/// village. Names nobody.
struct Entitlement {
  std::string list;       ///< uuid
  std::string household;  ///< uuid on that list
  DivisionCode village;   ///< where it is listed
};

/// Whom an entitlement means, in clear, to be sealed by whoever records what they got.
struct EntitledHousehold {
  Entitlement by;
  std::string key_owner;  ///< whose key seals them: goes with the list's
  std::string head;       ///< its name; numbers stay where the list is kept
  int people = 1;
};

/// The lists that entitle households to goods, wherever they are kept. Implementations only read.
class EntitledLists {
 public:
  virtual ~EntitledLists() = default;

  /// Problems: `unknown-household` (404), `key-not-held` (409) when nobody can be named any more.
  [[nodiscard]] virtual Result<EntitledHousehold> find(store::Connection& db, const std::string& household) const = 0;

  /// Whether the lists let every entitled household of a hand-out have what it is to get; its lines and its households
  /// are whole. Problems, with a pointer per household, are those of who keeps the list.
  [[nodiscard]] virtual Result<void> check(store::Connection& db, const Handout& handout) const = 0;
};

}  // namespace anlan::supplies
