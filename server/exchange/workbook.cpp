#include "exchange/workbook.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include <unistd.h>
#include <xlsxwriter.h>

namespace anlan::exchange {
namespace {

constexpr std::uint8_t kA4 = 9;
constexpr lxw_color_t kExerciseColour = 0x7130A8;
constexpr lxw_color_t kHeaderColour = 0xE3EEF8;
constexpr std::int64_t kBeijing = 8 * 3600;

/// The library writes to a path; nobody else reads what is in it, and it goes with this object.
class TemporaryFile {
 public:
  TemporaryFile() : path_{(std::filesystem::temp_directory_path() / "anlan-export-XXXXXX").string()} {
    const int file = mkstemp(path_.data());
    if (file >= 0) close(file);
    made_ = file >= 0;
  }
  ~TemporaryFile() {
    std::error_code ignored;
    if (made_) std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] bool made() const noexcept { return made_; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] std::string bytes() const {
    std::ifstream in{path_, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }

 private:
  std::string path_;
  bool made_ = false;
};

auto failed(std::string why) {
  return fail({.kind = ProblemKind::internal,
               .type = "export-failed",
               .detail = {"表格没有生成，请稍后重试；仍不行请管理员检查服务器的临时目录和磁盘空间",
                          "the file was not made; try again, and if it fails again have the administrator check the "
                          "server's temporary folder and disk space"},
               .internal = std::move(why)});
}

struct Formats {
  explicit Formats(lxw_workbook* book)
      : title{workbook_add_format(book)},
        note{workbook_add_format(book)},
        exercise{workbook_add_format(book)},
        header{workbook_add_format(book)},
        unit{workbook_add_format(book)},
        text{workbook_add_format(book)},
        number{workbook_add_format(book)},
        moment{workbook_add_format(book)},
        money{workbook_add_format(book)} {
    format_set_bold(title);
    format_set_font_size(title, 14);
    format_set_bold(exercise);
    format_set_font_color(exercise, kExerciseColour);
    for (auto* format : {header, unit}) {
      format_set_bg_color(format, kHeaderColour);
      format_set_border(format, LXW_BORDER_THIN);
    }
    format_set_bold(header);
    format_set_num_format(text, "@");
    format_set_num_format(number, "#,##0");
    format_set_num_format(money, "#,##0.00####");
    format_set_num_format(moment, "yyyy-mm-dd hh:mm:ss");
  }

  lxw_format* title;
  lxw_format* note;
  lxw_format* exercise;
  lxw_format* header;
  lxw_format* unit;
  lxw_format* text;
  lxw_format* number;
  lxw_format* moment;
  lxw_format* money;
};

/// A page's header as the format has it: a few signs mean something there, and it holds 255 characters.
std::string printable(std::string mark) {
  constexpr std::size_t kMostBytes = 240;
  std::erase(mark, '&');
  while (mark.size() > kMostBytes || (!mark.empty() && (mark.back() & 0xC0) == 0x80 && mark.size() > kMostBytes)) {
    mark.pop_back();
  }
  return mark;
}

class Writer {
 public:
  Writer(lxw_workbook* book, const Sheet& sheet)
      : page_{workbook_add_worksheet(book, sheet.name.c_str())}, formats_{book}, sheet_{sheet} {}

  /// The first fault, or LXW_NO_ERROR.
  lxw_error write() {
    for (std::size_t at = 0; at < sheet_.columns.size(); ++at) {
      const auto column = static_cast<lxw_col_t>(at);
      keep(worksheet_set_column(page_, column, column, sheet_.columns[at].width, nullptr));
    }
    for (const auto& mark : {sheet_.exercise, sheet_.mark}) {
      if (!mark.empty()) line(mark, formats_.exercise);
    }
    line(sheet_.title, formats_.title);
    for (const auto& note : sheet_.notes) line(note, formats_.note);
    header();
    for (const auto& row : sheet_.rows) cells(row);
    lay_out();
    return fault_;
  }

