#include "relief/opened_rows.hpp"

#include "relief/household_personal.hpp"

namespace anlan::relief {

std::vector<OpenedRow>& OpenedRows::read(const journal::ApplyContext& context) {
  rows_.clear();
  for (const auto& said : context.body.at("rows")) {
    auto row = read_row(said);
    auto people = unseal_personal(keys_, row.sealed);
    rows_.push_back({std::move(row), std::move(people)});
  }
  return rows_;
}

}  // namespace anlan::relief
