#include "app/operations.hpp"

#include <algorithm>

#include "access/pictures.hpp"
#include "app/pictures.hpp"
#include "base/json.hpp"
#include "journal/blobs.hpp"
#include "journal/digest.hpp"
#include "journal/reading.hpp"
#include "relief/campaign.hpp"
#include "relief/home.hpp"

namespace anlan::app {

using access::Role;
using access::RoleSet;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kPageEntries = 1'000;
constexpr std::size_t kMaxBlob = 8u << 20;

std::vector<std::string> heard_topics(const api::Registry& registry, const api::QueryContext& context) {
  std::vector<std::string> topics;
  for (const auto& [name, topic] : registry.topics()) {
    if (!topic.roles.contains(context.caller.role)) continue;
    const auto asked = context.params.find("topics");
    if (asked == context.params.end() || std::ranges::find(*asked, json(name)) != asked->end()) topics.push_back(name);
  }
  return topics;
}

/// What the caller would have heard on /live after `since`. The same notifications, page by page.
api::Operation journal_page(const api::Registry& registry, const SystemParts& parts) {
  auto query = [&registry, &types = parts.types,
                &views = parts.views](const api::QueryContext& context) -> Result<json> {
    const journal::Interest interest{heard_topics(registry, context), context.caller.jurisdiction};
    const auto since = context.params.at("since").get<std::int64_t>();
    const auto limit = context.params.value("limit", kPageEntries);
    const auto page = journal::read_page(context.db, types, views, interest, since, limit);
    json notifications = json::array();
    for (const auto& notification : page.notifications) notifications.push_back(json::parse(*notification.text));
    return json{{"notifications", std::move(notifications)},
                {"next", page.next},
                {"complete", page.complete()},
                {"seq", page.head}};
  };
  return {.name = "journal.page",
          .kind = api::Kind::query,
          .summary = {"按游标补读错过的记录与状态", "Read what was missed, from a cursor on"},
          .params = Shape::object({need("since", Shape::integer(0, INT64_MAX / 2)),
                                   may("limit", Shape::integer(1, kPageEntries)),
                                   may("topics", Shape::array(Shape::text(1, 40), 0, 20))}),
          .roles = RoleSet::everyone(),
          .query = std::move(query)};
}

json entry_json(const journal::Entry& entry) {
  return {{"seq", entry.seq},
          {"origin", entry.origin},
          {"origin_seq", entry.origin_seq},
          {"stream", entry.stream},
          {"stream_version", entry.stream_version},
          {"type", entry.type},
          {"version", entry.version},
          {"occurred_at", format_time(entry.occurred_at)},
          {"received_at", format_time(entry.received_at)},
          {"recorded_at", format_time(entry.recorded_at)},
          {"actor", json::parse(entry.actor)},
          {"channel", entry.channel},
          {"division", entry.division},
          {"exercise", entry.exercise},
          {"command_id", entry.command_id},
          {"body", json::parse(entry.body)},
          {"prev", journal::to_hex(entry.prev)},
          {"hash", journal::to_hex(entry.hash)}};
}

/// Accounts are not for every reader of the journal: an entry shows only to roles that may hear its topic.
bool may_hear(const api::Registry& registry, const journal::Entry& entry, Role role) {
  const auto* topic = registry.find_topic(entry.type.substr(0, entry.type.find('.')));
  return topic != nullptr && topic->roles.contains(role);
}

api::Operation journal_list(const api::Registry& registry) {
  auto query = [&registry](const api::QueryContext& context) -> Result<json> {
    const journal::EntryFilter filter{.stream = context.params.value("stream", ""),
                                      .type = context.params.value("type", ""),
                                      .jurisdiction = context.caller.jurisdiction,
                                      .before = context.params.value("before", std::int64_t{0}),
                                      .limit = context.params.value("limit", 100)};
    json entries = json::array();
    for (const auto& entry : journal::list_entries(context.db, filter)) {
      if (may_hear(registry, entry, context.caller.role)) entries.push_back(entry_json(entry));
    }
    return json{{"entries", std::move(entries)}, {"seq", journal::head_seq(context.db)}};
  };
  return {
      .name = "journal.list",
      .kind = api::Kind::query,
      .summary = {"查阅流水，最新在前，含哈希", "Look into the journal, newest first, with hashes"},
      .params = Shape::object({may("stream", Shape::text(1, 80)), may("type", Shape::text(1, 60)),
                               may("before", Shape::integer(1, INT64_MAX / 2)), may("limit", Shape::integer(1, 500))}),
      .roles = RoleSet{Role::auditor, Role::leader, Role::administrator},
      .query = std::move(query)};
}

Result<std::string> accept_file(const json& params, Role role) {
  const auto media_type = params.at("media_type").get<std::string>();
  const auto& raw = params.at("bytes").get_binary();
  std::string bytes{reinterpret_cast<const char*>(raw.data()), raw.size()};
  if (role != Role::administrator || media_type.starts_with("image/")) {
    return check_photo(media_type, bytes).map([&bytes] { return std::move(bytes); });
  }
  if (!looks_like_boundaries(media_type, bytes)) {
    return fail(ProblemKind::unsupported, "not-a-boundary-file",
                {"文件内容与类型 " + media_type.substr(0, 60) + " 不符或不完整，请重新选择文件",
                 "the file is not a whole " + media_type.substr(0, 60) + "; choose the file again"});
  }
  return bytes;
}

/// Whose key a picture is sealed with, when it is of people.
std::optional<std::string> owner_named(const json& params) {
  if (params.contains("campaign")) return relief::key_owner_of(params.at("campaign"));
  if (params.contains("incident")) return relief::home_key_owner(params.at("incident"));
  return std::nullopt;
}

Result<std::string> seal_for(store::Connection& db, const SystemParts& parts, const std::string& owner,
                             const DivisionCode& jurisdiction, std::string_view bytes) {
  const auto known = parts.owners(db, owner);
  if (!known || !(known->division.within(jurisdiction) || jurisdiction.within(known->division))) {
    return fail(ProblemKind::not_found, "unknown-owner",
                {"没有这次救助或灾害，请刷新后重选", "there is no such campaign or incident; reload and choose again"});
  }
  return access::seal_picture(parts.keys, owner, bytes);
}

api::Operation blob_put(const SystemParts& parts) {
  auto action = [parts](api::ActionContext context) -> boost::asio::awaitable<Result<api::Reply>> {
    const auto media_type = context.params.at("media_type").get<std::string>();
    const auto owner = owner_named(context.params);
    auto accept = [params = std::move(context.params), role = context.caller->role] {
      return accept_file(params, role);
    };
    auto bytes = co_await parts.workers.run(std::move(accept));
    if (!bytes) co_return tl::unexpected<Problem>(std::move(bytes.error()));
    const auto size = bytes->size();
    if (owner) {
      auto sealing = [&parts, owner = *owner, jurisdiction = context.caller->jurisdiction, plain = std::move(*bytes)](
                         store::Connection& db) { return seal_for(db, parts, owner, jurisdiction, plain); };
      bytes = co_await parts.readers.run(std::move(sealing));
      if (!bytes) co_return tl::unexpected<Problem>(std::move(bytes.error()));
    }
    auto job = [bytes = std::move(*bytes), media_type,
                now = context.now](store::Connection& db) -> Result<std::string> {
      return journal::store_blob(db, media_type, bytes, now);
    };
    auto hash = co_await parts.writer.submit(std::move(job));
    if (!hash) co_return tl::unexpected<Problem>(std::move(hash.error()));
    co_return api::Reply{.json = dump({{"blob", *hash}, {"media_type", media_type}, {"size", size}})};
  };
  return {.name = "blob.put",
          .kind = api::Kind::action,
          .summary = {"存入照片（管理员可存入边界文件）", "Store a photo (an administrator also boundary files)"},
          .params = Shape::object(
              {need("media_type", Shape::text(1, 100)), need("bytes", Shape::bytes(kMaxBlob)),
               may("campaign", Shape::uuid(), "in the address: stored sealed with its key, as every picture of its is"),
               may("incident", Shape::uuid(), "in the address: the same, of a damaged home")}),
          .roles = RoleSet{Role::village_informant, Role::township_clerk, Role::county_duty, Role::city_duty,
                           Role::leader, Role::warehouse_keeper, Role::dispatcher, Role::township_reviewer,
                           Role::county_reviewer, Role::auditor, Role::administrator},
          .http_only = true,
          .raw_body = true,
          .action = std::move(action)};
}

api::Operation system_status(const SystemParts& parts) {
  auto query = [parts](const api::QueryContext& context) -> Result<json> {
    const auto writer = parts.writer.statistics();
    const auto pages = context.db.number("PRAGMA page_count") * context.db.number("PRAGMA page_size");
    return json{{"version", parts.version},
                {"site", {{"id", parts.journal.site().id}, {"name", parts.journal.site().name}}},
                {"seq", journal::head_seq(context.db)},
                {"started_at", format_time(parts.started_at)},
                {"now", format_time(context.now)},
                {"healthy", writer.healthy},
                {"queues", {{"writer", writer.depth}, {"readers", parts.readers.depth()}}},
                {"commits", writer.commits},
                {"commands", writer.jobs},
                {"data_bytes", pages}};
  };
  return {.name = "system.status",
          .kind = api::Kind::query,
          .summary = {"服务器状态", "The state of the server"},
          .params = Shape::object({}),
          .roles = RoleSet{Role::administrator, Role::city_duty, Role::auditor},
          .query = std::move(query)};
}

}  // namespace

void declare_system(api::Registry& registry, const SystemParts& parts) {
  registry.add(journal_page(registry, parts));
  registry.add(journal_list(registry));
  registry.add(blob_put(parts));
  registry.add(system_status(parts));
}

}  // namespace anlan::app
