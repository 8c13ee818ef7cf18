#include "support/unzipped.hpp"

#include <memory>
#include <stdexcept>

#include <archive.h>
#include <archive_entry.h>

namespace anlan::test {

std::map<std::string, std::string> unzipped(const std::string& bytes) {
  const std::unique_ptr<archive, int (*)(archive*)> zip{archive_read_new(), archive_read_free};
  archive_read_support_format_zip(zip.get());
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    throw std::runtime_error{archive_error_string(zip.get())};
  }
  std::map<std::string, std::string> parts;
  std::string block(65'536, '\0');
  archive_entry* entry = nullptr;
  while (archive_read_next_header(zip.get(), &entry) == ARCHIVE_OK) {
    auto& text = parts[archive_entry_pathname(entry)];
    for (la_ssize_t got = 1; got > 0;) {
      got = archive_read_data(zip.get(), block.data(), block.size());
      if (got > 0) text.append(block, 0, static_cast<std::size_t>(got));
    }
  }
  return parts;
}

}  // namespace anlan::test
