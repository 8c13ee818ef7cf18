#include "access/personal_operations.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <spdlog/spdlog.h>

#include "access/key_rules.hpp"
#include "access/personal_view.hpp"
#include "base/json.hpp"
#include "journal/journal.hpp"

namespace anlan::access {

using api::CommandContext;
using api::may;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::size_t kLongestReason = 500;
constexpr std::int64_t kRevealsAPage = 200;

/// Two of these destroy a key together.
constexpr RoleSet kDestroyers{Role::administrator, Role::leader};
constexpr RoleSet kWatchers{Role::administrator, Role::leader, Role::auditor};

Shape owner_shape() { return Shape::text(1, 100); }
Shape version_shape() { return Shape::integer(0, INT64_MAX / 2); }

Shape text_shape() { return Shape::object({need("zh", Shape::text(1, 500)), need("en", Shape::text(1, 500))}); }

Shape step_shape() {
  return Shape::object({need("account", Shape::text(1, 100)), need("name", Shape::text(0, 100)),
                        need("at", Shape::time()), need("seq", Shape::integer(1, INT64_MAX / 2))});
}

Shape key_shape() {
  return Shape::object(
      {need("owner", owner_shape()), need("title", Shape::text(0, 200)), need("key_id", Shape::text(8, 8)),
       need("state", Shape::one_of({"in_use", "destruction_proposed", "destroyed"})),
       need("division", Shape::division()), may("reason", Shape::text(1, kLongestReason)),
       may("proposed", step_shape()), may("destroyed", step_shape()),
       may("still_needed", text_shape(), "why it may not be destroyed yet"), need("version", version_shape())});
}

json step_json(const KeyStep& step) {
  return {{"account", step.account}, {"name", step.name}, {"at", format_time(step.at)}, {"seq", step.seq}};
}

json key_json(const KeyRecord& record, const KeyOwner& owner) {
  json out{{"owner", record.owner},
           {"title", owner.title},
           {"key_id", record.key_id},
           {"state", to_string(record.state)},
           {"division", owner.division.text()},
           {"version", record.version}};
  if (!record.reason.empty()) out["reason"] = record.reason;
  if (record.state != KeyState::in_use && record.proposed) out["proposed"] = step_json(*record.proposed);
  if (record.destroyed) out["destroyed"] = step_json(*record.destroyed);
  if (owner.still_needed && record.state != KeyState::destroyed) {
    out["still_needed"] = {{"zh", owner.still_needed->detail.zh}, {"en", owner.still_needed->detail.en}};
  }
  return out;
}

Result<KeyOwner> owner_of(store::Connection& db, const KeyOwners& owners, const std::string& owner) {
  if (auto found = owners(db, owner)) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-key",
              {"没有这把密钥，请刷新后重选", "there is no such key; reload and choose again"});
}

/// Records, and keys nobody has decided anything about.
std::map<std::string, KeyRecord> all_keys(store::Connection& db, const KeyRing& keys) {
  std::map<std::string, KeyRecord> all;
  for (auto& record : list_key_records(db)) all.emplace(record.owner, std::move(record));
  for (auto& key : keys.list()) all.try_emplace(key.owner, KeyRecord{.owner = key.owner, .key_id = key.id});
  return all;
}

