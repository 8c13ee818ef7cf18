#include "incidents/catalogue_file.hpp"

#include <fstream>
#include <sstream>
#include <utility>

#include "base/json.hpp"
#include "incidents/catalogue_schema.hpp"

namespace anlan::incidents {

using nlohmann::json;

namespace {

Result<std::string> read_file(const std::filesystem::path& path) {
  const std::ifstream file{path, std::ios::binary};
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (file && bytes) return bytes.str();
  return bad_catalogue(path.string(), "", {"读不到这个文件", "the file cannot be read"});
}

Result<json> read_json(const std::filesystem::path& path, std::string& bytes) {
  auto text = read_file(path);
  if (!text) return tl::unexpected<Problem>(std::move(text.error()));
  bytes = std::move(*text);
  auto parsed = parse_json(bytes);
  if (!parsed) return bad_catalogue(path.string(), "", parsed.error().detail);
  return parsed;
}

}  // namespace

Result<json> read_catalogue_file(const std::filesystem::path& data, const std::string& name, std::string& covered) {
  const auto path = data / "catalogues" / (name + ".json");
  std::string bytes;
  auto document = read_json(path, bytes);
  if (!document) return document;
  std::string unused;
  const auto schema = read_json(data / "schemas" / (name + ".schema.json"), unused);
  if (!schema) return schema;
  if (auto held = check_schema(*document, *schema, path.string()); !held) return fail(std::move(held.error()));
  covered += name + ":" + std::to_string(bytes.size()) + ":" + bytes;
  return document;
}

}  // namespace anlan::incidents
