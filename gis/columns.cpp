#include "gis/columns.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "gis/codes.hpp"
#include "gis/text.hpp"

namespace anlan::gis {
namespace {

// As the land survey (三调), the statistics bureau, the national map and AMap call them.
constexpr std::array<std::string_view, 18> kCodeNames = {
    "xzqdm", "zldwdm", "qsdwdm", "xzdm", "qhdm", "tjdm",     "code",     "adcode",     "pac",
    "gb",    "xzqhdm", "cundm",  "dm",   "代码", "行政代码", "区划代码", "行政区代码", "统计用区划代码"};
constexpr std::array<std::string_view, 14> kNameNames = {"xzqmc", "zldwmc",     "qsdwmc",   "xzmc",    "qhmc",
                                                         "name",  "mc",         "xzqhmc",   "cunmc",   "名称",
                                                         "地名",  "行政区名称", "区划名称", "单位名称"};
constexpr std::array<std::string_view, 2> kSchematicNames = {"schematic", "示意"};

/// The share of a column's filled values that must look right before it is believed.
constexpr double kConvincing = 0.8;

template <std::size_t Count>
bool is_known(const std::array<std::string_view, Count>& names, const std::string& column) {
  return std::ranges::find(names, std::string_view{ascii_lower(column)}) != names.end();
}

/// What a column's values look like.
struct Look {
  std::size_t filled = 0;
  std::size_t fitting = 0;
  std::set<std::string_view> distinct = {};

  [[nodiscard]] bool convincing() const {
    return filled > 0 && static_cast<double>(fitting) >= kConvincing * static_cast<double>(filled);
  }
};

template <class Fits>
Look look_at(const RawLayer& layer, std::size_t column, Fits fits) {
  Look look;
  for (const RawFeature& feature : layer.features) {
    const std::string_view value = trimmed(feature.values[column]);
    if (value.empty()) continue;
    ++look.filled;
    look.fitting += fits(value) ? 1 : 0;
    look.distinct.insert(value);
  }
  return look;
}

bool is_code(std::string_view value) { return twelve_digits(value).has_value(); }

bool is_foreign(std::string_view value) {
  return std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// Among the columns that look right, the one with the most different values (a village's code beside its county's),
/// and of those alike, the one with a usual name.
template <std::size_t Count, class Fits>
std::optional<std::size_t> guess(const RawLayer& layer, const std::array<std::string_view, Count>& names, Fits fits) {
  std::optional<std::size_t> best;
  std::tuple<std::size_t, bool> best_score{0, false};
  for (std::size_t i = 0; i < layer.columns.size(); ++i) {
    const Look look = look_at(layer, i, fits);
    const std::tuple score{look.distinct.size(), is_known(names, layer.columns[i])};
    if (!look.convincing() || score <= best_score) continue;
    best = i;
    best_score = score;
  }
  return best;
}

std::optional<std::size_t> named(const RawLayer& layer, const std::string& column) {
  const auto found = std::ranges::find(layer.columns, column);
  if (found == layer.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - layer.columns.begin());
}

template <std::size_t Count>
std::optional<std::size_t> known(const RawLayer& layer, const std::array<std::string_view, Count>& names) {
  for (std::size_t i = 0; i < layer.columns.size(); ++i) {
    if (is_known(names, layer.columns[i])) return i;
  }
  return std::nullopt;
}

}  // namespace

bool decode_texts(RawLayer& layer) {
  const auto all_utf8 = [](const auto& texts) { return std::ranges::all_of(texts, is_utf8); };
  if (all_utf8(layer.columns) &&
      std::ranges::all_of(layer.features, [&](const RawFeature& feature) { return all_utf8(feature.values); })) {
    return false;
  }
  for (std::string& column : layer.columns) column = from_gb18030(column);
  for (RawFeature& feature : layer.features) {
    for (std::string& value : feature.values) value = from_gb18030(value);
  }
  return true;
}

ColumnIndexes find_columns(const RawLayer& layer, const FieldMapping& chosen) {
  ColumnIndexes found;
  found.code = chosen.code.empty() ? guess(layer, kCodeNames, is_code) : named(layer, chosen.code);
  found.name = chosen.name.empty() ? known(layer, kNameNames) : named(layer, chosen.name);
  if (!found.name && chosen.name.empty()) found.name = guess(layer, kNameNames, is_foreign);
  found.schematic = known(layer, kSchematicNames);
  return found;
}

}  // namespace anlan::gis
