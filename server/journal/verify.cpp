#include "journal/verify.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "journal/blob_names.hpp"
#include "journal/blobs.hpp"
#include "journal/commands.hpp"
#include "journal/digest.hpp"
#include "journal/reading.hpp"
#include "journal/schema.hpp"

namespace anlan::journal {
namespace {

constexpr std::size_t kMaxFindings = 20;

void find(Verification& result, std::int64_t seq, Text text) {
  if (result.findings.size() < kMaxFindings) result.findings.push_back({seq, std::move(text)});
}

Algorithm algorithm_of(store::Connection& db) {
  auto row = db.prepare("SELECT algorithm FROM site");
  if (!row.step()) return Algorithm::sha256;
  return parse_algorithm(row.text_at(0)).value_or(Algorithm::sha256);
}

void check_pages(store::Connection& db, Verification& result) {
  auto rows = db.prepare("PRAGMA integrity_check(5)");
  while (rows.step()) {
    const auto text = rows.text_at(0);
    if (text != "ok") find(result, 0, {"数据文件损坏：" + text, "the data file is damaged: " + text});
  }
}

/// Where each origin's chain stands while it is walked.
struct Link {
  std::int64_t origin_seq = 0;
  std::string hash = {};
};

void check_entry(const Entry& entry, Algorithm algorithm, std::map<std::string, Link>& links, Verification& result) {
  const auto where = std::to_string(entry.seq);
  auto& link = links[entry.origin];
  if (entry.seq != result.entries + 1) {
    find(result, entry.seq, {"第 " + where + " 条记录之前缺少记录", "entries are missing before entry " + where});
    result.entries = entry.seq - 1;
  }
  if (entry.origin_seq != link.origin_seq + 1 || entry.prev != link.hash) {
    find(result, entry.seq,
         {"第 " + where + " 条记录与前一条的链接断开", "entry " + where + " does not link to the one before it"});
  }
  if (entry_hash(algorithm, entry) != entry.hash) {
    find(result, entry.seq,
         {"第 " + where + " 条记录（" + entry.type + "）的内容与哈希不符，已被改动",
          "entry " + where + " (" + entry.type + ") does not match its hash: it was changed"});
  }
  link = {entry.origin_seq, entry.hash};
  ++result.entries;
  result.head_hash = to_hex(entry.hash);
}

void check_chain(store::Connection& db, Verification& result) {
  std::map<std::string, Link> links;
  const auto algorithm = algorithm_of(db);
  each_entry_after(db, 0, [&](const Entry& entry) {
    check_entry(entry, algorithm, links, result);
    return true;
  });
}

void check_blobs(store::Connection& db, Verification& result) {
  auto rows = db.prepare("SELECT hash, bytes FROM blob");
  while (rows.step()) {
    ++result.blobs;
    if (digest(Algorithm::sha256, rows.view_at(1)) == rows.view_at(0)) continue;
    const auto name = to_hex(rows.view_at(0));
    find(result, 0, {"附件 " + name + " 与哈希不符", "blob " + name + " does not match its hash"});
  }
}

/// Each missing blob once, at the first entry that names it.
void check_named_blobs(store::Connection& db, Verification& result) {
  std::set<std::string> missing;
  each_entry_after(db, 0, [&](const Entry& entry) {
    const auto body = nlohmann::json::parse(entry.body, nullptr, false);
    for (const auto& name : blobs_named(entry, body)) {
      if (has_blob(db, name) || !missing.insert(name).second) continue;
      const auto where = std::to_string(entry.seq);
      find(result, entry.seq,
           {"第 " + where + " 条记录（" + entry.type + "）的附件 " + name + " 不见了，请从备份中找回",
            "blob " + name + " of entry " + where + " (" + entry.type + ") is missing; look for it in a backup"});
    }
    return true;
  });
}

void check_commands(store::Connection& db, Verification& result) {
  auto rows = db.prepare("SELECT account, command_id, operation, request, answer, last_seq, digest FROM command");
  while (rows.step()) {
    ++result.commands;
    const CommandKey key{rows.text_at(0), rows.text_at(1)};
    const auto seal = command_digest(key, rows.view_at(2), rows.view_at(3), rows.view_at(4), rows.int_at(5));
    if (seal == rows.view_at(6)) continue;
    find(result, rows.int_at(5),
         {"命令 " + key.command_id + "（第 " + std::to_string(rows.int_at(5)) + " 条记录）的应答记录被改动",
          "the remembered answer of command " + key.command_id + " (entry " + std::to_string(rows.int_at(5)) +
              ") was changed"});
  }
}

std::string row_text(const store::Statement& row) {
  std::string out;
  for (int column = 0; column < row.columns(); ++column) {
    if (row.null_at(column)) {
      out += "-,";
      continue;
    }
    const auto value = row.view_at(column);
    out += std::to_string(value.size()) + ":";
    out += value;
    out += ',';
  }
  return out;
}

/// The row's readable start: enough to find it.
std::string row_label(const store::Statement& row) {
  std::string out;
  for (int column = 0; column < std::min(3, row.columns()); ++column) {
    out += (column > 0 ? " | " : "") + row.text_at(column).substr(0, 60);
  }
  return out;
}

/// All columns in order: the order of rows is then the same in both files whatever the table's key is.
std::string ordered_select(store::Connection& db, const std::string& table) {
  auto columns = db.prepare(
      "SELECT group_concat(quoted, ', ') FROM (SELECT '\"' || name || '\"' AS quoted"
      " FROM pragma_table_info(?1))");
  columns.bind_all(table);
  columns.step();
  const auto list = columns.text_at(0);
  return "SELECT " + list + " FROM \"" + table + "\" ORDER BY " + list;
}

void compare_table(store::Connection& db, store::Connection& replayed, const std::string& table, Verification& result) {
  const auto sql = ordered_select(replayed, table);
  auto here = db.prepare(sql);
  auto there = replayed.prepare(sql);
  for (;;) {
    const bool more_here = here.step();
    const bool more_there = there.step();
    if (!more_here && !more_there) return;
    if (more_here && more_there && row_text(here) == row_text(there)) continue;
    const auto label = more_here ? row_label(here) : row_label(there);
    return find(result, 0,
                {"视图表 " + table + " 与重放结果不一致，位于：" + label + "。请运行 anlan replay",
                 "the view table " + table + " differs from a replay at: " + label + "; run anlan replay"});
  }
}

/// Tables that only a holder of the keys can build again are left out, which is said.
void compare_view(store::Connection& db, store::Connection& replayed, const View& view, Verification& result) {
  const auto beyond = view.beyond_replay(db);
  for (const auto& table : view.tables()) {
    if (std::ranges::find(beyond, table) == beyond.end()) {
      compare_table(db, replayed, table, result);
    } else {
      result.left_out.push_back({"未核对 " + table +
                                     "：本站没有打开个人信息的密钥（keys.json）。请在持有密钥的站点校验，"
                                     "不要在此运行 anlan replay，否则按号码查不到人",
                                 table + " was not compared: this site does not hold the keys of personal data "
                                         "(keys.json); verify where they are, and do not run anlan replay here, or "
                                         "nobody will be found by number"});
    }
  }
}

void check_views(store::Connection& db, const EntryTypes& types, const ViewSet& views,
                 const std::filesystem::path& scratch, const Progress& progress, Verification& result) {
  const auto file = scratch / "verify-views.db";
  for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + suffix);
  {
    store::Connection replayed{file, store::Mode::read_write};
    replayed.execute("PRAGMA synchronous = OFF");
    replayed.execute("SELECT InitSpatialMetadataFull(1, 'WGS84')");
    replayed.execute("SELECT InsertEpsgSrid(4490)");
    if (auto built = rebuild_views(db, replayed, types, views, progress); !built) {
      find(result, 0, built.error().detail);
    } else {
      for (const auto& view : views.all()) compare_view(db, replayed, *view, result);
    }
  }
  for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + suffix);
}

/// What the views promise beside being equal to a replay.
void check_proofs(store::Connection& db, const ViewSet& views, Verification& result) {
  for (const auto& view : views.all()) {
    view->prove(db, [&result](Text fault) { find(result, 0, std::move(fault)); });
  }
}

}  // namespace

Verification verify_chain(store::Connection& db) {
  Verification result;
  check_chain(db, result);
  return result;
}

Verification verify_all(store::Connection& db, const EntryTypes& types, const ViewSet& views,
                        const std::filesystem::path& scratch, const Progress& progress) {
  Verification result;
  try {
    db.execute("BEGIN");
    check_pages(db, result);
    check_chain(db, result);
    check_blobs(db, result);
    check_named_blobs(db, result);
    check_commands(db, result);
    // A replay of changed entries would only repeat in many rows what the chain already said in one.
    if (result.clean()) check_views(db, types, views, scratch, progress, result);
    if (result.clean()) check_proofs(db, views, result);
    db.execute("ROLLBACK");
  } catch (const std::exception& error) {
    find(result, 0,
         {std::string{"数据文件无法读完："} + error.what(),
          std::string{"the data file cannot be read: "} + error.what()});
  }
  return result;
}

}  // namespace anlan::journal
