#include "gis/matching.hpp"

#include <algorithm>
#include <array>

#include "gis/codes.hpp"
#include "gis/text.hpp"

namespace anlan::gis {
namespace {

constexpr std::size_t kNameBytes = 200;
constexpr std::size_t kMissingShown = 10;

bool says_yes(std::string_view text) {
  constexpr std::array<std::string_view, 7> kYes = {"1", "true", "True", "TRUE", "T", "Y", "是"};
  return std::ranges::find(kYes, trimmed(text)) != kYes.end();
}

}  // namespace

Matching::Matching(const ImportRequest& request, const RawLayer& layer, ColumnIndexes columns)
    : layer_{layer}, columns_{columns}, level_{request.level ? *request.level : usual_level()} {
  for (const ExpectedUnit& unit : request.expected) expected_.emplace(unit.code, unit);
}

const std::string& Matching::value(std::uint64_t row, std::optional<std::size_t> column) const {
  static const std::string kNone;
  return column ? layer_.features[row].values[*column] : kNone;
}

Level Matching::usual_level() const {
  std::array<std::size_t, 4> counts{};
  for (std::uint64_t row = 0; row < layer_.features.size(); ++row) {
    const auto code = twelve_digits(value(row, columns_.code));
    if (code) ++counts[static_cast<std::size_t>(level_of_code(*code))];
  }
  return static_cast<Level>(std::ranges::max_element(counts) - counts.begin());
}

std::optional<Claim> Matching::claim(std::uint64_t row, Findings& findings) const {
  const std::string_view written = trimmed(value(row, columns_.code));
  if (written.empty()) {
    findings.add(Issue::code_missing, row);
    return std::nullopt;
  }
  const auto code = twelve_digits(written);
  if (!code) {
    findings.add(Issue::code_malformed, row, {shown(written)});
    return std::nullopt;
  }
  if (level_of_code(*code) != level_) {
    findings.add(Issue::code_other_level, row, {*code});
    return std::nullopt;
  }
  const ExpectedUnit* const unit = expected(*code);
  if (!expected_.empty() && unit == nullptr) {
    findings.add(Issue::code_unknown, row, {*code});
    return std::nullopt;
  }
  Claim claim{.row = row,
              .code = *code,
              .name = shown(trimmed(value(row, columns_.name)), kNameBytes),
              .schematic = says_yes(value(row, columns_.schematic))};
  if (unit != nullptr && !unit->name.empty() && !claim.name.empty() && unit->name != claim.name) {
    findings.add(Issue::name_differs, row, {*code, shown(claim.name), unit->name});
  }
  return claim;
}

const ExpectedUnit* Matching::expected(const std::string& code) const {
  const auto found = expected_.find(code);
  return found == expected_.end() ? nullptr : &found->second;
}

void Matching::report_missing(const std::map<std::string, std::size_t>& found, Findings& findings) const {
  std::size_t missing = 0;
  std::string listed;
  for (const auto& [code, unit] : expected_) {
    if (found.contains(code)) continue;
    if (++missing > kMissingShown) continue;
    if (!listed.empty()) listed += "、";
    listed += code + unit.name;
  }
  if (missing == 0) return;
  if (missing > kMissingShown) listed += "…";
  findings.add(Issue::unit_missing, {}, {std::to_string(missing), listed});
}

}  // namespace anlan::gis
