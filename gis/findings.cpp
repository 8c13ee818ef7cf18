#include "gis/findings.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace anlan::gis {
namespace {

struct Words {
  Severity severity;
  std::string_view code;
  std::string_view zh;
  std::string_view en;
  std::string_view remedy_zh;
  std::string_view remedy_en;
};

/// In the order of Issue.
constexpr std::array kWords = {
    Words{Severity::error, "crs-missing", "文件没有说明坐标系（缺 .prj），坐标数值为 {} 等，未导入任何图形。",
          "The file does not say which coordinate system it uses (no .prj); its numbers look like {}. Nothing was "
          "accepted.",
          "请在候选坐标系中选定一个后重新导入；拿不准时向提供单位核实。",
          "Choose one of the candidates and import again; ask whoever made the file when in doubt."},
    Words{Severity::error, "crs-implausible",
          "按坐标系 {} 换算后图形不在中国范围内，坐标数值为 {} 等，未导入任何图形。",
          "Converted from {}, the shapes do not lie in China; the numbers look like {}. Nothing was accepted.",
          "坐标系很可能标错，请另选坐标系后重新导入。",
          "The coordinate system is probably mislabelled; choose another and import again."},
    Words{Severity::warning, "crs-old-datum",
          "坐标系 {} 属于北京54或西安80，没有公开的转换参数，换算后可能偏差几十米。",
          "{} rests on Beijing 54 or Xi'an 80, which have no public transformation; the result may be tens of metres "
          "off.",
          "请向自然资源部门索取 CGCS2000 成果；仅作示意时可以使用。",
          "Ask the natural resources bureau for the CGCS2000 version; good enough for a sketch."},
    Words{Severity::warning, "web-offset-suspected", "图形整体偏离现有位置约 {} 米，与网络地图坐标 {} 的偏移一致。",
          "The shapes lie about {} m from where they are known to be, as web-map coordinates ({}) would.",
          "若数据取自高德、腾讯或百度地图，请选择相应坐标后重新导入。",
          "If the data come from AMap, Tencent or Baidu, choose that datum and import again."},
    Words{Severity::note, "web-datum-undone", "已按要求去除 {} 偏移。", "The {} shift was undone as asked.", "", ""},
    Words{Severity::error, "code-column-missing", "没有找到区划代码所在的列，未导入任何图形。",
          "No column holds division codes; nothing was accepted.", "请在列清单中指定区划代码列；没有的话先补上再导出。",
          "Choose the column from the list; if there is none, add it and export again."},
    Words{Severity::warning, "name-column-missing", "没有找到名称列，名称留空。",
          "No column holds names; they stay empty.", "请在列清单中指定名称列。", "Choose the column from the list."},
    Words{Severity::note, "encoding-assumed", "文字不是 UTF-8，已按 GB18030（GBK）读取。",
          "The texts are not UTF-8 and were read as GB18030 (GBK).", "若名称显示为乱码，请以 UTF-8 重新导出。",
          "If names look garbled, export again in UTF-8."},
    Words{Severity::warning, "several-layers", "文件里有多个面图层，只读取了“{}”。",
          "The file has several layers of polygons; only \"{}\" was read.", "如需其他图层，请单独导出后上传。",
          "Export the one you need by itself if it is another."},
    Words{Severity::error, "code-missing", "没有区划代码。", "There is no division code.", "请补上代码后重新导入。",
          "Add the code and import again."},
    Words{Severity::error, "code-malformed", "“{}”不是 6、9 或 12 位区划代码。",
          "\"{}\" is no division code of 6, 9 or 12 digits.", "请改正代码后重新导入。",
          "Correct the code and import again."},
    Words{Severity::error, "code-other-level", "代码 {} 不属于本图层的层级。",
          "Code {} is of another level than this layer.", "请把不同层级分开导入，或改选层级。",
          "Import each level by itself, or choose another level."},
    Words{Severity::error, "code-unknown", "区划库中没有代码 {}。", "Code {} is not among the known divisions.",
          "若为新设区划，请先在区划库登记；否则请改正代码。",
          "Register the division first if it is new; otherwise correct the code."},
    Words{Severity::error, "code-duplicate", "代码 {} 与第 {} 个图形重复，名称或范围不同，未采用。",
          "Code {} repeats that of shape {}, with another name or area; not accepted.",
          "请确认哪一个正确，改正后重新导入。", "Find out which one is right, correct it and import again."},
    Words{Severity::note, "parts-merged", "代码 {} 与第 {} 个图形相同，已并为一个（飞地）。",
          "Code {} is that of shape {}; the two were joined as parts of one.", "", ""},
    Words{Severity::warning, "unit-missing", "有 {} 个区划没有边界：{}。", "{} divisions have no boundary: {}.",
          "请补齐缺少的图形；未补齐前这些区划沿用原有边界。",
          "Supply the missing shapes; until then the old boundaries stay."},
    Words{Severity::warning, "name-differs", "代码 {} 的名称“{}”与区划库的“{}”不同。",
          "Code {} is named \"{}\" here and \"{}\" among the divisions.", "以代码为准；请核对是否张冠李戴。",
          "The code decides; check that it belongs to this shape."},
    Words{Severity::error, "geometry-empty", "没有图形。", "There is no shape.", "请补画后重新导入。",
          "Draw it and import again."},
    Words{Severity::error, "geometry-not-polygon", "图形不是面。", "The shape is no area.", "请改为面后重新导入。",
          "Make it an area and import again."},
    Words{Severity::error, "geometry-not-line", "图形不是线。", "The shape is no line.", "请改为线后重新导入。",
          "Make it a line and import again."},
    Words{Severity::error, "geometry-outside", "图形有坐标无效或不在中国范围内。",
          "The shape has coordinates that are invalid or not in China.", "请检查该图形的坐标。",
          "Check this shape's coordinates."},
    Words{Severity::note, "ring-order", "有 {} 个图形的环方向不合规范，已改正。",
          "The rings of {} shapes ran the wrong way; put right.", "", ""},
    Words{Severity::warning, "self-intersection", "边界在 {} 附近有误（{}），已自动修复，面积变化 {} 公顷。",
          "The border is faulty near {} ({}); it was repaired, changing the area by {} ha.",
          "请改正原图形；或核对修复结果，接受后注明 repair（命令行 --repair）再导入。",
          "Mend the shape; or check the repair, and import again with repair (--repair) to take it."},
    Words{Severity::error, "repair-failed", "边界在 {} 附近有误（{}），无法自动修复，未采用。",
          "The border is faulty near {} ({}) and cannot be repaired; not accepted.", "请修改该图形后重新导入。",
          "Mend the shape and import again."},
    Words{Severity::warning, "overlap", "{} 与 {} 重叠 {} 公顷。", "{} and {} overlap by {} ha.",
          "请与两地核实边界；重叠处的点按代码在前者归属。",
          "Settle the border with both; points there count to the lower code until then."},
    Words{Severity::note, "overlap-unchecked", "图形过多，只检查了前 {} 个图形的相互重叠。",
          "There are too many shapes: overlaps were checked for the first {} only.", "可按县分别导入以完成检查。",
          "Import county by county to have all checked."},
};
static_assert(kWords.size() == static_cast<std::size_t>(Issue::overlap_unchecked) + 1);

std::string filled(std::string_view text, std::initializer_list<Detail> details, std::string Detail::* language) {
  std::string out;
  for (const Detail& detail : details) {
    const std::size_t gap = text.find("{}");
    if (gap == text.npos) break;
    out.append(text.substr(0, gap)).append(detail.*language);
    text.remove_prefix(gap + 2);
  }
  return out.append(text);
}

constexpr std::array<std::string_view, 3> kSeverities = {"note", "warning", "error"};

}  // namespace

