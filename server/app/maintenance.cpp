#include "app/maintenance.hpp"

#include <cstdio>
#include <functional>

#include <fmt/core.h>

#include "app/house.hpp"
#include "app/report.hpp"
#include "journal/reading.hpp"
#include "journal/replay.hpp"
#include "journal/schema.hpp"
#include "journal/verify.hpp"
#include "store/data_directory.hpp"

namespace anlan::app {
namespace {

namespace fs = std::filesystem;

/// Runs `work(db, house)` on a file that another process may be writing.
int with_file(const Config& config, const fs::path& file, const std::function<int(store::Connection&, House&)>& work) {
  if (!fs::exists(file)) {
    return refuse({.kind = ProblemKind::not_found,
                   .type = "no-data-file",
                   .detail = {"没有数据文件 " + file.string() + "，请检查 --data",
                              "there is no data file " + file.string() + "; check --data"}});
  }
  try {
    store::secure_spatialite();
    auto house = House::build(config);
    if (!house) return refuse(house.error());
    store::Connection db{file, store::Mode::read_only};
    return work(db, **house);
  } catch (const std::exception& error) {
    return refuse(
        {.kind = ProblemKind::unavailable,
         .type = "unreadable",
         .detail = {file.string() + " 无法读取：" + error.what(), file.string() + " cannot be read: " + error.what()}});
  }
}

int tell(const journal::Verification& result) {
  for (const auto& text : result.left_out) fmt::print("· {}\n  {}\n", text.zh, text.en);
  for (const auto& finding : result.findings) fmt::print("✗ {}\n  {}\n", finding.text.zh, finding.text.en);
  if (!result.clean()) {
    fmt::print("校验未通过：{} 处问题 / verification failed: {} findings\n", result.findings.size(),
               result.findings.size());
    return 1;
  }
  fmt::print("校验通过 / verified: {} entries, {} blobs, {} commands; views equal a replay\nhead {}\n", result.entries,
             result.blobs, result.commands, result.head_hash);
  return 0;
}

int verify_file(const Config& config, const fs::path& file) {
  return with_file(config, file, [](store::Connection& db, House& house) {
    const auto scratch = fs::temp_directory_path() / fmt::format("anlan-verify-{}", getpid());
    fs::create_directories(scratch);
    const auto result = journal::verify_all(db, house.types, house.views, scratch, progress_bar("verify"));
    fs::remove_all(scratch);
    return tell(result);
  });
}

}  // namespace

int verify(const Config& config) { return verify_file(config, store::DataDirectory::database_in(config.data)); }

int replay(const Config& config) {
  auto folder = store::DataDirectory::open(config.data);
  if (!folder) return refuse(folder.error());
  store::secure_spatialite();
  auto house = House::build(config);
  if (!house) return refuse(house.error());
  store::Connection db{folder->database(), store::Mode::read_write};
  if (auto migrated = journal::migrate(db); !migrated) return refuse(migrated.error());
  auto rebuilt = journal::rebuild_views(db, db, (*house)->types, (*house)->views, progress_bar("replay"));
  if (!rebuilt) return refuse(rebuilt.error());
  fmt::print("视图已重建 / views rebuilt: {} entries\n", journal::head_seq(db));
  return 0;
}

int backup(const Config& config, const fs::path& file) {
  if (fs::exists(file)) {
    return refuse(
        {.kind = ProblemKind::conflict,
         .type = "file-exists",
         .detail = {file.string() + " 已存在，请换一个文件名", file.string() + " exists; choose another name"}});
  }
  const auto unfinished = fs::path{file.string() + ".part"};
  const int copied =
      with_file(config, store::DataDirectory::database_in(config.data), [&](store::Connection& db, House&) {
        db.backup_to(unfinished, progress_bar("backup"));
        fs::permissions(unfinished, fs::perms::owner_read | fs::perms::owner_write);
        return 0;
      });
  if (copied != 0) return copied;
  const int checked = verify_file(config, unfinished);
  if (checked == 0) {
    fs::rename(unfinished, file);
    fmt::print("备份完成 / backup written: {} ({} bytes)\n", file.string(), fs::file_size(file));
  }
  for (const auto* suffix : {"-wal", "-shm"}) fs::remove(unfinished.string() + suffix);
  return checked;
}

int restore(const Config& config, const fs::path& file) {
  if (const int checked = verify_file(config, file); checked != 0) return checked;
  auto folder = store::DataDirectory::open(config.data);
  if (!folder) return refuse(folder.error());
  if (fs::exists(folder->database())) {
    return refuse({.kind = ProblemKind::conflict,
                   .type = "data-directory-used",
                   .detail = {config.data.string() + " 里已有数据。请恢复到一个空目录，或先把旧目录移开",
                              config.data.string() + " has data already; restore into an empty directory"}});
  }
  const auto unfinished = fs::path{folder->database().string() + ".part"};
  fs::copy_file(file, unfinished, fs::copy_options::overwrite_existing);
  fs::rename(unfinished, folder->database());
  fmt::print("已恢复到 / restored into: {}\n", config.data.string());
  return 0;
}

}  // namespace anlan::app
