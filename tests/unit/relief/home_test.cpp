#include <catch2/catch.hpp>

#include "home_house.hpp"

namespace anlan::relief::test {
namespace {

struct Register : Homes {
  std::string fault(json more) {
    const auto problem = problem_of(kClerk, "home.enter", one_home(900, std::move(more)));
    return problem.type + (problem.errors.empty() ? "" : problem.errors.front().pointer);
  }
  std::vector<std::int64_t> listed(const access::Caller& who, json more = json::object()) {
    json params{{"incident", incident}, {"division", who.jurisdiction.text()}};
    params.update(more);
    std::vector<std::int64_t> out;
    const auto answer = done(who, "home.list", std::move(params));
    for (const auto& one : answer["homes"]) out.push_back(one["number"]);
    return out;
  }
  json change(const json& home, json more) {
    json params{{"home", home["home"]}, {"expected_version", home["version"]}, {"reason", "verified"}};
    params.update(more);
    return params;
  }
};

using Numbers = std::vector<std::int64_t>;

}  // namespace

TEST_CASE_METHOD(Register, "a damaged home is entered as the form has it and shown masked") {
  const auto home = enter_home(1);
  CHECK(home["number"] == 1);
  CHECK(home["worst"] == "collapsed");
  CHECK(home["collapsed"] == json{{"rooms", 2}, {"area_dm2", 6'025}});
  CHECK(home["slightly_damaged"] == json{{"rooms", 0}, {"area_dm2", 0}});
  CHECK(home["photos"] == 1);
  CHECK(home["pay_by"].is_null());
  CHECK(home["missing"].empty());
  const auto& person = home["personal"];
  CHECK(person["name"] == "王*明");
  CHECK(person["id_number"] == access::mask_id_number(number(1)));
  CHECK(person["sex"] == "male");
  CHECK(person["phone"] == "138****5678");
  CHECK(person["address"] == "西向镇东村***");
  CHECK(home.dump().find(blobs[0]) == std::string::npos);
  CHECK(enter_home(2, {{"id_number", nullptr}, {"phone", nullptr}})["missing"] == json{"id_number", "phone"});
  CHECK(verifies());
}

TEST_CASE_METHOD(Register, "what the form cannot hold is refused by field") {
  const auto extent = [](int rooms, int area) { return json{{"rooms", rooms}, {"area_dm2", area}}; };
  CHECK(fault({{"rooms", 2}}) == "bad-home/rooms");
  CHECK(fault({{"collapsed", extent(0, 0)}, {"severely_damaged", extent(0, 0)}}) == "bad-home/collapsed/rooms");
  CHECK(fault({{"collapsed", extent(2, 0)}}) == "bad-home/collapsed/area_dm2");
  CHECK(fault({{"slightly_damaged", extent(0, 100)}}) == "bad-home/slightly_damaged/rooms");
  CHECK(fault({{"slightly_damaged", extent(-1, 100)}}) == "invalid-params/slightly_damaged/rooms");
  CHECK(fault({{"rebuild_fen", 100}}) == "bad-home/pay_by");
  CHECK(fault({{"photos", json::array()}}) == "bad-home/photos");
  CHECK(fault({{"photos", {paper}}}) == "unknown-blob/photos/0");
  CHECK(fault({{"occurred_at", "2026-07-19T23:00:00+08:00"}}) == "bad-home/occurred_at");
  CHECK(fault({{"occurred_at", "2026-12-01T00:00:00+08:00"}}) == "bad-home/occurred_at");
  CHECK(fault({{"village", "410882101999"}}) == "bad-home/village");
  CHECK(fault({{"village", kFarVillage.text()}}) == "outside-jurisdiction/division");
  CHECK(fault({{"hazard", "77"}}) == "bad-home/hazard");
  CHECK(fault({{"name", "=cmd|1"}}) == "bad-home/name");
  CHECK(fault({{"phone", "12"}}) == "bad-home/phone");
  auto wrong = number(3);
  wrong[17] = wrong[17] == '1' ? '2' : '1';
  const auto problem = problem_of(kClerk, "home.enter", one_home(3, {{"id_number", wrong}}));
  CHECK(problem.errors.front().pointer == "/id_number");
  CHECK(to_json(problem).dump().find(wrong) == std::string::npos);
  CHECK(problem_of(kCounty, "home.enter", one_home(3)).type == "role");
  const auto elsewhere = open_incident({{"area", {kOther.text()}}});
  CHECK(fault({{"incident", elsewhere}}) == "unknown-incident");
  CHECK(verifies());
}

TEST_CASE_METHOD(Register, "a family has one row for one disaster, and a closed incident takes no new one") {
  const auto first = enter_home(1);
  const auto again = problem_of(kClerk, "home.enter", one_home(1, {{"village", kNextVillage.text()}}));
  CHECK(again.type == "home-on-register");
  CHECK(again.detail.zh.find("第 1 号") != std::string::npos);
  CHECK(to_json(again).dump().find(number(1)) == std::string::npos);
  const auto other = open_incident({{"name", "测试 大风"}, {"occurred_at", "2026-07-21T06:00:00+08:00"}});
  CHECK(fault({{"incident", other},
               {"id_number", number(1)},
               {"occurred_at", "2026-07-21T08:00:00+08:00"},
               {"photos", {picture(*this, home_key_owner(other), "front")}}})
            .empty());
  const auto gone =
      done(kClerk, "home.withdraw", {{"home", first["home"]}, {"expected_version", 1}, {"reason", "mistake"}});
  CHECK(gone["home"]["withdrawn_for"] == "mistake");
  CHECK(problem_of(kClerk, "home.change", change(gone["home"], {{"people", 4}})).type == "home-withdrawn");
  CHECK(enter_home(1)["number"] == 3);
  (void)done(caller(Role::county_duty, kQinyang), "incident.close",
             {{"incident", incident}, {"expected_version", 1}, {"reason", "测试结束"}});
  CHECK(fault(json::object()) == "incident-closed");
  const auto row =
      done(kClerk, "home.list", {{"incident", incident}, {"division", kXixiang.text()}, {"state", "entered"}});
  const auto paid = change(row["homes"][0], {{"reason", "money"}, {"rebuild_fen", 1'234'500}, {"pay_by", "card"}});
  CHECK(done(kClerk, "home.change", paid)["home"]["rebuild_fen"] == 1'234'500);
  CHECK(verifies());
}

TEST_CASE_METHOD(Register, "a correction is an entry with a reason that says which fields changed") {
  const auto home = enter_home(1);
  auto said =
      change(home, {{"note", "王小明家复核"}, {"phone", "13900000000"}, {"rooms", 6}, {"add_photos", {blobs[1]}}});
  const auto after = done(kClerk, "home.change", said)["home"];
  CHECK(after["version"] == 2);
  CHECK(after["photos"] == 2);
  CHECK(after["personal"]["phone"] == "139****0000");
  CHECK(after["personal"]["id_number"] == access::mask_id_number(number(1)));
  CHECK(problem_of(kClerk, "home.change", said).type == "stale-version");
  CHECK(problem_of(kClerk, "home.change", change(after, {{"drop_photos", {0, 1}}})).type == "bad-home");
  const auto moved = change(after, {{"village", kFarVillage.text()}});
  CHECK(problem_of(kClerk, "home.change", moved).type == "outside-jurisdiction");
  CHECK(done(kClerk, "home.change", change(after, {{"drop_photos", {0}}}))["home"]["photos"] == 1);

  const auto whole = done(kAuditor, "home.get", {{"home", home["home"]}});
  REQUIRE(whole["history"].size() == 3);
  CHECK(whole["history"][1]["changed"] == json{"phone", "photos", "rooms"});
  CHECK(whole["history"][1]["reason"] == "verified");
  CHECK(whole["history"][2]["changed"] == json{"photos"});
  CHECK(whole.dump().find("王小明") == std::string::npos);

  const json asked{{"home", home["home"]}, {"purpose", "入户核对"}};
  CHECK(problem_of(caller(Role::leader, kQinyang), "home.reveal", asked).type == "role");
  CHECK(problem_of(caller(Role::township_clerk, kOther), "home.reveal", asked).type == "outside-jurisdiction");
  const auto seen = done(kCounty, "home.reveal", asked)["revealed"];
  CHECK(seen["id_number"] == number(1));
  REQUIRE(seen["photos"].size() == 1);
  CHECK(seen["photos"][0]["blob"] == blobs[1]);
  CHECK(seen["notes"] == json{{{"version", 2}, {"note", "王小明家复核"}}});
  store::Connection db{file(), store::Mode::read_write};
  CHECK(access::list_reveals(db, {.jurisdiction = kCity}).size() == 1);
  CHECK(verifies());
}

TEST_CASE_METHOD(Register, "the register is paged, filtered and searched by name and by number") {
  for (int i = 1; i <= 4; ++i) {
    const auto village = i % 2 == 0 ? kVillage : kNextVillage;
    (void)enter_home(i, {{"village", village.text()}, {"name", i == 4 ? "欧阳春" : "王小明"}});
  }
  const json slightly_damaged{{"collapsed", {{"rooms", 0}, {"area_dm2", 0}}},
                              {"severely_damaged", {{"rooms", 0}, {"area_dm2", 0}}},
                              {"slightly_damaged", {{"rooms", 1}, {"area_dm2", 900}}}};
  const auto far = caller(Role::township_clerk, kOther);
  auto lightly = one_home(5, slightly_damaged);
  lightly["village"] = kFarVillage.text();
  (void)done(far, "home.enter", lightly);
  CHECK(listed(kCounty) == Numbers{2, 4, 1, 3, 5});
  CHECK(listed(kClerk) == Numbers{2, 4, 1, 3});
  CHECK(listed(kClerk, {{"limit", 2}}) == Numbers{2, 4});
  CHECK(listed(kClerk, {{"limit", 2}, {"after", {{"village", kVillage.text()}, {"number", 4}}}}) == Numbers{1, 3});
  CHECK(listed(kCounty, {{"worst", "slightly_damaged"}}) == Numbers{5});
  CHECK(listed(kCounty, {{"name", "欧"}}) == Numbers{4});
  CHECK(listed(kCounty, {{"id_number", number(3)}}) == Numbers{3});
  CHECK(listed(kClerk, {{"id_number", number(5)}}).empty());
  CHECK(problem_of(kClerk, "home.list", {{"incident", incident}, {"division", kXixiang.text()}, {"id_number", "123"}})
            .errors.front()
            .pointer == "/id_number");
  CHECK_FALSE(registry.find("home.list")->has_get());
}

TEST_CASE_METHOD(Register, "the register's sums stand beside the figures of A01, household by its worst damage") {
  (void)enter_home(1);
  (void)enter_home(2, {{"collapsed", {{"rooms", 0}, {"area_dm2", 0}}}});
  const auto gone = enter_home(3);
  (void)done(kClerk, "home.withdraw", {{"home", gone["home"]}, {"expected_version", 1}, {"reason", "duplicate"}});
  const auto compared = [&] {
    return done(kCounty, "home.compare", {{"incident", incident}, {"division", kXixiang.text()}});
  };
  const auto before = compared();
  const auto line = [](const json& answer, const std::string& code) {
    for (const auto& one : answer["lines"]) {
      if (one["indicator"] == code) return one;
    }
    return json(nullptr);
  };
  CHECK(line(before, "A01023")["kept"] == 1);
  CHECK(line(before, "A01022")["kept"] == 2);
  CHECK(line(before, "A01026")["kept"] == 1);
  CHECK(line(before, "A01025")["kept"] == 2);
  CHECK(line(before, "A01022")["reported"].is_null());
  CHECK_FALSE(line(before, "A01022")["agrees"].get<bool>());
  CHECK(before["area_dm2"]["severely_damaged"] == 5'000);

  (void)done(kClerk, "report.submit",
             {{"incident", incident},
              {"division", kXixiang.text()},
              {"phase", "initial"},
              {"figures",
               {{"A01007", {{"value", 20}}},
                {"A01008", {{"value", 0}}},
                {"A01009", {{"value", 0}}},
                {"A01013", {{"instant", 6}, {"cumulative", 6}}},
                {"A01017", {{"instant", 6}, {"cumulative", 6}}},
                {"A01022", {{"value", 2}}},
                {"A01023", {{"value", 2}}}}},
              {"narrative", {{"situation", "测试数据"}}},
              {"contact", {{"unit", "西向镇值班室"}, {"post", "值班员"}}},
              {"channel", "phone"},
              {"occurred_at", "2026-09-20T08:00:00+08:00"},
              {"received_at", "2026-09-20T08:50:00+08:00"},
              {"expected_version", 0}});
  const auto after = compared();
  CHECK(line(after, "A01022")["agrees"] == true);
  CHECK(line(after, "A01023")["reported"] == 2);
  CHECK(line(after, "A01023")["agrees"] == false);
}

TEST_CASE_METHOD(Register, "no name, number or picture of the register can be read without the incident's key") {
  const auto home = enter_home(1);
  (void)done(kClerk, "home.change", change(home, {{"phone", "13766667777"}, {"note", "儿子王大作证"}}));
  (void)done(kCounty, "home.reveal", {{"home", home["home"]}, {"purpose", "抽查"}});
  const auto kept = bytes() + heard;
  REQUIRE(kept.find(incident) != std::string::npos);
  for (const auto& planted : {number(1), std::string{"13812345678"}, std::string{"13766667777"}, std::string{"王小明"},
                              std::string{"三组12号"}, std::string{"王大"}}) {
    INFO(planted);
    CHECK(kept.find(planted) == std::string::npos);
  }
  CHECK(heard.find(blobs[0]) == std::string::npos);
  const auto owner = "incident/" + incident;
  (void)done(caller(Role::administrator, kCity, 1), "key.propose_destruction",
             {{"owner", owner}, {"expected_version", 0}, {"reason", "期满"}});
  (void)done(caller(Role::administrator, kCity, 2), "key.destroy", {{"owner", owner}, {"expected_version", 1}});
  const auto whole = done(kAuditor, "home.get", {{"home", home["home"]}});
  CHECK(whole["home"]["personal"].is_null());
  CHECK(whole["home"]["photos"] == 0);
  CHECK(whole["history"].size() == 2);
  CHECK(done(kCounty, "home.reveal", {{"home", home["home"]}, {"purpose", "抽查"}})["revealed"].is_null());
  CHECK(listed(kAuditor, {{"id_number", number(1)}}).empty());
  CHECK(access::seal_picture(*keys, owner, "a house").error().type == "key-destroyed");  // so that none is entered
  store::Connection db{file(), store::Mode::read_write};
  CHECK(db.number("SELECT count(*) FROM home WHERE sealed IS NOT NULL OR photos IS NOT NULL") == 0);
  CHECK(db.number("SELECT (SELECT count(*) FROM home_mark) + (SELECT count(*) FROM home_name)") == 0);
  CHECK(verifies());
  CHECK(faults.empty());
}

}  // namespace anlan::relief::test
