#include "gis/roads.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <utility>

#include "gis/bytes.hpp"
#include "gis/columns.hpp"
#include "gis/placing.hpp"
#include "gis/text.hpp"

namespace anlan::gis {
namespace {

constexpr std::string_view kMagic = "ANLR";
constexpr std::uint16_t kVersion = 1;
constexpr std::uint8_t kClosed = 1;
constexpr std::size_t kTextMax = 0xFFFF;
constexpr int kFastest = 130;

tl::unexpected<Fault> malformed() {
  return fail("layer-malformed", "道路图层数据损坏，请重新导入该图层。",
              "The road layer's bytes are damaged; import the layer again.");
}

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

std::optional<std::size_t> column(const RawLayer& raw, std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    for (std::size_t i = 0; i < raw.columns.size(); ++i) {
      if (lower(raw.columns[i]) == name) return i;
    }
  }
  return std::nullopt;
}

std::string_view value_at(const RawFeature& feature, std::optional<std::size_t> at) {
  return at && *at < feature.values.size() ? std::string_view{feature.values[*at]} : std::string_view{};
}

/// "60", "60 km/h"; nothing for words and for what nobody drives.
std::optional<int> speed_in(std::string_view text) {
  int kmh = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), kmh);
  if (read.ec != std::errc{} || kmh < 1 || kmh > kFastest) return std::nullopt;
  return kmh;
}

int speed_of_kind(const ImportRequest& request, std::string_view kind) {
  const auto found = std::ranges::find_if(request.speeds, [word = lower(kind)](const RoadSpeed& one) {
    return !word.empty() && word.find(one.kind) != std::string::npos;
  });
  return found == request.speeds.end() ? request.usual_kmh : found->kmh;
}

bool says_yes(std::string_view text) {
  const auto word = lower(text);
  return word == "1" || word == "yes" || word == "true" || word == "t" || word == "y" || word == "是" || word == "封闭";
}

/// The columns that say something about a road.
struct RoadColumns {
  std::optional<std::size_t> name = {};
  std::optional<std::size_t> speed = {};
  std::optional<std::size_t> kind = {};
  std::optional<std::size_t> closed = {};
};

RoadColumns find_road_columns(const RawLayer& raw) {
  return {.name = column(raw, {"name", "名称", "道路名称", "路名"}),
          .speed = column(raw, {"maxspeed", "speed", "限速", "车速"}),
          .kind = column(raw, {"highway", "fclass", "class", "type", "等级", "技术等级"}),
          .closed = column(raw, {"closed", "封闭"})};
}

Result<Road> take_road(ByteReader& in) {
  Road road;
  road.name = in.take_bytes(in.take<std::uint16_t>());
  road.kmh = in.take<std::uint16_t>();
  const auto flags = in.take<std::uint8_t>();
  const auto count = in.take<std::uint32_t>();
  if (!in.ok() || (flags & ~kClosed) != 0 || count < 2 || in.left() / (2 * sizeof(double)) < count) return malformed();
  if (road.kmh < 1 || road.kmh > kFastest) return malformed();
  road.closed = (flags & kClosed) != 0;
  road.line.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto lon = in.take<double>();
    const auto lat = in.take<double>();
    if (!(std::abs(lon) <= 180 && std::abs(lat) <= 90)) return malformed();
    road.line.push_back({lon, lat});
  }
  return road;
}

}  // namespace

std::string pack(const RoadLayer& layer) {
  std::string out{kMagic};
  put(out, kVersion);
  put(out, std::uint16_t{0});
  put(out, static_cast<std::uint32_t>(layer.roads.size()));
  for (const auto& road : layer.roads) {
    const auto name = std::string_view{road.name}.substr(0, kTextMax);
    put(out, static_cast<std::uint16_t>(name.size()));
    out += name;
    put(out, static_cast<std::uint16_t>(road.kmh));
    put(out, road.closed ? kClosed : std::uint8_t{0});
    put(out, static_cast<std::uint32_t>(road.line.size()));
    for (const auto& point : road.line) {
      put(out, point.lon);
      put(out, point.lat);
    }
  }
  return out;
}

Result<RoadLayer> unpack_roads(std::string_view blob) {
  ByteReader in{blob};
  if (in.take_bytes(kMagic.size()) != kMagic) return malformed();
  if (in.take<std::uint16_t>() != kVersion) {
    return fail("layer-version", "该道路图层由其他版本的安澜写成，请升级后再打开。",
                "Another version of Anlan wrote this road layer; upgrade to open it.");
  }
  const auto reserved = in.take<std::uint16_t>();
  const auto count = in.take<std::uint32_t>();
  if (!in.ok() || reserved != 0) return malformed();
  RoadLayer layer;
  for (std::uint32_t i = 0; i < count; ++i) {
    auto road = take_road(in);
    if (!road) return tl::unexpected(std::move(road.error()));
    layer.roads.push_back(std::move(*road));
  }
  if (in.left() > 0) return malformed();
  return layer;
}

Result<ImportOutcome> judge_roads(const ImportRequest& request, RawLayer raw) {
  ImportOutcome outcome;
  Findings findings;
  auto& report = outcome.report;
  report.format = raw.driver;
  report.features_read = raw.features.size();
  if (decode_texts(raw)) findings.add(Issue::encoding_assumed);
  report.columns = raw.columns;
  if (raw.sibling_layers > 0) findings.add(Issue::several_layers, {}, {shown(raw.name)});
  const auto placing = Placing::settle(raw, request, report, findings);
  if (!placing) return tl::unexpected(placing.error());
  const auto columns = find_road_columns(raw);
  for (std::size_t row = 0; *placing && row < raw.features.size(); ++row) {
    const auto& feature = raw.features[row];
    if (feature.kind != RawKind::lines) {
      findings.add(feature.kind == RawKind::empty ? Issue::geometry_empty : Issue::geometry_not_line, row);
      continue;
    }
    const auto kmh =
        speed_in(value_at(feature, columns.speed)).value_or(speed_of_kind(request, value_at(feature, columns.kind)));
    const Road road{std::string{value_at(feature, columns.name)}, kmh, says_yes(value_at(feature, columns.closed))};
    for (const auto& part : feature.polygons) {
      auto line = (*placing)->place_line(part.front());
      if (!line) {
        findings.add(Issue::geometry_outside, row);
      } else if (line->size() >= 2) {
        outcome.roads.roads.push_back(road);
        outcome.roads.roads.back().line = std::move(*line);
      }
    }
  }
  report.features_accepted = outcome.roads.roads.size();
  report.findings = std::move(findings).take();
  return outcome;
}

}  // namespace anlan::gis
