#include <algorithm>
#include <set>
#include <utility>

#include "access/pictures.hpp"
#include "access/token.hpp"
#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_entries.hpp"
#include "relief/gate_evidence.hpp"
#include "relief/gate_view.hpp"
#include "relief/household_queries.hpp"
#include "relief/leak_check.hpp"
#include "relief/relief_operations.hpp"
#include "relief/relieved.hpp"
#include "relief/way_json.hpp"
#include "relief/way_rules.hpp"

namespace anlan::relief {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;
using Drafts = Result<std::vector<journal::Draft>>;

namespace {

constexpr RoleSet kTownship{Role::township_reviewer};
constexpr int kMostPeople = 500;

auto bad_evidence(std::string pointer, Text detail) {
  return fail_field(std::move(pointer), "bad-evidence", std::move(detail));
}

Result<void> check_stored(const CommandContext& context, const GateContext& at, const access::KeyRing& keys,
                          std::string pointer, const std::string& blob) {
  return access::check_picture(
      context.db, keys,
      {.owner = key_owner_of(at.campaign.campaign),
       .blob = blob,
       .pointer = std::move(pointer),
       .missing = {"照片或附件还没有上传，请先上传", "the file was not stored yet; upload it first"}});
}

/// Evidence of a stage is added while the list is there.
Result<void> check_stage(const GateContext& at, Stage stage) {
  if (at.list.stage == stage) return {};
  const auto here = std::string{title_of(at.list.stage)};
  const auto there = std::string{title_of(stage)};
  return fail(ProblemKind::conflict, "wrong-stage",
              {"名单在「" + here + "」环节，这项材料属于「" + there + "」环节",
               "this belongs to another stage than the list is at"});
}

Result<void> check_row(const GateContext& at, const std::string& pointer, const std::string& household) {
  if (std::ranges::find(at.list.rows, household, &GatedRow::household) != at.list.rows.end()) return {};
  return bad_evidence(pointer, {"该户不在本村名单上，请重选", "the household is not on this list; choose another"});
}

Result<void> check_past(const std::string& pointer, Instant when, Instant now) {
  if (when <= now) return {};
  return bad_evidence(pointer, {"时间晚于现在，请更正", "the time has not come yet; correct it"});
}

/// Times are written down to the minute: what happened within the minute of `earliest` may be said to have been then.
Result<void> check_not_before(const std::string& pointer, Instant when, Instant earliest, Text what) {
  if (when >= std::chrono::floor<std::chrono::minutes>(earliest)) return {};
  const auto then = format_time(earliest).substr(0, std::string_view{"2026-09-26T10:00"}.size());
  what.zh += "（" + then + "），请更正";
  what.en += " (" + then + "); correct it";
  return bad_evidence(pointer, std::move(what));
}

std::vector<journal::Draft> one(const GateContext& at, std::string_view type, json body) {
  return {gate_fact(type, at.campaign, at.village, std::move(body))};
}

/// One vote on each household of the list, and on nobody else.
Result<void> check_votes(const GateContext& at, const std::vector<Vote>& votes) {
  std::set<std::string> known;
  for (std::size_t i = 0; i < votes.size(); ++i) {
    const auto pointer = "/meeting/votes/" + std::to_string(i) + "/household";
    if (auto held = check_row(at, pointer, votes[i].household); !held) return held;
    if (!known.insert(votes[i].household).second) {
      return bad_evidence(pointer, {"同一户有两条表决结果，请只留一条", "one household has two votes; keep one"});
    }
  }
  return {};
}

Drafts meet(const CommandContext& context, const GateContext& at, const access::KeyRing& keys) {
  if (auto held = check_stage(at, Stage::village_review); !held) return fail(std::move(held.error()));
  const auto meeting = read_meeting(context.params.at("meeting"));
  if (auto held = check_past("/meeting/held_at", meeting.held_at, context.now); !held)
    return fail(std::move(held.error()));
  if (auto late = applied_after(at.list, meeting.held_at)) return bad_evidence("/meeting/held_at", *std::move(late));
  for (const auto& [pointer, blob] :
       {std::pair{"/meeting/minutes", meeting.minutes}, std::pair{"/meeting/photo", meeting.photo}}) {
    if (auto held = check_stored(context, at, keys, pointer, blob); !held) return fail(std::move(held.error()));
  }
  if (auto held = check_votes(at, meeting.votes); !held) return fail(std::move(held.error()));
  return one(at, kGateMet, {{"meeting", meeting_json(meeting)}});
}

/// Which of the two notices hangs at this stage.
Result<std::string> notice_at(const GateContext& at) {
  if (at.list.stage == Stage::second_notice) return std::string{"second_notice"};
  return check_stage(at, Stage::public_notice).map([] { return std::string{"notice"}; });
}

/// A notice hangs once there is what it tells: the village's decision, or what was paid.
Result<void> check_posting(const GateContext& at, Instant posted_at) {
  if (at.list.stage == Stage::second_notice) {
    const auto paid = at.list.reached.find(Stage::second_notice);
    if (paid == at.list.reached.end()) return {};
    return check_not_before("/posted_at", posted_at, paid->second,
                            {"张贴时间早于发放办结的时间", "the notice was posted before payment was done with"});
  }
  if (!at.list.meeting) return {};
  return check_not_before("/posted_at", posted_at, at.list.meeting->held_at,
                          {"张贴时间早于村评会议的时间", "the notice was posted before the village's meeting"});
}

Drafts post(const CommandContext& context, const GateContext& at) {
  const auto notice = notice_at(at);
  if (!notice) return fail(notice.error());
  const auto posted_at = parse_time(text_at(context.params, "posted_at")).value();
  if (auto held = check_posting(at, posted_at); !held) return fail(std::move(held.error()));
  return check_past("/posted_at", posted_at, context.now).map([&] {
    return one(at, kGatePosted,
               {{"notice", *notice},
                {"posted_at", format_time(posted_at)},
                {"place", context.params.at("place")},
                {"token", access::make_token()}});
  });
}

/// Whether a point lies in the village; nothing where no surveyed border can tell.
std::optional<bool> lies_in(const divisions::Located& point, const DivisionCode& village) {
  if (!point.inside()) return false;
  const auto& finest = point.chain.back();
  if (finest == village) return true;
  if (village.within(finest) || point.schematic) return std::nullopt;
  return false;
}

Drafts photograph(const CommandContext& context, const GateContext& at, const GateParts& parts) {
  const auto notice = notice_at(at);
  if (!notice) return fail(notice.error());
  if (!(*notice == "notice" ? at.list.notice : at.list.second_notice)) {
    return bad_evidence("/photo",
                        {"公示还没有登记张贴，请先登记", "the notice is not on record as posted; enter that first"});
  }
  NoticePhoto photo{.blob = text_at(context.params, "photo"),
                    .taken_at = parse_time(text_at(context.params, "taken_at")).value()};
  if (auto held = check_stored(context, at, parts.keys, "/photo", photo.blob); !held)
    return fail(std::move(held.error()));
  const auto known_by = access::marks_of_picture(context.db, parts.keys, photo.blob);
  if (!known_by) return fail(known_by.error());
  photo.seen_before = photo_used(context.db, known_by->mark) || photo_used(context.db, known_by->plain_name);
  const auto lon = optional_at<double>(context.params, "lon");
  const auto lat = optional_at<double>(context.params, "lat");
  if (lon && lat) {
    photo.in_village = lies_in(parts.divisions.locate({.at = {*lon, *lat}}), at.village);
  }
  auto said = photo_json(photo);
  said["mark"] = known_by->mark;
  return one(at, kGatePhotographed, {{"notice", *notice}, {"photo", std::move(said)}});
}

/// A photo that proves nothing is taken from the evidence, so that the gate may open; the journal keeps it. The reason
/// is sealed: it may name people.
Drafts drop_photo(const CommandContext& context, const GateContext& at, access::KeyRing& keys) {
  const auto notice = notice_at(at);
  if (!notice) return fail(notice.error());
  const auto& posted = *notice == "notice" ? at.list.notice : at.list.second_notice;
  const auto& blob = text_at(context.params, "photo");
  if (!posted || std::ranges::find(posted->photos, blob, &NoticePhoto::blob) == posted->photos.end()) {
    return bad_evidence("/photo", {"公示照片里没有这一张，请刷新后重选", "the notice has no such photo; reload"});
  }
  return keys.seal(key_owner_of(at.campaign.campaign), text_at(context.params, "reason"))
      .map([&](const std::string& sealed) {
        json body{{"notice", *notice}, {"photo", blob}, {"sealed", sealed}};
        const auto evidence = find_evidence(context.db, at.campaign.campaign, at.village);
        for (const auto& photo : evidence.at(*notice).at("photos")) {
          if (photo.at("photo") == blob && photo.contains("mark")) body["mark"] = photo.at("mark");
        }
        return one(at, kGatePhotoDropped, std::move(body));
      });
}

Drafts object(const CommandContext& context, const GateContext& at, access::KeyRing& keys) {
  const auto household = optional_at<std::string>(context.params, "household").value_or("");
  if (!household.empty()) {
    if (auto held = check_row(at, "/household", household); !held) return fail(std::move(held.error()));
  }
  return objected(at, keys, {.objection = make_uuid(context.now), .household = household, .raised_at = context.now},
                  "desk", context.params)
      .map([](journal::Draft draft) { return std::vector<journal::Draft>{std::move(draft)}; });
}

Drafts settle(const CommandContext& context, const GateContext& at, access::KeyRing& keys) {
  const auto& id = text_at(context.params, "objection");
  const auto found = std::ranges::find(at.list.objections, id, &Objection::objection);
  if (found == at.list.objections.end() || found->settled_at) {
    return bad_evidence("/objection",
                        {"没有这条待处理的异议，请刷新后重选", "there is no such open objection; reload and choose"});
  }
  const auto& answer = text_at(context.params, "answer");
  if (auto held = check_settling(at.list, *found, context.caller.account); !held) return fail(std::move(held.error()));
  if (auto clean = check_no_leak(answer); !clean) return fail(std::move(clean.error()));
  auto sealed = keys.seal(key_owner_of(at.campaign.campaign), answer);
  if (!sealed) return fail(std::move(sealed.error()));
  return one(at, kGateSettled,
             {{"objection", id}, {"upheld", context.params.at("upheld")}, {"sealed", std::move(*sealed)}});
}

int risk_of(const Household& household, const ReliefCatalogue& standards) {
  constexpr int kOfSevere = 40;
  constexpr int kOfClass = 30;
  constexpr int kOfChange = 30;
  const bool severe = std::ranges::any_of(household.facts.circumstances, [&](Circumstance each) {
    return standards.severity_of(word_of(kCircumstanceWords, each)) == Severity::severe;
  });
  return (severe ? kOfSevere : 0) + (household.facts.household_class == HouseholdClass::other_hardship ? kOfClass : 0) +
         (household.version > 1 ? kOfChange : 0);
}

/// Households of all the township's lists: they are reviewed together.
std::int64_t listed_in_township(store::Connection& db, const GateContext& at) {
  std::int64_t count = 0;
  for (const auto& each : village_lists(db, at.campaign.campaign, at.village.parent().value())) {
    count += each.households;
  }
  return count;
}

/// Who may be drawn: everybody on the list or, later, everybody whom relief reached.
std::vector<Household> drawn_from(store::Connection& db, const GateContext& at, bool later) {
  if (!later) return at.households;
  std::vector<Household> out;
  for (const auto& each : relieved_within(db, at.campaign.campaign, at.village)) {
    out.push_back(find_household(db, each.household).value());
  }
  return out;
}

Drafts draw_sample(const CommandContext& context, const GateContext& at, const ReliefCatalogue& standards) {
  const bool later = at.list.stage == Stage::follow_up;
  if (auto held = check_stage(at, later ? Stage::follow_up : Stage::township_review); !held)
    return fail(std::move(held.error()));
  if (later ? at.list.follow_up : at.list.sample) {
    return fail(ProblemKind::conflict, "drawn-already",
                {"本环节已经抽过样，请按抽中的名单入户；退回重办后才能重抽",
                 "a sample was drawn at this stage: visit those households; only a returned list is drawn again"});
  }
  std::vector<Candidate> candidates;
  for (const auto& household : drawn_from(context.db, at, later)) {
    const bool disputed =
        std::ranges::find(at.list.objections, household.household, &Objection::household) != at.list.objections.end();
    candidates.push_back({.household = household.household, .risk = risk_of(household, standards), .must = disputed});
  }
  const auto wanted = sample_share(static_cast<std::int64_t>(candidates.size()), listed_in_township(context.db, at),
                                   standards.sampling());
  if (!wanted) return fail(wanted.error());
  const auto seed = make_uuid(context.now);
  auto households = json::array();
  for (const auto& pick : draw(std::move(candidates), *wanted, seed)) households.push_back(pick.household);
  return one(at, kGateDrawn,
             {{"sample", later ? "follow_up" : "sample"},
              {"wanted", *wanted},
              {"seed", seed},
              {"households", std::move(households)}});
}

Drafts visit(const CommandContext& context, const GateContext& at, const access::KeyRing& keys) {
  const bool later = at.list.stage == Stage::follow_up;
  if (auto held = check_stage(at, later ? Stage::follow_up : Stage::township_review); !held)
    return fail(std::move(held.error()));
  const auto& sample = later ? at.list.follow_up : at.list.sample;
  Visit made{.household = text_at(context.params, "household"),
             .at = parse_time(text_at(context.params, "at")).value(),
             .result = parse_visit_result(text_at(context.params, "result")).value(),
             .by = context.caller.account,
             .photo = optional_at<std::string>(context.params, "photo").value_or("")};
  if (!sample || std::ranges::find(sample->households, made.household) == sample->households.end()) {
    return bad_evidence("/household", {"该户不在抽样名单上，请先抽样或重选",
                                       "the household was not drawn; draw the sample, or choose another"});
  }
  if (auto held = check_past("/at", made.at, context.now); !held) return fail(std::move(held.error()));
  if (auto held = check_not_before("/at", made.at, sample->drawn_at,
                                   {"入户时间早于抽样的时间", "the visit was before the sample was drawn"});
      !held)
    return fail(std::move(held.error()));
  if (!made.photo.empty()) {
    if (auto held = check_stored(context, at, keys, "/photo", made.photo); !held) return fail(std::move(held.error()));
  }
  return one(at, kGateVisited, {{"sample", later ? "follow_up" : "sample"}, {"visit", visit_json(made)}});
}

Shape meeting_shape() {
  const auto count = Shape::integer(0, kMostPeople);
  const auto person = Shape::object({need("bench", Shape::one_of({"committee", "villagers", "affected"})),
                                     need("declared", Shape::boolean(), "was asked about kin on the list and answered"),
                                     may("kin", Shape::array(Shape::uuid(), 0, 100), "households of relatives")});
  const auto vote = Shape::object(
      {need("household", Shape::uuid()), need("ayes", count), need("noes", count), may("abstained", count)});
  return Shape::object({need("held_at", Shape::time()), need("present", Shape::array(person, 1, kMostPeople)),
                        need("absent", count), need("votes", Shape::array(vote, 1, 20'000)),
                        need("minutes", Shape::blob()), need("photo", Shape::blob())});
}

}  // namespace

void declare_gate_evidence(api::Registry& registry, const GateParts& parts) {
  const auto words = Shape::text(1, kLongestReason);
  registry.add(gate_command(
      parts, "gate.meet", {"登记民主评议会议", "Record the village's meeting"}, {need("meeting", meeting_shape())},
      kEnterers,
      [parts](const CommandContext& context, const GateContext& at) { return meet(context, at, parts.keys); }));
  registry.add(gate_command(parts, "gate.post",
                            {"登记张榜公示（重新张贴则重新计时）", "Record that the list was posted"},
                            {need("posted_at", Shape::time()), need("place", Shape::text(1, 100))}, kEnterers, post));
  registry.add(gate_command(
      parts, "gate.photograph", {"上传公示照片", "Add a photo of the notice"},
      {need("photo", Shape::blob()), need("taken_at", Shape::time()), may("lon", Shape::number(-180, 180).or_null()),
       may("lat", Shape::number(-90, 90).or_null())},
      kEnterers,
      [parts](const CommandContext& context, const GateContext& at) { return photograph(context, at, parts); }));
  auto dropping = gate_command(
      parts, "gate.drop_photo", {"注明理由撤下一张公示照片", "Take a photo off the notice's evidence, with a reason"},
      {need("photo", Shape::blob()), need("reason", words, "kept sealed")}, kEnterers,
      [parts](const CommandContext& context, const GateContext& at) { return drop_photo(context, at, parts.keys); });
  dropping.stands_for = [&keys = parts.keys](const json& params) { return api::without(keys, params, "/reason"); };
  registry.add(std::move(dropping));
  auto objecting = gate_command(
      parts, "gate.object", {"登记异议（交乡镇办理）", "Record an objection, for the township"},
      {may("household", Shape::uuid().or_null(), "none when somebody is missing from the list"),
       need("words", words, "kept sealed"), may("contact", Shape::text(1, 60).or_null(), "kept sealed")},
      {Role::township_clerk, Role::township_reviewer, Role::county_reviewer},
      [parts](const CommandContext& context, const GateContext& at) { return object(context, at, parts.keys); });
  objecting.stands_for = [&keys = parts.keys](const json& params) { return api::without(keys, params, ""); };
  registry.add(std::move(objecting));
  auto settling = gate_command(
      parts, "gate.settle", {"答复异议", "Settle an objection"},
      {need("objection", Shape::uuid()), need("upheld", Shape::boolean()), need("answer", words, "kept sealed")},
      kTownship,
      [parts](const CommandContext& context, const GateContext& at) { return settle(context, at, parts.keys); });
  settling.stands_for = [&keys = parts.keys](const json& params) { return api::without(keys, params, "/answer"); };
  registry.add(std::move(settling));
  registry.add(gate_command(parts, "gate.draw", {"抽取入户核查（回访）名单", "Draw the households to be visited"}, {},
                            kTownship, [parts](const CommandContext& context, const GateContext& at) {
                              return draw_sample(context, at, parts.standards);
                            }));
  registry.add(gate_command(
      parts, "gate.visit", {"登记入户核查（回访）结果", "Record a visit"},
      {need("household", Shape::uuid()), need("at", Shape::time()),
       need("result", Shape::one_of({"agrees", "adjust", "reject"})), may("photo", Shape::blob().or_null())},
      kTownship,
      [parts](const CommandContext& context, const GateContext& at) { return visit(context, at, parts.keys); }));
}

}  // namespace anlan::relief
