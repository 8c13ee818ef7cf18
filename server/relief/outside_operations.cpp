#include <utility>

#include "base/json.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_view.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/outside_entries.hpp"
#include "relief/outside_rules.hpp"
#include "relief/outside_view.hpp"
#include "relief/person_view.hpp"
#include "relief/supervision_operations.hpp"

namespace anlan::relief {

using access::Role;
using api::CommandContext;
using api::may;
using api::need;
using api::Shape;
using boost::asio::awaitable;
using nlohmann::json;

namespace {

constexpr std::size_t kMostRows = 100'000;
constexpr access::RoleSet kMatchers{Role::county_reviewer, Role::auditor};

/// A list as it was sent, with its people still in clear; it lives as long as the call.
struct Handed {
  OutsideList list;
  std::vector<json> rows;
};

/// A row's number in the table; its place when it says none.
std::int64_t number_of(const json& said, std::size_t place) {
  const bool told = said.is_object() && said.contains("row") && said.at("row").is_number_integer();
  return told ? said.at("row").get<std::int64_t>() : static_cast<std::int64_t>(place) + 1;
}

/// What is left of it.
struct Hashed {
  OutsideMarks marks;
  std::vector<std::int64_t> unread;  ///< numbers of the rows that could not be read
  std::int64_t count = 0;
};

auto unknown_list() {
  return fail(ProblemKind::not_found, "unknown-outside-list",
              {"没有这份比对名单，请刷新后重选", "there is no such list; reload and choose again"});
}

Result<Handed> read_handed(const api::ActionContext& context) {
  static const auto shape =
      Shape::object({need("campaign", Shape::uuid()), need("list", Shape::uuid()),
                     need("kind", words_shape(kOutsideWords)), need("source", Shape::text(1, 100)),
                     need("as_of", Shape::text(10, 10)), need("rows", Shape::array(Shape::any(), 1, kMostRows))});
  const auto& bytes = context.params.at("bytes").get_binary();
  auto body = parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!body) return fail(std::move(body.error()));
  return api::check(shape, *body).map([&] {
    return Handed{.list = {.list = body->at("list"),
                           .campaign = body->at("campaign"),
                           .kind = parse_word<OutsideKind>(kOutsideWords, text_at(*body, "kind")).value(),
                           .source = body->at("source"),
                           .as_of = body->at("as_of")},
                  .rows = body->at("rows").get<std::vector<json>>()};
  });
}

Result<OutsideRow> read_row_of(const json& said, OutsideKind kind, Instant now) {
  static const auto shape = Shape::object(
      {need("row", Shape::integer(1, 10'000'000), "its number in the table"),
       may("id_number", Shape::text(1, 60).or_null()), may("address", Shape::text(1, 200).or_null(), "of a cadre"),
       may("village", Shape::division().or_null()),
       may("kin", Shape::text(1, 60).or_null(), "name of a cadre's near relative in the village")});
  if (auto held = api::check(shape, said); !held) return fail(std::move(held.error()));
  OutsideRow row{.id_number = optional_at<std::string>(said, "id_number"),
                 .address = optional_at<std::string>(said, "address"),
                 .kin = optional_at<std::string>(said, "kin")};
  if (const auto village = optional_at<std::string>(said, "village"))
    row.village = DivisionCode::parse(*village).value();
  return normalised(std::move(row), kind, now);
}

Result<void> mark(access::KeyRing& keys, const std::string& campaign, const OutsideRow& row, OutsideMarks& marks) {
  const auto add = [&](const char* kind, Result<std::int64_t> made) {
    return made.map([&](std::int64_t value) { marks[kind].push_back(value); });
  };
  if (row.id_number) {
    if (auto added = add("id", mark_of(keys, "id", *row.id_number)); !added) return added;
  }
  if (row.address) {
    if (auto added = add("address", mark_of(keys, "address", *row.address)); !added) return added;
  }
  if (!row.kin) return {};
  return add("name", person_mark(keys, campaign, row.village->text(), *row.kin));
}

Result<Hashed> hash(access::KeyRing& keys, const Handed& handed, Instant now) {
  Hashed out;
  for (std::size_t i = 0; i < handed.rows.size(); ++i) {
    const auto row = read_row_of(handed.rows[i], handed.list.kind, now);
    if (!row) {
      out.unread.push_back(number_of(handed.rows[i], i));
      continue;
    }
    if (auto marked = mark(keys, handed.list.campaign, *row, out.marks); !marked)
      return fail(std::move(marked.error()));
    ++out.count;
  }
  if (out.count > 0) return out;
  return fail(
      ProblemKind::invalid, "bad-outside-list",
      {"名单中没有一行能读出身份证号，请检查列对应", "no row has a number that can be read; look at the columns"});
}

json list_wire(const OutsideList& list) {
  return {{"list", list.list},           {"kind", word_of(kOutsideWords, list.kind)},
          {"source", list.source},       {"as_of", list.as_of},
          {"count", list.count},         {"loaded_at", format_time(list.loaded_at)},
          {"loaded_by", list.loaded_by}, {"dropped", list.dropped}};
}

/// In the writer. A list that is there already came twice.
Result<json> record(store::Connection& db, const ReliefParts& parts, const Campaign& campaign, const OutsideList& list,
                    const OutsideMarks& marks, const journal::Stamp& stamp) {
  if (const auto known = find_outside_list(db, list.list)) {
    if (known->campaign != campaign.campaign) return unknown_list();
    return list_wire(*known);
  }
  if (auto held = check_outside_list(campaign, list, stamp.now); !held) return fail(std::move(held.error()));
  const auto sealed = parts.keys.seal(key_owner_of(campaign.campaign), dump(marks_json(marks)));
  if (!sealed) return fail(sealed.error());
  (void)parts.journal.append(db, outside_loaded(campaign, list, *sealed), stamp);
  return list_wire(find_outside_list(db, list.list).value());
}

awaitable<Result<api::Reply>> load(ReliefParts parts, api::ActionContext context) {
  auto read = [&] { return read_handed(context); };
  auto handed = co_await parts.workers.run(std::move(read));
  if (!handed) co_return fail(std::move(handed.error()));
  auto find = [&](store::Connection& db) {
    return existing_campaign(db, handed->list.campaign, context.caller->jurisdiction);
  };
  const auto campaign = co_await parts.readers.run(std::move(find));
  if (!campaign) co_return fail(campaign.error());
  auto work = [&] { return hash(parts.keys, *handed, context.now); };
  const auto hashed = co_await parts.workers.run(std::move(work));
  if (!hashed) co_return fail(hashed.error());
  handed->list.count = hashed->count;
  const journal::Stamp stamp{context.caller->actor(), context.now, make_uuid(context.now)};
  auto job = [&](store::Connection& db) { return record(db, parts, *campaign, handed->list, hashed->marks, stamp); };
  auto kept = co_await parts.writer.submit(std::move(job));
  if (!kept) co_return fail(std::move(kept.error()));
  co_return api::Reply{.json = dump(json{{"list", std::move(*kept)}, {"unread", hashed->unread}})};
}

Shape list_shape() {
  return Shape::object({need("list", Shape::uuid()), need("kind", words_shape(kOutsideWords)),
                        need("source", Shape::text(1, 100)), need("as_of", Shape::text(10, 10)),
                        need("count", Shape::integer(0, kMostRows)), need("loaded_at", Shape::time()),
                        need("loaded_by", Shape::text(1, 100)), need("dropped", Shape::boolean())});
}

Result<api::Decision> decide_drop(const CommandContext& context) {
  const auto list = find_outside_list(context.db, text_at(context.params, "list"));
  if (!list) return unknown_list();
  const auto campaign = existing_campaign(context.db, list->campaign, context.caller.jurisdiction);
  if (!campaign) return fail(campaign.error());
  api::Decision decision;
  if (!list->dropped) decision.entries.push_back(outside_dropped(*campaign, *list, context.params.at("reason")));
  decision.answer = [id = list->list](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"list", list_wire(find_outside_list(db, id).value())}};
  };
  return decision;
}

