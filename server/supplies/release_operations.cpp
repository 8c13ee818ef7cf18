#include <algorithm>
#include <utility>

#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "supplies/document_entries.hpp"
#include "supplies/document_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/posting.hpp"
#include "supplies/release_rules.hpp"
#include "supplies/supply_operations.hpp"
#include "supplies/supply_personal_operations.hpp"
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

/// Who asks for goods.
constexpr RoleSet kAsking{Role::township_clerk, Role::county_duty, Role::city_duty, Role::dispatcher};

/// What the operations of requests stand on.
struct ReleaseParts {
  const GoodsCatalogue& goods;
  const divisions::Divisions& divisions;
  access::KeyRing& keys;
};

/// With the contact behind a mask, and how much of each grant waybills have taken.
json release_wire(store::Connection& db, const access::KeyRing& keys, const Release& release) {
  auto out = release_json(release);
  out["version"] = release.version;
  out["contact"] = masked_contact(keys, release.contact);
  auto sent = sent_of(db, release.release);
  for (auto& grant : out["approved"]) grant["picked"] = sent[{text_at(grant, "from"), text_at(grant, "item")}];
  return out;
}

api::Decision stated(const ReleaseParts& parts, std::string_view type, const Release& release) {
  api::Decision decision;
  decision.entries.push_back(release_fact(type, release));
  decision.answer = [&keys = parts.keys, id = release.release](store::Connection& db,
                                                               const std::vector<journal::Entry>&) {
    return json{{"release", release_wire(db, keys, find_release(db, id).value())}};
  };
  return decision;
}

Result<Destination> destination_in(store::Connection& db, const json& to) {
  if (to.contains("place") == to.contains("division")) {
    return fail_field(
        "/to", "bad-release",
        {"请选送往的库点，或填接收的区划和地点，二者选一", "name a place of ours, or a division and a site"});
  }
  if (to.contains("place")) {
    const auto place = known_place(db, text_at(to, "place"));
    if (!place) return fail(place.error());
    return check_open(*place).map([&] { return Destination{place->facts.division, place->place, place->facts.name}; });
  }
  if (!to.contains("site")) {
    return fail_field("/to/site", "bad-release", {"请填安置点或村的名称", "say which shelter or village"});
  }
  return DivisionCode::parse(text_at(to, "division")).map([&](DivisionCode division) {
    return Destination{std::move(division), std::nullopt, text_at(to, "site")};
  });
}

Result<api::Decision> decide_request(const CommandContext& context, const ReleaseParts& parts) {
  const auto& params = context.params;
  auto to = destination_in(context.db, params.at("to"));
  if (!to) return fail(std::move(to.error()));
  if (!parts.divisions.exists(to->division)) {
    return fail_field("/to/division", "bad-release", {"没有这个区划代码，请核对", "there is no such division"});
  }
  const auto incident = optional_at<std::string>(params, "incident");
  const auto exercise = exercise_of(context.db, incident);
  if (!exercise) return fail(exercise.error());
  auto contact = sealed_contact(parts.keys, params, "contact", key_owner(incident));
  if (!contact) return fail(std::move(contact.error()));
  Release release{.release = make_uuid(context.now),
                  .number = next_release_number(context.db),
                  .to = std::move(*to),
                  .purpose = params.at("purpose"),
                  .need_by = parse_time(text_at(params, "need_by")).value(),
                  .priority = params.at("priority"),
                  .contact = std::move(*contact),
                  .incident = incident,
                  .exercise = exercise->value_or(params.value("exercise", false)),
                  .stock_note = optional_at<std::string>(params, "stock_note"),
                  .requested_at = context.now,
                  .requested_by = context.caller.actor()};
  for (const auto& line : params.at("lines")) {
    release.lines.push_back({line.at("item"), line.at("quantity"), optional_at<std::string>(line, "spec")});
  }
  if (auto held = check_request(release, parts.goods, context.now); !held) return fail(std::move(held.error()));
  return stated(parts, kReleaseRequested, release);
}

