#include <catch2/catch.hpp>

#include "journal/verify.hpp"
#include "unit/access/access_house.hpp"

namespace anlan::access {
namespace {

using nlohmann::json;

const std::string kOwner = "incident/0197f0c2-7a53-7c0e-b1d0-5d6d3f7b9a10";

/// Two administrators and something sealed for an incident of one county.
struct Vault : AccessHouse {
  Result<api::Reply> propose(const std::string& by, int version = 0) {
    return ask(
        "key.propose_destruction",
        {{"command_id", make_uuid(now)}, {"owner", kOwner}, {"expected_version", version}, {"reason", "汛期已过"}}, by);
  }
  Result<api::Reply> destroy(const std::string& by, int version = 1) {
    return ask("key.destroy", {{"command_id", make_uuid(now)}, {"owner", kOwner}, {"expected_version", version}}, by);
  }
  json listed(const std::string& by) { return json::parse(ask("key.list", json::object(), by).value().json)["keys"]; }

  std::string chief = enter("chief", kChief).value();
  std::string second = (hire("deputy", Role::administrator, place::kJiaozuo, chief), enter("deputy", kSecret).value());
  std::string sealed = keys->seal(kOwner, "张小三 13812345678").value();
};

TEST_CASE_METHOD(Vault, "two people destroy a key, and nothing sealed with it can be read again") {
  REQUIRE(keys->unseal(sealed) == "张小三 13812345678");
  REQUIRE(propose(chief));
  CHECK(keys->unseal(sealed));
  CHECK(destroy(chief).error().type == "second-person");
  CHECK(keys->unseal(sealed));
  REQUIRE(destroy(second));
  CHECK_FALSE(keys->unseal(sealed));
  CHECK(keys->seal(kOwner, "another").error().type == "key-destroyed");
  CHECK_FALSE(KeyRing::open(folder / "keys.json").value()->unseal(sealed));

  const auto key = listed(chief).at(0);
  CHECK(key["state"] == "destroyed");
  CHECK(key["reason"] == "汛期已过");
  CHECK(key["proposed"]["name"] != key["destroyed"]["name"]);
  CHECK(key["destroyed"]["seq"] > key["proposed"]["seq"]);
}

TEST_CASE_METHOD(Vault, "data that are still needed keep their key, also when they are needed again in between") {
  const Problem open{.kind = ProblemKind::conflict, .type = "key-in-use", .detail = {"尚未结束", "not over"}};
  still_needed = open;
  CHECK(propose(chief).error().type == "key-in-use");
  CHECK(listed(chief).at(0)["still_needed"]["en"] == "not over");
  still_needed.reset();
  REQUIRE(propose(chief));
  still_needed = open;
  CHECK(destroy(second).error().type == "key-in-use");
  CHECK(keys->unseal(sealed));
}

TEST_CASE_METHOD(Vault, "a proposal can be withdrawn and made again") {
  CHECK(destroy(second, 0).error().type == "destruction-not-proposed");
  REQUIRE(propose(chief));
  CHECK(propose(second, 1).error().type == "destruction-proposed");
  CHECK(propose(second, 0).error().type == "stale-version");
  const json withdrawal{
      {"command_id", make_uuid(now)}, {"owner", kOwner}, {"expected_version", 1}, {"reason", "还要复核"}};
  REQUIRE(ask("key.withdraw_destruction", withdrawal, chief));
  CHECK(destroy(second, 2).error().type == "destruction-not-proposed");
  CHECK(listed(chief).at(0)["state"] == "in_use");
  REQUIRE(propose(second, 2));
  REQUIRE(destroy(chief, 3));
  CHECK(propose(chief, 4).error().type == "key-destroyed");
}

TEST_CASE_METHOD(Vault, "a key nobody has, and a county's keys seen from another county") {
  const json missing{{"command_id", make_uuid(now)}, {"owner", "campaign/x"}, {"expected_version", 0}, {"reason", "x"}};
  CHECK(ask("key.propose_destruction", missing, chief).error().type == "unknown-key");
  hire("xiuwu.admin", Role::administrator, place::kXiuwu, chief);
  const auto stranger = enter("xiuwu.admin", kSecret).value();
  CHECK(listed(stranger).empty());
  CHECK(propose(stranger).error().type == "outside-jurisdiction");
}

TEST_CASE_METHOD(Vault, "the next start forgets a key that the journal says is destroyed") {
  std::filesystem::copy_file(folder / "keys.json", folder / "older.json");
  REQUIRE(propose(chief));
  REQUIRE(destroy(second));
  std::filesystem::rename(folder / "older.json", folder / "keys.json");
  const auto put_back = KeyRing::open(folder / "keys.json").value();
  REQUIRE(put_back->unseal(sealed));
  store::Connection db{file(), store::Mode::read_only};
  must(forget_destroyed(db, *put_back));
  CHECK_FALSE(put_back->unseal(sealed));
}

TEST_CASE_METHOD(Vault, "a look at personal data is listed with its purpose, for its jurisdiction only") {
  must(write([&](store::Connection& db) -> Result<void> {
    const Caller caller{"a-1", "duty", "值班员", Role::county_duty, place::kQinyang};
    journal.append(db, draft_of(Revealed{"waybill/w-1", place::kQinyang, {"receiver"}, "核对签收人"}),
                   {caller.actor(), now, make_uuid(now)});
    return {};
  }));
  const auto reveals = json::parse(ask("personal.list", json::object(), chief).value().json)["reveals"];
  REQUIRE(reveals.size() == 1);
  CHECK(reveals[0]["purpose"] == "核对签收人");
  CHECK(reveals[0]["record"] == "waybill/w-1");
  CHECK(reveals[0]["fields"] == json{"receiver"});
  const auto older = ask("personal.list", {{"before", reveals[0]["seq"]}}, chief);
  CHECK(json::parse(older.value().json)["reveals"].empty());
  hire("xiuwu.auditor", Role::auditor, place::kXiuwu, chief);
  const auto elsewhere = ask("personal.list", json::object(), enter("xiuwu.auditor", kSecret).value());
  CHECK(json::parse(elsewhere.value().json)["reveals"].empty());
}

TEST_CASE_METHOD(Vault, "what the journal says of keys is rebuilt as it was") {
  REQUIRE(propose(chief));
  REQUIRE(destroy(second));
  store::Connection db{file(), store::Mode::read_only};
  const auto result = journal::verify_all(db, room.types, room.views, folder.path(), [](auto, auto) {});
  CHECK(result.clean());
}

}  // namespace
}  // namespace anlan::access
