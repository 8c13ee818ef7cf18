#pragma once

#include <string>

#include <fmt/format.h>

#include "relief/account_number.hpp"
#include "relief/id_number.hpp"

namespace anlan::relief::test {

/// A made-up identity number of a person of Jiaozuo that holds its check digit.
inline std::string made_up_id(int region, int year, int month, int day, int order) {
  auto number = fmt::format("{:06}{:04}{:02}{:02}{:03}", region, year, month, day, order);
  return number + id_check_character(number);
}

/// A made-up card number: `digits` with the check digit that makes it hold.
inline std::string made_up_card(const std::string& digits) {
  for (char last = '0';; ++last) {
    if (luhn_holds(digits + last)) return digits + last;
  }
}

}  // namespace anlan::relief::test
