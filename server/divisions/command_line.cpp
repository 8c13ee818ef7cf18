#include "divisions/command_line.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ostream.h>

#include "base/uuid.hpp"
#include "divisions/import_report.hpp"
#include "divisions/view.hpp"

namespace anlan::divisions {
namespace {

namespace fs = std::filesystem;

/// Nobody's account: entries made here name the machine, not a person.
constexpr const char* kConsole = "00000000-0000-0000-0000-000000000000";

/// The day in Beijing.
std::string day_of(Instant now) { return format_time(now).substr(0, std::string_view{"2021-07-20"}.size()); }

Result<std::string> read_file(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{stream}, {}};
  if (stream.bad() || !stream.is_open()) {
    return fail(ProblemKind::not_found, "unreadable-file",
                {"无法读取 " + file.string() + "，请核对路径和权限",
                 file.string() + " cannot be read; check the path and its permissions"});
  }
  return text;
}

void list(const ImportTool& tool, const ComparedRegister& compared, const std::vector<DivisionCode>& codes,
          std::string_view sign) {
  constexpr std::size_t kListed = 20;
  for (std::size_t i = 0; i < codes.size() && i < kListed; ++i) {
    std::string_view name;
    for (const auto& row : compared.merged.rows) {
      if (row.code == codes[i]) name = row.name;
    }
    fmt::print(tool.out, "  {} {} {}\n", sign, codes[i].text(), name);
  }
  if (codes.size() > kListed) fmt::print(tool.out, "  {} … {}\n", sign, codes.size() - kListed);
}

void tell(const ImportTool& tool, const ComparedRegister& compared) {
  const auto& merged = compared.merged;
  fmt::print(tool.out, "区划表 {} 行：新增 {}，变更 {}，撤销 {} / {} rows: {} new, {} changed, {} ended\n",
             compared.count, merged.opened.size(), merged.changed.size(), merged.closed.size(), compared.count,
             merged.opened.size(), merged.changed.size(), merged.closed.size());
  // A first register is all new, and nobody wants it listed.
  if (merged.opened.size() != merged.rows.size()) list(tool, compared, merged.opened, "+");
  list(tool, compared, merged.changed, "~");
  list(tool, compared, merged.closed, "-");
}

/// The sample's boundary files whose level has no layer in force, widest first.
std::vector<std::pair<Level, fs::path>> missing_layers(store::Connection& db, const fs::path& folder) {
  const auto layers = read_layers(db);
  std::vector<std::pair<Level, fs::path>> out;
  for (const auto level : {Level::county, Level::township, Level::village}) {
    auto file = folder / "boundaries" / (std::string{to_string(level)} + ".geojson");
    const bool known = std::ranges::find(layers, level, &LayerFacts::level) != layers.end();
    if (!known && fs::exists(file)) out.emplace_back(level, std::move(file));
  }
  return out;
}

/// Whether the divisions are those of this register. One of the site's own does not want the sample's boundaries.
bool register_in_force(const ImportTool& tool, const fs::path& file) {
  const auto csv = read_file(file);
  if (!csv) return false;
  const auto compared = compare_register(tool.journal.db(), *csv, tool.site_division, day_of(tool.now));
  return compared && !compared->different;
}

}  // namespace

int refuse_import(const ImportTool& tool, const Problem& problem) {
  fmt::print(tool.error, "✗ {}\n  {}\n", problem.detail.zh, problem.detail.en);
  for (const auto& fault : problem.errors) fmt::print(tool.error, "  {} / {}\n", fault.detail.zh, fault.detail.en);
  return 1;
}

journal::Stamp console_stamp(const ImportTool& tool) {
  return {{kConsole, "本机命令行", "administrator", tool.site_division.text()}, tool.now, make_uuid(tool.now)};
}

void tell_import_end(const ImportTool& tool, bool dry_run, bool adopted) {
  fmt::print(tool.out, "{}\n",
             dry_run   ? "试运行，没有改动 / dry run, nothing was changed"
             : adopted ? "已采用 / adopted"
                       : "与现行一致，无需改动 / in force already, nothing to do");
}

int import_register(const ImportTool& tool, const RegisterImport& asked) {
  const auto csv = read_file(asked.file);
  if (!csv) return refuse_import(tool, csv.error());
  const auto source = asked.source.empty() ? asked.file.filename().string() : asked.source;
  const auto day = asked.day.empty() ? day_of(tool.now) : asked.day;
  if (!is_day(day)) {
    return refuse_import(tool, {.kind = ProblemKind::invalid,
                                .type = "bad-day",
                                .detail = {"日期应写成 2020-06-04", "write the day as 2020-06-04"}});
  }
  const auto work = [&](store::Connection& db, journal::Journal& journal) -> Result<bool> {
    const auto compared = compare_register(db, *csv, tool.site_division, day);
    if (!compared) return tl::unexpected<Problem>(compared.error());
    tell(tool, *compared);
    if (asked.dry_run || !compared->different) return false;
    adopt_register(db, journal, *csv, source, day, *compared, console_stamp(tool));
    return true;
  };
  const auto adopted = tool.journal.transact(work);
  if (!adopted) return refuse_import(tool, adopted.error());
  tell_import_end(tool, asked.dry_run, *adopted);
  return 0;
}

int import_boundaries(const ImportTool& tool, BoundaryImport asked) {
  if (asked.file.source.empty()) asked.file.source = fs::path{asked.file.path}.filename().string();
  const auto facts = read_boundary_facts(tool.journal.db(), asked.file.level);
  if (!facts) return refuse_import(tool, facts.error());
  const auto checked = check_boundaries(asked.file, *facts, tool.worker);
  if (!checked) return refuse_import(tool, checked.error());
  fmt::print(tool.out, "{}", to_text(checked->report));
  if (checked->verdict == Verdict::refuse) {
    return refuse_import(tool, {.kind = ProblemKind::invalid,
                                .type = "boundaries-refused",
                                .detail = {"没有采用。请按上面的说明改正后重新导入",
                                           "not adopted; mend what is listed above and import it again"}});
  }
  bool adopted = false;
  if (!asked.dry_run) {
    const auto work = [&](store::Connection& db, journal::Journal& journal) -> Result<void> {
      adopted = adopt_boundaries(db, journal, *checked, facts->city, console_stamp(tool));
      return {};
    };
    if (const auto done = tool.journal.transact(work); !done) return refuse_import(tool, done.error());
  }
  tell_import_end(tool, asked.dry_run, adopted);
  return 0;
}

int adopt_sample(const ImportTool& tool, const fs::path& folder) {
  auto& db = tool.journal.db();
  const auto files = missing_layers(db, folder);
  const bool first = read_divisions(db).empty();
  if (!first && (files.empty() || !register_in_force(tool, folder / "divisions.csv"))) return 0;
  if (first) {
    if (const int code = import_register(tool, {.file = folder / "divisions.csv"}); code != 0) return code;
  }
  for (const auto& [level, file] : files) {
    if (const int code = import_boundaries(tool, {.file = {.path = file.string(), .level = level}}); code != 0) {
      return code;
    }
  }
  return 0;
}

}  // namespace anlan::divisions
