#include "divisions/succession.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace anlan::divisions {
namespace {

using ByCode = std::map<DivisionCode, std::vector<Division>>;

ByCode by_code(const std::vector<Division>& rows) {
  ByCode grouped;
  for (const auto& row : rows) grouped[row.code].push_back(row);
  return grouped;
}

const Division* open_row(const std::vector<Division>& rows) {
  const auto found = std::ranges::find_if(rows, &Division::open);
  return found == rows.end() ? nullptr : &*found;
}

bool same_description(const Division& a, const Division& b) {
  return a.name == b.name && a.legal_parent == b.legal_parent && a.kind == b.kind;
}

/// Gives a single open row whose first day nobody noted the day that history says.
std::vector<Division> dated(std::vector<Division> adopted, const std::vector<Division>& before, std::string_view day) {
  auto& row = adopted.front();
  if (adopted.size() != 1 || !row.open() || !row.valid_from.empty() || before.empty()) return adopted;
  const auto* known = open_row(before);
  const bool same = known != nullptr && same_description(*known, row);
  row.valid_from = same ? known->valid_from : std::string{day};
  return adopted;
}

/// The rows of one code, older ones ended where the adopted ones begin.
std::vector<Division> superseded(const std::vector<Division>& before, const std::vector<Division>& adopted) {
  const auto first_day = std::ranges::min(adopted, {}, &Division::valid_from).valid_from;
  std::vector<Division> rows;
  for (auto row : before) {
    if (row.valid_from >= first_day) continue;
    if (row.open() || *row.valid_to > first_day) row.valid_to = first_day;
    rows.push_back(std::move(row));
  }
  std::ranges::copy(adopted, std::back_inserter(rows));
  return rows;
}

Result<std::vector<Division>> ended(std::vector<Division> rows, std::string_view day) {
  for (auto& row : rows) {
    if (!row.open()) continue;
    if (row.valid_from >= day) {
      return fail(ProblemKind::invalid, "adoption-day",
                  {row.name + "（" + row.code.text() + "）不在新表中，但它自 " + row.valid_from +
                       " 起才有效。请把采用日期定在这之后，或补上这一行",
                   row.name + " (" + row.code.text() + ") is not in the register but begins on " + row.valid_from +
                       "; adopt it on a later day, or add the row"});
    }
    row.valid_to = std::string{day};
  }
  return rows;
}

void note(MergedRegister& merged, const DivisionCode& code, const Division* before, const Division* after) {
  if (before == nullptr && after == nullptr) return;
  if (before == nullptr) {
    merged.opened.push_back(code);
  } else if (after == nullptr) {
    merged.closed.push_back(code);
  } else if (!same_description(*before, *after)) {
    merged.changed.push_back(code);
  }
}

}  // namespace

Problem other_city(const DivisionCode& of_register, const DivisionCode& of_site) {
  return {
      .kind = ProblemKind::invalid,
      .type = "other-city",
      .detail = {"区划表属于 " + of_register.text() + "，本站属于 " + of_site.text() + "，请核对文件",
                 "the register is of " + of_register.text() + ", this site of " + of_site.text() + "; check the file"}};
}

Result<MergedRegister> merge_register(const std::vector<Division>& in_force, const std::vector<Division>& adopted,
                                      std::string_view day) {
  const auto before = by_code(in_force);
  const auto after = by_code(adopted);
  // A register was checked to hold exactly one city, and its code sorts before all others.
  if (!before.empty() && before.begin()->first != after.begin()->first) {
    return fail(other_city(after.begin()->first, before.begin()->first));
  }
  std::set<DivisionCode> codes;
  for (const auto* rows : {&in_force, &adopted}) {
    for (const auto& row : *rows) codes.insert(row.code);
  }
  static const std::vector<Division> kNone;
  MergedRegister merged;
  for (const auto& code : codes) {
    const auto old_rows = before.find(code);
    const auto new_rows = after.find(code);
    const auto& was = old_rows == before.end() ? kNone : old_rows->second;
    auto rows = new_rows == after.end() ? ended(was, day) : superseded(was, dated(new_rows->second, was, day));
    if (!rows) return tl::unexpected<Problem>(std::move(rows.error()));
    note(merged, code, open_row(was), open_row(*rows));
    std::ranges::move(*rows, std::back_inserter(merged.rows));
  }
  return merged;
}

}  // namespace anlan::divisions
