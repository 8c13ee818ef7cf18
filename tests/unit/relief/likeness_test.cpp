#include <chrono>
#include <set>

#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "relief/likeness_rules.hpp"
#include "relief_house.hpp"

namespace anlan::relief::test {
namespace {

const auto kReviewer = caller(Role::township_reviewer, kXixiang);

Personal one(std::string name, std::optional<std::string> number, std::string address,
             std::optional<std::string> phone = {}) {
  return {.members = {{.name = std::move(name), .id_number = std::move(number)}},
          .phone = std::move(phone),
          .address = std::move(address)};
}

std::vector<Alike> signs(const Personal& mine, const Personal& theirs, std::string_view their_village = "v",
                         std::string_view their_campaign = "c") {
  const auto found = likeness_of({mine, "c", "v"}, 0, {theirs, their_campaign, their_village}, 0);
  return found ? found->alike : std::vector<Alike>{};
}

/// A list on which the first household is the one the others are alike to.
struct Alikes : ReliefHouse {
  Alikes() { campaign = open_campaign()["campaign"]; }

  std::string put(const std::string& name, const std::string& number, json more = json::object()) {
    json person{{"members", {{{"name", name}, {"kinship", "head"}, {"id_number", number}}}},
                {"account", nullptr},
                {"phone", nullptr}};
    person.update(more);
    now += std::chrono::seconds{1};
    return enter(campaign, 0, std::move(person))["household"];
  }
  json proposed(json more = json::object(), const access::Caller& who = kReviewer) {
    json params{{"campaign", campaign}, {"division", kXixiang.text()}};
    params.update(more);
    return done(who, "likeness.list", std::move(params));
  }
  json decision(const std::string& household, const std::string& other, const std::string& verdict,
                int expected_version = 0) {
    return {{"household", household},
            {"other", other},
            {"expected_version", expected_version},
            {"verdict", verdict},
            {"reason", "问过王小明的邻居"}};
  }
  json decided(const std::string& verdict) {
    return done(kAuditor, "likeness.decided",
                {{"campaign", campaign}, {"division", kCity.text()}, {"verdict", verdict}})["pairs"];
  }