Shape quantity_shape() { return Shape::integer(1, kMostUnits); }

api::Operation request(const ReleaseParts& parts) {
  auto to = Shape::object({may("place", Shape::uuid()), may("division", Shape::division()),
                           may("site", Shape::text(1, 100), "shelter or village; with a division")});
  auto line = Shape::object({need("item", Shape::text(1, 60)), need("quantity", quantity_shape()),
                             may("spec", Shape::text(1, 200).or_null())});
  return {.name = "release.request",
          .kind = api::Kind::command,
          .summary = {"申请动用救灾物资", "Ask for relief goods"},
          .params = Shape::object(
              {need("command_id", Shape::uuid()), may("incident", Shape::uuid()), may("exercise", Shape::boolean()),
               need("purpose", Shape::text(1, 500)), need("need_by", Shape::time()),
               need("priority", Shape::one_of({"urgent", "high", "normal"})), need("to", std::move(to)),
               need("contact", Shape::object({need("name", Shape::text(1, 40)), need("phone", Shape::text(3, 40))})),
               may("stock_note", Shape::text(0, 500).or_null()), need("lines", Shape::array(std::move(line), 1, 200))}),
          .roles = kAsking,
          .scope =
              [](store::Connection& db, const json& params) {
                return destination_in(db, params.at("to")).map([](const Destination& to) { return to.division; });
              },
          .command = [parts](const CommandContext& context) { return decide_request(context, parts); },
          .stands_for = [parts](const json& params) { return api::without(parts.keys, params, "/contact"); }};
}

Result<Release> seen_release(const CommandContext& context) {
  auto found = known_release(context.db, text_at(context.params, "release"));
  if (!found) return found;
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  if (auto fresh = journal::expect_version(context.db, release_stream(found->release), expected); !fresh) {
    return fail(std::move(fresh.error()));
  }
  return found;
}

Ruling ruling_of(const CommandContext& context, const char* words) {
  return {.at = context.now,
          .by = context.caller.actor(),
          .order = optional_at<std::string>(context.params, "order"),
          .note = optional_at<std::string>(context.params, words)};
}

Result<api::Decision> decide_approve(const CommandContext& context, const ReleaseParts& parts) {
  auto release = seen_release(context);
  if (!release) return fail(std::move(release.error()));
  std::vector<Grant> grants;
  for (const auto& line : context.params.at("lines")) {
    const auto place = known_place(context.db, text_at(line, "from"));
    if (!place) return fail(place.error());
    auto held = check_open(*place).and_then([&] { return check_user_office(*place, context.caller.jurisdiction); });
    if (!held) return fail(std::move(held.error()));
    grants.push_back({line.at("item"), line.at("quantity"), place->place});
  }
  if (auto held = check_grants(*release, grants); !held) return fail(std::move(held.error()));
  release->state = ReleaseState::approved;
  release->ruling = ruling_of(context, "note");
  release->grants = std::move(grants);
  return stated(parts, kReleaseApproved, *release);
}

api::Operation approve(const ReleaseParts& parts) {
  auto line = Shape::object({need("item", Shape::text(1, 60)), need("quantity", quantity_shape()),
                             need("from", Shape::uuid(), "the place it comes out of")});
  return {.name = "release.approve",
          .kind = api::Kind::command,
          .summary = {"下达动用指令", "Order the release of goods"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("release", Shape::uuid()),
                                   need("expected_version", version_shape()), need("order", Shape::text(1, 100)),
                                   need("lines", Shape::array(std::move(line), 1, 200)),
                                   may("note", Shape::text(1, kLongestReason))}),
          .roles = kUserOffice,
          .command = [parts](const CommandContext& context) { return decide_approve(context, parts); }};
}

