#include <catch2/catch.hpp>

#include "relief_house.hpp"

namespace anlan::relief::test {
namespace {

/// An open campaign; made-up people.
struct Listing : ReliefHouse {
  std::string fault(json more) {
    const auto problem = problem_of(kClerk, "household.enter", one_household(campaign, 900, std::move(more)));
    return problem.type + (problem.errors.empty() ? "" : problem.errors.front().pointer);
  }
  json listed(const access::Caller& who, json more = json::object()) {
    json params{{"campaign", campaign}, {"division", who.jurisdiction.text()}};
    params.update(more);
    return done(who, "household.list", std::move(params));
  }

  std::string campaign = open_campaign()["campaign"];
};

std::vector<std::int64_t> numbers(const json& households) {
  std::vector<std::int64_t> out;
  for (const auto& one : households) out.push_back(one["number"]);
  return out;
}

}  // namespace

TEST_CASE_METHOD(Listing, "a household is entered as a clerk writes it and shown masked") {
  auto written = number(1);
  written.insert(6, " ");
  const auto household = enter(campaign, 1,
                               {{"members",
                                 {{{"name", " 王小明 "}, {"kinship", "head"}, {"id_number", written}},
                                  {{"name", "李三"}, {"kinship", "spouse"}, {"health", "尿毒症"}}}},
                                {"people", 3}});
  const auto& head = household["personal"]["members"][0];
  CHECK(head["name"] == "王*明");
  CHECK(head["id_number"] == access::mask_id_number(number(1)));
  CHECK(head["age"] == 66);
  CHECK(head["sex"] == "male");
  CHECK(household["personal"]["members"][1]["health"] == "***");
  CHECK(household["personal"]["phone"] == "138****5678");
  CHECK(household["personal"]["address"] == "西向镇东村***");
  CHECK(household["missing"] == json{"members/1/id_number", "members"});
  CHECK(household["class"] == "minimum_living");
  CHECK(household["pay_by"] == "card");
  CHECK(verifies());
}

TEST_CASE_METHOD(Listing, "what cannot be a household is refused by field, and no refusal repeats a number") {
  auto wrong = number(3);
  wrong[17] = wrong[17] == '1' ? '2' : '1';
  const json head{{"name", "王一"}, {"kinship", "head"}, {"id_number", number(3)}};
  const json wife{{"name", "李二"}, {"kinship", "spouse"}, {"id_number", number(3)}};
  const auto members = [](std::vector<json> list) { return json{{"people", 2}, {"members", std::move(list)}}; };
  CHECK(fault(members({{{"name", "王一"}, {"kinship", "head"}, {"id_number", wrong}}})) ==
        "bad-household/members/0/id_number");
  CHECK(fault(members({head, wife})) == "bad-household/members/1/id_number");
  CHECK(fault(members({head, {{"name", "王三"}, {"kinship", "head"}}})) == "bad-household/members/1/kinship");
  CHECK(fault(members({{{"name", "  "}, {"kinship", "head"}}})) == "bad-household/members/0/name");
  CHECK(fault({{"needy", 2}}) == "bad-household/needy");
  CHECK(fault({{"people", 1}, {"members", {head, {{"name", "王三"}, {"kinship", "child"}}}}}) ==
        "bad-household/people");
  CHECK(fault({{"circumstances", json::array()}}) == "bad-household/circumstances");
  CHECK(fault({{"village", kXixiang.text()}}) == "bad-household/village");
  CHECK(fault({{"village", "410882101999"}}) == "bad-household/village");
  CHECK(fault({{"village", kForeignVillage.text()}}) == "outside-jurisdiction/division");
  CHECK(fault({{"hazard", "77"}}) == "bad-household/hazard");
  CHECK(fault({{"phone", "1234"}}) == "bad-household/phone");
  CHECK(fault({{"account", "6228480000000000001"}}) == "bad-household/account");
  const json twice{{{"kind", "grain"}, {"quantity", 1}}, {{"kind", "grain"}, {"quantity", 2}}};
  CHECK(fault({{"needs", twice}}) == "bad-household/needs/1/kind");

  const auto problem =
      problem_of(kClerk, "household.enter",
                 one_household(campaign, 5, members({{{"name", "王一"}, {"kinship", "head"}, {"id_number", wrong}}})));
  CHECK(to_json(problem).dump().find(wrong) == std::string::npos);
  CHECK(problem.internal.find(wrong) == std::string::npos);
}

TEST_CASE_METHOD(Listing, "nobody is on the list twice, and the clerk hears where he stands") {
  (void)enter(campaign, 1);
  const auto far = caller(Role::township_clerk, kOther);
  auto again = one_household(campaign, 1, {{"village", kFarVillage.text()}, {"phone", "13911112222"}});
  auto problem = problem_of(far, "household.enter", again);
  CHECK(problem.type == "person-on-list");
  REQUIRE(problem.errors.size() == 1);
  CHECK(problem.errors[0].pointer == "/members/0/id_number");
  CHECK(problem.detail.zh.find("王*明") != std::string::npos);
  CHECK(problem.detail.zh.find(kVillage.text()) != std::string::npos);
  CHECK(to_json(problem).dump().find(number(1)) == std::string::npos);

  const auto listed = done(kClerk, "household.list", {{"campaign", campaign}, {"division", kXixiang.text()}});
  (void)done(kClerk, "household.withdraw",
             {{"household", listed["households"][0]["household"]}, {"expected_version", 1}, {"reason", "moved_away"}});
  const auto answer = done(far, "household.enter", again);
  REQUIRE(answer["shared"].size() == 3);  // the person, the card, and the address
  CHECK(answer["shared"][0]["kind"] == "id");
  CHECK(answer["shared"][0]["state"] == "withdrawn");
  CHECK(verifies());
}

TEST_CASE_METHOD(Listing, "who shares a card or a phone is pointed at, in whichever year") {
  (void)enter(campaign, 1);
  now += std::chrono::hours{24 * 365};
  const auto next = open_campaign({{"name", "次年"}, {"from", "2027-12-01"}, {"until", "2028-05-31"}});
  const auto answer =
      done(kClerk, "household.enter", one_household(next["campaign"], 2, {{"address", "西向镇东村五组1号"}}));
  REQUIRE(answer["shared"].size() == 2);
  CHECK(answer["shared"][0]["kind"] == "phone");
  CHECK(answer["shared"][1]["kind"] == "account");
  CHECK(answer["shared"][1]["campaign"] == "2026—2027 年度冬春救助");
  CHECK(answer["shared"][1]["head"] == "王*明");

  const auto found = done(kCounty, "household.match", {{"id_number", number(1)}})["found"];
  REQUIRE(found.size() == 1);
  CHECK(found[0]["number"] == 1);
  CHECK(done(kCounty, "household.match", {{"id_number", number(7)}})["found"].empty());
  CHECK(problem_of(kCounty, "household.match", {{"id_number", "123"}}).type == "id-number-length");
}

TEST_CASE_METHOD(Listing, "a change says only what changes; the rest stays sealed as it is") {
  const auto household = enter(campaign, 1,
                               {{"people", 2},
                                {"members",
                                 {{{"name", "王小明"}, {"kinship", "head"}, {"id_number", number(1)}},
                                  {{"name", "李三"}, {"kinship", "spouse"}, {"id_number", number(2)}}}}});
  const auto id = household["household"].get<std::string>();
  json change{{"household", id}, {"expected_version", 1}, {"phone", "13900000000"}, {"class", "hardship"}};
  change["class"] = "other_hardship";
  change["members"] = json{{{"member", 0}}, {{"name", "王四"}, {"kinship", "child"}}};
  const auto after = done(kClerk, "household.change", change)["household"];
  CHECK(after["version"] == 2);
  CHECK(after["class"] == "other_hardship");
  CHECK(after["personal"]["phone"] == "139****0000");
  CHECK(after["personal"]["members"][0]["id_number"] == access::mask_id_number(number(1)));
  CHECK(after["personal"]["members"][1]["name"] == "王*");
  CHECK(after["personal"]["members"][1]["id_number"].is_null());
  CHECK(problem_of(kClerk, "household.change", change).type == "stale-version");

  // Found by what it has now, and not by what it had.
  CHECK(done(kClerk, "household.match", {{"id_number", number(2)}})["found"].empty());
  CHECK(done(kClerk, "household.match", {{"phone", "13812345678"}})["found"].empty());
  CHECK(done(kClerk, "household.match", {{"phone", "13900000000"}})["found"].size() == 1);

  const auto whole = done(kAuditor, "household.get", {{"household", id}});
  REQUIRE(whole["history"].size() == 2);
  CHECK(whole["history"][1]["changed"] == json{"class", "members", "phone"});
  CHECK(whole["history"][1]["by"]["role"] == "township_clerk");
  CHECK(whole.dump().find("王四") == std::string::npos);

  CHECK(problem_of(kClerk, "household.change",
                   {{"household", id}, {"expected_version", 2}, {"members", {{{"member", 5}}}}})
            .type == "bad-household");
  CHECK(problem_of(kClerk, "household.change",
                   {{"household", id}, {"expected_version", 2}, {"village", kFarVillage.text()}})
            .type == "outside-jurisdiction");
  const json withdrawal{{"household", id}, {"expected_version", 2}, {"reason", "deceased"}, {"note", "王小明已故"}};
  CHECK(done(kClerk, "household.withdraw", withdrawal)["household"]["withdrawn_for"] == "deceased");
  CHECK(problem_of(kClerk, "household.change", {{"household", id}, {"expected_version", 3}, {"people", 4}}).type ==
        "household-withdrawn");
  CHECK(done(kClerk, "campaign.get", {{"campaign", campaign}})["villages"][0]["households"] == 0);
  CHECK(verifies());
}

TEST_CASE_METHOD(Listing, "the list is paged, filtered and searched without anybody's name in the clear") {
  for (int i = 1; i <= 7; ++i) {
    const auto village = i % 2 == 0 ? kVillage : kNextVillage;
    const std::string name = i <= 3 ? "王小明" : "欧阳" + std::string{"春"} + std::to_string(i);
    (void)enter(campaign, i,
                {{"village", village.text()},
                 {"class", i == 5 ? "ordinary" : "monitored"},
                 {"members", {{{"name", name}, {"kinship", "head"}, {"id_number", number(i)}}}}});
  }
  (void)done(caller(Role::township_clerk, kOther), "household.enter",
             one_household(campaign, 8, {{"village", kFarVillage.text()}}));
  CHECK(numbers(listed(kCounty)["households"]) == std::vector<std::int64_t>{2, 4, 6, 1, 3, 5, 7, 8});
  CHECK(numbers(listed(kClerk)["households"]) == std::vector<std::int64_t>{2, 4, 6, 1, 3, 5, 7});
  auto page = listed(kClerk, {{"limit", 3}});
  CHECK(numbers(page["households"]) == std::vector<std::int64_t>{2, 4, 6});
  page = listed(kClerk, {{"limit", 3}, {"after", page["next"]}});
  CHECK(numbers(page["households"]) == std::vector<std::int64_t>{1, 3, 5});
  page = listed(kClerk, {{"limit", 3}, {"after", page["next"]}});
  CHECK(numbers(page["households"]) == std::vector<std::int64_t>{7});
  CHECK(page["next"].is_null());

  CHECK(numbers(listed(kClerk, {{"name", "王"}})["households"]) == std::vector<std::int64_t>{2, 1, 3});
  CHECK(numbers(listed(kClerk, {{"name", "王小明"}, {"class", "monitored"}})["households"]) ==
        std::vector<std::int64_t>{2, 1, 3});
  CHECK(numbers(listed(kClerk, {{"name", "欧阳春5"}})["households"]) == std::vector<std::int64_t>{5});
  CHECK(numbers(listed(
            kClerk,
            {{"name", "欧"}, {"limit", 2}, {"after", {{"village", kVillage.text()}, {"number", 6}}}})["households"]) ==
        std::vector<std::int64_t>{5, 7});
  CHECK(numbers(listed(kClerk, {{"class", "ordinary"}})["households"]) == std::vector<std::int64_t>{5});
  CHECK(numbers(listed(kClerk, {{"division", kNextVillage.text()}})["households"]) ==
        std::vector<std::int64_t>{1, 3, 5, 7});
  CHECK(problem_of(kClerk, "household.list", {{"campaign", campaign}, {"division", kQinyang.text()}}).type ==
        "outside-jurisdiction");
  CHECK_FALSE(registry.find("household.list")->has_get());
  CHECK_FALSE(registry.find("household.match")->has_get());
}

TEST_CASE_METHOD(Listing, "people are seen in clear only for a purpose, which is recorded, and heard once") {
  const auto id = enter(campaign, 1)["household"].get<std::string>();
  json asked{{"household", id}, {"purpose", "入户核对"}, {"command_id", make_uuid(now)}};
  CHECK(problem_of(caller(Role::leader, kQinyang), "household.reveal", asked).type == "role");
  CHECK(problem_of(caller(Role::township_clerk, kOther), "household.reveal", asked).type == "outside-jurisdiction");
  const auto seen = done(kCounty, "household.reveal", asked)["revealed"];
  CHECK(seen["members"][0]["id_number"] == number(1));
  CHECK(seen["address"] == "西向镇东村三组12号");
  CHECK(done(kCounty, "household.reveal", asked)["revealed"].is_null());
  store::Connection db{file(), store::Mode::read_write};
  const auto looks = access::list_reveals(db, {.jurisdiction = kCity});
  REQUIRE(looks.size() == 1);
  CHECK(looks[0].fact.stream == "household/" + id);
  CHECK(looks[0].fact.purpose == "入户核对");
}

TEST_CASE_METHOD(Listing, "no name and no number can be read from the data file, and nothing is left without the key") {
  const json people{{{"name", "王小明"}, {"kinship", "head"}, {"id_number", number(1)}, {"health", "肾病透析"}}};
  const auto id =
      enter(campaign, 1, {{"members", people}, {"note", "邻居张某作证"}, {"account_name", "代领人赵六"}})["household"]
          .get<std::string>();
  (void)done(kClerk, "household.change", {{"household", id}, {"expected_version", 1}, {"phone", "13766667777"}});
  (void)done(kClerk, "household.withdraw",
             {{"household", id}, {"expected_version", 2}, {"reason", "other"}, {"note", "儿子王大接走"}});
  (void)problem_of(kClerk, "household.enter", one_household(campaign, 1, {{"needy", 2}}));
  (void)done(kCounty, "household.reveal", {{"household", id}, {"purpose", "抽查"}});
  const auto kept = bytes() + heard;
  REQUIRE(kept.find(campaign) != std::string::npos);
  for (const auto& planted : {number(1), std::string{"13812345678"}, std::string{"13766667777"}, std::string{"王小明"},
                              std::string{"肾病"}, std::string{"三组12号"}, std::string{"张某"}, std::string{"赵六"},
                              std::string{"王大"}, made_up_card("62284812345678901")}) {
    INFO(planted);
    CHECK(kept.find(planted) == std::string::npos);
  }
  REQUIRE(verifies());

  const auto owner = "campaign/" + campaign;
  const auto first = caller(Role::administrator, kCity, 1);
  const auto second = caller(Role::administrator, kCity, 2);
  (void)done(first, "key.propose_destruction", {{"owner", owner}, {"expected_version", 0}, {"reason", "期满"}});
  (void)done(second, "key.destroy", {{"owner", owner}, {"expected_version", 1}});
  const auto whole = done(kAuditor, "household.get", {{"household", id}});
  CHECK(whole["household"]["personal"].is_null());
  CHECK(whole["shared"].empty());
  CHECK(whole["history"].size() == 3);
  CHECK(done(kAuditor, "household.match", {{"id_number", number(1)}})["found"].empty());
  CHECK(listed(kAuditor, {{"name", "王"}})["households"].empty());
  CHECK(problem_of(kClerk, "household.enter", one_household(campaign, 2)).type == "key-destroyed");
  store::Connection db{file(), store::Mode::read_write};
  CHECK(db.number("SELECT count(*) FROM household WHERE sealed IS NOT NULL") == 0);
  CHECK(db.number("SELECT (SELECT count(*) FROM household_mark) + (SELECT count(*) FROM household_name)") == 0);
  CHECK(verifies());
  CHECK(faults.empty());
}

}  // namespace anlan::relief::test
