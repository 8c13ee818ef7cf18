#include "base/json.hpp"

#include <array>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/utf8.hpp"

namespace anlan {
namespace {

using nlohmann::json;

/// Builds the value and looks at it in one pass; stops at the first fault, so that what a hostile text costs is bounded
/// by its size.
class Builder : public nlohmann::json_sax<json> {
 public:
  explicit Builder(int max_depth) : max_depth_{max_depth} {}

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t&) override { return put(value); }
  bool string(string_t& value) override { return put(value); }  // a copy: the parser goes on using its own
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return enter(json::object()); }
  bool end_object() override { return leave(); }
  bool start_array(std::size_t) override { return enter(json::array()); }
  bool end_array() override { return leave(); }
  bool key(string_t& name) override {
    const auto [field, fresh] = open_.back()->get_ref<json::object_t&>().try_emplace(name);
    field_ = &field->second;
    if (!fresh) reason_ = {"字段 " + field->first + " 出现了两次", "the field " + field->first + " appears twice"};
    return fresh;
  }
  bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
    const auto where = std::to_string(position);
    reason_ = {"第 " + where + " 字节处不是合法的 JSON（UTF-8）", "not valid JSON (UTF-8) at byte " + where};
    return false;
  }

  [[nodiscard]] Text reason() const { return reason_; }
  [[nodiscard]] json take() { return std::move(whole_); }

 private:
  /// Where the next value belongs: the whole, the end of the innermost list, or the field named last.
  template <class Value>
  bool put(Value&& value) {
    if (open_.empty()) {
      last_ = &(whole_ = std::forward<Value>(value));
    } else if (open_.back()->is_array()) {
      last_ = &open_.back()->emplace_back(std::forward<Value>(value));
    } else {
      last_ = &(*field_ = std::forward<Value>(value));
    }
    return true;
  }
  bool enter(json empty) {
    if (static_cast<int>(open_.size()) == max_depth_) {
      const auto limit = std::to_string(max_depth_);
      reason_ = {"JSON 嵌套超过 " + limit + " 层", "JSON nested deeper than " + limit + " levels"};
      return false;
    }
    put(std::move(empty));
    open_.push_back(last_);  // stays where it is until it is closed: its own parent does not grow meanwhile
    return true;
  }
  bool leave() {
    open_.pop_back();
    return true;
  }

  int max_depth_;
  json whole_;
  std::vector<json*> open_;
  json* field_ = nullptr;
  json* last_ = nullptr;
  Text reason_;
};

/// The library's text of a value, byte for byte, with whole runs of plain characters copied at once: most of what every
/// command costs is the writing of text that needs no escapes.
class TextWriter {
 public:
  explicit TextWriter(std::string& out) : out_{out} {}

  void write(const json& value) {
    switch (value.type()) {
      case json::value_t::object:
        return write_object(value.get_ref<const json::object_t&>());
      case json::value_t::array:
        return write_array(value.get_ref<const json::array_t&>());
      case json::value_t::string:
        return write_string(value.get_ref<const std::string&>());
      case json::value_t::number_integer:
        return write_integer(value.get_ref<const json::number_integer_t&>());
      case json::value_t::number_unsigned:
        return write_integer(value.get_ref<const json::number_unsigned_t&>());
      default:
        out_ += as_library(value);
    }
  }

 private:
  static std::string as_library(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
  }

  void write_object(const json::object_t& fields) {
    char before = '{';
    for (const auto& [name, value] : fields) {
      out_ += std::exchange(before, ',');
      write_string(name);
      out_ += ':';
      write(value);
    }
    out_ += fields.empty() ? "{}" : "}";
  }

  void write_array(const json::array_t& items) {
    char before = '[';
    for (const auto& item : items) {
      out_ += std::exchange(before, ',');
      write(item);
    }
    out_ += items.empty() ? "[]" : "]";
  }

  template <class Integer>
  void write_integer(Integer value) {
    std::array<char, 20> digits{};
    out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  }

  void write_string(const std::string& text) {
    // No early way out: so the compiler looks at sixteen characters at a time.
    unsigned char all = 0;
    unsigned char escapes = 0;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      all |= byte;
      escapes |= static_cast<unsigned char>(byte < 0x20 || byte == '"' || byte == '\\');
    }
    if (escapes == 0 && (all < 0x80 || is_utf8(text))) {
      out_ += '"';
      out_ += text;
      out_ += '"';
    } else {
      out_ += as_library(text);
    }
  }

  std::string& out_;
};

}  // namespace

Result<nlohmann::json> parse_json(std::string_view text, int max_depth) {
  if (text.find('\0') != std::string_view::npos) {
    return fail(ProblemKind::invalid, "bad-json",
                {"内容含有 NUL 字节，请去掉后重发", "remove the NUL byte and resend"});
  }
  Builder builder{max_depth};
  if (!json::sax_parse(text, &builder)) return fail(ProblemKind::invalid, "bad-json", builder.reason());
  return builder.take();
}

std::string dump(const nlohmann::json& value) {
  std::string text;
  text.reserve(1024);  // most entries and answers, without growing on the way
  TextWriter{text}.write(value);
  return text;
}

}  // namespace anlan
