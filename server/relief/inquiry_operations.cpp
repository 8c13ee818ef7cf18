#include <utility>

#include "access/pictures.hpp"
#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "relief/finding_queries.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/inquiry_entries.hpp"
#include "relief/inquiry_rules.hpp"
#include "relief/inquiry_view.hpp"
#include "relief/supervision_operations.hpp"

namespace anlan::relief {

using access::Role;
using api::CommandContext;
using api::Field;
using api::may;
using api::need;
using api::QueryContext;
using api::Shape;
using boost::asio::awaitable;
using nlohmann::json;

namespace {

constexpr access::RoleSet kDeciders{Role::county_reviewer, Role::auditor};
constexpr std::int64_t kPage = 200;

auto unknown_inquiry() {
  return fail(ProblemKind::not_found, "unknown-inquiry",
              {"没有这条核查，请刷新后重选", "there is no such inquiry; reload and choose again"});
}

Result<Inquiry> existing_inquiry(store::Connection& db, const json& params) {
  auto found = find_inquiry(db, text_at(params, "inquiry"));
  if (found) return std::move(*found);
  return unknown_inquiry();
}

Result<DivisionCode> village_of_inquiry(store::Connection& db, const json& params) {
  return existing_inquiry(db, params).map([](const Inquiry& inquiry) { return inquiry.village; });
}

/// Words as they were said, or null once the campaign's key is gone.
json words_of(const access::KeyRing& keys, const std::optional<std::string>& sealed) {
  return sealed ? or_null(keys.unseal(*sealed)) : json(nullptr);
}

json moment(const std::optional<Instant>& at) { return at ? json(format_time(*at)) : json(nullptr); }

json inquiry_wire(const ReliefParts& parts, const Inquiry& inquiry, Instant now) {
  return {{"inquiry", inquiry.inquiry},
          {"campaign", inquiry.campaign},
          {"version", inquiry.version},
          {"rule", inquiry.rule},
          {"rule_version", inquiry.rule_version},
          {"village", inquiry.village.text()},
          {"village_name", parts.divisions.name_of(inquiry.village)},
          {"household", or_null(inquiry.household)},
          {"facts", inquiry.facts},
          {"state", word_of(kInquiryWords, inquiry.state)},
          {"opened_at", format_time(inquiry.opened_at)},
          {"opened_by", inquiry.opened_by},
          {"note", words_of(parts.keys, inquiry.note)},
          {"reason", words_of(parts.keys, inquiry.reason)},
          {"outcome", words_of(parts.keys, inquiry.outcome)},
          {"due", or_null(inquiry.due)},
          {"overdue", overdue(inquiry, now)},
          {"decided_at", moment(inquiry.decided_at)},
          {"decided_by", or_null(inquiry.decided_by)},
          {"proof", inquiry.proof.has_value()},
          {"closed_at", moment(inquiry.closed_at)},
          {"closed_by", or_null(inquiry.closed_by)}};
}

Shape inquiry_shape() {
  const auto count = Shape::integer(0, INT64_MAX / 2);
  const auto words = Shape::text(1, kLongestReason).or_null();
  const auto account = Shape::text(1, 100);
  return Shape::object({need("inquiry", Shape::uuid()),
                        need("campaign", Shape::uuid()),
                        need("version", count),
                        need("rule", Shape::text(1, 60)),
                        need("rule_version", count),
                        need("village", Shape::division()),
                        need("village_name", Shape::text(0, 200)),
                        need("household", Shape::uuid().or_null()),
                        need("facts", Shape::any(), "what the rule found when it was opened"),
                        need("state", words_shape(kInquiryWords)),
                        need("opened_at", Shape::time()),
                        need("opened_by", account),
                        need("note", words),
                        need("reason", words, "of the verdict"),
                        need("outcome", words, "how it was put right"),
                        need("due", Shape::text(10, 10).or_null()),
                        need("overdue", Shape::boolean()),
                        need("decided_at", Shape::time().or_null()),
                        need("decided_by", account.or_null()),
                        need("proof", Shape::boolean(), "whether it was closed with one"),
                        need("closed_at", Shape::time().or_null()),
                        need("closed_by", account.or_null())});
}

/// The answer is kept for a repeated command, so it has none of the words that are sealed.
api::Decision told(const ReliefParts& parts, const std::string& inquiry, Instant now, journal::Draft draft) {
  api::Decision decision;
  decision.entries.push_back(std::move(draft));
  decision.answer = [parts, inquiry, now](store::Connection& db, const std::vector<journal::Entry>&) {
    auto wire = inquiry_wire(parts, find_inquiry(db, inquiry).value(), now);
    for (const auto* words : {"note", "reason", "outcome"}) wire[words] = nullptr;
    return json{{"inquiry", std::move(wire)}};
  };
  return decision;
}

Result<std::optional<std::string>> sealed_at(const CommandContext& context, const ReliefParts& parts,
                                             const std::string& campaign, const char* field) {
  const auto words = optional_at<std::string>(context.params, field);
  if (!words) return std::optional<std::string>{};
  return parts.keys.seal(key_owner_of(campaign), *words).map([](const std::string& sealed) {
    return std::optional{sealed};
  });
}

/// Whether the rule raises the doubt now: it may take long, so it is asked beside the writer. Its facts, as JSON.
awaitable<Result<std::string>> look_for_finding(SupervisionParts parts, json params) {
  const auto rule = parts.rules.rule(text_at(params, "rule"));
  if (!rule) co_return fail(rule.error());
  auto look = [&](store::Connection& db) -> Result<std::string> {
    const auto found =
        find_finding(db, **rule, text_at(params, "campaign"), DivisionCode::parse(text_at(params, "village")).value(),
                     optional_at<std::string>(params, "household"));
    if (found) return dump(found->facts);
    return fail(ProblemKind::conflict, "unknown-finding",
                {"现在没有这条疑点，可能已更正，请重新运行规则", "no rule finds this now; run the rules again"});
  };
  co_return co_await parts.relief.readers.run(std::move(look));
}

Result<api::Decision> decide_open(const CommandContext& context, const SupervisionParts& parts) {
  const auto& params = context.params;
  const auto campaign = existing_campaign(context.db, text_at(params, "campaign"), context.caller.jurisdiction);
  if (!campaign) return fail(campaign.error());
  const auto rule = parts.rules.rule(text_at(params, "rule"));
  if (!rule) return fail(rule.error());
  Inquiry inquiry{.inquiry = make_uuid(context.now),
                  .campaign = campaign->campaign,
                  .rule = (*rule)->id,
                  .rule_version = (*rule)->version,
                  .village = DivisionCode::parse(text_at(params, "village")).value(),
                  .household = optional_at<std::string>(params, "household"),
                  .facts = json::parse(context.prepared),
                  .exercise = campaign->exercise};
  const auto known = inquiry_about(context.db, {inquiry.campaign, inquiry.rule, inquiry.village, inquiry.household});
  const bool going_on = known && (known->state == InquiryState::open || known->state == InquiryState::confirmed);
  if (auto held = check_not_inquired(going_on); !held) return fail(std::move(held.error()));
  auto note = sealed_at(context, parts.relief, inquiry.campaign, "note");
  if (!note) return fail(std::move(note.error()));
  inquiry.note = std::move(*note);
  return told(parts.relief, inquiry.inquiry, context.now, inquiry_opened(inquiry));
}

/// The inquiry as the caller saw it, who had no hand in what it is about.
Result<Inquiry> seen(const CommandContext& context) {
  auto inquiry = existing_inquiry(context.db, context.params);
  if (!inquiry) return inquiry;
  auto held =
      journal::expect_version(context.db, inquiry_stream(inquiry->inquiry), context.params.at("expected_version"))
          .and_then([&] { return check_decider(context.caller.account, hands_of(context.db, *inquiry)); });
  if (!held) return fail(std::move(held.error()));
  return inquiry;
}

Result<api::Decision> decide_verdict(const CommandContext& context, const ReliefParts& parts) {
  auto inquiry = seen(context);
  if (!inquiry) return fail(std::move(inquiry.error()));
  const auto verdict = parse_word<Verdict>(kVerdictWords, text_at(context.params, "verdict")).value();
  const auto due = optional_at<std::string>(context.params, "due");
  if (auto held = check_verdict(*inquiry, verdict, due, context.now); !held) return fail(std::move(held.error()));
  auto reason = sealed_at(context, parts, inquiry->campaign, "reason");
  if (!reason) return fail(std::move(reason.error()));
  inquiry->due = due;
  inquiry->reason = std::move(*reason);
  return told(parts, inquiry->inquiry, context.now, inquiry_decided(*inquiry, verdict));
}

Result<api::Decision> decide_close(const CommandContext& context, const ReliefParts& parts) {
  auto inquiry = seen(context);
  if (!inquiry) return fail(std::move(inquiry.error()));
  if (auto held = check_close(*inquiry); !held) return fail(std::move(held.error()));
  inquiry->proof = optional_at<std::string>(context.params, "proof");
  if (inquiry->proof) {
    if (auto held = access::check_picture(
            context.db, parts.keys,
            {.owner = key_owner_of(inquiry->campaign),
             .blob = *inquiry->proof,
             .pointer = "/proof",
             .missing = {"佐证文件还没有上传，请先上传", "the file was not stored yet; upload it first"}});
        !held)
      return fail(std::move(held.error()));
  }
  auto outcome = sealed_at(context, parts, inquiry->campaign, "outcome");
  if (!outcome) return fail(std::move(outcome.error()));
  inquiry->outcome = std::move(*outcome);
  return told(parts, inquiry->inquiry, context.now, inquiry_closed(*inquiry));
}

Result<json> list(const QueryContext& context, const ReliefParts& parts) {
  const auto campaign = existing_campaign(context.db, text_at(context.params, "campaign"), context.caller.jurisdiction);
  if (!campaign) return fail(campaign.error());
  InquiryFilter filter{.campaign = campaign->campaign,
                       .within = DivisionCode::parse(text_at(context.params, "division")).value(),
                       .limit = context.params.value("limit", kPage),
                       .skip = context.params.value("skip", std::int64_t{0})};
  if (context.params.contains("state")) {
    filter.state = parse_word<InquiryState>(kInquiryWords, text_at(context.params, "state"));
  }
  auto out = json::array();
  for (const auto& inquiry : list_inquiries(context.db, filter)) {
    out.push_back(inquiry_wire(parts, inquiry, context.now));
  }
  return json{{"inquiries", std::move(out)}, {"seq", journal::head_seq(context.db)}};
}

Result<json> board(const QueryContext& context, const ReliefParts& parts) {
  const auto campaign = existing_campaign(context.db, text_at(context.params, "campaign"), context.caller.jurisdiction);
  if (!campaign) return fail(campaign.error());
  const auto within = DivisionCode::parse(text_at(context.params, "division")).value();
  const auto today = format_time(context.now).substr(0, std::string_view{"2026-12-01"}.size());
  auto out = json::array();
  for (const auto& count : count_inquiries(context.db, campaign->campaign, within, today)) {
    out.push_back({{"township", count.township},
                   {"name", parts.divisions.name_of(DivisionCode::parse(count.township).value())},
                   {"open", count.open},
                   {"confirmed", count.confirmed},
                   {"overdue", count.overdue},
                   {"dismissed", count.dismissed},
                   {"closed", count.closed}});
  }
  return json{{"townships", std::move(out)}, {"seq", journal::head_seq(context.db)}};
}

api::Operation command(const ReliefParts& parts, std::string name, Text summary, std::vector<Field> fields,
                       const char* words, api::Command decide) {
  fields.push_back(need("command_id", Shape::uuid()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .result = Shape::object({need("inquiry", inquiry_shape())}),
          .roles = kDeciders,
          .scope = village_of_inquiry,
          .command = std::move(decide),
          .stands_for = [&keys = parts.keys, words](const json& params) { return api::without(keys, params, words); }};
}

void declare_commands(api::Registry& registry, const SupervisionParts& parts) {
  const auto words = Shape::text(1, kLongestReason);
  auto open =
      command(parts.relief, "inquiry.open", {"对一条疑点立项核查", "Inquire into a finding"},
              {need("campaign", Shape::uuid()), need("rule", Shape::text(1, 60)), need("village", Shape::division()),
               may("household", Shape::uuid().or_null(), "none: the village's whole list"),
               may("note", words.or_null(), "kept sealed")},
              "/note", [parts](const CommandContext& context) { return decide_open(context, parts); });
  open.roles = kInquirers;
  open.scope = api::division_at("village");
  open.prepare = [parts](json params) { return look_for_finding(parts, std::move(params)); };
  registry.add(std::move(open));
  registry.add(command(
      parts.relief, "inquiry.decide",
      {"认定疑点属实（附整改期限）或误报",
       "Confirm a finding, with a day to put it right by, or call it a false alarm"},
      {need("inquiry", Shape::uuid()), need("expected_version", version_shape()),
       need("verdict", words_shape(kVerdictWords)), need("reason", words, "kept sealed"),
       may("due", Shape::text(10, 10).or_null(), "of what is confirmed")},
      "/reason", [relief = parts.relief](const CommandContext& context) { return decide_verdict(context, relief); }));
  registry.add(command(
      parts.relief, "inquiry.close", {"整改完成，销号", "Close what was put right"},
      {need("inquiry", Shape::uuid()), need("expected_version", version_shape()), need("outcome", words, "kept sealed"),
       may("proof", Shape::blob().or_null())},
      "/outcome", [relief = parts.relief](const CommandContext& context) { return decide_close(context, relief); }));
}

}  // namespace

void declare_inquiries(api::Registry& registry, const SupervisionParts& parts) {
  declare_commands(registry, parts);
  const auto count = Shape::integer(0, INT64_MAX / 2);
  registry.add(
      {.name = "inquiry.list",
       .kind = api::Kind::query,
       .summary = {"核查列表，先立项的在前", "Inquiries, the oldest first"},
       .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division()),
                                may("state", words_shape(kInquiryWords)), may("limit", Shape::integer(1, kPage)),
                                may("skip", Shape::integer(0, 100'000'000))}),
       .result = Shape::object({need("inquiries", Shape::array(inquiry_shape(), 0, kPage)), need("seq", count)}),
       .roles = kSupervisors,
       .scope = api::division_at("division"),
       .query = [relief = parts.relief](const QueryContext& context) { return list(context, relief); }});
  const auto township = Shape::object({need("township", Shape::division()), need("name", Shape::text(0, 200)),
                                       need("open", count), need("confirmed", count), need("overdue", count),
                                       need("dismissed", count), need("closed", count)});
  registry.add({.name = "inquiry.board",
                .kind = api::Kind::query,
                .summary = {"督查：各乡镇待核查、整改中、逾期、误报、已销号",
                            "Supervision by township: open, being put right, overdue, false alarms, closed"},
                .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division())}),
                .result = Shape::object({need("townships", Shape::array(township, 0, 10'000)), need("seq", count)}),
                .roles = kSupervisors,
                .scope = api::division_at("division"),
                .query = [relief = parts.relief](const QueryContext& context) { return board(context, relief); }});
  registry.add(api::Topic{.name = "inquiry",
                          .summary = {"核查的立项、定性与销号", "Inquiries opened, decided and closed"},
                          .roles = kSupervisors});
}

}  // namespace anlan::relief
