#include "exchange/relief_export_operations.hpp"

#include <functional>
#include <utility>

#include "access/personal.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "exchange/home_sheets.hpp"
#include "exchange/relief_sheets.hpp"
#include "exchange/workbook.hpp"
#include "relief/campaign_shapes_operations.hpp"
#include "relief/home_operations.hpp"
#include "relief/leak_check.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::exchange {

using api::may;
using api::need;
using api::Shape;
using boost::asio::awaitable;
using nlohmann::json;

namespace {

using Sheets = std::vector<Sheet>;
/// Makes the tables of one call, on a reader.
using Build = std::function<Result<Sheets>(store::Connection& db, const api::ActionContext& context)>;

awaitable<Result<api::Reply>> download(ReliefExportParts parts, std::string what, Build build,
                                       api::ActionContext context) {
  const auto now = context.now;
  auto job = [&build, context = std::move(context)](store::Connection& db) { return build(db, context); };
  auto sheets = co_await parts.readers.run(std::move(job));
  if (!sheets) co_return fail(std::move(sheets.error()));
  const bool exercise = !sheets->front().exercise.empty();
  auto work = [sheets = std::move(*sheets)]() -> Result<std::string> { return write_workbook(sheets); };
  auto bytes = co_await parts.workers.run(std::move(work));
  if (!bytes) co_return fail(std::move(bytes.error()));
  api::Reply reply{.json = std::move(*bytes)};
  reply.headers.emplace_back("Content-Disposition", attachment(what, now, exercise));
  co_return reply;
}

ReliefSheetParts sheet_parts(const ReliefExportParts& parts, store::Connection& db, const api::ActionContext& context) {
  return {db,
          parts.catalogue,
          parts.divisions,
          parts.keys,
          Language{context.params.value("language", "zh")},
          context.now,
          context.caller->display_name};
}

Result<relief::Campaign> campaign_in(store::Connection& db, const api::ActionContext& context) {
  return relief::existing_campaign(db, text_at(context.params, "campaign"), context.caller->jurisdiction);
}

/// Nothing in the sheets may look like somebody's number.
Result<Sheets> without_leak(Sheets sheets) {
  for (const auto& sheet : sheets) {
    if (auto held = relief::check_no_leak(text_of(sheet)); !held) return fail(std::move(held.error()));
  }
  return sheets;
}

/// The ledger as the only sheet; checked when it is masked.
Result<Sheets> ledger_sheet(Sheet sheet, const std::optional<std::string>& purpose) {
  Sheets out;
  out.push_back(std::move(sheet));
  return purpose ? Result<Sheets>{std::move(out)} : without_leak(std::move(out));
}

Build ledger_of(const ReliefExportParts& parts) {
  return [parts](store::Connection& db, const api::ActionContext& context) -> Result<Sheets> {
    const auto campaign = campaign_in(db, context);
    if (!campaign) return fail(campaign.error());
    const auto within = DivisionCode::parse(text_at(context.params, "division")).value();
    const auto purpose = optional_at<std::string>(context.params, "purpose");
    return ledger_sheet(household_ledger(sheet_parts(parts, db, context), *campaign, within, purpose), purpose);
  };
}

Build tables_of(const ReliefExportParts& parts) {
  return [parts](store::Connection& db, const api::ActionContext& context) -> Result<Sheets> {
    const auto campaign = campaign_in(db, context);
    if (!campaign) return fail(campaign.error());
    const auto& county = campaign->facts.division;
    const auto villages = relief::winter_figures(db, *campaign, county);
    const auto tables = relief::county_tables(db, *campaign, relief::sum_of(villages, county), parts.standards);
    const auto sheets = sheet_parts(parts, db, context);
    Sheets out;
    out.push_back(winter_tables_sheet(sheets, *campaign, tables));
    out.push_back(village_tables_sheet(sheets, *campaign, villages));
    return without_leak(std::move(out));
  };
}

Build homes_of(const ReliefExportParts& parts) {
  return [parts](store::Connection& db, const api::ActionContext& context) -> Result<Sheets> {
    const auto incident =
        relief::existing_incident(db, text_at(context.params, "incident"), context.caller->jurisdiction);
    if (!incident) return fail(incident.error());
    const auto within = DivisionCode::parse(text_at(context.params, "division")).value();
    const auto purpose = optional_at<std::string>(context.params, "purpose");
    return ledger_sheet(home_register(sheet_parts(parts, db, context), *incident, within, purpose), purpose);
  };
}

/// A ledger that somebody takes away in clear.
struct InClear {
  std::string what;  ///< of the file's name
  Build build;
  /// The stream the look is recorded on: "ledger/<campaign>". Problems when there is no such ledger.
  std::function<Result<std::string>(store::Connection& db, const api::ActionContext& context)> stream;
  std::vector<std::string> fields;
};

/// The look is recorded before he gets the file.
awaitable<Result<api::Reply>> record_and_download(ReliefExportParts parts, InClear ledger, api::ActionContext context) {
  auto look = [&parts, &ledger, &context](store::Connection& db) -> Result<int> {
    auto stream = ledger.stream(db, context);
    if (!stream) return fail(std::move(stream.error()));
    const access::Revealed fact{.stream = std::move(*stream),
                                .division = DivisionCode::parse(text_at(context.params, "division")).value(),
                                .fields = ledger.fields,
                                .purpose = text_at(context.params, "purpose")};
    (void)parts.journal.append(db, access::draft_of(fact),
                               {context.caller->actor(), context.now, make_uuid(context.now)});
    return 1;
  };
  auto recorded = co_await parts.writer.submit(std::move(look));
  if (!recorded) co_return fail(std::move(recorded.error()));
  co_return co_await download(parts, ledger.what, ledger.build, std::move(context));
}

api::Operation file_of(std::string name, Text summary, std::vector<api::Field> fields) {
  fields.push_back(may("language", Shape::one_of({"zh", "en"})));
  return {.name = std::move(name),
          .kind = api::Kind::action,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .media_type = std::string{kXlsx},
          .roles = relief::kReaders,
          .http_only = true,
          .reads_only = true};
}

void declare_home_exports(api::Registry& registry, const ReliefExportParts& parts) {
  auto masked = file_of("home.export", {"导出 D02 一览表（xlsx，个人信息已掩码）", "Download ledger D02, masked"},
                        {need("incident", Shape::uuid()), need("division", Shape::division())});
  masked.scope = api::division_at("division");
  masked.action = [parts](api::ActionContext context) {
    return download(parts, "d02", homes_of(parts), std::move(context));
  };
  registry.add(std::move(masked));
  auto people = file_of("home.export_people",
                        {"注明用途，导出 D02 一览表全部内容（留痕、加水印）",
                         "Download ledger D02 in clear, with a purpose, on record and marked"},
                        {need("incident", Shape::uuid()), need("division", Shape::division()),
                         need("purpose", Shape::text(1, relief::kLongestReason))});
  people.scope = api::division_at("division");
  people.roles = relief::kRevealers;
  people.reads_only = false;
  const InClear full{
      .what = "d02-full",
      .build = homes_of(parts),
      .stream =
          [](store::Connection& db, const api::ActionContext& context) {
            return relief::existing_incident(db, text_at(context.params, "incident"), context.caller->jurisdiction)
                .map([](const incidents::Incident& incident) { return "register/" + incident.incident; });
          },
      .fields = {"name", "id_number", "phone", "address"}};
  people.action = [parts, full](api::ActionContext context) {
    return record_and_download(parts, full, std::move(context));
  };
  registry.add(std::move(people));
}

}  // namespace