Result<api::Decision> decide_reject(const CommandContext& context, const ReleaseParts& parts) {
  auto release = seen_release(context);
  if (!release) return fail(std::move(release.error()));
  if (auto held = check_undecided(*release); !held) return fail(std::move(held.error()));
  release->state = ReleaseState::rejected;
  release->ruling = ruling_of(context, "reason");
  return stated(parts, kReleaseRejected, *release);
}

api::Operation reject(const ReleaseParts& parts) {
  return {.name = "release.reject",
          .kind = api::Kind::command,
          .summary = {"驳回动用申请", "Refuse a request for goods"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("release", Shape::uuid()),
                                   need("expected_version", version_shape()),
                                   need("reason", Shape::text(1, kLongestReason))}),
          .roles = kUserOffice,
          .scope =
              [](store::Connection& db, const json& params) {
                return known_release(db, text_at(params, "release")).map([](const Release& release) {
                  return release.to.division;
                });
              },
          .command = [parts](const CommandContext& context) { return decide_reject(context, parts); }};
}

/// Who asks, who sends, and who watches over them: any of them may have to ring the other end up.
constexpr RoleSet kRevealers{Role::township_clerk,   Role::county_duty, Role::city_duty, Role::dispatcher,
                             Role::warehouse_keeper, Role::leader,      Role::auditor};

/// The goods go into the jurisdiction, or some of them out of it.
bool concerns(store::Connection& db, const Release& release, const DivisionCode& jurisdiction) {
  return release.to.division.within(jurisdiction) || std::ranges::any_of(release.grants, [&](const Grant& grant) {
           return known_place(db, grant.from).value().facts.division.within(jurisdiction);
         });
}

Result<Unsealed> contact_in_clear(const CommandContext& context, const access::KeyRing& keys) {
  auto release = known_release(context.db, text_at(context.params, "release"));
  if (release && !concerns(context.db, *release, context.caller.jurisdiction)) release = known_release(context.db, "");
  return release.map([&](const Release& found) {
    return Unsealed{.stream = release_stream(found.release),
                    .division = found.to.division,
                    .fields = {"name", "phone"},
                    .clear = clear_contact(keys, found.contact)};
  });
}

api::Operation reveal(const ReleaseParts& parts) {
  return reveal_operation(
      {.name = "release.reveal",
       .summary = {"查看申请的联系人，须写明用途并留痕",
                   "Whom to ask about a request in clear: for a purpose, and on record"},
       .record = "release",
       .roles = kRevealers,
       .unseal = [&keys = parts.keys](const CommandContext& context) { return contact_in_clear(context, keys); }});
}

api::Operation list(const ReleaseParts& parts) {
  auto query = [&keys = parts.keys](const api::QueryContext& context) -> Result<json> {
    std::optional<ReleaseState> state;
    if (context.params.contains("state")) state = parse_release_state(text_at(context.params, "state"));
    const auto incident = optional_at<std::string>(context.params, "incident");
    auto releases = json::array();
    for (const auto& release : list_releases(context.db, context.caller.jurisdiction, state, incident)) {
      releases.push_back(release_wire(context.db, keys, release));
    }
    return json{{"releases", std::move(releases)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "release.list",
          .kind = api::Kind::query,
          .summary = {"动用申请与指令，最急的在前", "Requests and release orders, the most urgent first"},
          .params = Shape::object(
              {may("state", Shape::one_of({"requested", "approved", "rejected"})), may("incident", Shape::uuid())}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_release_operations(api::Registry& registry, const GoodsCatalogue& goods,
                                const divisions::Divisions& divisions, access::KeyRing& keys) {
  const ReleaseParts parts{goods, divisions, keys};
  registry.add(request(parts));
  registry.add(approve(parts));
  registry.add(reject(parts));
  registry.add(reveal(parts));
  registry.add(list(parts));
  registry.add(api::Topic{.name = "release",
                          .summary = {"动用申请、指令与驳回", "Requests for goods, orders and refusals"},
                          .roles = kReaders});
}

}  // namespace anlan::supplies
