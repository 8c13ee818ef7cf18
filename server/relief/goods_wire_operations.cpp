#include "relief/goods_wire_operations.hpp"

namespace anlan::relief {

using api::need;
using api::Shape;
using nlohmann::json;

namespace {

json text_wire(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

}  // namespace

json given_wire(const std::vector<supplies::GoodsGiven>& given, const supplies::GoodsCatalogue& goods) {
  auto out = json::array();
  for (const auto& each : given) {
    const auto* item = goods.find(each.item);
    out.push_back({{"handout", each.handout},
                   {"number", each.number},
                   {"at", format_time(each.at)},
                   {"item", each.item},
                   {"name", text_wire(item == nullptr ? Text{each.item, each.item} : item->name)},
                   {"unit", text_wire(item == nullptr ? Text{} : item->unit)},
                   {"quantity", each.quantity},
                   {"worth_fen", each.worth_fen ? json(*each.worth_fen * each.quantity) : json(nullptr)}});
  }
  return out;
}

Shape given_shape() {
  const auto count = Shape::integer(0, INT64_MAX / 2);
  const auto text = Shape::object({need("zh", Shape::text(0, 100)), need("en", Shape::text(0, 100))});
  return Shape::array(Shape::object({need("handout", Shape::uuid()), need("number", Shape::text(1, 60)),
                                     need("at", Shape::time()), need("item", Shape::text(1, 60)), need("name", text),
                                     need("unit", text), need("quantity", count), need("worth_fen", count.or_null())}),
                      0, 1'000);
}

}  // namespace anlan::relief
