#include <utility>

#include "journal/reading.hpp"
#include "supplies/fefo.hpp"
#include "supplies/figures.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/posting.hpp"
#include "supplies/stock_report.hpp"
#include "supplies/supply_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using api::may;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kPageMovements = 200;

std::optional<Instant> optional_time(const json& params, const char* field) {
  if (!params.contains(field)) return std::nullopt;
  return parse_time(text_at(params, field)).value();
}

std::optional<DivisionCode> optional_division(const json& params, const char* field) {
  if (!params.contains(field)) return std::nullopt;
  return DivisionCode::parse(text_at(params, field)).value();
}

api::Operation balance() {
  auto query = [](const QueryContext& context) -> Result<json> {
    const auto& params = context.params;
    BalanceFilter filter{.place = optional_at<std::string>(params, "place"),
                         .item = optional_at<std::string>(params, "item"),
                         .batch = optional_at<std::string>(params, "batch"),
                         .division = optional_division(params, "division"),
                         .expires_before = optional_at<Day>(params, "expires_before"),
                         .exercise = params.value("exercise", false)};
    if (params.contains("level")) filter.level = parse_tier(text_at(params, "level"));
    const auto list = params.value("by", "item") == "batch" ? balance_by_batch : balance_by_item;
    return json{{"rows", list(context.db, context.caller.jurisdiction, filter)},
                {"seq", journal::head_seq(context.db)}};
  };
  return {
      .name = "stock.balance",
      .kind = api::Kind::query,
      .summary = {"库存：按库点和品名，或细到批次和库位", "What there is: by place and item, or down to batch and bin"},
      .params = Shape::object({may("place", Shape::uuid()), may("item", Shape::text(1, 60)),
                               may("batch", Shape::uuid()), may("division", Shape::division()),
                               may("level", tier_shape()), may("expires_before", day_shape()),
                               may("exercise", Shape::boolean()), may("by", Shape::one_of({"item", "batch"}))}),
      .roles = kReaders,
      .query = std::move(query)};
}

api::Operation card() {
  auto query = [](const QueryContext& context) -> Result<json> {
    const auto& params = context.params;
    return stock_card(context.db,
                      {.key = {text_at(params, "place"), text_at(params, "item"), params.value("exercise", false)},
                       .from = optional_time(params, "from"),
                       .until = optional_time(params, "until")});
  };
  return {.name = "stock.card",
          .kind = api::Kind::query,
          .summary = {"一种物资在一个库点的保管卡", "The stock card of one item in one place"},
          .params =
              Shape::object({need("place", Shape::uuid()), need("item", Shape::text(1, 60)), may("from", Shape::time()),
                             may("until", Shape::time()), may("exercise", Shape::boolean())}),
          .roles = kReaders,
          .scope = division_of_place,
          .query = std::move(query)};
}

api::Operation life() {
  auto query = [](const QueryContext& context) -> Result<json> {
    const auto& params = context.params;
    if (params.contains("batch") == params.contains("label")) {
      return fail_field("/batch", "bad-question",
                        {"请给批次或标签号，二者选一", "name the batch, or the eight digits of its label"});
    }
    const auto batch = params.contains("batch") ? find_batch(context.db, text_at(params, "batch"))
                                                : find_batch_by_label(context.db, text_at(params, "label"));
    if (batch) {
      auto out = batch_life(context.db, context.caller.jurisdiction, *batch);
      if (!out.at("movements").empty()) return out;
    }
    return fail(ProblemKind::not_found, "unknown-batch",
                {"辖区内没有这个批次，请重新扫码或从库存中选择",
                 "no such batch was ever in your jurisdiction; scan it again or choose one of the stock"});
  };
  return {
      .name = "stock.life",
      .kind = api::Kind::query,
      .summary = {"一个批次从入库到现在的全过程", "One batch from birth to now"},
      .params = Shape::object({may("batch", Shape::uuid()), may("label", Shape::text(8, 8), "the digits on the pile")}),
      .roles = kReaders,
      .query = std::move(query)};
}