  std::string campaign;
};

const auto kNumber = made_up_id(410'882, 1960, 5, 1, 12);

}  // namespace

TEST_CASE("numbers are near by one digit, or two neighbours swapped") {
  const std::string number = "41088219600501012X";
  CHECK(near_numbers(number, "410882196005010130"));
  CHECK(near_numbers(number, "410882196005100120"));        // swapped within the day
  CHECK_FALSE(near_numbers(number, "410882196005010129"));  // only the check character: nobody has that
  CHECK_FALSE(near_numbers(number, "410882196006010230"));
  CHECK_FALSE(near_numbers(number, "41088219600501"));
}

TEST_CASE("addresses are near when the door is the same, however it is written") {
  CHECK(near_addresses("东村三组12号", "东村3组十二号", false));
  CHECK(near_addresses("西向镇东村3组12", "东村三组12号", false));
  CHECK(near_addresses("东村三组二十号", "东 村 ３组20", false));
  CHECK_FALSE(near_addresses("东村三组12号", "东村三组13号", true));
  CHECK_FALSE(near_addresses("东村三组12号", "西村三组12号", false));
  CHECK(near_addresses("东邨三组12号", "东村三组12号", true));
  CHECK_FALSE(near_addresses("东村", "东村", true));  // no door at all
}

TEST_CASE("who is proposed, by what, and who is not") {
  const auto me = one("王小明", kNumber, "东村三组12号", "13800000001");
  const auto near = made_up_id(410'882, 1960, 5, 1, 18);
  const auto far = made_up_id(410'882, 1971, 11, 23, 456);
  CHECK(signs(me, one("王小明", near, "南村9组1号"), "w") == std::vector{Alike::name, Alike::id_near, Alike::birth});
  CHECK(signs(me, one("王晓明", far, "东村3组十二号")) == std::vector{Alike::name_sound, Alike::address_near});
  CHECK(signs(me, one("王小明", far, "南村9组1号", "13800000001"), "w") == std::vector{Alike::name, Alike::phone});
  CHECK(signs(me, one("王小朋", made_up_id(410'882, 1960, 5, 1, 455), "东村三组12号")) ==
        std::vector{Alike::name_near, Alike::birth, Alike::address});
  CHECK(signs(me, one("王小明", std::nullopt, "东村三组12号")) == std::vector{Alike::name, Alike::address});

  CHECK(signs(me, one("王小明", kNumber, "南村9组1号")).empty());  // the same number: another rule's
  CHECK(signs(me, one("王小明", far, "南村9组1号")).empty());      // a namesake
  CHECK(signs(me, one("李玉梅", near, "东村三组12号")).empty());   // numbers given out one after another
  CHECK(signs(me, one("王小朋", far, "东村三组12号")).empty());    // a brother
  CHECK(signs(me, one("王明", made_up_id(410'882, 1960, 5, 1, 455), "东村三组12号")).empty());
  const auto same_day = made_up_id(410'882, 1960, 5, 1, 455);
  CHECK(signs(me, one("王小明", same_day, "南村9组1号"), "w").empty());  // chance, in another village
  CHECK_FALSE(signs(me, one("王小明", same_day, "南村9组1号")).empty());
  // Last year's list: the same people stand on it, so only a number that changed is odd.
  CHECK(signs(me, one("王小明", std::nullopt, "东村三组12号"), "v", "d").empty());
  CHECK_FALSE(signs(me, one("王小明", near, "东村三组12号"), "v", "d").empty());
}

TEST_CASE_METHOD(Alikes, "two who are alike are shown side by side, masked, once, and not again when decided") {
  const auto first = put("王小明", kNumber);
  const auto near = made_up_id(410'882, 1960, 5, 1, 18);
  const auto second = put("王晓明", near, {{"village", kNextVillage.text()}, {"address", "西向镇西村九组1号"}});
  (void)put("李玉梅", made_up_id(410'882, 1980, 2, 3, 44), {{"address", "西向镇东村三组13号"}});

  const auto answer = proposed();
  CHECK(answer["looked"] == 3);
  CHECK(answer["next"].is_null());
  REQUIRE(answer["pairs"].size() == 1);
  const auto& pair = answer["pairs"][0];
  CHECK(pair["first"]["household"] == second);
  CHECK(pair["second"]["household"] == first);
  CHECK(pair["alike"] == json{"name_sound", "id_near", "birth"});
  CHECK(pair["first"]["person"]["name"] == "王*明");
  CHECK(dump(answer).find(near) == std::string::npos);
  CHECK(dump(answer).find("王晓明") == std::string::npos);
  CHECK(refusal(kClerk, "likeness.list", {{"campaign", campaign}, {"division", kXixiang.text()}}) == "role");
  CHECK(refusal(kReviewer, "likeness.list", {{"campaign", campaign}, {"division", kQinyang.text()}}) ==
        "outside-jurisdiction");

  // From one village the other is seen too.
  CHECK(proposed({{"division", kVillage.text()}})["pairs"][0]["second"]["village"] == kNextVillage.text());

  CHECK(refusal(kClerk, "likeness.decide", decision(first, second, "same_family")) == "role");
  auto enterer = kReviewer;
  enterer.account = kClerk.account;
  CHECK(refusal(enterer, "likeness.decide", decision(first, second, "same_family")) == "own-entry");
  CHECK(refusal(kReviewer, "likeness.decide", decision(first, second, "same_family", 3)) == "stale-version");
  CHECK(done(kReviewer, "likeness.decide", decision(first, second, "different_people"))["decision"]["version"] == 1);
  CHECK(proposed()["pairs"].empty());
  CHECK(decided("different_people")[0]["decision"]["reason"] == "问过王小明的邻居");
  CHECK(bytes().find("问过王小明的邻居") == std::string::npos);
  CHECK(heard.find("问过王小明的邻居") == std::string::npos);

  // Somebody thinks again.
  (void)done(kAuditor, "likeness.decide", decision(second, first, "same_family", 1));
  CHECK(decided("different_people").empty());
  CHECK(decided("same_family").size() == 1);
  CHECK(verifies());
}

TEST_CASE_METHOD(Alikes, "looking into two opens an inquiry, or joins the one that goes on") {
  const auto first = put("王小明", kNumber);
  const auto second = put("王晓明", made_up_id(410'882, 1960, 5, 1, 18), {{"village", kNextVillage.text()}});
  const auto third = put("王小铭", made_up_id(410'882, 1960, 5, 1, 72), {{"village", kNextVillage.text()}});
  const auto stranger = put("李玉梅", made_up_id(410'882, 1980, 2, 3, 44), {{"address", "西向镇东村三组13号"}});
  CHECK(refusal(kReviewer, "likeness.decide", decision(first, stranger, "same_family")) == "unknown-likeness");
  CHECK(refusal(kReviewer, "likeness.decide", decision(first, campaign, "same_family")) == "unknown-household");

  const auto one = done(kReviewer, "likeness.decide", decision(first, second, "inquire"))["decision"];
  const auto two = done(kReviewer, "likeness.decide", decision(first, third, "inquire"))["decision"];
  CHECK(one["inquiry"] == two["inquiry"]);
  const auto inquiries =
      done(kAuditor, "inquiry.list", {{"campaign", campaign}, {"division", kCity.text()}})["inquiries"];
  REQUIRE(inquiries.size() == 1);
  CHECK(inquiries[0]["inquiry"] == one["inquiry"]);
  CHECK(inquiries[0]["rule"] == "likeness");
  CHECK(inquiries[0]["household"] == first);
  CHECK(inquiries[0]["facts"]["other"] == second);
  CHECK(inquiries[0]["note"] == "问过王小明的邻居");
  CHECK(done(kCounty, "inquiry.decide",
             {{"inquiry", one["inquiry"]},
              {"expected_version", 1},
              {"verdict", "confirmed"},
              {"due", "2026-10-31"},
              {"reason", "同一人"}})["inquiry"]["state"] == "confirmed");
  CHECK(verifies());
}

TEST_CASE_METHOD(Alikes, "a household that changed is compared as it is now, one taken off no more, and keys end it") {
  const auto first = put("王小明", kNumber);
  const auto second = put("王晓明", made_up_id(410'882, 1960, 5, 1, 18), {{"village", kNextVillage.text()}});
  REQUIRE(proposed()["pairs"].size() == 1);
  (void)done(
      kClerk, "household.change",
      {{"household", second},
       {"expected_version", 1},
       {"members", {{{"name", "李玉梅"}, {"kinship", "head"}, {"id_number", made_up_id(410'882, 1960, 5, 1, 18)}}}}});
  CHECK(proposed()["pairs"].empty());
  const auto third = put("王小铭", made_up_id(410'882, 1960, 5, 1, 72), {{"village", kNextVillage.text()}});
  REQUIRE(proposed()["pairs"].size() == 1);
  (void)done(kClerk, "household.withdraw", {{"household", third}, {"expected_version", 1}, {"reason", "duplicate"}});
  CHECK(proposed()["pairs"].empty());
  CHECK(verifies());

  const auto owner = key_owner_of(campaign);
  (void)done(caller(Role::administrator, kCity, 1), "key.propose_destruction",
             {{"owner", owner}, {"expected_version", 0}, {"reason", "期满"}});
  (void)done(caller(Role::administrator, kCity, 2), "key.destroy", {{"owner", owner}, {"expected_version", 1}});
  store::Connection db{file(), store::Mode::read_write};
  CHECK(db.number("SELECT count(*) FROM household_likeness") == 0);
  CHECK(refusal(kReviewer, "likeness.decide", decision(first, second, "same_family")) == "unknown-household");
  CHECK(verifies());
}

TEST_CASE_METHOD(Alikes, "a list is gone through in parts, each pair in one of them") {
  for (int i = 0; i < 6; ++i) {
    (void)put("王小明", made_up_id(410'882, 1960, 5, 1, 100 + i), {{"address", "东村" + std::to_string(i + 1) + "号"}});
  }
  std::set<std::string> seen;
  json params{{"limit", 2}};
  std::size_t pairs = 0;
  for (;;) {
    const auto answer = proposed(params);
    for (const auto& pair : answer["pairs"]) {
      ++pairs;
      seen.insert(pair["first"]["household"].get<std::string>() + pair["second"]["household"].get<std::string>());
    }
    if (answer["next"].is_null()) break;
    params["after"] = answer["next"];
  }
  CHECK(pairs == 15);  // each with each
  CHECK(seen.size() == pairs);
}

}  // namespace anlan::relief::test
