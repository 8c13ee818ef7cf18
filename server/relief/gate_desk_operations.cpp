#include <map>
#include <utility>

#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_view.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_view.hpp"
#include "relief/household_queries.hpp"
#include "relief/relief_operations.hpp"
#include "relief/way_rules.hpp"

// What the desk that keeps one gate sees of all the lists waiting there: which may go on, and what the others lack.

namespace anlan::relief {

using api::may;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::size_t kPage = 60;  // lists whose households are looked through for one answer

json frozen_wire(const GatedList& list) {
  if (!list.freeze) return nullptr;
  auto signers = json::array();
  for (const auto& each : list.freeze->signatures) signers.push_back(each.by);
  return {{"snapshot", list.freeze->snapshot},
          {"total_fen", list.freeze->total_fen},
          {"as_frozen", list.current_snapshot == list.freeze->snapshot},
          {"signed_by", std::move(signers)}};
}

/// What is being visited at this stage.
json sample_wire(const GatedList& list) {
  const auto& sample = list.stage == Stage::follow_up ? list.follow_up : list.sample;
  if (!sample) return nullptr;
  return {{"households", sample->households.size()}, {"visits", sample->visits.size()}};
}

json line_of(const GateParts& parts, const GateContext& at, Instant now) {
  auto missing = json::array();
  for (const auto& each : missing_at_gate(at.list, rules_of(parts.standards), now)) {
    missing.push_back({{"type", each.type}, {"zh", each.detail.zh}, {"en", each.detail.en}});
  }
  std::int64_t allotted = 0;
  for (const auto& each : at.list.allotments) allotted += each.fen;
  return {{"village", at.village.text()},      {"name", parts.divisions.name_of(at.village)},
          {"households", at.list.rows.size()}, {"missing", std::move(missing)},
          {"frozen", frozen_wire(at.list)},    {"allotted_fen", allotted},
          {"sample", sample_wire(at.list)}};
}

/// Lists at the stage below the division that come after a village, in the order of villages.
std::vector<DivisionCode> waiting_at(const QueryContext& context, Stage stage) {
  const auto& campaign = text_at(context.params, "campaign");
  const auto within = DivisionCode::parse(text_at(context.params, "division")).value();
  const auto after = context.params.value("after", std::string{});
  std::map<std::string, Stage> stages;
  for (const auto& each : stages_of(context.db, campaign, within)) stages.emplace(each.village.text(), each.stage);
  std::vector<DivisionCode> out;
  for (const auto& each : village_lists(context.db, campaign, within)) {
    const auto known = stages.find(each.village.text());
    const auto now = known == stages.end() ? Stage::report : known->second;
    if (now == stage && each.village.text() > after) out.push_back(each.village);
  }
  return out;
}

Result<json> desk(const QueryContext& context, const GateParts& parts) {
  const auto& campaign = text_at(context.params, "campaign");
  const auto& jurisdiction = context.caller.jurisdiction;
  if (auto found = existing_campaign(context.db, campaign, jurisdiction); !found) return fail(found.error());
  const auto waiting = waiting_at(context, parse_stage(text_at(context.params, "stage")).value());
  auto lists = json::array();
  for (const auto& village : waiting) {
    if (lists.size() == kPage) break;
    const auto at = read_gate(context.db, parts, campaign, village, jurisdiction);
    if (!at) return fail(at.error());
    lists.push_back(line_of(parts, *at, context.now));
  }
  json next = nullptr;
  if (waiting.size() > lists.size()) next = lists.back().at("village");
  return json{{"lists", std::move(lists)}, {"next", std::move(next)}, {"seq", journal::head_seq(context.db)}};
}

std::vector<std::string> stage_words() {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < kStages; ++i) out.emplace_back(to_string(static_cast<Stage>(i)));
  return out;
}

}  // namespace

void declare_gate_desk(api::Registry& registry, const GateParts& parts) {
  registry.add(api::Operation{
      .name = "gate.desk",
      .kind = api::Kind::query,
      .summary =
          {"一个环节上各村名单：哪些材料齐全，哪些还缺什么，锁定和签字到哪一步",
           "The lists waiting at one stage: which are complete, what the others lack, what is frozen and signed"},
      .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division()),
                               need("stage", Shape::one_of(stage_words())),
                               may("after", Shape::division(), "`next` of the page before")}),
      .result =
          Shape::object({need("lists", Shape::array(Shape::any(), 0, kPage)), need("next", Shape::division().or_null()),
                         need("seq", Shape::integer(0, INT64_MAX / 2))}),
      .roles = kReaders,
      .scope = api::division_at("division"),
      .query = [parts](const QueryContext& context) { return desk(context, parts); }});
}

}  // namespace anlan::relief
