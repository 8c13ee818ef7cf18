#include "gis/clip.hpp"

namespace anlan::gis {
namespace {

using Axis = std::int32_t GridPoint::*;

/// a / b rounded to nearest, b > 0.
std::int64_t divide(std::int64_t a, std::int64_t b) noexcept { return (a >= 0 ? a + b / 2 : a - b / 2) / b; }

/// Where the segment meets the line `along = at`. Always computed from the same end, so that both neighbours of a
/// border agree.
GridPoint crossing(GridPoint a, GridPoint b, Axis along, Axis across, std::int32_t at) noexcept {
  if (b.*along < a.*along) std::swap(a, b);
  const std::int64_t run = std::int64_t{b.*along} - a.*along;
  const std::int64_t rise = std::int64_t{b.*across} - a.*across;
  GridPoint p;
  p.*along = at;
  p.*across = static_cast<std::int32_t>(a.*across + divide((std::int64_t{at} - a.*along) * rise, run));
  return p;
}

/// Keeps what lies on one side of the line `along = at`: beyond it when Beyond, else before it.
template <bool Beyond>
void cut_side(std::span<const GridPoint> ring, Axis along, Axis across, std::int32_t at, GridRing& out) {
  out.clear();
  if (ring.empty()) return;
  const auto kept = [&](GridPoint p) { return Beyond ? p.*along >= at : p.*along <= at; };
  const auto add = [&](GridPoint p) {
    if (out.empty() || out.back() != p) out.push_back(p);
  };
  GridPoint last = ring.back();
  bool last_kept = kept(last);
  for (const GridPoint p : ring) {
    const bool p_kept = kept(p);
    if (p_kept != last_kept) add(crossing(last, p, along, across, at));
    if (p_kept) add(p);
    last = p;
    last_kept = p_kept;
  }
  while (out.size() > 1 && out.front() == out.back()) out.pop_back();
}

}  // namespace

std::span<const GridPoint> Clipper::cut(std::span<const GridPoint> ring) {
  constexpr Axis kX = &GridPoint::x;
  constexpr Axis kY = &GridPoint::y;
  cut_side<true>(ring, kX, kY, box_.min_x, from_);
  cut_side<false>(from_, kX, kY, box_.max_x, to_);
  cut_side<true>(to_, kY, kX, box_.min_y, from_);
  cut_side<false>(from_, kY, kX, box_.max_y, to_);
  if (to_.size() < 3 || twice_area(to_) == 0) return {};
  return to_;
}

}  // namespace anlan::gis
