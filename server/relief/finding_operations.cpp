#include <utility>

#include "access/personal.hpp"
#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/finding_queries.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/inquiry_view.hpp"
#include "relief/supervision_operations.hpp"

namespace anlan::relief {

using api::may;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kPage = 200;
constexpr std::int64_t kUsualPage = 50;
constexpr std::int64_t kMostFindings = 100'000'000;

Shape count_shape() { return Shape::integer(0, INT64_MAX / 2); }
Shape rule_shape() { return Shape::text(1, 60); }

/// The campaign, and which part of it was asked about.
Result<FindingScope> scope_in(const QueryContext& context) {
  const auto& campaign = text_at(context.params, "campaign");
  return existing_campaign(context.db, campaign, context.caller.jurisdiction).map([&](const Campaign& found) {
    const auto asked = DivisionCode::parse(text_at(context.params, "division")).value();
    return FindingScope{campaign, asked.within(found.facts.division) ? asked : found.facts.division};
  });
}

api::Operation list_rules(const SupervisionParts& parts) {
  auto query = [&rules = parts.rules](const QueryContext&) -> Result<json> {
    auto out = json::array();
    for (const auto& rule : rules.rules()) out.push_back(rule.shown);
    return json{{"rules", std::move(out)}};
  };
  return {
      .name = "rule.list",
      .kind = api::Kind::query,
      .summary = {"疑点规则：含义、误报说明、参数来源和查询原文",
                  "The rules that raise doubts: what each means, when it is wrong, its figures' sources, its query"},
      .params = Shape::object({}),
      .result = Shape::object({need("rules", Shape::array(Shape::any(), 0, 1'000))}),
      .roles = kSupervisors,
      .query = std::move(query)};
}

api::Operation run_rules(const SupervisionParts& parts) {
  auto query = [runs = parts.runs](const QueryContext& context) -> Result<json> {
    const auto scope = scope_in(context);
    if (!scope) return fail(scope.error());
    return runs->run(context.db, *scope);
  };
  const auto counted = Shape::object(
      {need("rule", rule_shape()), need("version", count_shape()), need("count", Shape::integer(0, kMostFindings))});
  return {.name = "rule.run",
          .kind = api::Kind::query,
          .summary = {"对一个年度、一个辖区运行全部规则，各有多少疑点；同时只运行一次",
                      "Run every rule over a campaign's list in a division: how many doubts each raises. One run at "
                      "a time; meanwhile others are told when to ask again"},
          .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division())}),
          .result = Shape::object({need("households", count_shape()), need("rules", Shape::array(counted, 0, 1'000)),
                                   need("seq", count_shape())}),
          .roles = kSupervisors,
          .scope = api::division_at("division"),
          .query = std::move(query)};
}

Shape finding_shape() {
  return Shape::object(
      {need("rule", rule_shape()), need("village", Shape::division()), need("village_name", Shape::text(0, 200)),
       need("household", Shape::uuid().or_null()),
       need("number", count_shape().or_null(), "of the household on the list"),
       need("head", Shape::text(1, 60).or_null(), "masked"),
       need("facts", Shape::any(), "what was found, by the rule's query"),
       need("inquiry",
            Shape::object({need("inquiry", Shape::uuid()), need("state", words_shape(kInquiryWords))}).or_null(),
            "the newest about it")});
}

api::Operation list_of_findings(const SupervisionParts& parts) {
  auto query = [parts](const QueryContext& context) -> Result<json> {
    const auto scope = scope_in(context);
    if (!scope) return fail(scope.error());
    const auto rule = parts.rules.rule(text_at(context.params, "rule"));
    if (!rule) return fail(rule.error());
    const auto limit = context.params.value("limit", kUsualPage);
    const auto skip = context.params.value("skip", std::int64_t{0});
    auto findings = json::array();
    for (const auto& finding : list_findings(context.db, **rule, *scope, limit, skip)) {
      findings.push_back(finding_wire(context.db, parts.relief, scope->campaign, finding));
    }
    return json{{"rule", (*rule)->id},
                {"version", (*rule)->version},
                {"count", count_findings(context.db, **rule, *scope)},
                {"findings", std::move(findings)},
                {"seq", journal::head_seq(context.db)}};
  };
  return {
      .name = "finding.list",
      .kind = api::Kind::query,
      .summary = {"一条规则的疑点，按村；个人信息已掩码", "What one rule finds, by village; people masked"},
      .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division()),
                               need("rule", rule_shape()), may("limit", Shape::integer(1, kPage)),
                               may("skip", Shape::integer(0, kMostFindings), "findings shown already")}),
      .result = Shape::object({need("rule", rule_shape()), need("version", count_shape()),
                               need("count", Shape::integer(0, kMostFindings)),
                               need("findings", Shape::array(finding_shape(), 0, kPage)), need("seq", count_shape())}),
      .roles = kSupervisors,
      .scope = api::division_at("division"),
      .query = std::move(query)};
}

}  // namespace

json finding_wire(store::Connection& db, const ReliefParts& parts, const std::string& campaign,
                  const Finding& finding) {
  json out{{"rule", finding.rule},
           {"village", finding.village.text()},
           {"village_name", parts.divisions.name_of(finding.village)},
           {"household", or_null(finding.household)},
           {"number", nullptr},
           {"head", nullptr},
           {"facts", finding.facts},
           {"inquiry", nullptr}};
  if (const auto inquiry = inquiry_about(db, {campaign, finding.rule, finding.village, finding.household})) {
    out["inquiry"] = {{"inquiry", inquiry->inquiry}, {"state", word_of(kInquiryWords, inquiry->state)}};
  }
  const auto household = finding.household ? find_household(db, *finding.household) : std::nullopt;
  if (!household) return out;
  out["number"] = household->ordinal;
  if (const auto people = unseal_personal(parts.keys, household->sealed)) {
    out["head"] = access::mask_name(people->head().name);
  }
  return out;
}

void declare_findings(api::Registry& registry, const SupervisionParts& parts) {
  registry.add(list_rules(parts));
  registry.add(run_rules(parts));
  registry.add(list_of_findings(parts));
}

}  // namespace anlan::relief
