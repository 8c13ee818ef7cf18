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

/// With how much of each grant waybills have taken.
json release_wire(store::Connection& db, const Release& release) {
  auto out = release_json(release);
  out["version"] = release.version;
  auto sent = sent_of(db, release.release);
  for (auto& grant : out["approved"]) grant["picked"] = sent[{text_at(grant, "from"), text_at(grant, "item")}];
  return out;
}

api::Decision stated(std::string_view type, const Release& release) {
  api::Decision decision;
  decision.entries.push_back(release_fact(type, release));
  decision.answer = [id = release.release](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"release", release_wire(db, find_release(db, id).value())}};
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

Result<api::Decision> decide_request(const CommandContext& context, const GoodsCatalogue& goods,
                                     const divisions::Divisions& divisions) {
  const auto& params = context.params;
  auto to = destination_in(context.db, params.at("to"));
  if (!to) return fail(std::move(to.error()));
  if (!divisions.exists(to->division)) {
    return fail_field("/to/division", "bad-release", {"没有这个区划代码，请核对", "there is no such division"});
  }
  const auto incident = optional_at<std::string>(params, "incident");
  const auto exercise = exercise_of(context.db, incident);
  if (!exercise) return fail(exercise.error());
  Release release{.release = make_uuid(context.now),
                  .number = next_release_number(context.db),
                  .to = std::move(*to),
                  .purpose = params.at("purpose"),
                  .need_by = parse_time(text_at(params, "need_by")).value(),
                  .priority = params.at("priority"),
                  .contact_name = params.at("contact").at("name"),
                  .contact_phone = params.at("contact").at("phone"),
                  .incident = incident,
                  .exercise = exercise->value_or(params.value("exercise", false)),
                  .stock_note = optional_at<std::string>(params, "stock_note"),
                  .requested_at = context.now,
                  .requested_by = context.caller.actor()};
  for (const auto& line : params.at("lines")) {
    release.lines.push_back({line.at("item"), line.at("quantity"), optional_at<std::string>(line, "spec")});
  }
  if (auto held = check_request(release, goods, context.now); !held) return fail(std::move(held.error()));
  return stated(kReleaseRequested, release);
}

Shape quantity_shape() { return Shape::integer(1, kMostUnits); }

api::Operation request(const GoodsCatalogue& goods, const divisions::Divisions& divisions) {
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
          .command = [&](const CommandContext& context) { return decide_request(context, goods, divisions); }};
}

Result<Release> seen_release(const CommandContext& context) {
  auto found = find_release(context.db, text_at(context.params, "release"));
  if (!found) {
    return fail(ProblemKind::not_found, "unknown-release",
                {"没有这份申请，请刷新后重选", "there is no such request; reload and choose again"});
  }
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  if (auto fresh = journal::expect_version(context.db, release_stream(found->release), expected); !fresh) {
    return fail(std::move(fresh.error()));
  }
  return std::move(*found);
}

Ruling ruling_of(const CommandContext& context, const char* words) {
  return {.at = context.now,
          .by = context.caller.actor(),
          .order = optional_at<std::string>(context.params, "order"),
          .note = optional_at<std::string>(context.params, words)};
}

Result<api::Decision> decide_approve(const CommandContext& context) {
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
  return stated(kReleaseApproved, *release);
}

api::Operation approve() {
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
          .command = decide_approve};
}

Result<api::Decision> decide_reject(const CommandContext& context) {
  auto release = seen_release(context);
  if (!release) return fail(std::move(release.error()));
  if (auto held = check_undecided(*release); !held) return fail(std::move(held.error()));
  release->state = ReleaseState::rejected;
  release->ruling = ruling_of(context, "reason");
  return stated(kReleaseRejected, *release);
}

api::Operation reject() {
  return {.name = "release.reject",
          .kind = api::Kind::command,
          .summary = {"驳回动用申请", "Refuse a request for goods"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("release", Shape::uuid()),
                                   need("expected_version", version_shape()),
                                   need("reason", Shape::text(1, kLongestReason))}),
          .roles = kUserOffice,
          .scope = [](store::Connection& db, const json& params) -> Result<DivisionCode> {
            const auto found = find_release(db, text_at(params, "release"));
            if (found) return found->to.division;
            return fail(ProblemKind::not_found, "unknown-release",
                        {"没有这份申请，请刷新后重选", "there is no such request; reload and choose again"});
          },
          .command = decide_reject};
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    std::optional<ReleaseState> state;
    if (context.params.contains("state")) state = parse_release_state(text_at(context.params, "state"));
    const auto incident = optional_at<std::string>(context.params, "incident");
    auto releases = json::array();
    for (const auto& release : list_releases(context.db, context.caller.jurisdiction, state, incident)) {
      releases.push_back(release_wire(context.db, release));
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
                                const divisions::Divisions& divisions) {
  registry.add(request(goods, divisions));
  registry.add(approve());
  registry.add(reject());
  registry.add(list());
  registry.add(api::Topic{.name = "release",
                          .summary = {"动用申请、指令与驳回", "Requests for goods, orders and refusals"},
                          .roles = kReaders});
}

}  // namespace anlan::supplies
