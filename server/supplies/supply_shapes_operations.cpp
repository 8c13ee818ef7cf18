#include "supplies/supply_shapes_operations.hpp"

#include "supplies/json_fields.hpp"
#include "supplies/movement.hpp"
#include "supplies/place_view.hpp"
#include "supplies/posting.hpp"

namespace anlan::supplies {

using api::may;
using api::need;
using api::Shape;

Shape tier_shape() { return Shape::one_of(tier_words()); }
Shape bin_shape() { return Shape::text(0, 40); }
Shape day_shape() { return Shape::text(10, 10); }
Shape version_shape() { return Shape::integer(1, INT64_MAX / 2); }

Shape office_shape() { return Shape::object({need("name", Shape::text(1, 60)), need("division", Shape::division())}); }

namespace {

Shape new_batch_shape() {
  const auto origin =
      Shape::object({need("kind", Shape::one_of({"funding", "donation"})), need("level", tier_shape()),
                     may("document", Shape::text(1, 100).or_null()), may("donor", Shape::text(1, 100).or_null()),
                     may("earmark", Shape::text(1, 200).or_null())});
  return Shape::object({may("lot", Shape::text(1, 60).or_null()), may("maker", Shape::text(1, 100).or_null()),
                        may("made_on", day_shape().or_null()), may("suggested_years", Shape::integer(1, 100).or_null()),
                        may("expires_on", day_shape().or_null()), need("origin", origin)});
}

}  // namespace

Shape received_lines_shape() {
  return Shape::array(
      Shape::object({need("item", Shape::text(1, 60)), need("quantity", Shape::integer(1, kMostUnits)),
                     may("bin", bin_shape()), may("batch", Shape::uuid()), may("new_batch", new_batch_shape())}),
      1, 500);
}

Shape posted_shape() {
  return Shape::object(
      {need("movement", movement_shape()), need("recalculated", Shape::array(Shape::any(), 0, 1'000))});
}

Shape movement_shape() {
  const auto spot = Shape::object({need("place", Shape::text(4, 36)), need("bin", Shape::text(0, 40))});
  const auto line =
      Shape::object({need("item", Shape::text(1, 60)), need("batch", Shape::uuid()),
                     need("quantity", Shape::integer(1, INT64_MAX / 2)), need("from", spot), need("to", spot)});
  const auto text = [](const char* name) { return need(name, Shape::text(0, kLongestReason).or_null()); };
  const auto id = [](const char* name) { return need(name, Shape::uuid().or_null()); };
  return Shape::object({need("movement", Shape::uuid()),
                        need("version", version_shape()),
                        need("seq", version_shape()),
                        need("kind", Shape::one_of(movement_words())),
                        need("place", Shape::uuid()),
                        need("division", Shape::division()),
                        need("occurred_at", Shape::time()),
                        need("recorded_at", Shape::time()),
                        need("actor", Shape::any()),
                        need("exercise", Shape::boolean()),
                        text("document"),
                        id("incident"),
                        text("recipient"),
                        text("reason"),
                        text("note"),
                        id("waybill"),
                        id("reverses"),
                        id("reversed_by"),
                        need("evidence", Shape::any()),
                        need("lines", Shape::array(line, 1, 500))});
}

Result<DivisionCode> division_of_place(store::Connection& db, const nlohmann::json& params) {
  if (auto division = find_place_division(db, text_at(params, "place"))) return std::move(*division);
  return fail(unknown_place());
}

}  // namespace anlan::supplies
