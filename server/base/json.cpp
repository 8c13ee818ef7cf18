#include "base/json.hpp"

#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace anlan {
namespace {

/// Looks at the structure before anything is built, so that a hostile text costs no memory.
class Inspector : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Inspector(int max_depth) : max_depth_{max_depth} {}

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return enter(); }
  bool end_object() override { return leave(); }
  bool start_array(std::size_t) override { return enter(); }
  bool end_array() override { return leave(); }
  bool key(string_t& name) override {
    if (keys_.back().insert(name).second) return true;
    reason_ = {"字段 " + name + " 出现了两次", "the field " + name + " appears twice"};
    return false;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override {
    const auto where = std::to_string(position);
    reason_ = {"第 " + where + " 字节处不是合法的 JSON（UTF-8）", "not valid JSON (UTF-8) at byte " + where};
    return false;
  }

  [[nodiscard]] Text reason() const { return reason_; }

 private:
  bool enter() {
    keys_.emplace_back();
    if (static_cast<int>(keys_.size()) <= max_depth_) return true;
    const auto limit = std::to_string(max_depth_);
    reason_ = {"JSON 嵌套超过 " + limit + " 层", "JSON nested deeper than " + limit + " levels"};
    return false;
  }
  bool leave() {
    keys_.pop_back();
    return true;
  }

  int max_depth_;
  std::vector<std::set<std::string>> keys_;
  Text reason_;
};

}  // namespace

Result<nlohmann::json> parse_json(std::string_view text, int max_depth) {
  if (text.find('\0') != std::string_view::npos) {
    return fail(ProblemKind::invalid, "bad-json",
                {"内容含有 NUL 字节，请去掉后重发", "remove the NUL byte and resend"});
  }
  Inspector inspector{max_depth};
  if (!nlohmann::json::sax_parse(text, &inspector)) return fail(ProblemKind::invalid, "bad-json", inspector.reason());
  return nlohmann::json::parse(text);
}

std::string dump(const nlohmann::json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace anlan
