#include "exchange/stock_export_operations.hpp"

#include <functional>
#include <utility>

#include "exchange/sheet_masking.hpp"
#include "exchange/stock_sheets.hpp"
#include "exchange/workbook.hpp"
#include "journal/reading.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/posting.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::exchange {

using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;
using supplies::optional_at;
using supplies::text_at;

namespace {

/// Makes the table of one call, on a reader.
using Build = std::function<Result<Sheet>(const StockParts& parts, const api::QueryContext& context)>;

std::optional<Instant> optional_time(const json& params, const char* field) {
  if (!params.contains(field)) return std::nullopt;
  return parse_time(text_at(params, field)).value();
}

api::Action action_of(const ExportParts& parts, std::string what, Build build) {
  return [parts, what = std::move(what),
          build = std::move(build)](api::ActionContext context) -> boost::asio::awaitable<Result<api::Reply>> {
    const bool exercise = context.params.value("exercise", false);
    const auto now = context.now;
    auto job = [&parts, &build, context = std::move(context)](store::Connection& db) -> Result<Sheet> {
      const Language language{context.params.value("language", "zh")};
      const auto& caller = *context.caller;
      auto made = build({db, parts.goods, parts.divisions, language, context.now, caller.display_name},
                        {db, caller, context.params, context.now});
      if (made) mask_numbers(*made, language);
      return made;
    };
    auto sheet = co_await parts.readers.run(std::move(job));
    if (!sheet) co_return fail(std::move(sheet.error()));
    auto work = [sheet = std::move(*sheet)]() -> Result<std::string> { return write_workbook(sheet); };
    auto bytes = co_await parts.workers.run(std::move(work));
    if (!bytes) co_return fail(std::move(bytes.error()));
    api::Reply reply{.json = std::move(*bytes)};
    reply.headers.emplace_back("Content-Disposition", attachment(what, now, exercise));
    co_return reply;
  };
}

api::Operation download(const ExportParts& parts, std::string what, Text summary, std::vector<Field> fields,
                        Build build) {
  fields.push_back(may("from", Shape::time()));
  fields.push_back(may("until", Shape::time()));
  fields.push_back(may("exercise", Shape::boolean()));
  fields.push_back(may("language", Shape::one_of({"zh", "en"})));
  return {.name = "stock.export_" + what,
          .kind = api::Kind::action,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .media_type = std::string{kXlsx},
          .roles = supplies::kReaders,
          .http_only = true,
          .action = action_of(parts, what, std::move(build)),
          .reads_only = true};
}

api::Operation export_ledger(const ExportParts& parts) {
  auto build = [](const StockParts& stock, const api::QueryContext& context) {
    const auto& params = context.params;
    return ledger_sheet(stock, {.jurisdiction = context.caller.jurisdiction,
                                .place = optional_at<std::string>(params, "place"),
                                .item = optional_at<std::string>(params, "item"),
                                .incident = optional_at<std::string>(params, "incident"),
                                .from = optional_time(params, "from"),
                                .until = optional_time(params, "until"),
                                .exercise = params.value("exercise", false)});
  };
  return download(parts, "ledger", {"导出辖区的物资台账（xlsx）", "Download the ledger of the jurisdiction (xlsx)"},
                  {may("place", Shape::uuid()), may("item", Shape::text(1, 60)), may("incident", Shape::uuid())},
                  build);
}

api::Operation export_card(const ExportParts& parts) {
  auto build = [](const StockParts& stock, const api::QueryContext& context) {
    const auto& params = context.params;
    return card_sheet(stock,
                      {.key = {text_at(params, "place"), text_at(params, "item"), params.value("exercise", false)},
                       .from = optional_time(params, "from"),
                       .until = optional_time(params, "until")});
  };
  auto operation = download(parts, "card", {"导出一种物资在一个库点的保管卡（xlsx）", "Download a stock card (xlsx)"},
                            {need("place", Shape::uuid()), need("item", Shape::text(1, 60))}, build);
  operation.scope = supplies::division_of_place;
  return operation;
}

api::Operation export_figures(const ExportParts& parts) {
  auto build = [](const StockParts& stock, const api::QueryContext& context) -> Result<Sheet> {
    const auto& params = context.params;
    return figures_sheet(stock, {.division = DivisionCode::parse(text_at(params, "division")).value(),
                                 .incident = optional_at<std::string>(params, "incident"),
                                 .from = optional_time(params, "from"),
                                 .until = optional_time(params, "until"),
                                 .exercise = params.value("exercise", false)});
  };
  auto operation = download(parts, "figures",
                            {"导出救灾物资快报数 A07007–A07012（xlsx）", "Download figures A07007 to A07012 (xlsx)"},
                            {need("division", Shape::division()), may("incident", Shape::uuid())}, build);
  operation.scope = api::division_at("division");
  return operation;
}

}  // namespace

void declare_stock_exports(api::Registry& registry, const ExportParts& parts) {
  registry.add(export_ledger(parts));
  registry.add(export_card(parts));
  registry.add(export_figures(parts));
}

}  // namespace anlan::exchange
