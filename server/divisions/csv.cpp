#include "divisions/csv.hpp"

#include <optional>
#include <utility>

namespace anlan::divisions {
namespace {

constexpr std::size_t kMaxBytes = 16u << 20;
constexpr std::size_t kMaxField = 1'000;  // bytes
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// How many bytes the UTF-8 character at the front has, or 0 when it is none (RFC 3629: no surrogates, no overlong
/// forms, nothing above U+10FFFF).
std::size_t utf8_length(std::string_view text) noexcept {
  const auto byte = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto tail = [&byte](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  const unsigned second = byte(1);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool wrong = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F);
    return !wrong && tail(1) && tail(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool wrong = (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
    return !wrong && tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_{text} {
    if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  }

  Result<std::vector<CsvRow>> rows() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      if (line_ends()) continue;
      CsvRow row{.line = line_};
      if (auto read = read_row(row); !read) return tl::unexpected<Problem>(std::move(read.error()));
      if (!rows.empty() && row.fields.size() != rows.front().fields.size()) return wrong_count(row, rows.front());
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  [[nodiscard]] bool at(char c) const { return at_ < text_.size() && text_[at_] == c; }

  /// Steps over a line's end if there is one.
  bool line_ends() {
    const std::size_t length = text_.substr(at_).starts_with("\r\n") ? 2 : at('\n') ? 1 : 0;
    at_ += length;
    if (length > 0) ++line_;
    return length > 0;
  }

  Result<void> read_row(CsvRow& row) {
    for (;;) {
      column_ = row.fields.size() + 1;
      auto field = at('"') ? quoted() : plain();
      if (!field) return tl::unexpected<Problem>(std::move(field.error()));
      row.fields.push_back(std::move(*field));
      if (at(',')) {
        ++at_;
      } else if (at_ == text_.size() || line_ends()) {
        return {};
      } else {
        return refuse({"引号之后应是逗号或换行", "after the closing quote comes a comma or the line's end"});
      }
    }
  }

  Result<std::string> plain() {
    std::string field;
    while (at_ < text_.size() && !at(',') && !at('\n') && !text_.substr(at_).starts_with("\r\n")) {
      if (at('"')) return refuse({"引号只能在字段开头", "a quote may only open a field"});
      if (auto taken = take(field); !taken) return tl::unexpected<Problem>(std::move(taken.error()));
    }
    return field;
  }

  Result<std::string> quoted() {
    std::string field;
    ++at_;
    for (;;) {
      if (at_ == text_.size()) return refuse({"引号没有关闭", "the quote is never closed"});
      if (at('"')) {
        ++at_;
        if (!at('"')) return field;
      }
      if (auto taken = take(field); !taken) return tl::unexpected<Problem>(std::move(taken.error()));
    }
  }

  /// Moves one character into the field.
  Result<void> take(std::string& field) {
    const auto length = utf8_length(text_.substr(at_));
    if (length == 0) {
      return refuse({"不是 UTF-8 文字。请在表格软件中另存为“CSV UTF-8”", "not UTF-8; save the sheet as “CSV UTF-8”"});
    }
    if (const auto first = static_cast<unsigned char>(text_[at_]); first < 0x20 || first == 0x7F) {
      return refuse({"含有控制字符或字段内换行", "holds a control character or a line break"});
    }
    if (field.size() + length > kMaxField) return refuse({"字段过长", "the field is too long"});
    field.append(text_.substr(at_, length));
    at_ += length;
    return {};
  }

  [[nodiscard]] tl::unexpected<Problem> refuse(const Text& why) const {
    const auto line = std::to_string(line_);
    const auto column = std::to_string(column_);
    return fail_field(
        "/" + line + "/" + column, "csv-malformed",
        {"第 " + line + " 行第 " + column + " 列：" + why.zh, "line " + line + ", column " + column + ": " + why.en});
  }

  [[nodiscard]] static tl::unexpected<Problem> wrong_count(const CsvRow& row, const CsvRow& header) {
    const auto line = std::to_string(row.line);
    const auto here = std::to_string(row.fields.size());
    const auto due = std::to_string(header.fields.size());
    return fail_field("/" + line, "csv-malformed",
                      {"第 " + line + " 行有 " + here + " 列，表头有 " + due + " 列",
                       "line " + line + " has " + here + " columns, the header has " + due});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

}  // namespace

Result<std::vector<CsvRow>> read_csv(std::string_view text) {
  if (text.size() > kMaxBytes) {
    return fail(ProblemKind::too_large, "csv-too-large",
                {"文件超过 16 MB，不像区划表", "the file is over 16 MB, hardly a list of divisions"});
  }
  return CsvReader{text}.rows();
}

}  // namespace anlan::divisions
