#include <clocale>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <new>
#include <string>

#include <unistd.h>

#include "gis/answer.hpp"
#include "gis/confine.hpp"
#include "gis/report_json.hpp"
#include "gis/sandbox.hpp"

namespace anlan::gis {
namespace {

std::string read_all(std::FILE* file) {
  std::string text;
  char block[65'536];
  while (const std::size_t count = std::fread(block, 1, sizeof block, file)) text.append(block, count);
  return text;
}

Result<ImportOutcome> import_confined(const std::string& folder) {
  const auto request = request_from_json(read_all(stdin));
  if (!request) return tl::unexpected(request.error());
  if (auto confined = confine({.readable = {request->path}, .writable = folder}); !confined) {
    return tl::unexpected(std::move(confined.error()));
  }
  return import_layer(*request, folder);
}

Result<ImportOutcome> import_within_memory(const std::string& folder) {
  try {
    return import_confined(folder);
  } catch (const std::bad_alloc&) {
    return fail("import-memory", "文件展开后占用内存过多，请分县或简化后上传。",
                "The file takes too much memory; upload it county by county, or simplify it.");
  }
}

}  // namespace

int import_worker_main(int argc, char** argv) {
  if (argc < 1) return 2;
  // The folder is the last argument, whatever stands before it.
  const std::string folder = argv[argc - 1];
  std::error_code failed;
  std::filesystem::current_path(folder, failed);
  if (failed) return 2;
  std::setlocale(LC_CTYPE, "C.UTF-8");  // for the names inside archives
  const std::string answer = write_answer(import_within_memory(folder));
  const bool written = std::fwrite(answer.data(), 1, answer.size(), stdout) == answer.size();
  return std::fflush(stdout) == 0 && written ? 0 : 1;
}

}  // namespace anlan::gis