api::Operation list(const KeyRing& keys, const KeyOwners& owners) {
  auto query = [&keys, owners](const QueryContext& context) -> Result<json> {
    auto out = json::array();
    for (const auto& [name, record] : all_keys(context.db, keys)) {
      const auto owner = owners(context.db, name);
      if (owner && owner->division.within(context.caller.jurisdiction)) out.push_back(key_json(record, *owner));
    }
    return json{{"keys", std::move(out)}};
  };
  return {
      .name = "key.list",
      .kind = api::Kind::query,
      .summary = {"个人信息的密钥与销毁情况", "Keys of personal data and how far they are on the way to destruction"},
      .params = Shape::object({}),
      .result = Shape::object({need("keys", Shape::array(key_shape(), 0, 100'000))}),
      .roles = kWatchers,
      .query = std::move(query)};
}

/// What every command about a key starts from: the owner, the record as the caller saw it.
struct Seen {
  KeyOwner owner;
  std::optional<KeyRecord> record;
};
Result<Seen> seen(const CommandContext& context, const KeyOwners& owners) {
  const auto& name = context.params.at("owner").get_ref<const std::string&>();
  auto owner = owner_of(context.db, owners, name);
  if (!owner) return fail(std::move(owner.error()));
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  if (auto fresh = journal::expect_version(context.db, key_stream(name), expected); !fresh) {
    return fail(std::move(fresh.error()));
  }
  return Seen{std::move(*owner), find_key_record(context.db, name)};
}

template <class Fact>
api::Decision decided(const Fact& fact, const KeyOwner& owner) {
  api::Decision decision;
  decision.entries.push_back(key_draft(fact, owner.division));
  decision.answer = [name = fact.owner, owner](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"key", key_json(find_key_record(db, name).value(), owner)}};
  };
  return decision;
}

api::Operation change(std::string name, Text summary, std::vector<api::Field> more, const KeyOwners& owners,
                      api::Command command) {
  std::vector<api::Field> fields{need("command_id", Shape::uuid()), need("owner", owner_shape()),
                                 need("expected_version", version_shape(), "0 when nothing was decided yet")};
  std::ranges::move(more, std::back_inserter(fields));
  return {
      .name = std::move(name),
      .kind = api::Kind::command,
      .summary = std::move(summary),
      .params = Shape::object(std::move(fields)),
      .result = Shape::object({need("key", key_shape())}),
      .roles = kDestroyers,
      .scope =
          [owners](store::Connection& db, const json& params) {
            return owner_of(db, owners, params.at("owner")).map([](const KeyOwner& owner) { return owner.division; });
          },
      .command = std::move(command)};
}

api::Operation propose(const KeyRing& keys, const KeyOwners& owners) {
  auto command = [&keys, owners](const CommandContext& context) -> Result<api::Decision> {
    const std::string name = context.params.at("owner");
    return seen(context, owners).and_then([&](const Seen& at) {
      return propose_destruction(at.owner, keys.find(name), at.record, name, context.params.at("reason"))
          .map([&](const KeyDestructionProposed& fact) { return decided(fact, at.owner); });
    });
  };
  return change("key.propose_destruction",
                {"提出销毁密钥，须由另一人确认", "Propose the destruction of a key; a second person confirms it"},
                {need("reason", Shape::text(1, kLongestReason))}, owners, std::move(command));
}

api::Operation withdraw(const KeyOwners& owners) {
  auto command = [owners](const CommandContext& context) -> Result<api::Decision> {
    return seen(context, owners).and_then([&](const Seen& at) {
      return withdraw_destruction(at.record, context.params.at("owner"), context.params.at("reason"))
          .map([&](const KeyDestructionWithdrawn& fact) { return decided(fact, at.owner); });
    });
  };
  return change("key.withdraw_destruction", {"撤回销毁密钥的申请", "Withdraw the proposal to destroy a key"},
                {need("reason", Shape::text(1, kLongestReason))}, owners, std::move(command));
}

api::Operation destroy(const KeyOwners& owners) {
  auto command = [owners](const CommandContext& context) -> Result<api::Decision> {
    return seen(context, owners).and_then([&](const Seen& at) {
      return destroy_key(context.caller, at.owner, at.record).map([&](const KeyDestroyed& fact) {
        return decided(fact, at.owner);
      });
    });
  };
  return change("key.destroy",
                {"确认销毁密钥：用它加密的个人信息从此在任何地方都不能再读",
                 "Destroy a key for ever: what was sealed with it cannot be read again, anywhere"},
                {}, owners, std::move(command));
}

json reveal_json(const Reveal& reveal) {
  return {{"seq", reveal.seq},
          {"at", format_time(reveal.at)},
          {"account", reveal.account},
          {"name", reveal.name},
          {"role", reveal.role},
          {"division", reveal.fact.division.text()},
          {"record", reveal.fact.stream},
          {"fields", reveal.fact.fields},
          {"purpose", reveal.fact.purpose}};
}

api::Operation reveals() {
  auto query = [](const QueryContext& context) -> Result<json> {
    RevealFilter filter{.jurisdiction = context.caller.jurisdiction, .most = kRevealsAPage};
    if (context.params.contains("before")) filter.before = context.params.at("before").get<std::int64_t>();
    auto out = json::array();
    for (const auto& reveal : list_reveals(context.db, filter)) out.push_back(reveal_json(reveal));
    return json{{"reveals", std::move(out)}};
  };
  auto reveal = Shape::object(
      {need("seq", Shape::integer(1, INT64_MAX / 2)), need("at", Shape::time()), need("account", Shape::text(1, 100)),
       need("name", Shape::text(0, 100)), need("role", Shape::text(1, 40)), need("division", Shape::division()),
       need("record", Shape::text(1, 120)), need("fields", Shape::array(Shape::text(1, 60), 0, 100)),
       need("purpose", Shape::text(1, kLongestReason))});
  return {.name = "personal.list",
          .kind = api::Kind::query,
          .summary = {"谁在何时为何看过个人信息原文，最近的在前，每页 200 条",
                      "Who saw personal data in clear, when and why; the newest first, 200 a page"},
          .params = Shape::object({may("before", Shape::integer(1, INT64_MAX / 2), "the last page's smallest seq")}),
          .result = Shape::object({need("reveals", Shape::array(std::move(reveal), 0, kRevealsAPage))}),
          .roles = kWatchers,
          .query = std::move(query)};
}

}  // namespace

void declare_personal_operations(api::Registry& registry, const KeyRing& keys, const KeyOwners& owners) {
  registry.add(list(keys, owners));
  registry.add(propose(keys, owners));
  registry.add(withdraw(owners));
  registry.add(destroy(owners));
  registry.add(reveals());
  registry.add(api::Topic{.name = "key",
                          .summary = {"密钥销毁的提出、撤回与完成", "Destruction of keys proposed, withdrawn and done"},
                          .roles = kWatchers});
  registry.add(api::Topic{
      .name = "personal", .summary = {"个人信息原文的查看", "Looks at personal data in clear"}, .roles = kWatchers});
}

void follow(KeyRing& keys, const journal::Notification& notification) {
  if (notification.topic != "key") return;
  const auto message = json::parse(*notification.text);
  const auto& params = message.at("params");
  if (params.at("type") != "key.destroyed") return;
  const auto fact = read_key_destroyed(params.at("body"));
  if (auto forgotten = keys.destroy(fact.owner); !forgotten) {
    spdlog::error("the key {} is destroyed in the journal but not yet in its file, which the next start mends: {}",
                  fact.key_id, forgotten.error().internal);
  }
}

Result<void> forget_destroyed(store::Connection& db, KeyRing& keys) {
  for (const auto& record : list_key_records(db)) {
    if (record.state != KeyState::destroyed || !keys.find(record.owner)) continue;
    if (auto forgotten = keys.destroy(record.owner); !forgotten) return forgotten;
  }
  return {};
}

}  // namespace anlan::access
