#include <set>

#include <catch2/catch.hpp>

#include "pictures.hpp"
#include "relief_house.hpp"

namespace anlan::relief::test {
namespace {

struct Photos : ReliefHouse {
  Photos() {
    campaign = open_campaign()["campaign"];
    front = picture(*this, key_owner_of(campaign), "front");
    field = picture(*this, key_owner_of(campaign), "field");
    paper = picture(*this, key_owner_of(campaign), "paper", "application/pdf");
    household = enter(campaign, 1)["household"];
  }
  json add(const std::string& blob, json more = json::object()) {
    json params{{"household", household}, {"photo", blob}, {"about", "home"}};
    params.update(more);
    return params;
  }
  json shown() { return done(kAuditor, "household.photos", {{"household", household}})["photos"]; }

  std::string front, field, paper, campaign, household;
};

}  // namespace

TEST_CASE_METHOD(Photos, "a household's photo is kept sealed, and seen for a purpose only") {
  const auto photos =
      done(kClerk, "household.add_photo", add(front, {{"taken_at", "2026-09-19T10:00:00+08:00"}}))["photos"];
  REQUIRE(photos.size() == 1);
  CHECK(photos[0]["about"] == "home");
  CHECK(photos[0]["taken_at"] == "2026-09-19T10:00:00+08:00");
  CHECK(photos[0]["held"] == true);
  (void)done(caller(Role::township_reviewer, kXixiang), "household.add_photo", add(field, {{"about", "crop"}}));
  CHECK(shown().size() == 2);
  CHECK((shown().dump() + heard).find(front) == std::string::npos);

  const json asked{{"household", household}, {"purpose", "入户核对"}};
  CHECK(problem_of(caller(Role::leader, kQinyang), "household.reveal_photos", asked).type == "role");
  CHECK(problem_of(caller(Role::township_clerk, kOther), "household.reveal_photos", asked).type ==
        "outside-jurisdiction");
  const auto seen = done(kCounty, "household.reveal_photos", asked)["revealed"];
  REQUIRE(seen.size() == 2);
  CHECK(std::set{seen[0]["blob"], seen[1]["blob"]} == std::set<json>{front, field});
  store::Connection db{file(), store::Mode::read_write};
  const auto looks = access::list_reveals(db, {.jurisdiction = kCity});
  REQUIRE(looks.size() == 1);
  CHECK(looks[0].fact.fields == std::vector<std::string>{"photos"});

  // Its trace says that there is a picture, of what and by whom; not which.
  const auto traced = done(kAuditor, "household.trace", {{"id_number", number(1)}})["households"][0]["steps"];
  REQUIRE(traced.size() == 3);
  CHECK(traced[1]["type"] == "household_photo.added");
  CHECK(traced[1]["said"] == json{{"about", "home"}});
  CHECK(traced[2]["by"]["role"] == "township_reviewer");
  CHECK(traced.dump().find(front) == std::string::npos);
  CHECK(verifies());
}

TEST_CASE_METHOD(Photos, "what is no photo, stands there already or lies in the future is refused") {
  (void)done(kClerk, "household.add_photo", add(front));
  CHECK(problem_of(kClerk, "household.add_photo", add(front)).type == "photo-known");
  const auto uploaded_again = picture(*this, key_owner_of(campaign), "front");
  CHECK(uploaded_again != front);
  CHECK(problem_of(kClerk, "household.add_photo", add(uploaded_again)).type == "photo-known");
  {
    store::Connection db{file(), store::Mode::read_write};
    const auto plain = journal::store_blob(db, "image/jpeg", "field", now);
    CHECK(problem_of(kClerk, "household.add_photo", add(plain)).type == "unsealed-picture");
  }
  CHECK(problem_of(kClerk, "household.add_photo", add(paper)).type == "unknown-blob");
  CHECK(problem_of(kClerk, "household.add_photo", add(std::string(64, 'a'))).type == "unknown-blob");
  CHECK(problem_of(kClerk, "household.add_photo", add(field, {{"taken_at", "2026-12-01T00:00:00+08:00"}})).type ==
        "bad-photo");
  CHECK(problem_of(kCounty, "household.add_photo", add(field)).type == "role");
  CHECK(problem_of(caller(Role::township_clerk, kOther), "household.add_photo", add(field)).type ==
        "outside-jurisdiction");
  const auto unknown = make_uuid(now);
  CHECK(problem_of(kClerk, "household.drop_photo", {{"household", household}, {"photo", unknown}, {"reason", "模糊"}})
            .type == "unknown-photo");
  (void)done(kClerk, "household.withdraw", {{"household", household}, {"expected_version", 1}, {"reason", "mistake"}});
  CHECK(problem_of(kClerk, "household.add_photo", add(field)).type == "household-withdrawn");
}

TEST_CASE_METHOD(Photos, "a photo is dropped with a reason, and all are gone with the key") {
  const auto first = done(kClerk, "household.add_photo", add(front))["photos"][0]["photo"];
  (void)done(kClerk, "household.add_photo", add(field));
  const json drop{{"household", household}, {"photo", first}, {"reason", "拍到了邻居李某"}};
  CHECK(done(kClerk, "household.drop_photo", drop)["photos"].size() == 1);
  CHECK((bytes() + heard).find("李某") == std::string::npos);
  CHECK(done(kClerk, "household.add_photo", add(front))["photos"].size() == 2);
  const auto owner = "campaign/" + campaign;
  (void)done(caller(Role::administrator, kCity, 1), "key.propose_destruction",
             {{"owner", owner}, {"expected_version", 0}, {"reason", "期满"}});
  (void)done(caller(Role::administrator, kCity, 2), "key.destroy", {{"owner", owner}, {"expected_version", 1}});
  REQUIRE(shown().size() == 2);
  CHECK(shown()[0]["held"] == false);
  CHECK(done(kCounty, "household.reveal_photos", {{"household", household}, {"purpose", "核对"}})["revealed"].empty());
  CHECK(verifies());
}

}  // namespace anlan::relief::test
