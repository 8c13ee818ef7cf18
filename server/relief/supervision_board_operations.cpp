#include <map>
#include <tuple>
#include <utility>

#include "access/personal.hpp"
#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/supervision_board.hpp"
#include "relief/supervision_operations.hpp"

namespace anlan::relief {

using api::may;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kPage = 200;
constexpr std::size_t kMonthLength = std::string_view{"2026-12"}.size();

Shape count_shape() { return Shape::integer(0, INT64_MAX / 2); }

std::string month_of(const BoardRow& row) { return row.day.substr(0, kMonthLength); }

/// The rows of the part of a campaign that was asked about.
Result<std::vector<BoardRow>> rows_in(const QueryContext& context, const SupervisionParts& parts) {
  const auto campaign = existing_campaign(context.db, text_at(context.params, "campaign"), context.caller.jurisdiction);
  if (!campaign) return fail(campaign.error());
  const auto within = DivisionCode::parse(text_at(context.params, "division")).value();
  const auto due = due_days(parts.relief.catalogue, campaign->facts);
  return board_rows(context.db, {*campaign, within, due, parts.rules, context.now});
}

Result<json> board(const QueryContext& context, const SupervisionParts& parts) {
  const auto rows = rows_in(context, parts);
  if (!rows) return fail(rows.error());
  const auto above = DivisionCode::parse(text_at(context.params, "division")).value();
  std::map<std::tuple<BoardMeasure, std::string, std::string>, std::int64_t> counts;
  for (const auto& row : *rows) ++counts[{row.measure, unit_below(above, row.place).text(), month_of(row)}];
  auto cells = json::array();
  for (const auto& [key, count] : counts) {
    const auto& [measure, unit, month] = key;
    cells.push_back({{"measure", word_of(kBoardWords, measure)},
                     {"unit", unit},
                     {"name", parts.relief.divisions.name_of(DivisionCode::parse(unit).value())},
                     {"month", month.empty() ? json(nullptr) : json(month)},
                     {"count", count}});
  }
  return json{{"cells", std::move(cells)}, {"seq", journal::head_seq(context.db)}};
}

json row_wire(store::Connection& db, const ReliefParts& parts, const BoardRow& row) {
  json out{{"place", row.place.text()},
           {"place_name", parts.divisions.name_of(row.place)},
           {"day", row.day.empty() ? json(nullptr) : json(row.day)},
           {"household", nullptr},
           {"number", nullptr},
           {"head", nullptr},
           {"subject", row.subject}};
  const auto household = row.household.empty() ? std::nullopt : find_household(db, row.household);
  if (!household) return out;
  out["household"] = household->household;
  out["number"] = household->ordinal;
  if (const auto people = unseal_personal(parts.keys, household->sealed)) {
    out["head"] = access::mask_name(people->head().name);
  }
  return out;
}

Result<json> rows(const QueryContext& context, const SupervisionParts& parts) {
  const auto found = rows_in(context, parts);
  if (!found) return fail(found.error());
  const auto& params = context.params;
  const auto measure = parse_word<BoardMeasure>(kBoardWords, text_at(params, "measure")).value();
  const auto unit = DivisionCode::parse(text_at(params, "unit")).value();
  const auto above = DivisionCode::parse(text_at(params, "division")).value();
  const auto month = optional_at<std::string>(params, "month");
  const auto skip = params.value("skip", std::int64_t{0});
  std::int64_t count = 0;
  auto out = json::array();
  for (const auto& row : *found) {
    if (row.measure != measure || unit_below(above, row.place) != unit || (month && month_of(row) != *month)) continue;
    if (count++ >= skip && std::cmp_less(out.size(), kPage)) out.push_back(row_wire(context.db, parts.relief, row));
  }
  return json{{"count", count}, {"rows", std::move(out)}, {"seq", journal::head_seq(context.db)}};
}

api::Operation board_operation(const SupervisionParts& parts) {
  const auto cell = Shape::object(
      {need("measure", words_shape(kBoardWords)), need("unit", Shape::division()), need("name", Shape::text(0, 200)),
       need("month", Shape::text(7, 7).or_null(), "2026-10; null when no day is known"), need("count", count_shape())});
  return {.name = "supervision.board",
          .kind = api::Kind::query,
          .summary = {"督查一张表：各单位各月逾期未改、迟交记录和材料、未入户、未回单据、公示后更改、自录自审",
                      "The board of supervision: by unit and month what is overdue, missing, changed after the notice, "
                      "or reviewed by who entered it"},
          .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division())}),
          .result = Shape::object({need("cells", Shape::array(cell, 0, 100'000)), need("seq", count_shape())}),
          .roles = kSupervisors,
          .scope = api::division_at("division"),
          .query = [parts](const QueryContext& context) { return board(context, parts); }};
}

api::Operation rows_operation(const SupervisionParts& parts) {
  const auto row =
      Shape::object({need("place", Shape::division()), need("place_name", Shape::text(0, 200)),
                     need("day", Shape::text(10, 10).or_null()), need("household", Shape::uuid().or_null()),
                     need("number", count_shape().or_null()), need("head", Shape::text(1, 60).or_null(), "masked"),
                     need("subject", Shape::text(0, 200),
                          "id of the inquiry, inspection, missed day or rule, or number of the waybill")});
  return {.name = "supervision.rows",
          .kind = api::Kind::query,
          .summary = {"督查表一格的明细；个人信息已掩码", "What stands behind one figure of the board; people masked"},
          .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division()),
                                   need("measure", words_shape(kBoardWords)), need("unit", Shape::division()),
                                   may("month", Shape::text(7, 7)), may("skip", Shape::integer(0, 100'000'000))}),
          .result = Shape::object(
              {need("count", count_shape()), need("rows", Shape::array(row, 0, kPage)), need("seq", count_shape())}),
          .roles = kSupervisors,
          .scope = api::division_at("division"),
          .query = [parts](const QueryContext& context) { return rows(context, parts); }};
}

}  // namespace

void declare_board(api::Registry& registry, const SupervisionParts& parts) {
  registry.add(board_operation(parts));
  registry.add(rows_operation(parts));
}

}  // namespace anlan::relief