std::string_view to_string(Severity severity) noexcept { return kSeverities[static_cast<std::size_t>(severity)]; }

std::optional<Severity> parse_severity(std::string_view text) noexcept {
  const auto found = std::ranges::find(kSeverities, text);
  if (found == kSeverities.end()) return std::nullopt;
  return static_cast<Severity>(found - kSeverities.begin());
}

Detail title(WebDatum datum) {
  if (datum == WebDatum::gcj02) return {"GCJ-02（高德、腾讯）", "GCJ-02 (AMap, Tencent)"};
  return {"BD-09（百度）", "BD-09 (Baidu)"};
}

void Findings::add(Issue issue, std::optional<std::uint64_t> feature, std::initializer_list<Detail> details) {
  if (kept_.size() + 1 >= kMaxFindings) {
    ++left_out_;
    return;
  }
  const Words& words = kWords[static_cast<std::size_t>(issue)];
  kept_.push_back({.severity = words.severity,
                   .code = std::string{words.code},
                   .feature = feature,
                   .zh = filled(words.zh, details, &Detail::zh),
                   .en = filled(words.en, details, &Detail::en),
                   .remedy_zh = std::string{words.remedy_zh},
                   .remedy_en = std::string{words.remedy_en}});
}

std::vector<Finding> Findings::take() && {
  if (left_out_ > 0) {
    const std::string count = std::to_string(left_out_);
    kept_.push_back({.severity = Severity::warning,
                     .code = "more-findings",
                     .zh = "另有 " + count + " 条未列出。",
                     .en = count + " more are not listed.",
                     .remedy_zh = "请先处理以上各条后重新导入。",
                     .remedy_en = "Deal with these first and import again."});
  }
  return std::move(kept_);
}

}  // namespace anlan::gis
