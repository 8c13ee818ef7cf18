#include <utility>

#include "api/personal.hpp"
#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "supplies/allocation_draft_entries.hpp"
#include "supplies/allocation_draft_rules.hpp"
#include "supplies/allocation_draft_view.hpp"
#include "supplies/allocation_operations.hpp"
#include "supplies/allocation_orders.hpp"
#include "supplies/allocation_planning_queries.hpp"
#include "supplies/document_entries.hpp"
#include "supplies/document_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/release_rules.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr RoleSet kEditors{Role::county_duty, Role::city_duty, Role::dispatcher, Role::leader};
constexpr std::size_t kMostLines = 5'000;

/// The plan a command means, still open, as its caller last saw it, of an incident that still is.
Result<AllocationDraft> open_draft(const CommandContext& context) {
  auto draft = find_allocation(context.db, text_at(context.params, "allocation")).value();  // its scope found it
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  auto held = journal::expect_version(context.db, allocation_stream(draft.allocation), expected).and_then([&] {
    return check_proposed(draft);
  });
  if (!held) return fail(std::move(held.error()));
  if (const auto open = exercise_for(context.db, draft.incident, draft.exercise); !open) return fail(open.error());
  return draft;
}

LineFacts line_facts(store::Connection& db, const AllocationParts& parts, const AllocationDraft& draft) {
  const auto stores = sources_of(db, draft.office, draft.assumptions.other_offices);
  LineFacts facts{
      .piles = free_piles(db, stores, draft.exercise), .goods = &parts.goods, .norms = &parts.planning.norms};
  for (const auto& store : stores) facts.stores.emplace(store.place, store);
  return facts;
}

void state(api::Decision& decision, std::string_view type, const AllocationDraft& draft) {
  decision.entries.push_back(allocation_fact(type, draft));
  decision.answer = [id = draft.allocation](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"allocation", allocation_wire(find_allocation(db, id).value())}};
  };
}

std::vector<WantedLine> read_lines(const json& lines) {
  std::vector<WantedLine> out;
  for (const auto& line : lines) {
    out.push_back(
        {line.at("from"), DivisionCode::parse(text_at(line, "to")).value(), line.at("item"), line.at("quantity")});
  }
  return out;
}

Result<api::Decision> decide_edit(const CommandContext& context, const AllocationParts& parts) {
  auto draft = open_draft(context);
  if (!draft) return fail(std::move(draft.error()));
  const auto lines = read_lines(context.params.at("lines"));
  const auto facts = line_facts(context.db, parts, *draft);
  if (auto held = check_lines(*draft, lines, facts); !held) return fail(std::move(held.error()));
  draft->reason = text_at(context.params, "reason");
  draft->lines = edited_lines(*draft, lines, facts, {context.caller.display_name, context.now, *draft->reason, 0});
  draft->edited_by.push_back(context.caller.actor());
  api::Decision decision;
  state(decision, kAllocationEdited, *draft);
  return decision;
}

api::Operation edit(const AllocationParts& parts) {
  auto line = Shape::object({need("from", Shape::uuid()), need("to", Shape::division()),
                             need("item", Shape::text(1, 60)), need("quantity", Shape::integer(1, kMostUnits))});
  return {.name = "allocation.edit",
          .kind = api::Kind::command,
          .summary = {"修改调拨方案：给出修改后的全部行和理由，按现有库存重新校核",
                      "Edit an allocation: all its lines as they shall be, and why; checked against today's stock"},
          .params =
              Shape::object({need("command_id", Shape::uuid()), need("allocation", Shape::uuid()),
                             need("expected_version", version_shape()), need("reason", Shape::text(1, kLongestReason)),
                             need("lines", Shape::array(std::move(line), 1, kMostLines))}),
          .roles = kEditors,
          .scope = division_of_allocation,
          .command = [parts](const CommandContext& context) { return decide_edit(context, parts); }};
}

Result<void> seal_contacts(access::KeyRing& keys, const json& params, const std::string& owner, Approval& approval) {
  auto contact = sealed_contact(keys, params, "contact", owner);
  if (!contact) return fail(std::move(contact.error()));
  approval.contact = std::move(*contact);
  const auto named = params.value("contacts", json::object());
  for (const auto& [division, said] : named.items()) {
    auto other = sealed_contact(keys, named, division.c_str(), owner);
    if (!other) return fail(std::move(other.error()));
    approval.contacts.emplace(division, std::move(*other));
  }
  return {};
}

Result<Approval> read_approval(const CommandContext& context, access::KeyRing& keys, const AllocationDraft& draft) {
  const auto& params = context.params;
  Approval approval{.order = params.at("order"),
                    .need_by = parse_time(text_at(params, "need_by")).value(),
                    .priority = params.at("priority"),
                    .purpose = params.at("purpose"),
                    .contact = {},
                    .note = optional_at<std::string>(params, "note"),
                    .at = context.now,
                    .by = context.caller.actor()};
  return seal_contacts(keys, params, key_owner(draft.incident), approval).map([&] { return std::move(approval); });
}

