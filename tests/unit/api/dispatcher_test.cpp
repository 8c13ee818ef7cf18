#include "api/dispatcher.hpp"

#include <catch2/catch.hpp>

#include "api/description.hpp"
#include "base/json.hpp"
#include "journal/verify.hpp"
#include "support/note_house.hpp"

namespace anlan::api {

using access::Role;
using access::RoleSet;
using boost::asio::awaitable;
using nlohmann::json;

namespace {

struct Desk : test::NoteHouse {
  Desk() {
    registry.add(
        Operation{.name = "note.write",
                  .kind = Kind::command,
                  .summary = {"记一笔", "Write a note"},
                  .params = Shape::object({need("command_id", Shape::uuid()), need("division", Shape::division()),
                                           need("text", Shape::text(1, 20))}),
                  .roles = RoleSet{Role::township_clerk},
                  .scope = division_at("division"),
                  .command = [](const CommandContext& context) -> Result<Decision> {
                    const auto text = context.params.at("text").get<std::string>();
                    if (text == "no") return fail_field("/text", "not-this", {"不行", "not this"});
                    return Decision{{test::note(text, text)},
                                    [](auto&, const auto& entries) { return json{{"seq", entries.front().seq}}; }};
                  }});
    registry.add(Operation{.name = "note.count",
                           .kind = Kind::query,
                           .summary = {"数一数", "Count the notes"},
                           .params = Shape::object({}),
                           .roles = RoleSet::everyone(),
                           .query = [](const QueryContext& context) -> Result<json> {
                             return json{{"count", context.db.number("SELECT count(*) FROM note")}};
                           }});
    registry.add(Operation{
        .name = "note.reveal",
        .kind = Kind::command,
        .summary = {"看原文", "See a note in clear"},
        .params = Shape::object({need("command_id", Shape::uuid()), need("name", Shape::text(1, 20))}),
        .roles = RoleSet{Role::township_clerk},
        .command = [](const CommandContext& context) -> Result<Decision> {
          return Decision{.entries = {test::note("revealed", "seen")},
                          .answer = [](auto&, const auto& entries) { return json{{"seq", entries[0].seq}}; },
                          .aside = [name = context.params.at("name")](json& answer) { answer["name"] = name; }};
        },
        .stands_for = [](const json& params) -> Result<std::string> {
          return std::to_string(params.at("name").get_ref<const std::string&>().size());
        }});
    registry.add(Topic{.name = "note", .summary = {"记事", "Notes"}});
  }

  [[nodiscard]] static access::Caller clerk(Role role = Role::township_clerk) {
    return {"account-1", "clerk", "李某", role, DivisionCode::parse("410882101000").value()};
  }

  Result<Reply> ask(const std::string& operation, json params, std::optional<access::Caller> caller = clerk()) {
    Result<Reply> out;
    test::run(loop, [&]() -> awaitable<void> {
      Call call{operation, std::move(params), std::move(caller)};
      out = co_await dispatcher.call(std::move(call));
    });
    return out;
  }

  static json write(const std::string& text, const std::string& division = "410882101201") {
    return {{"command_id", "0190f3c2-0000-7000-8000-000000000001"}, {"division", division}, {"text", text}};
  }