api::Operation movements() {
  auto query = [](const QueryContext& context) -> Result<json> {
    const auto& params = context.params;
    MovementFilter filter{.place = optional_at<std::string>(params, "place"),
                          .item = optional_at<std::string>(params, "item"),
                          .batch = optional_at<std::string>(params, "batch"),
                          .incident = optional_at<std::string>(params, "incident"),
                          .before = params.value("before", std::int64_t{INT64_MAX}),
                          .limit = params.value("limit", kPageMovements)};
    if (params.contains("kind")) filter.kind = parse_movement_kind(text_at(params, "kind"));
    const auto found = list_movements(context.db, context.caller.jurisdiction, filter);
    auto out = json::array();
    for (const auto& recorded : found) out.push_back(recorded_json(recorded));
    const bool more = static_cast<std::int64_t>(found.size()) == filter.limit;
    return json{{"movements", std::move(out)}, {"next", more ? json(found.back().seq) : json(nullptr)}};
  };
  return {.name = "stock.movements",
          .kind = api::Kind::query,
          .summary = {"出入库单据，新的在前", "Documents of the ledger, the newest first"},
          .params = Shape::object(
              {may("place", Shape::uuid()), may("item", Shape::text(1, 60)), may("batch", Shape::uuid()),
               may("incident", Shape::uuid()), may("kind", Shape::one_of(movement_words())),
               may("before", Shape::integer(1, INT64_MAX / 2)), may("limit", Shape::integer(1, kPageMovements))}),
          .result = Shape::object({need("movements", Shape::array(movement_shape(), 0, kPageMovements)),
                                   need("next", Shape::integer(1, INT64_MAX / 2).or_null())}),
          .roles = kReaders,
          .query = std::move(query)};
}

api::Operation figures(const GoodsCatalogue& goods) {
  auto query = [&goods](const QueryContext& context) -> Result<json> {
    const auto& params = context.params;
    const FigureQuestion question{.division = DivisionCode::parse(text_at(params, "division")).value(),
                                  .incident = optional_at<std::string>(params, "incident"),
                                  .from = optional_time(params, "from"),
                                  .until = optional_time(params, "until"),
                                  .exercise = params.value("exercise", false)};
    return json{{"division", question.division.text()},
                {"figures", relief_figures(context.db, goods, question)},
                {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "stock.figures",
          .kind = api::Kind::query,
          .summary = {"救灾物资快报数 A07007–A07012", "Figures A07007 to A07012 of the relief-work report"},
          .params = Shape::object({need("division", Shape::division()), may("incident", Shape::uuid()),
                                   may("from", Shape::time()), may("until", Shape::time()),
                                   may("exercise", Shape::boolean())}),
          .roles = kReaders,
          .scope = api::division_at("division"),
          .query = std::move(query)};
}

json pick_json(const Pick& pick) {
  return {{"batch", pick.batch.batch},
          {"label", pick.batch.label},
          {"bin", pick.bin},
          {"quantity", pick.quantity},
          {"expires_on", or_null(pick.batch.facts.expires_on)}};
}

json picks_json(const std::vector<Pick>& picks) {
  auto out = json::array();
  for (const auto& pick : picks) out.push_back(pick_json(pick));
  return out;
}

api::Operation pick() {
  auto query = [](const QueryContext& context) -> Result<json> {
    const auto& params = context.params;
    const StockKey key{text_at(params, "place"), text_at(params, "item"), params.value("exercise", false)};
    const auto proposal =
        propose_picks(free_stock(context.db, key), params.at("quantity"), params.value("on", day_of(context.now)));
    return json{
        {"lines", picks_json(proposal.picks)}, {"short", proposal.missing}, {"expired", picks_json(proposal.expired)}};
  };
  return {
      .name = "stock.pick",
      .kind = api::Kind::query,
      .summary = {"按先到期先出建议拣货批次和库位", "Which batches and bins to take: what expires first goes first"},
      .params = Shape::object({need("place", Shape::uuid()), need("item", Shape::text(1, 60)),
                               need("quantity", Shape::integer(1, kMostUnits)), may("on", day_shape()),
                               may("exercise", Shape::boolean())}),
      .roles = kReaders,
      .scope = division_of_place,
      .query = std::move(query)};
}

}  // namespace

void declare_stock_queries(api::Registry& registry, const GoodsCatalogue& goods) {
  registry.add(balance());
  registry.add(card());
  registry.add(life());
  registry.add(movements());
  registry.add(figures(goods));
  registry.add(pick());
  registry.add(api::Topic{.name = "stock",
                          .summary = {"出入库单据，以及各库点各品名的最新库存",
                                      "Documents of the ledger, and the newest stock of every place and item"},
                          .state = true,
                          .roles = kReaders});
}

}  // namespace anlan::supplies
