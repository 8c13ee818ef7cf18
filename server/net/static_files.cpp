#include "net/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include <zlib.h>

#include "journal/digest.hpp"

namespace anlan::net {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWorthPacking = 1'024;

constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".map", "application/json"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".wasm", "application/wasm"},
    {".pbf", "application/x-protobuf"},
}};

std::string_view type_of(std::string_view path) {
  const auto found = std::ranges::find_if(kTypes, [path](const auto& row) { return path.ends_with(row.first); });
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

bool shrinks(std::string_view type) {
  return type.starts_with("text/") || type.find("json") != std::string_view::npos || type == "image/svg+xml" ||
         type == "application/wasm";
}

std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error{"zlib does not start"};
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const auto ended = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) throw std::runtime_error{"zlib cannot pack a file of the web app"};
  return out;
}

std::string read_whole(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  if (!in) throw std::runtime_error{"cannot read " + file.string()};
  return bytes;
}

std::string tag_of(std::string_view bytes) {
  return '"' + journal::to_hex(journal::digest(journal::Algorithm::sha256, bytes)).substr(0, 32) + '"';
}

Response not_found() {
  return problem_response(
      Problem{.kind = ProblemKind::not_found,
              .type = "no-such-page",
              .detail = {"没有这个地址，请从首页进入", "there is no such address; start from the home page"}});
}

/// "/incidents/01J…" is a page of the web app; "/assets/x.js" is a file that should have been there.
bool is_app_route(std::string_view path) { return path.find('.', path.rfind('/')) == std::string_view::npos; }

/// What a waybill's QR leads to is a page of its own: whoever opens it has no account.
constexpr std::string_view kReceiptPage = "/r.html";

/// A page built as "/x.html" answers "/x" and all below it.
std::string own_page(std::string_view path) { return std::string{path.substr(0, path.find('/', 1))} + ".html"; }

/// Vite puts a hash of the content into the names of what it builds. The receipt's page has to open again where there
/// is no line, for three days, also on plain http, where browsers have no other way to keep it. All else is asked for
/// again each time.
std::string_view caching_of(std::string_view path) {
  if (path.starts_with("/assets/")) return "public, max-age=31536000, immutable";
  return path == kReceiptPage ? "private, max-age=259200" : "no-cache";
}

}  // namespace

StaticFiles::StaticFiles(const fs::path& root, std::size_t most_bytes) {
  std::size_t total = 0;
  for (const auto& item : fs::recursive_directory_iterator{root}) {
    const auto& file = item.path();
    if (item.is_symlink() || !item.is_regular_file() || file.extension() == ".gz") continue;
    total += item.file_size();
    if (total > most_bytes) throw std::runtime_error{root.string() + " is too large to be served from memory"};
    auto packed = file;
    packed += ".gz";
    load("/" + fs::relative(file, root).generic_string(), read_whole(file),
         fs::is_regular_file(packed) ? read_whole(packed) : std::string{});
  }
}

void StaticFiles::load(const std::string& path, std::string bytes, std::string packed) {
  File file{
      .content_type = std::string{type_of(path)}, .caching = std::string{caching_of(path)}, .plain = {}, .gzip = {}};
  if (packed.empty() && shrinks(file.content_type) && bytes.size() >= kWorthPacking) packed = gzipped(bytes);
  if (!packed.empty() && packed.size() < bytes.size()) {
    file.gzip.tag = tag_of(packed);
    file.gzip.bytes = std::make_shared<const std::string>(std::move(packed));
  }
  file.plain.tag = tag_of(bytes);
  file.plain.bytes = std::make_shared<const std::string>(std::move(bytes));
  files_.insert_or_assign(path, std::move(file));
}

Response StaticFiles::answer(const Request& request) const {
  auto found = files_.find(request.path);
  if (found == files_.end() && is_app_route(request.path)) {
    found = files_.find(own_page(request.path));
    if (found == files_.end()) found = files_.find("/index.html");
  }
  if (found == files_.end()) return not_found();
  return answer(request, found->second);
}

Response StaticFiles::answer(const Request& request, const File& file) {
  const bool packed = file.gzip.bytes && accepts_gzip(request.headers.get("Accept-Encoding"));
  const auto& chosen = packed ? file.gzip : file.plain;
  Response response{.content_type = file.content_type,
                    .headers = {{"ETag", chosen.tag}, {"Cache-Control", file.caching}}};
  if (file.gzip.bytes) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (names_tag(request.headers.get("If-None-Match"), chosen.tag)) {
    response.status = 304;
    return response;
  }
  if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = chosen.bytes;
  return response;
}

bool names_tag(std::string_view if_none_match, std::string_view tag) noexcept {
  if (if_none_match == "*") return true;
  // Entity tags hold no quotes inside, so a quoted tag is found by its text; W/ before it changes nothing here.
  return if_none_match.find(tag) != std::string_view::npos;
}

bool accepts_gzip(std::string_view accept_encoding) noexcept {
  while (!accept_encoding.empty()) {
    const auto comma = std::min(accept_encoding.find(','), accept_encoding.size());
    auto item = accept_encoding.substr(0, comma);
    accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
    item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
    const auto name = item.substr(0, item.find_first_of("; \t"));
    if (name != "gzip" && name != "*") continue;
    const auto weight = item.find("q=");
    return weight == std::string_view::npos ||
           item.substr(weight + 2).find_first_of("123456789") != std::string_view::npos;
  }
  return false;
}

}  // namespace anlan::net
