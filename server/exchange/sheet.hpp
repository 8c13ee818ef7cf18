#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/problem.hpp"
#include "base/time.hpp"

namespace anlan::exchange {

/// The language of a file: official papers are Chinese, English is for who asks for it.
class Language {
 public:
  explicit Language(std::string_view word) : english_{word == "en"} {}
  [[nodiscard]] const std::string& operator()(const Text& text) const noexcept { return english_ ? text.en : text.zh; }

 private:
  bool english_;
};

/// A sum of money, shown in a unit of so many fen: yuan, unless it says otherwise.
struct Money {
  std::int64_t fen = 0;
  std::int64_t unit_fen = 100;
};

/// One cell by its type: nothing, text (which is never a formula, whatever it begins with), a whole number, a moment
/// (shown in Beijing time), money.
using Cell = std::variant<std::monostate, std::string, std::int64_t, Instant, Money>;

struct Column {
  std::string title;
  std::string unit = {};  ///< of the numbers below; stands in the second header row
  double width = 12;      ///< in characters
};

/// A table with what a reader has to know first.
struct Sheet {
  std::string name;  ///< at most 31 characters, none of []:*?/\ .
  std::string title;
  std::vector<std::string> notes;  ///< whose it is, and as of which entry and time
  std::string exercise = {};       ///< the exercise mark; empty for real goods
  std::vector<Column> columns = {};
  std::vector<std::vector<Cell>> rows = {};
  std::string mark = {};  ///< at the head of every page beside an exercise's: whose copy with personal data this is
};

}  // namespace anlan::exchange
