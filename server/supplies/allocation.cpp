#include "supplies/allocation.hpp"

namespace anlan::supplies::allocation {

std::string_view to_string(Limit limit) noexcept {
  switch (limit) {
    case Limit::none:
      return "none";
    case Limit::stock:
      return "stock";
    case Limit::reserve:
      return "reserve";
    case Limit::expiry:
      return "expiry";
    case Limit::vehicles:
      return "vehicles";
    case Limit::road:
      return "road";
  }
  return "";
}

}  // namespace anlan::supplies::allocation
