#include "gis/archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "gis/text.hpp"

namespace anlan::gis {
namespace {

namespace fs = std::filesystem;

struct CloseArchive {
  void operator()(archive* opened) const noexcept { archive_read_free(opened); }
};
using Archive = std::unique_ptr<archive, CloseArchive>;

tl::unexpected<Fault> damaged() {
  return fail("archive-damaged", "压缩包已损坏或不完整，请重新打包为 zip 后上传。",
              "The archive is damaged or incomplete; pack it again as a zip and upload it.");
}

tl::unexpected<Fault> too_large() {
  return fail("archive-too-large", "压缩包解开后过大，请只打包边界文件本身后上传。",
              "The archive unpacks to too much; pack only the boundary files and upload it again.");
}

tl::unexpected<Fault> unsafe() {
  return fail("archive-unsafe", "压缩包内含链接或越界路径，已拒绝。请重新打包普通文件后上传。",
              "The archive holds links or paths that lead outside; pack plain files and upload it again.");
}

/// Zip only: what libarchive reads besides is more code for a stranger's bytes to reach.
Archive open_zip(const fs::path& path) {
  constexpr std::size_t kBlock = 65'536;
  Archive opened{archive_read_new()};
  archive_read_support_format_zip_seekable(opened.get());
  if (archive_read_open_filename(opened.get(), path.c_str(), kBlock) != ARCHIVE_OK) return nullptr;
  return opened;
}

/// Raw bytes, often GBK; only its slashes, dots and ASCII letters matter to us. Empty when there is none to be had.
std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr) name = archive_entry_pathname_utf8(entry);
  return name == nullptr ? "" : name;
}

bool leads_outside(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != name.npos || name.find('\0') != name.npos) return true;
  const fs::path path{name};
  return std::ranges::any_of(path, [](const fs::path& part) { return part == ".."; });
}

/// What Finder and Explorer put into zips by themselves.
bool is_litter(const fs::path& path) {
  const std::string file = path.filename().string();
  return *path.begin() == "__MACOSX" || file == "Thumbs.db" || file.starts_with(".");
}

bool is_plain(std::string_view text, std::size_t longest) {
  return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

/// Gives entries names of ours that keep together what belongs together.
class Namer {
 public:
  /// Nothing for a file of no interest.
  std::optional<fs::path> rename(const fs::path& entry) {
    const std::string extension = ascii_lower(entry.extension().string());
    if (!is_plain(extension, 10) || extension == ".gdb") return std::nullopt;
    const fs::path folder = entry.parent_path();
    if (ascii_lower(folder.extension().string()) == ".gdb") {
      // GDAL finds a FileGDB's tables by their names.
      const std::string file = entry.filename().string();
      if (!is_plain(file, 64)) return std::nullopt;
      return fs::path{number(folder) + ".gdb"} / file;
    }
    return fs::path{number(folder / entry.stem()) + extension};
  }

 private:
  std::string number(const fs::path& original) {
    const auto known = numbers_.try_emplace(ascii_lower(original.string()), numbers_.size() + 1).first;
    return std::to_string(known->second);
  }

  std::map<std::string, std::size_t> numbers_;
};

Result<void> check_entry(archive_entry* entry) {
  if (archive_entry_is_encrypted(entry) != 0) {
    return fail("archive-encrypted", "压缩包设有密码，请去掉密码后重新打包上传。",
                "The archive is encrypted; pack it without a password and upload it again.");
  }
  const auto type = archive_entry_filetype(entry);
  const bool plain = type == AE_IFREG || type == AE_IFDIR;
  const bool linked = archive_entry_symlink(entry) != nullptr || archive_entry_hardlink(entry) != nullptr;
  if (!plain || linked || leads_outside(name_of(entry))) return unsafe();
  return {};
}

/// Looks at every header before a byte is unpacked.
Result<void> check(const fs::path& zip, std::uint64_t budget, const ArchiveLimits& limits) {
  const Archive opened = open_zip(zip);
  if (!opened) return damaged();
  std::uint64_t bytes = 0;
  std::size_t entries = 0;
  archive_entry* entry = nullptr;
  int status = ARCHIVE_OK;
  while ((status = archive_read_next_header(opened.get(), &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN) {
    if (++entries > limits.entries) {
      return fail("archive-too-many", "压缩包内文件过多（上限 " + std::to_string(limits.entries) + " 个）。",
                  "The archive holds too many files (at most " + std::to_string(limits.entries) + ").");
    }
    if (auto fine = check_entry(entry); !fine) return fine;
    const auto size = archive_entry_size(entry);
    if (size < 0 || static_cast<std::uint64_t>(size) > budget - bytes) return too_large();
    bytes += static_cast<std::uint64_t>(size);
  }
  if (status != ARCHIVE_EOF || entries == 0) return damaged();
  return {};
}

Result<void> write_entry(archive* opened, const fs::path& target, std::uint64_t& budget) {
  std::error_code failed;
  fs::create_directories(target.parent_path(), failed);
  std::ofstream file{target, std::ios::binary};
  const void* block = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  int status = ARCHIVE_OK;
  while ((status = archive_read_data_block(opened, &block, &size, &offset)) == ARCHIVE_OK) {
    if (size > budget) return too_large();
    budget -= size;
    file.write(static_cast<const char*>(block), static_cast<std::streamsize>(size));
  }
  if (status != ARCHIVE_EOF) return damaged();
  if (!file.flush()) {
    return fail("scratch-full", "服务器临时空间不足，请联系管理员。",
                "The server has no temporary space left; tell the administrator.");
  }
  return {};
}

}  // namespace

Result<std::vector<fs::path>> unpack_zip(const fs::path& zip, const fs::path& folder, const ArchiveLimits& limits) {
  std::error_code failed;
  const std::uint64_t packed = fs::file_size(zip, failed);
  if (failed) return damaged();
  std::uint64_t budget = std::min(limits.bytes, packed * limits.ratio);
  if (auto fine = check(zip, budget, limits); !fine) return tl::unexpected(std::move(fine.error()));

  const Archive opened = open_zip(zip);
  if (!opened) return damaged();
  Namer namer;
  std::set<fs::path> unpacked;
  std::set<fs::path> written;
  archive_entry* entry = nullptr;
  int status = ARCHIVE_OK;
  while ((status = archive_read_next_header(opened.get(), &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN) {
    const fs::path original = name_of(entry);
    if (archive_entry_filetype(entry) != AE_IFREG || is_litter(original)) continue;
    const auto name = namer.rename(original);
    if (!name) continue;
    if (!written.insert(*name).second) return damaged();
    if (auto fine = write_entry(opened.get(), folder / *name, budget); !fine) {
      return tl::unexpected(std::move(fine.error()));
    }
    unpacked.insert(folder / *name->begin());
  }
  if (status != ARCHIVE_EOF) return damaged();
  return std::vector<fs::path>{unpacked.begin(), unpacked.end()};
}

}  // namespace anlan::gis
