#include <algorithm>
#include <iterator>
#include <utility>

#include "divisions/division.hpp"
#include "journal/reading.hpp"
#include "supplies/due_queries.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/supply_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::size_t kMostDue = 2'000;

Result<json> due(const api::QueryContext& context, const GoodsCatalogue& goods) {
  const auto& params = context.params;
  const DueQuestion question{.division = DivisionCode::parse(text_at(params, "division")).value(),
                             .today = params.value("on", day_of(context.now)),
                             .reminders = goods.reminders()};
  if (!divisions::is_day(question.today)) {
    return fail_field("/on", "bad-day", {"没有这个日期，请核对", "there is no such day"});
  }
  std::vector<Due> list;
  const auto kind = params.value("kind", "");
  if (kind != to_string(DueKind::expiry)) list = goods_to_take_back(context.db, goods, question);
  if (kind != to_string(DueKind::give_back)) {
    std::ranges::move(goods_to_use(context.db, question), std::back_inserter(list));
  }
  sort_due(list);
  auto rows = json::array();
  for (std::size_t i = 0; i < std::min(list.size(), kMostDue); ++i) rows.push_back(due_json(list[i], question.today));
  return json{{"on", question.today},
              {"rows", std::move(rows)},
              {"more", list.size() - std::min(list.size(), kMostDue)},
              {"seq", journal::head_seq(context.db)}};
}

}  // namespace

void declare_due_operations(api::Registry& registry, const GoodsCatalogue& goods) {
  registry.add(api::Operation{
      .name = "stock.due",
      .kind = api::Kind::query,
      .summary = {"到期提醒：应回收的帐篷等、临期和该轮换的批次，最急的在前",
                  "What is due: goods to take back, batches that expire or should be rotated; the worst first"},
      .params = Shape::object({need("division", Shape::division()), may("kind", Shape::one_of({"return", "expiry"})),
                               may("on", day_shape(), "as of this day; today when missing")}),
      .roles = kReaders,
      .scope = api::division_at("division"),
      .query = [&goods](const api::QueryContext& context) { return due(context, goods); }});
}

}  // namespace anlan::supplies
