#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "divisions/division.hpp"

namespace anlan::divisions {

/// The divisions after a register was adopted, ordered by code and valid_from, and what became different.
struct MergedRegister {
  std::vector<Division> rows = {};
  std::vector<DivisionCode> opened = {};   ///< exist now and did not before
  std::vector<DivisionCode> closed = {};   ///< existed before and do not any more
  std::vector<DivisionCode> changed = {};  ///< exist before and after, but are described otherwise
};

/// What adopting a register on `day` makes of the divisions. From its first day on, an adopted row speaks for its code;
/// older rows end there and stay as history. A register that does not know since when a unit is what it says changes
/// nothing about a unit that is so already, and begins on `day` where it differs. A unit that the register no longer
/// names ends on `day`.
///
/// Problems: `other-city` when the register is of another city than the divisions in force; `adoption-day` when a unit
/// would end before it began.
[[nodiscard]] Result<MergedRegister> merge_register(const std::vector<Division>& in_force,
                                                    const std::vector<Division>& adopted, std::string_view day);

[[nodiscard]] Problem other_city(const DivisionCode& of_register, const DivisionCode& of_site);

}  // namespace anlan::divisions
