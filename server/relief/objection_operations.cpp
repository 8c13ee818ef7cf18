#include "relief/objection_operations.hpp"

#include <memory>
#include <utility>

#include "api/personal.hpp"
#include "base/json.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "journal/commands.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_rules.hpp"
#include "relief/campaign_view.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_entries.hpp"
#include "relief/objection_view.hpp"
#include "relief/public_notice_operations.hpp"
#include "relief/relief_operations.hpp"
#include "relief/relieved.hpp"
#include "relief/way_rules.hpp"

// The door for whoever reads the notice and has no account.

namespace anlan::relief {

namespace asio = boost::asio;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::string_view kOperation = "objection.file";
constexpr std::size_t kTokenDigits = 43;
constexpr std::size_t kLongestContact = 60;

using Gate = std::shared_ptr<access::Throttle>;

Text too_many_objections(int seconds) {
  const auto text = std::to_string(seconds);
  return {"提交过于频繁，请 " + text + " 秒后再试，或到乡镇（街道）当面提出",
          "too many at once; try again in " + text + " s, or go to the township"};
}

/// The list behind a printed code. Problem `unknown-notice` (404).
Result<GateContext> list_of(store::Connection& db, const GateParts& parts, const std::string& token) {
  const auto code = find_notice_code(db, token);
  if (!code) {
    return fail(ProblemKind::not_found, "unknown-notice",
                {"这里没有这张公示，请重新扫描公示上的二维码，或到乡镇（街道）当面提出",
                 "there is no such notice here: scan the code on it again, or go to the township"});
  }
  const auto campaign = find_campaign(db, code->campaign).value();
  return read_gate(db, parts, code->campaign, code->village, campaign.facts.division);
}

/// The household a reference names; empty when somebody objects that one is missing. Problem `bad-reference` (422).
Result<std::string> household_named(store::Connection& db, const GateContext& at, const json& params) {
  const auto reference = optional_at<std::string>(params, "reference");
  if (!reference) return std::string{};
  for (const auto& row : at.list.rows) {
    if (notice_reference(at.campaign.campaign, row.household) == *reference) return row.household;
  }
  for (const auto& row : relieved_within(db, at.campaign.campaign, at.village)) {
    if (notice_reference(at.campaign.campaign, row.household) == *reference) return row.household;
  }
  return fail_field("/reference", "bad-reference",
                    {"公示上没有这一户，请重新打开公示页面选择", "the notice has no such household; open it again"});
}

/// Records an objection, or gives the first answer when it was recorded before. Runs inside a writer job.
Result<json> file_objection(store::Connection& db, const ObjectionParts& parts, const json& params, Instant now) {
  auto& keys = parts.gate.keys;
  const journal::CommandKey key{"public", text_at(params, "command_id")};
  const auto request = api::without(keys, params, "");
  if (!request) return fail(request.error());
  auto before = journal::answered_before(db, key, kOperation, *request);
  if (!before) return fail(std::move(before.error()));
  if (*before) return json::parse(**before);
  const auto at = list_of(db, parts.gate, text_at(params, "code"));
  if (!at) return fail(at.error());
  auto household = check_open(at->campaign).and_then([&] { return check_objecting(at->list); }).and_then([&] {
    return household_named(db, *at, params);
  });
  if (!household) return fail(std::move(household.error()));
  auto draft = objected(*at, keys, {.objection = make_uuid(now), .household = std::move(*household), .raised_at = now},
                        "public", params);
  if (!draft) return fail(std::move(draft.error()));
  const std::string objection = draft->body.at("objection");
  const journal::Actor actor{"public", "群众（无账号）", "public", at->village.text()};
  (void)parts.journal.append(db, std::move(*draft), {actor, now, key.command_id});
  json answer{{"objection", objection},
              {"raised_at", format_time(now)},
              {"to", parts.gate.divisions.name_of(at->village.parent().value())},
              {"late", is_late(at->list)}};
  journal::remember_answer(db, key, kOperation, *request, dump(answer), journal::head_seq(db));
  return answer;
}

Result<json> notice_shown(store::Connection& db, const GateParts& parts, const json& params) {
  const auto at = list_of(db, parts, text_at(params, "code"));
  if (!at) return fail(at.error());
  return public_notice(db, parts, *at).map([](json notice) { return json{{"notice", std::move(notice)}}; });
}

/// What became of an objection, for whoever raised it.
Result<json> outcome(store::Connection& db, const GateParts& parts, const json& params) {
  const auto found = find_objection(db, text_at(params, "objection"));
  const auto code = find_notice_code(db, text_at(params, "code"));
  if (!found || !code || code->campaign != found->campaign || code->village != found->village) {
    return fail(
        ProblemKind::not_found, "unknown-objection",
        {"没有查到这条异议，请核对提交时给的编号", "there is no such objection; check the number you were given"});
  }
  const auto& settled = found->objection.settled_at;
  return json{{"raised_at", format_time(found->objection.raised_at)},
              {"settled_at", settled ? json(format_time(*settled)) : json(nullptr)},
              {"upheld", settled ? json(found->objection.upheld) : json(nullptr)},
              {"answer", found->answer ? or_null(parts.keys.unseal(*found->answer)) : json(nullptr)}};
}

using Look = Result<json> (*)(store::Connection&, const GateParts&, const json& params);

/// A query by somebody without an account; guessing codes at it is made slow.
api::Operation open_query(const ObjectionParts& parts, const Gate& gate, std::string name, Text summary,
                          std::vector<api::Field> fields, Look look) {
  auto action = [parts, gate, look](api::ActionContext context) -> asio::awaitable<Result<api::Reply>> {
    const auto tries = "look " + context.remote;
    if (auto open = gate->begin(tries, context.remote, parts.clock()); !open) co_return fail(std::move(open.error()));
    auto job = [look, gates = parts.gate, params = std::move(context.params)](store::Connection& db) {
      return look(db, gates, params);
    };
    auto seen = co_await parts.readers.run(std::move(job));
    if (seen || seen.error().kind != ProblemKind::not_found) gate->succeeded(tries, context.remote);
    if (!seen) co_return fail(std::move(seen.error()));
    co_return api::Reply{.json = dump(*seen)};
  };
  fields.push_back(need("code", Shape::text(kTokenDigits, kTokenDigits), "of the notice"));
  return {.name = std::move(name),
          .kind = api::Kind::action,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .open_to_strangers = true,
          .action = std::move(action)};
}

/// A filing stays counted as a try, so that nobody floods the township.
api::Operation file(const ObjectionParts& parts, const Gate& gate) {
  auto action = [parts, gate](api::ActionContext context) -> asio::awaitable<Result<api::Reply>> {
    if (auto open = gate->begin("file " + context.remote, context.remote, parts.clock()); !open) {
      co_return fail(std::move(open.error()));
    }
    auto job = [parts, params = std::move(context.params), now = context.now](store::Connection& db) {
      return file_objection(db, parts, params, now);
    };
    auto answer = co_await parts.writer.submit(std::move(job));
    if (!answer) co_return fail(std::move(answer.error()));
    co_return api::Reply{.json = dump(*answer)};
  };
  return {.name = std::string{kOperation},
          .kind = api::Kind::action,
          .summary = {"凭公示二维码提出异议，交乡镇办理（无需账号）",
                      "Object to a notice by its code; goes to the township, no account needed"},
          .params = Shape::object(
              {need("code", Shape::text(kTokenDigits, kTokenDigits), "of the notice"),
               may("reference", Shape::text(8, 8).or_null(), "of the household on it; none when one is missing"),
               need("words", Shape::text(1, kLongestReason), "kept sealed"),
               may("contact", Shape::text(1, kLongestContact).or_null(), "for calling back; kept sealed"),
               need("command_id", Shape::uuid())}),
          .open_to_strangers = true,
          .action = std::move(action)};
}

}  // namespace

void declare_objections(api::Registry& registry, const ObjectionParts& parts) {
  const auto gate = std::make_shared<access::Throttle>(parts.limits, too_many_objections);
  registry.add(
      open_query(parts, gate, "objection.look",
                 {"凭公示二维码查看公示内容（无需账号）", "What a notice says, by its code; no account needed"}, {},
                 notice_shown));
  registry.add(open_query(parts, gate, "objection.answer",
                          {"凭异议编号查看办理结果（无需账号）", "What became of an objection, for whoever raised it"},
                          {need("objection", Shape::uuid(), "the number given when it was filed")}, outcome));
  registry.add(file(parts, gate));
  declare_objection_queries(registry, parts.gate);
}

}  // namespace anlan::relief