  Registry registry;
  Metrics metrics;
  Dispatcher dispatcher{registry, *writer, *readers, journal, metrics, [] { return test::kNow; }};
};

}  // namespace

TEST_CASE_METHOD(Desk, "a command is done once however often it is sent") {
  const auto first = ask("note.write", write("起水"));
  const auto again = ask("note.write", write("起水"));
  CHECK(first.value().json == R"({"seq":1})");
  CHECK(again.value().json == first.value().json);
  CHECK(ask("note.count", json::object()).value().json == R"({"count":1})");
  CHECK(ask("note.write", write("退水")).error().type == "command-id-reused");
}

TEST_CASE_METHOD(Desk, "strangers, wrong roles and other jurisdictions are refused, and nothing is changed") {
  CHECK(ask("note.write", write("起水"), std::nullopt).error().kind == ProblemKind::unauthenticated);
  CHECK(ask("note.write", write("起水"), clerk(Role::auditor)).error().type == "role");
  CHECK(ask("note.write", write("起水", "410882102000")).error().type == "outside-jurisdiction");
  CHECK(ask("note.write", {{"text", 5}}, std::nullopt).error().kind == ProblemKind::unauthenticated);
  CHECK(ask("note.count", json::object()).value().json == R"({"count":0})");
}

TEST_CASE_METHOD(Desk, "bad parameters, refused rules and unknown operations are problems that are counted") {
  CHECK(ask("note.write", {{"text", 5}}).error().errors.size() == 3);
  CHECK(ask("note.write", write("no")).error().type == "not-this");
  CHECK(ask("note.burn", json::object()).error().type == "unknown-operation");
  CHECK(metrics.text().find("anlan_problems_total{type=\"not-this\"} 1") != std::string::npos);
  CHECK(metrics.text().find("anlan_problems_total{type=\"unknown-operation\"} 1") != std::string::npos);
}

TEST_CASE_METHOD(Desk, "a refused command may be corrected and sent again under the same id") {
  CHECK_FALSE(ask("note.write", write("no")).has_value());
  CHECK(ask("note.write", write("yes")).has_value());
}

TEST_CASE_METHOD(Desk, "a fault of ours is answered without its text") {
  const auto reply = ask("note.write", write("poison"));
  REQUIRE_FALSE(reply.has_value());
  CHECK(reply.error().kind == ProblemKind::internal);
  CHECK(to_json(reply.error()).dump().find("poisoned") == std::string::npos);
}

TEST_CASE_METHOD(Desk, "what is told aside is heard once, and neither it nor a hash of it is kept") {
  const json reveal{{"command_id", "0190f3c2-0000-7000-8000-000000000002"}, {"name", "Li Mou"}};
  CHECK(ask("note.reveal", reveal).value().json == R"({"name":"Li Mou","seq":1})");
  CHECK(ask("note.reveal", reveal).value().json == R"({"seq":1})");
  auto alike = reveal;
  alike["name"] = "Wu Mou";  // stands for the same
  CHECK(ask("note.reveal", alike).value().json == R"({"seq":1})");
  alike["name"] = "Ouyang Mou";
  CHECK(ask("note.reveal", alike).error().type == "command-id-reused");
  store::Connection db{file(), store::Mode::read_only};
  CHECK(db.number("SELECT count(*) FROM command WHERE answer LIKE '%Mou%'") == 0);
}

TEST_CASE("an operation without a rule of access or a handler cannot be declared") {
  Registry registry;
  const auto query = [](const QueryContext&) -> Result<json> { return json{}; };
  Operation nobody{
      .name = "a.b", .kind = Kind::query, .summary = {"甲", "A"}, .params = Shape::object({}), .query = query};
  CHECK_THROWS_WITH(registry.add(nobody), Catch::Contains("who may call"));
  Operation idle{.name = "a.b",
                 .kind = Kind::query,
                 .summary = {"甲", "A"},
                 .params = Shape::object({}),
                 .roles = RoleSet::everyone()};
  CHECK_THROWS_WITH(registry.add(idle), Catch::Contains("handler"));
}

TEST_CASE_METHOD(Desk, "both descriptions name every operation") {
  const auto open = openapi(registry, "1");
  CHECK(open.at("paths").contains("/api/note.write"));
  CHECK(open.at("paths").at("/api/note.count").contains("get"));
  CHECK_FALSE(open.at("paths").at("/api/note.write").contains("get"));
  const auto live = asyncapi(registry, "1");
  CHECK(live.at("channels").at("live").at("messages").contains("call_note_write"));
}

}  // namespace anlan::api
