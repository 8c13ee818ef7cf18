#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.hpp"

namespace anlan::api {

/// A name that a caller gave, as an answer may repeat it: one that no interface would use (longer than 80 bytes, or
/// with more than five digits in a row, as a number of a person has them) is "***".
[[nodiscard]] std::string shown_name(const std::string& name);

struct Field;

/// What a JSON value has to look like: one declaration that checks it, with a message a person can act on, and writes
/// its JSON Schema (2020-12) for the API's description.
class Shape {
 public:
  /// UTF-8 text of `min` to `max` characters (not bytes); control characters other than line feeds are refused.
  [[nodiscard]] static Shape text(std::size_t min, std::size_t max);
  [[nodiscard]] static Shape integer(std::int64_t min, std::int64_t max);
  [[nodiscard]] static Shape number(double min, double max);
  [[nodiscard]] static Shape boolean();
  [[nodiscard]] static Shape uuid();
  [[nodiscard]] static Shape time();
  [[nodiscard]] static Shape division();
  /// SHA-256 in lower-case hex: the name of a blob.
  [[nodiscard]] static Shape blob();
  [[nodiscard]] static Shape one_of(std::vector<std::string> values);
  [[nodiscard]] static Shape array(Shape items, std::size_t min, std::size_t max);
  /// An object with these fields and no others.
  [[nodiscard]] static Shape object(std::vector<Field> fields);
  /// An object whose keys match `key_pattern` (an ECMAScript regular expression) and whose values have one shape.
  [[nodiscard]] static Shape map(std::string key_pattern, Shape values, std::size_t max);
  /// Raw bytes of a body that is not JSON; only for operations with `raw_body`.
  [[nodiscard]] static Shape bytes(std::size_t max);
  /// The value may also be null.
  [[nodiscard]] Shape or_null() const;
  /// Any JSON: for results that are described elsewhere.
  [[nodiscard]] static Shape any();

  /// Adds a fault for each thing that is wrong, with the pointer of the exact value.
  void check(const nlohmann::json& value, const std::string& pointer, std::vector<FieldFault>& faults) const;

  [[nodiscard]] nlohmann::json schema() const;

  /// Parameters of a GET: every value is text; numbers, booleans and repeated keys become what the shape says.
  [[nodiscard]] nlohmann::json from_query(const std::vector<std::pair<std::string, std::string>>& query) const;

  /// The fields of an object shape; empty for others.
  [[nodiscard]] const std::vector<Field>& fields() const;

 private:
  struct Node;
  explicit Shape(std::shared_ptr<const Node> node) : node_{std::move(node)} {}
  void check_node(const nlohmann::json& value, const std::string& pointer, std::vector<FieldFault>& faults) const;

  std::shared_ptr<const Node> node_;
};

struct Field {
  std::string name;
  Shape shape;
  bool required = true;
  std::string description = {};  ///< for the API's description
};

[[nodiscard]] inline Field need(std::string name, Shape shape, std::string description = {}) {
  return {std::move(name), std::move(shape), true, std::move(description)};
}
[[nodiscard]] inline Field may(std::string name, Shape shape, std::string description = {}) {
  return {std::move(name), std::move(shape), false, std::move(description)};
}

/// The problem with all faults of `params`, or nothing.
[[nodiscard]] Result<void> check(const Shape& shape, const nlohmann::json& params);

}  // namespace anlan::api
