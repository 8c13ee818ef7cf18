#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace anlan {

/// The value, or null.
template <class T>
[[nodiscard]] nlohmann::json or_null(const std::optional<T>& value) {
  return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

/// The field, or nothing when it is missing or null.
template <class T>
[[nodiscard]] std::optional<T> optional_at(const nlohmann::json& object, const char* field) {
  const auto found = object.find(field);
  if (found == object.end() || found->is_null()) return std::nullopt;
  return found->get<T>();
}

[[nodiscard]] inline const std::string& text_at(const nlohmann::json& object, const char* field) {
  return object.at(field).get_ref<const std::string&>();
}

}  // namespace anlan
