#include "gis/overlaps.hpp"

#include <algorithm>
#include <utility>

#include "gis/area.hpp"
#include "gis/geos.hpp"

namespace anlan::gis {
namespace {

/// An R-tree over boxes that numbers can be put into.
class Tree {
 public:
  explicit Tree(const Geos& geos) : geos_{geos}, tree_{GEOSSTRtree_create_r(geos.handle(), 10)} {}
  ~Tree() { GEOSSTRtree_destroy_r(geos_.handle(), tree_); }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  void insert(const GEOSGeometry& box, const std::size_t& number) {
    GEOSSTRtree_insert_r(geos_.handle(), tree_, &box, const_cast<std::size_t*>(&number));
  }

  /// The numbers whose boxes meet this one's, ascending.
  [[nodiscard]] std::vector<std::size_t> near(const GEOSGeometry& box) {
    std::vector<std::size_t> found;
    const auto collect = [](void* number, void* into) {
      static_cast<std::vector<std::size_t>*>(into)->push_back(*static_cast<std::size_t*>(number));
    };
    GEOSSTRtree_query_r(geos_.handle(), tree_, &box, collect, &found);
    std::ranges::sort(found);
    return found;
  }

 private:
  const Geos& geos_;
  GEOSSTRtree* tree_;
};

}  // namespace

OverlapSearch find_overlaps(const Layer& layer, double tolerance_ha, std::chrono::seconds budget) {
  const auto deadline = std::chrono::steady_clock::now() + budget;
  const Geos geos;
  std::vector<std::pair<std::size_t, Geos::Shape>> shapes;
  for (const Feature& feature : layer.features) shapes.emplace_back(shapes.size(), geos.to_geos(feature.shape));
  Tree tree{geos};
  for (const auto& [number, shape] : shapes) tree.insert(*shape, number);

  OverlapSearch search;
  for (const auto& [number, shape] : shapes) {
    if (std::chrono::steady_clock::now() > deadline) return search;
    for (const std::size_t other : tree.near(*shape)) {
      if (other >= number) break;
      const Geos::Shape common = geos.own(GEOSIntersection_r(geos.handle(), shapes[other].second.get(), shape.get()));
      const double hectares = common ? area_ha(geos.from_geos(*common)) : 0;
      if (hectares > tolerance_ha) search.overlaps.push_back({other, number, hectares});
    }
    ++search.checked;
  }
  return search;
}

}  // namespace anlan::gis