/// What holds for the plan as a whole before any order is written.
Result<void> check_approval(const CommandContext& context, const AllocationParts& parts, const AllocationDraft& draft) {
  if (auto held = check_approver(draft, context.caller.actor()); !held) return held;
  if (draft.lines.empty()) {
    return fail(ProblemKind::conflict, "allocation-empty",
                {"方案里没有可发的物资，请先解决所列缺口，或撤回方案",
                 "the plan sends nothing; deal with its gaps first, or withdraw it"});
  }
  const auto facts = line_facts(context.db, parts, draft);
  if (auto held = check_lines(draft, wanted_of(draft.lines), facts); !held) return held;
  for (const auto& line : draft.lines) {
    if (line.office != draft.office) continue;
    if (auto held = check_user_office(facts.stores.at(line.from), context.caller.jurisdiction); !held) return held;
  }
  return {};
}

/// The orders go through the same rules as those a person writes one by one.
Result<void> add_order(const CommandContext& context, const AllocationParts& parts, const Approval& approval,
                       PlanPaper paper, AllocationDraft& draft, api::Decision& decision) {
  auto& release = paper.release;
  release.release = make_uuid(context.now);
  release.number = next_release_number(context.db, static_cast<std::int64_t>(draft.orders.size()));
  if (auto held = check_request(release, parts.goods, context.now); !held) return held;
  decision.entries.push_back(release_fact(kReleaseRequested, release));
  if (paper.own) {
    if (auto held = check_grants(release, paper.grants); !held) return held;
    decision.entries.push_back(release_fact(kReleaseApproved, granted(release, std::move(paper.grants), approval)));
  }
  draft.orders.push_back({release.release, release.number, paper.own ? "approved" : "requested", release.to.division});
  return {};
}

Result<api::Decision> decide_approve(const CommandContext& context, const AllocationParts& parts) {
  auto draft = open_draft(context);
  if (!draft) return fail(std::move(draft.error()));
  if (auto held = check_approval(context, parts, *draft); !held) return fail(std::move(held.error()));
  const auto approval = read_approval(context, parts.keys, *draft);
  if (!approval) return fail(approval.error());
  const auto name_of = [&](const DivisionCode& unit) { return parts.planning.divisions.name_of(unit); };
  api::Decision decision;
  for (auto& paper : papers_of(*draft, *approval, name_of)) {
    auto held = add_order(context, parts, *approval, std::move(paper), *draft, decision);
    if (!held) return fail(std::move(held.error()));
  }
  draft->state = AllocationState::approved;
  draft->reason = approval->note;
  draft->ruling = PlanRuling{context.now, context.caller.actor(), approval->order, approval->note};
  state(decision, kAllocationApproved, *draft);
  return decision;
}

api::Operation approve(const AllocationParts& parts) {
  const auto contact = Shape::object({need("name", Shape::text(1, 40)), need("phone", Shape::text(3, 40))});
  return {
      .name = "allocation.approve",
      .kind = api::Kind::command,
      .summary = {"批准调拨方案：本级库点下达动用指令，其他单位的库点提出申请",
                  "Approve an allocation: orders to the office's own stores, requests to other offices"},
      .params = Shape::object({need("command_id", Shape::uuid()), need("allocation", Shape::uuid()),
                               need("expected_version", version_shape()), need("order", Shape::text(1, 100)),
                               need("purpose", Shape::text(1, 500)), need("need_by", Shape::time()),
                               need("priority", Shape::one_of({"urgent", "high", "normal"})), need("contact", contact),
                               may("contacts", Shape::map("^\\d{12}$", contact, 500), "by the division that receives"),
                               may("note", Shape::text(1, kLongestReason))}),
      .roles = kUserOffice,
      .scope = division_of_allocation,
      .command = [parts](const CommandContext& context) { return decide_approve(context, parts); },
      .stands_for = [parts](const json& params) { return api::without(parts.keys, params, ""); }};
}

Result<api::Decision> decide_withdraw(const CommandContext& context) {
  auto draft = open_draft(context);
  if (!draft) return fail(std::move(draft.error()));
  draft->state = AllocationState::withdrawn;
  draft->reason = text_at(context.params, "reason");
  draft->ruling = PlanRuling{.at = context.now, .by = context.caller.actor(), .note = draft->reason};
  api::Decision decision;
  state(decision, kAllocationWithdrawn, *draft);
  return decision;
}

api::Operation withdraw() {
  return {.name = "allocation.withdraw",
          .kind = api::Kind::command,
          .summary = {"撤回调拨方案", "Withdraw an allocation"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("allocation", Shape::uuid()),
                                   need("expected_version", version_shape()),
                                   need("reason", Shape::text(1, kLongestReason))}),
          .roles = kEditors,
          .scope = division_of_allocation,
          .command = decide_withdraw};
}

}  // namespace

void declare_allocation_decisions(api::Registry& registry, const AllocationParts& parts) {
  registry.add(edit(parts));
  registry.add(approve(parts));
  registry.add(withdraw());
}

}  // namespace anlan::supplies
