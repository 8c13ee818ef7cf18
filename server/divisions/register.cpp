#include "divisions/register.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "divisions/csv.hpp"

namespace anlan::divisions {
namespace {

enum Column : std::size_t { code, name, level, parent, legal_parent, kind, valid_from, valid_to, source };
constexpr std::array<std::string_view, 9> kColumns{"code", "name",       "level",    "parent", "legal_parent",
                                                   "kind", "valid_from", "valid_to", "source"};
constexpr std::size_t kMaxText = 200;  // bytes of a name or source

Result<std::array<std::size_t, kColumns.size()>> read_header(const CsvRow& header) {
  std::array<std::size_t, kColumns.size()> order{};
  const auto refuse = [](const std::string& zh, const std::string& en) {
    return fail_field("/1", "register-columns",
                      {zh + "。表头应为 code,name,level,parent,legal_parent,kind,valid_from,valid_to,source",
                       en + "; the header is code,name,level,parent,legal_parent,kind,valid_from,valid_to,source"});
  };
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const auto found = std::ranges::find(header.fields, kColumns.at(i));
    const std::string label{kColumns.at(i)};
    if (found == header.fields.end()) return refuse("缺少列 " + label, "column " + label + " is missing");
    order.at(i) = static_cast<std::size_t>(found - header.fields.begin());
  }
  if (header.fields.size() != kColumns.size())
    return refuse("有多余或重复的列", "there are further or repeated columns");
  return order;
}

bool is_label(std::string_view text) noexcept {
  return !text.empty() && text.size() <= kMaxText && text.front() != ' ' && text.back() != ' ';
}

class RegisterReader {
 public:
  explicit RegisterReader(std::array<std::size_t, kColumns.size()> order) : order_{order} {}

  void read(const CsvRow& row) {
    row_ = &row;
    const auto parsed = DivisionCode::parse(cell(code));
    if (!parsed) return fault(code, parsed.error().detail);
    Division unit{.code = *parsed,
                  .name = cell(name),
                  .parent = parsed->parent(),
                  .legal_parent = read_legal_parent(*parsed),
                  .kind = read_kind(),
                  .valid_from = cell(valid_from),
                  .valid_to = cell(valid_to).empty() ? std::nullopt : std::optional{cell(valid_to)},
                  .source = cell(source)};
    check(unit);
    rows_.push_back({std::move(unit), &row});
  }

  Result<std::vector<Division>> finish() {
    std::ranges::sort(rows_, [](const Row& a, const Row& b) {
      return a.unit.code != b.unit.code ? a.unit.code < b.unit.code : a.unit.valid_from < b.unit.valid_from;
    });
    check_tree();
    check_days();
    if (!faults_.empty()) return refuse();
    std::vector<Division> units;
    units.reserve(rows_.size());
    for (auto& row : rows_) units.push_back(std::move(row.unit));
    return units;
  }

 private:
  struct Row {
    Division unit;
    const CsvRow* from;
  };

  [[nodiscard]] const std::string& cell(Column column) const { return row_->fields[order_.at(column)]; }

  Kind read_kind() {
    const auto parsed = parse_kind(cell(kind));
    if (!parsed) {
      fault(kind, {"应为 statutory、statistical 或 functional", "statutory, statistical or functional"});
    }
    return parsed.value_or(Kind::statutory);
  }

  std::optional<DivisionCode> read_legal_parent(const DivisionCode& child) {
    const auto& text = cell(legal_parent);
    if (text.empty()) return std::nullopt;
    auto parsed = DivisionCode::parse(text);
    if (!parsed) {
      fault(legal_parent, parsed.error().detail);
      return std::nullopt;
    }
    if (parsed->level() >= child.level()) {
      fault(legal_parent, {"法定上级的级别应高于本单位", "the legal parent must be of a wider level"});
      return std::nullopt;
    }
    return *parsed;
  }

