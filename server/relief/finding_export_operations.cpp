#include <utility>

#include <fmt/format.h>

#include "access/personal.hpp"
#include "base/json.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "journal/digest.hpp"
#include "relief/campaign_rules.hpp"
#include "relief/finding_queries.hpp"
#include "relief/leak_check.hpp"
#include "relief/supervision_operations.hpp"

// What a rule finds, as a sheet that leaves the house: whoever takes it stands on it with time and purpose, its rows
// are counted and hashed at its foot, and the office sees in the record of looks that it was taken.

namespace anlan::relief {

using api::need;
using api::Shape;
using boost::asio::awaitable;
using nlohmann::json;

namespace {

constexpr std::int64_t kMostRows = 20'000;

/// A cell of CSV (RFC 4180) that no spreadsheet takes for a formula.
std::string cell(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view{"=+-@"}.find(text.front()) != std::string_view::npos) out += '\'';
  for (const char sign : text) {
    if (sign == '"') out += '"';
    out += sign;
  }
  return out + '"';
}

std::string text_or(const json& value, const std::string& otherwise) {
  return value.is_string() ? value.get<std::string>() : otherwise;
}

struct ExportSheet {
  std::string bytes;
  std::string hash;  ///< SHA-256 of all above the last line, hex
  std::size_t count = 0;
};

/// Title and watermark: who took it, when, what for.
std::string head_of(const json& rule, const Campaign& campaign, const api::ActionContext& context) {
  return fmt::format("\xEF\xBB\xBF{},{},{}\r\n{},{},{},{}\r\n{}\r\n", cell("疑点清单"),
                     cell(rule.at("title").at("zh").get<std::string>() + " v" + rule.at("version").dump()),
                     cell(campaign.facts.name), cell("导出人"), cell(context.caller->display_name),
                     cell(format_time(context.now)), cell("用途：" + text_at(context.params, "purpose")),
                     "序号,村（社区）,名册号,户主,依据,核查");
}

ExportSheet sheet_of(std::string text, const std::vector<json>& findings) {
  ExportSheet out{.bytes = std::move(text), .hash = {}, .count = findings.size()};
  std::size_t number = 0;
  for (const auto& one : findings) {
    const auto inquiry = one.at("inquiry").is_null() ? std::string{} : one.at("inquiry").at("state").get<std::string>();
    out.bytes += fmt::format("{},{},{},{},{},{}\r\n", ++number, cell(one.at("village_name").get<std::string>()),
                             one.at("number").is_null() ? std::string{} : one.at("number").dump(),
                             cell(text_or(one.at("head"), "")), cell(dump(one.at("facts"))), cell(inquiry));
  }
  out.hash = journal::to_hex(journal::digest(journal::Algorithm::sha256, out.bytes));
  out.bytes += fmt::format("{},{},SHA-256,{}\r\n", cell("合计（行）"), out.count, out.hash);
  return out;
}

struct Asked {
  Campaign campaign;
  const Rule* rule = nullptr;
  FindingScope scope;
};

Result<Asked> asked(store::Connection& db, const SupervisionParts& parts, const api::ActionContext& context) {
  const auto& params = context.params;
  const auto rule = parts.rules.rule(text_at(params, "rule"));
  if (!rule) return fail(rule.error());
  return existing_campaign(db, text_at(params, "campaign"), context.caller->jurisdiction)
      .map([&](const Campaign& found) {
        const auto within = DivisionCode::parse(text_at(params, "division")).value();
        return Asked{
            found, *rule, {found.campaign, within.within(found.facts.division) ? within : found.facts.division}};
      });
}

Result<ExportSheet> make_sheet(store::Connection& db, const SupervisionParts& parts, const api::ActionContext& context,
                               const Asked& about) {
  std::vector<json> findings;
  for (const auto& one : list_findings(db, *about.rule, about.scope, kMostRows, 0)) {
    findings.push_back(finding_wire(db, parts.relief, about.scope.campaign, one));
  }
  auto sheet = sheet_of(head_of(about.rule->shown, about.campaign, context), findings);
  return check_no_leak(sheet.bytes).map([&] { return std::move(sheet); });
}

awaitable<Result<api::Reply>> run(SupervisionParts parts, api::ActionContext context) {
  auto make = [&](store::Connection& db) {
    return asked(db, parts, context).and_then([&](const Asked& about) {
      return make_sheet(db, parts, context, about).map([&](ExportSheet sheet) {
        return std::pair{about.scope, std::move(sheet)};
      });
    });
  };
  auto made = co_await parts.relief.readers.run(std::move(make));
  if (!made) co_return fail(std::move(made.error()));
  const auto& [scope, sheet] = *made;
  const access::Revealed taken{.stream = "finding/" + scope.campaign,
                               .division = scope.within,
                               .fields = {text_at(context.params, "rule"), fmt::format("{} rows", sheet.count)},
                               .purpose = text_at(context.params, "purpose")};
  const journal::Stamp stamp{context.caller->actor(), context.now, make_uuid(context.now)};
  auto keep = [&](store::Connection& db) -> Result<void> {
    (void)parts.relief.journal.append(db, access::draft_of(taken), stamp);
    return {};
  };
  auto kept = co_await parts.relief.writer.submit(std::move(keep));
  if (!kept) co_return fail(std::move(kept.error()));
  co_return api::Reply{.json = dump({{"hash", sheet.hash}, {"count", sheet.count}, {"file", sheet.bytes}})};
}

}  // namespace

void declare_finding_export(api::Registry& registry, const SupervisionParts& parts) {
  registry.add(
      {.name = "finding.export",
       .kind = api::Kind::action,
       .summary = {"导出一条规则的疑点清单：写明导出人、时间、用途、行数和指纹，并留下记录",
                   "What a rule finds as a sheet with who took it, when and what for, its rows counted and "
                   "hashed; taking it is on record"},
       .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division()),
                                need("rule", Shape::text(1, 60)), need("purpose", Shape::text(1, kLongestReason))}),
       .result = Shape::object({need("hash", Shape::blob()), need("count", Shape::integer(0, kMostRows)),
                                need("file", Shape::any(), "CSV in UTF-8")}),
       .roles = kSupervisors,
       .scope = api::division_at("division"),
       .action = [parts](api::ActionContext context) { return run(parts, std::move(context)); }});
}

}  // namespace anlan::relief
