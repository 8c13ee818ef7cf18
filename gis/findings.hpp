#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gis/import.hpp"

namespace anlan::gis {

/// Everything the import can find fault with; findings.cpp holds the words.
enum class Issue : std::uint8_t {
  crs_missing,
  crs_implausible,
  crs_old_datum,
  web_offset_suspected,
  web_datum_undone,
  code_column_missing,
  name_column_missing,
  encoding_assumed,
  several_layers,
  code_missing,
  code_malformed,
  code_other_level,
  code_unknown,
  code_duplicate,
  parts_merged,
  unit_missing,
  name_differs,
  geometry_empty,
  geometry_not_polygon,
  geometry_not_line,
  geometry_outside,
  ring_order,
  self_intersection,
  repair_failed,
  overlap,
  overlap_unchecked,
};

/// What fills a gap in a text: the same in both languages, or not.
struct Detail {
  Detail(std::string both) : zh{both}, en{std::move(both)} {}
  Detail(std::string chinese, std::string english) : zh{std::move(chinese)}, en{std::move(english)} {}

  std::string zh;
  std::string en;
};

/// How people know a web datum: "GCJ-02 (AMap, Tencent)".
[[nodiscard]] Detail title(WebDatum datum);

/// Collects findings up to kMaxFindings and counts the rest.
class Findings {
 public:
  /// `details` fill the text's `{}` in order, in both languages.
  void add(Issue issue, std::optional<std::uint64_t> feature = {}, std::initializer_list<Detail> details = {});

  /// In the order they were added; a last one says how many were left out.
  [[nodiscard]] std::vector<Finding> take() &&;

 private:
  std::vector<Finding> kept_;
  std::size_t left_out_ = 0;
};

}  // namespace anlan::gis