Result<DivisionCode> division_of_list(store::Connection& db, const json& params) {
  const auto list = find_outside_list(db, text_at(params, "list"));
  if (!list) return unknown_list();
  return find_campaign(db, list->campaign).value().facts.division;
}

Result<json> list_lists(const api::QueryContext& context) {
  const auto campaign = existing_campaign(context.db, text_at(context.params, "campaign"), context.caller.jurisdiction);
  if (!campaign) return fail(campaign.error());
  auto out = json::array();
  for (const auto& list : outside_lists(context.db, campaign->campaign)) out.push_back(list_wire(list));
  return json{{"lists", std::move(out)}, {"seq", journal::head_seq(context.db)}};
}

}  // namespace

void declare_outside_lists(api::Registry& registry, const ReliefParts& parts) {
  constexpr std::size_t kMostBytes = 8U << 20U;
  registry.add(
      {.name = "outside.load",
       .kind = api::Kind::action,
       .summary = {"送入一份比对名单（死亡、财政供养、村干部等）：只留下加密摘要，原表不保存。正文是 "
                   "JSON：{campaign, list, kind, source, as_of, rows}",
                   "Hand in another office's list to compare with; only keyed hashes of it stay. The body is "
                   "JSON: {campaign, list, kind, source, as_of, rows: [{row, id_number, address, village, "
                   "kin}]}; the same `list` sent twice is kept once"},
       .params = Shape::object({need("media_type", Shape::text(1, 100)), need("bytes", Shape::bytes(kMostBytes))}),
       .result = Shape::object(
           {need("list", list_shape()), need("unread", Shape::array(Shape::integer(1, 10'000'000), 0, kMostRows),
                                             "numbers of the rows that could not be read")}),
       .roles = kMatchers,
       .http_only = true,
       .raw_body = true,
       .action = [parts](api::ActionContext context) { return load(parts, std::move(context)); }});
  registry.add({.name = "outside.drop",
                .kind = api::Kind::command,
                .summary = {"撤销一份比对名单，其摘要一并删除", "Drop a list that was compared with, and its hashes"},
                .params = Shape::object({need("list", Shape::uuid()), need("reason", Shape::text(1, kLongestReason)),
                                         need("command_id", Shape::uuid())}),
                .result = Shape::object({need("list", list_shape())}),
                .roles = kMatchers,
                .scope = division_of_list,
                .command = decide_drop});
  registry.add({.name = "outside.list",
                .kind = api::Kind::query,
                .summary = {"本年度送入的比对名单", "The lists that a campaign was compared with"},
                .params = Shape::object({need("campaign", Shape::uuid())}),
                .result = Shape::object({need("lists", Shape::array(list_shape(), 0, 10'000)),
                                         need("seq", Shape::integer(0, INT64_MAX / 2))}),
                .roles = kSupervisors,
                .query = list_lists});
}

}  // namespace anlan::relief
