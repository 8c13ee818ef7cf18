#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "api/shape.hpp"
#include "relief/household_rules.hpp"

namespace anlan::relief {

template <std::size_t n>
[[nodiscard]] api::Shape words_shape(const std::array<std::string_view, n>& words) {
  return api::Shape::one_of({words.begin(), words.end()});
}
[[nodiscard]] api::Shape class_shape();

/// What is said of a household when it is entered, after `fields`.
[[nodiscard]] std::vector<api::Field> statement_fields(std::vector<api::Field> fields);
/// The same with everything optional. A member that names its place in the record as it is now (`member`) keeps what is
/// not said of it, so that a change needs nobody to see what he does not change.
[[nodiscard]] std::vector<api::Field> change_fields();

/// Parameters with the shape of `statement_fields`.
[[nodiscard]] Statement read_statement(const nlohmann::json& params);
/// The record with what `params`, of the shape of `change_fields`, say. Problem `bad-household` when a member is named
/// who is not there, or a new one has no name.
[[nodiscard]] Result<Statement> changed_statement(const nlohmann::json& params, Statement known);

[[nodiscard]] api::Shape household_shape();
[[nodiscard]] api::Shape shared_shape();

}  // namespace anlan::relief
