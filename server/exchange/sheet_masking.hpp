#pragma once

#include "exchange/sheet.hpp"

namespace anlan::exchange {

/// What people wrote into remarks may hold an identity number, a bank card or a mobile number. None of them leaves in a
/// file: each is masked, and a note of the table says how many were (relief/leak_check.hpp says what is found).
void mask_numbers(Sheet& sheet, const Language& language);

}  // namespace anlan::exchange
