#pragma once

#include <string>
#include <vector>

#include "api/shape.hpp"
#include "relief/home_rules.hpp"

namespace anlan::relief {

inline constexpr std::size_t kMostHomePhotos = 12;

/// What is said of a home when it is entered, after `fields`.
[[nodiscard]] std::vector<api::Field> home_fields(std::vector<api::Field> fields);
/// The same with everything optional; pictures are added and dropped by their place, since nobody sees their hashes.
[[nodiscard]] std::vector<api::Field> home_change_fields(std::vector<api::Field> fields);

/// Parameters with the shape of `home_fields`; all photos are new.
[[nodiscard]] HomeStatement read_home_statement(const nlohmann::json& params);
/// The record with what `params`, of the shape of `home_change_fields`, say.
[[nodiscard]] HomeStatement changed_home_statement(const nlohmann::json& params, HomeStatement known);

[[nodiscard]] api::Shape damage_shape();
[[nodiscard]] api::Shape home_shape();
[[nodiscard]] api::Shape household_label_shape();

}  // namespace anlan::relief