  void check(const Division& unit) {
    if (!is_label(unit.name)) fault(name, {"名称不能为空、过长或首尾带空格", "a name without blanks at its ends"});
    if (cell(level) != to_string(unit.level())) {
      const std::string due{to_string(unit.level())};
      fault(level, {"按代码应为 " + due, "by its code it is a " + due});
    }
    if (const auto due = unit.parent ? unit.parent->text() : ""; cell(parent) != due) {
      fault(parent, {due.empty() ? "市级没有上级" : "按代码应为 " + due,
                     due.empty() ? "a city has no parent" : "by its code it is " + due});
    }
    if (!unit.valid_from.empty() && !is_day(unit.valid_from)) {
      fault(valid_from, {"应为空（不详）或日期，例如 2020-06-04", "empty (not known), or a day, e.g. 2020-06-04"});
    }
    if (unit.valid_to && (!is_day(*unit.valid_to) || *unit.valid_to <= unit.valid_from)) {
      fault(valid_to, {"应为空，或晚于 valid_from 的日期", "empty, or a day after valid_from"});
    }
    check_legal_place(unit);
    if (!is_label(unit.source)) fault(source, {"请写明来源", "say where the row comes from"});
  }

  /// The law knows the way from a statutory unit up to the city, and nothing of a statistical one.
  void check_legal_place(const Division& unit) {
    const bool needs = unit.kind == Kind::statutory && unit.level() != Level::city;
    const bool lacks = unit.kind == Kind::statistical || unit.level() == Level::city;
    if (needs && cell(legal_parent).empty()) fault(legal_parent, {"请填法定上级", "name the legal parent"});
    if (lacks && unit.legal_parent)
      fault(legal_parent, {"应为空：没有法定上级", "must be empty: it has no legal parent"});
  }

  /// Every parent stands in the register too, and the whole is one city.
  void check_tree() {
    std::set<DivisionCode> known;
    std::set<DivisionCode> cities;
    for (const auto& row : rows_) {
      known.insert(row.unit.code);
      if (row.unit.level() == Level::city) cities.insert(row.unit.code);
    }
    for (const auto& row : rows_) {
      row_ = row.from;
      if (row.unit.parent && !known.contains(*row.unit.parent)) {
        fault(parent, {"表中没有上级 " + row.unit.parent->text(), "the register lacks " + row.unit.parent->text()});
      }
      if (row.unit.legal_parent && !known.contains(*row.unit.legal_parent)) {
        fault(legal_parent, {"表中没有法定上级 " + row.unit.legal_parent->text(),
                             "the register lacks " + row.unit.legal_parent->text()});
      }
    }
    if (cities.size() != 1) faults_.push_back({"", {"应恰有一个市级单位", "there must be exactly one city"}});
  }

  void check_days() {
    for (std::size_t i = 1; i < rows_.size(); ++i) {
      const auto& before = rows_[i - 1].unit;
      if (before.code != rows_[i].unit.code) continue;
      row_ = rows_[i].from;
      if (!before.valid_to || *before.valid_to > rows_[i].unit.valid_from) {
        fault(valid_from, {"与同一代码的另一行日期重叠", "overlaps another row of the same code"});
      }
    }
  }

  void fault(Column column, const Text& why) {
    if (faults_.size() >= kMaxRegisterFaults) return;
    const auto line = std::to_string(row_->line);
    const std::string label{kColumns.at(column)};
    faults_.push_back(
        {"/" + line + "/" + label,
         {"第 " + line + " 行 " + label + " 列：" + why.zh, "line " + line + ", " + label + ": " + why.en}});
  }

  [[nodiscard]] tl::unexpected<Problem> refuse() const {
    const auto& first = faults_.front().detail;
    return fail({.kind = ProblemKind::invalid,
                 .type = "register-rows",
                 .detail = {"区划表有 " + std::to_string(faults_.size()) + " 处需要改正，首处：" + first.zh,
                            "the register has " + std::to_string(faults_.size()) + " faults, first: " + first.en},
                 .errors = faults_});
  }

  std::array<std::size_t, kColumns.size()> order_;
  const CsvRow* row_ = nullptr;  ///< the one being checked
  std::vector<Row> rows_;
  std::vector<FieldFault> faults_;
};

}  // namespace

Result<std::vector<Division>> read_register(std::string_view csv) {
  const auto rows = read_csv(csv);
  if (!rows) return tl::unexpected<Problem>(rows.error());
  if (rows->empty()) return fail_field("/1", "register-columns", {"文件是空的", "the file is empty"});
  const auto order = read_header(rows->front());
  if (!order) return tl::unexpected<Problem>(order.error());
  RegisterReader reader{*order};
  for (std::size_t i = 1; i < rows->size(); ++i) reader.read((*rows)[i]);
  return reader.finish();
}

}  // namespace anlan::divisions
