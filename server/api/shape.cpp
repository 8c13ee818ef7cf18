#include "api/shape.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <regex>

#include <fmt/format.h>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "base/uuid.hpp"

namespace anlan::api {

using nlohmann::json;

namespace {

enum class Kind { text, integer, number, boolean, uuid, time, division, blob, one_of, array, object, map, bytes, any };

/// Characters, not bytes: what a person counts.
std::size_t length_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

bool has_control_character(const std::string& text) {
  return std::ranges::any_of(text,
                             [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; });
}

bool is_blob_name(const std::string& text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string escaped(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

void add(std::vector<FieldFault>& faults, const std::string& pointer, std::string zh, std::string en) {
  constexpr std::size_t kMost = 50;  // a hostile object with thousands of wrong fields gets a short answer
  if (faults.size() < kMost) faults.push_back({pointer, {std::move(zh), std::move(en)}});
}

template <class Number>
std::optional<Number> parse_number(const std::string& text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

}  // namespace

struct Shape::Node {
  Kind kind = Kind::any;
  bool nullable = false;
  double min = 0;
  double max = 0;
  std::vector<std::string> values = {};
  std::vector<Shape> items = {};  // one, for arrays and maps
  std::vector<Field> fields = {};
  std::string pattern = {};
  std::regex compiled = {};

  void check_text(const std::string& text, const std::string& pointer, std::vector<FieldFault>& faults) const;
  void check_number(const json& value, const std::string& pointer, std::vector<FieldFault>& faults) const;
  void check_array(const json& value, const std::string& pointer, std::vector<FieldFault>& faults) const;
  void check_object(const json& value, const std::string& pointer, std::vector<FieldFault>& faults) const;
  void check_map(const json& value, const std::string& pointer, std::vector<FieldFault>& faults) const;
  [[nodiscard]] bool is_text() const {
    return kind == Kind::text || kind == Kind::uuid || kind == Kind::time || kind == Kind::division ||
           kind == Kind::blob || kind == Kind::one_of;
  }
  [[nodiscard]] json bare_schema() const;
  [[nodiscard]] json text_schema() const;
  [[nodiscard]] json object_schema() const;
};

std::string shown_name(const std::string& name) {
  constexpr std::size_t kLongest = 80;
  constexpr int kMostDigits = 5;
  int digits = 0;
  for (const char sign : name) {
    digits = sign >= '0' && sign <= '9' ? digits + 1 : 0;
    if (digits > kMostDigits) return "***";
  }
  return name.size() > kLongest ? "***" : name;
}

Shape Shape::text(std::size_t min, std::size_t max) {
  return Shape{std::make_shared<Node>(
      Node{.kind = Kind::text, .min = static_cast<double>(min), .max = static_cast<double>(max)})};
}
Shape Shape::integer(std::int64_t min, std::int64_t max) {
  return Shape{std::make_shared<Node>(
      Node{.kind = Kind::integer, .min = static_cast<double>(min), .max = static_cast<double>(max)})};
}
Shape Shape::number(double min, double max) {
  return Shape{std::make_shared<Node>(Node{.kind = Kind::number, .min = min, .max = max})};
}
Shape Shape::boolean() { return Shape{std::make_shared<Node>(Node{.kind = Kind::boolean})}; }
Shape Shape::uuid() { return Shape{std::make_shared<Node>(Node{.kind = Kind::uuid})}; }
Shape Shape::time() { return Shape{std::make_shared<Node>(Node{.kind = Kind::time})}; }
Shape Shape::division() { return Shape{std::make_shared<Node>(Node{.kind = Kind::division})}; }
Shape Shape::blob() { return Shape{std::make_shared<Node>(Node{.kind = Kind::blob})}; }
Shape Shape::any() { return Shape{std::make_shared<Node>(Node{})}; }
Shape Shape::bytes(std::size_t max) {
  return Shape{std::make_shared<Node>(Node{.kind = Kind::bytes, .max = static_cast<double>(max)})};
}
Shape Shape::one_of(std::vector<std::string> values) {
  return Shape{std::make_shared<Node>(Node{.kind = Kind::one_of, .values = std::move(values)})};
}
Shape Shape::array(Shape items, std::size_t min, std::size_t max) {
  return Shape{std::make_shared<Node>(Node{.kind = Kind::array,
                                           .min = static_cast<double>(min),
                                           .max = static_cast<double>(max),
                                           .items = {std::move(items)}})};
}
Shape Shape::object(std::vector<Field> fields) {
  return Shape{std::make_shared<Node>(Node{.kind = Kind::object, .fields = std::move(fields)})};
}
Shape Shape::map(std::string key_pattern, Shape values, std::size_t max) {
  return Shape{std::make_shared<Node>(Node{.kind = Kind::map,
                                           .max = static_cast<double>(max),
                                           .items = {std::move(values)},
                                           .pattern = key_pattern,
                                           .compiled = std::regex{key_pattern}})};
}
Shape Shape::or_null() const {
  auto copy = std::make_shared<Node>(*node_);
  copy->nullable = true;
  return Shape{std::move(copy)};
}

const std::vector<Field>& Shape::fields() const { return node_->fields; }

void Shape::check(const json& value, const std::string& pointer, std::vector<FieldFault>& faults) const {
  if (value.is_null() && node_->nullable) return;
  check_node(value, pointer, faults);
}

void Shape::check_node(const json& value, const std::string& pointer, std::vector<FieldFault>& faults) const {
  if (node_->is_text()) {
    if (!value.is_string()) return add(faults, pointer, "应为文字", "must be text");
    return node_->check_text(value.get_ref<const std::string&>(), pointer, faults);
  }
  switch (node_->kind) {
    case Kind::integer:
    case Kind::number:
      return node_->check_number(value, pointer, faults);
    case Kind::boolean:
      if (!value.is_boolean()) add(faults, pointer, "应为 true 或 false", "must be true or false");
      return;
    case Kind::array:
      return node_->check_array(value, pointer, faults);
    case Kind::object:
      return node_->check_object(value, pointer, faults);
    case Kind::map:
      return node_->check_map(value, pointer, faults);
    case Kind::bytes:
      if (!value.is_binary()) return add(faults, pointer, "应为文件内容", "must be the bytes of a file");
      if (static_cast<double>(value.get_binary().size()) > node_->max) add(faults, pointer, "文件过大", "too large");
      return;
    default:
      return;
  }
}

void Shape::Node::check_text(const std::string& text, const std::string& pointer,
                             std::vector<FieldFault>& faults) const {
  switch (kind) {
    case Kind::uuid:
      if (!is_uuid(text)) add(faults, pointer, "应为 UUID（小写）", "must be a UUID in lower case");
      return;
    case Kind::time:
      if (auto time = parse_time(text); !time) add(faults, pointer, time.error().detail.zh, time.error().detail.en);
      return;
    case Kind::division:
      if (auto code = DivisionCode::parse(text); !code)
        add(faults, pointer, code.error().detail.zh, code.error().detail.en);
      return;
    case Kind::blob:
      if (!is_blob_name(text)) add(faults, pointer, "应为附件的 SHA-256", "must be the SHA-256 of a stored file");
      return;
    case Kind::one_of:
      if (std::ranges::find(values, text) == values.end()) {
        const auto list = fmt::format("{}", fmt::join(values, ", "));
        add(faults, pointer, "应为其中之一：" + list, "must be one of: " + list);
      }
      return;
    default:
      break;
  }
  const auto length = static_cast<double>(length_of(text));
  if (length < min || length > max) {
    add(faults, pointer, fmt::format("长度应为 {:.0f}–{:.0f} 个字", min, max),
        fmt::format("must have {:.0f} to {:.0f} characters", min, max));
  }
  if (has_control_character(text)) add(faults, pointer, "含有控制字符，请删除", "remove the control characters");
}

void Shape::Node::check_number(const json& value, const std::string& pointer, std::vector<FieldFault>& faults) const {
  if (kind == Kind::integer ? !value.is_number_integer() : !value.is_number()) {
    return kind == Kind::integer ? add(faults, pointer, "应为整数", "must be an integer")
                                 : add(faults, pointer, "应为数字", "must be a number");
  }
  const auto number = value.get<double>();
  if (std::isfinite(number) && number >= min && number <= max) return;
  add(faults, pointer, fmt::format("应在 {} 到 {} 之间", min, max), fmt::format("must be between {} and {}", min, max));
}

void Shape::Node::check_array(const json& value, const std::string& pointer, std::vector<FieldFault>& faults) const {
  if (!value.is_array()) return add(faults, pointer, "应为列表", "must be a list");
  const auto size = static_cast<double>(value.size());
  if (size < min || size > max) {
    return add(faults, pointer, fmt::format("应有 {:.0f}–{:.0f} 项", min, max),
               fmt::format("must have {:.0f} to {:.0f} items", min, max));
  }
  for (std::size_t i = 0; i < value.size(); ++i)
    items.front().check(value[i], pointer + '/' + std::to_string(i), faults);
}

void Shape::Node::check_object(const json& value, const std::string& pointer, std::vector<FieldFault>& faults) const {
  if (!value.is_object()) return add(faults, pointer, "应为对象", "must be an object");
  for (const auto& field : fields) {
    const auto found = value.find(field.name);
    const auto where = pointer + '/' + field.name;
    if (found != value.end()) {
      field.shape.check(*found, where, faults);
    } else if (field.required) {
      add(faults, where, "缺少这一项", "is missing");
    }
  }
  for (const auto& [key, unused] : value.items()) {
    const auto known = std::ranges::any_of(fields, [&key](const Field& field) { return field.name == key; });
    if (!known)
      add(faults, pointer + '/' + escaped(shown_name(key)), "没有这个字段，请去掉", "no such field, remove it");
  }
}

void Shape::Node::check_map(const json& value, const std::string& pointer, std::vector<FieldFault>& faults) const {
  if (!value.is_object()) return add(faults, pointer, "应为对象", "must be an object");
  if (static_cast<double>(value.size()) > max) return add(faults, pointer, "项目过多", "too many entries");
  for (const auto& [key, item] : value.items()) {
    const auto where = pointer + '/' + escaped(key);
    if (key.size() > 64 || !std::regex_match(key, compiled)) {
      add(faults, where, "名称不符合格式 " + pattern, "the name does not match " + pattern);
    } else {
      items.front().check(item, where, faults);
    }
  }
}

json Shape::schema() const {
  auto out = node_->bare_schema();
  if (node_->nullable) return {{"anyOf", json::array({std::move(out), {{"type", "null"}}})}};
  return out;
}

json Shape::Node::bare_schema() const {
  switch (kind) {
    case Kind::integer:
      return {{"type", "integer"},
              {"minimum", static_cast<std::int64_t>(min)},
              {"maximum", static_cast<std::int64_t>(max)}};
    case Kind::number:
      return {{"type", "number"}, {"minimum", min}, {"maximum", max}};
    case Kind::boolean:
      return {{"type", "boolean"}};
    case Kind::array:
      return {{"type", "array"},
              {"items", items.front().schema()},
              {"minItems", static_cast<int>(min)},
              {"maxItems", static_cast<int>(max)}};
    case Kind::object:
      return object_schema();
    case Kind::map:
      return {{"type", "object"},
              {"patternProperties", {{"^" + pattern + "$", items.front().schema()}}},
              {"additionalProperties", false},
              {"maxProperties", static_cast<int>(max)}};
    case Kind::bytes:
      return {{"type", "string"}, {"contentMediaType", "application/octet-stream"}};
    case Kind::any:
      return json::object();
    default:
      return text_schema();
  }
}

json Shape::Node::text_schema() const {
  switch (kind) {
    case Kind::uuid:
      return {{"type", "string"}, {"format", "uuid"}};
    case Kind::time:
      return {{"type", "string"}, {"format", "date-time"}};
    case Kind::division:
      return {{"type", "string"}, {"pattern", "^[0-9]{12}$"}};
    case Kind::blob:
      return {{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}};
    case Kind::one_of:
      return {{"type", "string"}, {"enum", values}};
    default:
      return {{"type", "string"}, {"minLength", static_cast<int>(min)}, {"maxLength", static_cast<int>(max)}};
  }
}

json Shape::Node::object_schema() const {
  json properties = json::object();
  json required = json::array();
  for (const auto& field : fields) {
    auto schema = field.shape.schema();
    if (!field.description.empty()) schema["description"] = field.description;
    properties[field.name] = std::move(schema);
    if (field.required) required.push_back(field.name);
  }
  json out{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) out["required"] = std::move(required);
  return out;
}

json Shape::from_query(const std::vector<std::pair<std::string, std::string>>& query) const {
  json out = json::object();
  const auto convert = [](const Shape& shape, const std::string& text) -> json {
    if (shape.node_->kind == Kind::integer) {
      if (const auto value = parse_number<std::int64_t>(text)) return *value;
    } else if (shape.node_->kind == Kind::number) {
      if (const auto value = parse_number<double>(text)) return *value;
    } else if (shape.node_->kind == Kind::boolean && (text == "true" || text == "false")) {
      return text == "true";
    }
    return text;
  };
  for (const auto& [key, text] : query) {
    const auto field = std::ranges::find_if(fields(), [&key](const Field& known) { return known.name == key; });
    if (field == fields().end()) {
      out[key] = text;
    } else if (field->shape.node_->kind == Kind::array) {
      out[key].push_back(convert(field->shape.node_->items.front(), text));
    } else {
      out[key] = convert(field->shape, text);
    }
  }
  return out;
}

Result<void> check(const Shape& shape, const json& params) {
  std::vector<FieldFault> faults;
  shape.check(params, "", faults);
  if (faults.empty()) return {};
  const auto& first = faults.front();
  Problem problem{.kind = ProblemKind::invalid,
                  .type = "invalid-params",
                  .detail = {first.pointer + " " + first.detail.zh, first.pointer + " " + first.detail.en}};
  if (faults.size() > 1) {
    problem.detail.zh += fmt::format("（共 {} 处，请逐项改正）", faults.size());
    problem.detail.en += fmt::format(" ({} faults in all, correct each)", faults.size());
  }
  problem.errors = std::move(faults);
  return fail(std::move(problem));
}

}  // namespace anlan::api
