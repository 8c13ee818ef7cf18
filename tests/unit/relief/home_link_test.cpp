#include <catch2/catch.hpp>

#include "home_house.hpp"

namespace anlan::relief::test {
namespace {

struct Linking : Homes {
  json link(const json& home, const json& household, json more = json::object()) {
    json params{{"home", home["home"]}, {"household", household["household"]}, {"expected_version", home["version"]}};
    params.update(more);
    return params;
  }
  json of(const access::Caller& who, const json& household) {
    return done(who, "home.of_household", {{"household", household["household"]}});
  }
  json lacking(const access::Caller& who) {
    return done(who, "home.lacking", {{"campaign", campaign}, {"division", who.jurisdiction.text()}})["households"];
  }
};

}  // namespace

TEST_CASE_METHOD(Linking, "a row of the same person is proposed, a person links it, and both sides show it") {
  const auto home = enter_home(1);
  const auto stranger = enter_home(2);
  const auto household = enter_hit(1);
  const auto before = of(kClerk, household);
  CHECK(before["hit"] == true);
  CHECK(before["home"].is_null());
  REQUIRE(before["proposals"].size() == 1);
  CHECK(before["proposals"][0]["home"] == home["home"]);
  REQUIRE(lacking(kClerk).size() == 1);
  CHECK(lacking(kClerk)[0]["proposals"] == 1);
  const auto asked = done(kClerk, "home.get", {{"home", home["home"]}});
  REQUIRE(asked["proposals"].size() == 1);
  CHECK(asked["proposals"][0]["head"] == "王*明");
  CHECK(asked["links"].empty());
  CHECK(done(kClerk, "home.get", {{"home", stranger["home"]}})["proposals"].empty());

  CHECK(problem_of(kCounty, "home.link", link(home, household)).type == "role");
  const auto linked = done(kClerk, "home.link", link(home, household))["home"];
  CHECK(linked["version"] == 2);
  CHECK(of(kClerk, household)["home"]["home"] == home["home"]);
  CHECK(lacking(kClerk).empty());
  const auto shown = done(kCounty, "home.get", {{"home", home["home"]}});
  REQUIRE(shown["links"].size() == 1);
  CHECK(shown["links"][0]["household"] == household["household"]);
  CHECK(shown["proposals"].empty());
  CHECK(shown["history"][1]["type"] == "home.linked");
  CHECK(problem_of(kClerk, "home.link", link(stranger, household)).type == "home-linked");
  const auto relative = enter_hit(3);
  CHECK(problem_of(kClerk, "home.link", link(linked, relative)).type == "home-taken");
  CHECK(verifies());
}

TEST_CASE_METHOD(Linking, "a link is taken back with a reason, and falls with the row") {
  const auto home = enter_home(1);
  const auto household = enter_hit(1);
  const auto linked = done(kClerk, "home.link", link(home, household))["home"];
  CHECK(problem_of(kClerk, "home.unlink", link(linked, enter_hit(2), {{"reason", "认错"}})).type == "home-not-linked");
  const auto free = done(kClerk, "home.unlink", link(linked, household, {{"reason", "王小明不是这家"}}))["home"];
  CHECK(of(kClerk, household)["home"].is_null());
  CHECK((bytes() + heard).find("不是这家") == std::string::npos);
  const auto again = done(kClerk, "home.link", link(free, household))["home"];
  (void)done(kClerk, "home.withdraw",
             {{"home", home["home"]}, {"expected_version", again["version"]}, {"reason", "not_a_home"}});
  const auto after = of(kClerk, household);
  CHECK(after["home"].is_null());
  CHECK(after["proposals"].empty());
  CHECK(lacking(kClerk).size() == 2);
  CHECK(verifies());
}

TEST_CASE_METHOD(Linking, "a row beyond the jurisdiction is only said to exist, and an exercise is never linked") {
  const auto far = caller(Role::township_clerk, kOther);
  auto params = one_home(1);
  params["village"] = kFarVillage.text();
  const auto home = done(far, "home.enter", params)["home"];
  const auto household = enter_hit(1);
  const auto seen = of(kClerk, household);
  CHECK(seen["proposals"].empty());
  CHECK(seen["elsewhere"] == 1);
  CHECK(of(kCounty, household)["proposals"].size() == 1);
  CHECK(problem_of(kClerk, "home.link", link(home, household)).type == "unknown-home");
  CHECK(problem_of(far, "home.link", link(home, household)).type == "outside-jurisdiction");
  CHECK(problem_of(kClerk, "home.get", {{"home", home["home"]}}).type == "outside-jurisdiction");

  const auto drill = open_incident({{"name", "演练"}, {"exercise", true}});
  const auto drilled =
      enter_home(7, {{"incident", drill}, {"photos", {picture(*this, home_key_owner(drill), "front")}}});
  CHECK(drilled["exercise"] == true);
  CHECK(problem_of(kClerk, "home.link", link(drilled, household)).type == "exercise-mixed");
  const auto whole = enter(campaign, 9);
  CHECK(of(kClerk, whole)["hit"] == false);
  REQUIRE(lacking(kClerk).size() == 1);
  CHECK(lacking(kClerk)[0]["household"] == household["household"]);
}

}  // namespace anlan::relief::test
