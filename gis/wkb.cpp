#include "gis/wkb.hpp"

#include <cmath>
#include <cstdint>
#include <optional>

#include "gis/bytes.hpp"

namespace anlan::gis {
namespace {

constexpr std::uint8_t kLittleEndian = 1;
constexpr std::uint32_t kPolygon = 3;
constexpr std::uint32_t kMultiPolygon = 6;
constexpr std::size_t kPointBytes = 16;
constexpr std::size_t kRingBytes = 4;     // the smallest a ring can claim to be: its count
constexpr std::size_t kPolygonBytes = 9;  // byte order, type, count

std::uint32_t count_of(const auto& items) { return static_cast<std::uint32_t>(items.size()); }

void put_head(std::string& out, std::uint32_t type, std::uint32_t count) {
  put(out, kLittleEndian);
  put(out, type);
  put(out, count);
}

void put_ring(std::string& out, const Ring& ring) {
  put(out, count_of(ring));
  for (const Point p : ring) {
    put(out, p.lon);
    put(out, p.lat);
  }
}

bool on_globe(Point p) noexcept { return std::abs(p.lon) <= 180 && std::abs(p.lat) <= 90; }

/// A count of things that take at least `least` bytes each, so that no reservation exceeds what was sent.
std::optional<std::uint32_t> take_count(ByteReader& in, std::size_t least) {
  const auto count = in.take<std::uint32_t>();
  if (!in.ok() || count > in.left() / least) return std::nullopt;
  return count;
}

std::optional<Ring> take_ring(ByteReader& in) {
  const auto count = take_count(in, kPointBytes);
  if (!count || *count < 4) return std::nullopt;
  Ring ring(*count);
  for (Point& p : ring) {
    p.lon = in.take<double>();
    p.lat = in.take<double>();
    if (!on_globe(p)) return std::nullopt;
  }
  if (ring.front() != ring.back()) return std::nullopt;
  return ring;
}

std::optional<Polygon> take_rings(ByteReader& in) {
  const auto count = take_count(in, kRingBytes);
  if (!count || *count == 0) return std::nullopt;
  Polygon polygon;
  for (std::uint32_t i = 0; i < *count; ++i) {
    auto ring = take_ring(in);
    if (!ring) return std::nullopt;
    if (i == 0) {
      polygon.outer = std::move(*ring);
    } else {
      polygon.holes.push_back(std::move(*ring));
    }
  }
  return polygon;
}

bool take_head(ByteReader& in, std::uint32_t type) {
  return in.take<std::uint8_t>() == kLittleEndian && in.take<std::uint32_t>() == type;
}

std::optional<MultiPolygon> take_polygons(ByteReader& in) {
  const auto count = take_count(in, kPolygonBytes);
  if (!count) return std::nullopt;
  MultiPolygon shape;
  for (std::uint32_t i = 0; i < *count; ++i) {
    if (!take_head(in, kPolygon)) return std::nullopt;
    auto polygon = take_rings(in);
    if (!polygon) return std::nullopt;
    shape.polygons.push_back(std::move(*polygon));
  }
  return shape;
}

std::optional<MultiPolygon> take_shape(ByteReader& in) {
  if (in.take<std::uint8_t>() != kLittleEndian) return std::nullopt;
  const auto type = in.take<std::uint32_t>();
  if (type == kMultiPolygon) return take_polygons(in);
  if (type != kPolygon) return std::nullopt;
  auto polygon = take_rings(in);
  if (!polygon) return std::nullopt;
  return MultiPolygon{{std::move(*polygon)}};
}

}  // namespace

std::string to_wkb(const MultiPolygon& shape) {
  std::string out;
  put_head(out, kMultiPolygon, count_of(shape.polygons));
  for (const Polygon& polygon : shape.polygons) {
    put_head(out, kPolygon, count_of(polygon.holes) + 1);
    put_ring(out, polygon.outer);
    for (const Ring& hole : polygon.holes) put_ring(out, hole);
  }
  return out;
}

Result<MultiPolygon> from_wkb(std::string_view bytes) {
  ByteReader in{bytes};
  auto shape = take_shape(in);
  if (!shape || in.left() > 0) {
    return fail("wkb-malformed", "图形数据损坏，请重新导入边界文件。",
                "The shape's bytes are damaged; import the boundary file again.");
  }
  return std::move(*shape);
}

}  // namespace anlan::gis
