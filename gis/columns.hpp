#pragma once

#include <cstddef>
#include <optional>

#include "gis/import.hpp"
#include "gis/raw_layer.hpp"

namespace anlan::gis {

/// Brings column names and values to UTF-8. A file in which any text is no UTF-8 is taken for GB18030 as a whole, what
/// local bureaus write; answers whether that was done.
bool decode_texts(RawLayer& layer);

/// Where the wanted columns are; nothing where there is none.
struct ColumnIndexes {
  std::optional<std::size_t> code = {};
  std::optional<std::size_t> name = {};
  std::optional<std::size_t> schematic = {};
};

/// Finds the columns by a person's choice, else by what they hold and how such columns are usually called.
[[nodiscard]] ColumnIndexes find_columns(const RawLayer& layer, const FieldMapping& chosen);

}  // namespace anlan::gis