void declare_relief_exports(api::Registry& registry, const ReliefExportParts& parts) {
  auto ledger =
      file_of("relief.export_ledger", {"导出 D03 一览表（xlsx，个人信息已掩码）", "Download ledger D03, masked"},
              {need("campaign", Shape::uuid()), need("division", Shape::division())});
  ledger.scope = api::division_at("division");
  ledger.action = [parts](api::ActionContext context) {
    return download(parts, "d03", ledger_of(parts), std::move(context));
  };
  registry.add(std::move(ledger));
  auto people = file_of("relief.export_people",
                        {"注明用途，导出 D03 一览表全部内容（留痕、加水印）",
                         "Download ledger D03 in clear, with a purpose, on record and marked"},
                        {need("campaign", Shape::uuid()), need("division", Shape::division()),
                         need("purpose", Shape::text(1, relief::kLongestReason))});
  people.scope = api::division_at("division");
  people.roles = relief::kRevealers;
  people.reads_only = false;
  const InClear full{.what = "d03-full",
                     .build = ledger_of(parts),
                     .stream =
                         [](store::Connection& db, const api::ActionContext& context) {
                           return campaign_in(db, context).map([](const relief::Campaign& campaign) {
                             return "ledger/" + campaign.campaign;
                           });
                         },
                     .fields = {"name", "id_number", "phone", "address", "account"}};
  people.action = [parts, full](api::ActionContext context) {
    return record_and_download(parts, full, std::move(context));
  };
  registry.add(std::move(people));
  auto tables = file_of("relief.export_tables", {"导出 C01、C02 统计表（xlsx）", "Download tables C01 and C02"},
                        {need("campaign", Shape::uuid())});
  tables.scope = relief::division_of_campaign;
  tables.action = [parts](api::ActionContext context) {
    return download(parts, "c01-c02", tables_of(parts), std::move(context));
  };
  registry.add(std::move(tables));
  declare_home_exports(registry, parts);
}

}  // namespace anlan::exchange
