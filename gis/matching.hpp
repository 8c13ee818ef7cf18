#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gis/columns.hpp"
#include "gis/findings.hpp"
#include "gis/import.hpp"
#include "gis/raw_layer.hpp"

namespace anlan::gis {

/// What a file's row claims to be.
struct Claim {
  std::uint64_t row = 0;  ///< in the file's order, from 0
  std::string code = {};  ///< twelve digits
  std::string name = {};
  bool schematic = false;
};

/// Decides which division each row of a file is the boundary of.
class Matching {
 public:
  Matching(const ImportRequest& request, const RawLayer& layer, ColumnIndexes columns);

  /// The request's level, else the one most codes have.
  [[nodiscard]] Level level() const noexcept { return level_; }

  /// The row's division; nothing, with a finding, when its code is missing, wrong, unknown or of another level.
  [[nodiscard]] std::optional<Claim> claim(std::uint64_t row, Findings& findings) const;

  /// The expected division of a code, if one was expected.
  [[nodiscard]] const ExpectedUnit* expected(const std::string& code) const;

  /// Reports the expected divisions that are not among `found`, as one finding.
  void report_missing(const std::map<std::string, std::size_t>& found, Findings& findings) const;

 private:
  [[nodiscard]] const std::string& value(std::uint64_t row, std::optional<std::size_t> column) const;
  [[nodiscard]] Level usual_level() const;

  const RawLayer& layer_;
  ColumnIndexes columns_;
  std::map<std::string, ExpectedUnit> expected_;
  Level level_;
};

}  // namespace anlan::gis