 private:
  void keep(lxw_error outcome) {
    if (fault_ == LXW_NO_ERROR) fault_ = outcome;
  }
  void line(const std::string& text, lxw_format* format) {
    keep(worksheet_write_string(page_, row_++, 0, text.c_str(), format));
  }
  void header() {
    header_ = row_;
    row_ += 2;
    for (std::size_t at = 0; at < sheet_.columns.size(); ++at) {
      keep(worksheet_write_string(page_, header_, static_cast<lxw_col_t>(at), sheet_.columns[at].title.c_str(),
                                  formats_.header));
    }
    for (std::size_t at = 0; at < sheet_.columns.size(); ++at) {
      keep(worksheet_write_string(page_, header_ + 1, static_cast<lxw_col_t>(at), sheet_.columns[at].unit.c_str(),
                                  formats_.unit));
    }
  }
  void cells(const std::vector<Cell>& row) {
    lxw_col_t column = 0;
    for (const auto& cell : row) {
      if (const auto* text = std::get_if<std::string>(&cell)) {
        keep(worksheet_write_string(page_, row_, column, text->c_str(), formats_.text));
      } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        keep(worksheet_write_number(page_, row_, column, static_cast<double>(*number), formats_.number));
      } else if (const auto* at = std::get_if<Instant>(&cell)) {
        keep(worksheet_write_unixtime(page_, row_, column, to_millis(*at) / 1000 + kBeijing, formats_.moment));
      } else if (const auto* money = std::get_if<Money>(&cell)) {
        const auto shown = static_cast<double>(money->fen) / static_cast<double>(money->unit_fen);
        keep(worksheet_write_number(page_, row_, column, shown, formats_.money));
      }
      ++column;
    }
    ++row_;
  }
  void lay_out() {
    const auto last = static_cast<lxw_col_t>(sheet_.columns.size() - 1);
    worksheet_freeze_panes(page_, header_ + 2, 0);
    if (row_ > header_ + 2) keep(worksheet_autofilter(page_, header_ + 1, 0, row_ - 1, last));
    worksheet_set_landscape(page_);
    worksheet_set_paper(page_, kA4);
    worksheet_fit_to_pages(page_, 1, 0);
    keep(worksheet_repeat_rows(page_, header_, header_ + 1));
    keep(worksheet_set_footer(page_, "&L&A&R&P / &N"));
    if (const auto mark = sheet_.exercise + sheet_.mark; !mark.empty()) {
      keep(worksheet_set_header(page_, ("&C&B" + printable(mark)).c_str()));
    }
  }

  lxw_worksheet* page_;
  Formats formats_;
  const Sheet& sheet_;
  lxw_row_t row_ = 0;
  lxw_row_t header_ = 0;
  lxw_error fault_ = LXW_NO_ERROR;
};

}  // namespace

Result<std::string> write_workbook(const Sheet& sheet) { return write_workbook(std::span{&sheet, 1}); }

Result<std::string> write_workbook(std::span<const Sheet> sheets) {
  const TemporaryFile file;
  if (!file.made()) return failed("no temporary file");
  // Row after row goes to disk: a ledger of a year does not have to fit into memory twice.
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  auto* book = workbook_new_opt(file.path().c_str(), &options);
  if (book == nullptr) return failed("no workbook");
  auto written = LXW_NO_ERROR;
  for (const auto& sheet : sheets) {
    if (written == LXW_NO_ERROR) written = Writer{book, sheet}.write();
  }
  const auto closed = workbook_close(book);
  for (const auto fault : {written, closed}) {
    if (fault != LXW_NO_ERROR) return failed(lxw_strerror(fault));
  }
  return file.bytes();
}

std::string attachment(const std::string& what, Instant now, bool exercise) {
  auto day = format_time(now).substr(0, 10);
  std::erase(day, '-');
  return "attachment; filename=anlan-" + what + "-" + day + (exercise ? "-EXERCISE" : "") + ".xlsx";
}

}  // namespace anlan::exchange
