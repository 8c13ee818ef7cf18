#include <utility>

#include "base/json_fields.hpp"
#include "journal/journal.hpp"
#include "relief/campaign_entries.hpp"
#include "relief/campaign_rules.hpp"
#include "relief/campaign_shapes_operations.hpp"
#include "relief/campaign_view.hpp"
#include "relief/gate_operations.hpp"
#include "relief/gate_view.hpp"
#include "relief/pin_entries.hpp"
#include "relief/pin_rules.hpp"
#include "relief/pin_view.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

using access::Role;
using api::CommandContext;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// A supplement pays as its year does: whoever is settled late gets neither more nor less.
Result<void> check_pins_itself(const Campaign& campaign) {
  if (!campaign.facts.supplements) return {};
  return fail(ProblemKind::conflict, "supplement-pinned",
              {"补充批次按所补充年度的标准和办法执行，请在该年度中定标准",
               "a supplement pays by the standard of its year: pin it there"});
}

Result<api::Decision> pin(const CommandContext& context, const GateParts& parts) {
  const auto& id = text_at(context.params, "campaign");
  auto campaign = existing_campaign(context.db, id, context.caller.jurisdiction);
  if (!campaign) return fail(std::move(campaign.error()));
  auto standard = parts.standards.standard(text_at(context.params, "standard"));
  if (!standard) return fail(std::move(standard.error()));
  const PinnedStandard pinned{std::move(*standard), parse_policy(text_at(context.params, "policy")).value()};
  auto held =
      journal::expect_version(context.db, campaign_stream(id), context.params.at("expected_version"))
          .and_then([&] { return check_open(*campaign); })
          .and_then([&] { return check_pins_itself(*campaign); })
          .and_then([&] {
            return check_pin(*campaign, pinned, find_pinned(context.db, id), frozen_so_far(context.db, id).lists);
          });
  if (!held) return fail(std::move(held.error()));
  api::Decision decision;
  decision.entries.push_back(campaign_pinned(*campaign, pinned, context.params.at("reason")));
  decision.answer = [id](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"campaign", campaign_wire(db, find_campaign(db, id).value())}};
  };
  return decision;
}

}  // namespace

void declare_campaign_pin(api::Registry& registry, const GateParts& parts) {
  registry.add(api::Operation{
      .name = "campaign.pin",
      .kind = api::Kind::command,
      .summary = {"定下本年度的救助标准和分配办法（连同出处一并固定）",
                  "Pin the standard and the policy a campaign pays by, with their source"},
      .params = Shape::object({need("campaign", Shape::uuid()), need("expected_version", version_shape()),
                               need("standard", Shape::text(1, 60)),
                               need("policy", Shape::one_of({"equal", "by_class", "by_severity"})),
                               need("reason", Shape::text(1, kLongestReason)), need("command_id", Shape::uuid())}),
      .result = Shape::object({need("campaign", Shape::any())}),
      .roles = {Role::county_reviewer, Role::leader},
      .scope = division_of_campaign,
      .command = [parts](const CommandContext& context) { return pin(context, parts); }});
}

}  // namespace anlan::relief
