#include "gis/json_guard.hpp"

#include <cstddef>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace anlan::gis {
namespace {

constexpr std::size_t kMaxDepth = 64;

/// Follows the nesting, and stops at the first object under a key "crs" that says `"type": "link"`.
class CrsLinkWatch : public nlohmann::json_sax<nlohmann::json> {
 public:
  [[nodiscard]] bool saw_link() const noexcept { return saw_link_; }

  bool key(string_t& name) override {
    key_ = name;
    return true;
  }
  bool start_object(std::size_t) override { return open(key_ == "crs"); }
  bool start_array(std::size_t) override { return open(false); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool string(string_t& value) override {
    saw_link_ = saw_link_ || (!in_crs_.empty() && in_crs_.back() && key_ == "type" && value == "link");
    return !saw_link_;
  }

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return false; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

 private:
  bool open(bool crs) {
    in_crs_.push_back(crs);
    key_.clear();
    return in_crs_.size() <= kMaxDepth;
  }
  bool close() {
    in_crs_.pop_back();
    key_.clear();
    return true;
  }

  std::vector<bool> in_crs_;
  std::string key_;
  bool saw_link_ = false;
};

}  // namespace

Result<void> guard_geojson(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  CrsLinkWatch watch;
  const bool fine = nlohmann::json::sax_parse(file, &watch);
  if (watch.saw_link()) {
    return fail(
        "crs-link-refused",
        "该 GeoJSON 的坐标系是一个网络链接（crs.type=link），安澜不访问外部链接。"
        "请导出为 WGS 84 或 CGCS2000 经纬度后上传。",
        "This GeoJSON names its coordinate system by a link (crs.type=link), and Anlan opens no links. Export it "
        "in WGS 84 or CGCS2000 degrees and upload it again.");
  }
  if (!fine) {
    return fail("json-malformed", "该 GeoJSON 不是有效的 JSON，或嵌套过深，请重新导出。",
                "This GeoJSON is not valid JSON, or nests too deeply; export it again.");
  }
  return {};
}

}  // namespace anlan::gis
