#include "supplies/allocation_need.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <limits>

namespace anlan::supplies::allocation {

namespace {

// 修武县七贤镇 and 武陟县木城街道; the numbers of people are made up.
const std::string kQixian = "410821102000";
const std::string kMucheng = "410823001000";

const Norm kTent{.id = "tent-warm",
                 .item = "tent-single-12",
                 .states = {PeopleState::sheltered},
                 .share_percent = 20,
                 .amount = 1,
                 .persons = 4};
const Norm kWater{
    .id = "drinking-water",
    .item = "water-bottled",
    .states = {PeopleState::sheltered, PeopleState::precautionary_move, PeopleState::emergency_relief_need},
    .amount = 6,
    .days = 1};
const Norm kRice{.id = "grain",
                 .item = "rice",
                 .states = {PeopleState::sheltered, PeopleState::emergency_relief_need},
                 .amount = 1,
                 .persons = 2,
                 .days = 1};

People people(const std::string& division, std::int64_t sheltered, std::int64_t moved = 0, std::int64_t in_need = 0) {
  return {.division = division, .count = {sheltered, 0, moved, in_need}};
}

}  // namespace

TEST_CASE("a need is people × share × norm × days, rounded up once at the end") {
  struct Row {
    Norm norm;
    People people;
    std::int64_t days;
    std::int64_t required;
  };
  const std::vector<Row> table{
      {kTent, people(kQixian, 1000), 7, 50},            // a fifth of them, four to a tent; days do not count
      {kTent, people(kQixian, 1001), 7, 51},            // the last tent is not full
      {kTent, people(kQixian, 0, 500), 7, 0},           // who only moved ahead of danger gets none
      {kWater, people(kQixian, 100, 20, 30), 3, 2700},  // 150 people × 6 bottles × 3 days
      {kRice, people(kQixian, 3, 0, 2), 1, 3},          // half a kilogram each, 2.5 in all
      {kRice, people(kQixian, 0), 7, 0}};
  for (const auto& row : table) {
    INFO(row.norm.id << " " << row.required);
    CHECK(*required_by(row.norm, row.people, row.days) == row.required);
  }
}

TEST_CASE("what is there and on the way is subtracted, and a surplus is no need") {
  const std::vector<Provided> provided{
      {.division = kQixian, .item = "water-bottled", .on_hand = 1000, .on_the_way = 500},
      {.division = kMucheng, .item = "water-bottled", .on_hand = 99999},
      {.division = kQixian, .item = "water-bottled", .on_hand = 100}};
  const auto found = needs({people(kQixian, 100), people(kMucheng, 10)}, {kWater}, 7, provided);
  REQUIRE(found);
  REQUIRE(found->size() == 2);
  const auto& qixian = found->front();
  CHECK(qixian.required == 4200);
  CHECK(qixian.on_hand == 1100);
  CHECK(qixian.on_the_way == 500);
  CHECK(qixian.missing == 2600);
  CHECK(found->back().missing == 0);
}

TEST_CASE("several norms and lines of one item add up, and who needs nothing is left out") {
  auto winter = kTent;
  winter.share_percent = 80;
  const auto found = needs({people(kQixian, 10), people(kQixian, 10), people(kMucheng, 0)}, {kTent, winter}, 7, {});
  REQUIRE(found);
  REQUIRE(found->size() == 1);
  CHECK(found->front().required == 2 * (1 + 2));
}

TEST_CASE("numbers that cannot be are refused, never wrapped around") {
  constexpr auto kHuge = std::numeric_limits<std::int64_t>::max();
  CHECK(required_by(kWater, people(kQixian, kHuge), 7).error().type == "bad-need");
  CHECK(required_by(kWater, people(kQixian, kHuge, kHuge), 1).error().type == "bad-need");
  CHECK(required_by(kWater, people(kQixian, -1), 1).error().type == "bad-need");
  CHECK(required_by(kWater, people(kQixian, 1), 0).error().type == "bad-need");
  auto nobody = kTent;
  nobody.persons = 0;
  CHECK(required_by(nobody, people(kQixian, 1), 1).error().type == "bad-need");
  CHECK(needs({people(kQixian, 1)}, {kWater}, 1, {{.division = kQixian, .item = "water-bottled", .on_hand = -1}})
            .error()
            .type == "bad-need");
}

TEST_CASE("more on hand and on the way than a number holds still is no need") {
  constexpr auto kHuge = std::numeric_limits<std::int64_t>::max();
  const std::vector<Provided> provided{
      {.division = kQixian, .item = "water-bottled", .on_hand = kHuge, .on_the_way = kHuge}};
  CHECK(needs({people(kQixian, 1)}, {kWater}, 1, provided)->front().missing == 0);
}

TEST_CASE("no people, no norms: no needs") {
  CHECK(needs({}, {kWater}, 7, {})->empty());
  CHECK(needs({people(kQixian, 100)}, {}, 7, {})->empty());
}

TEST_CASE("one more person never needs less") {
  const bool held = rc::check([] {
    const Norm norm{.id = "n",
                    .item = "i",
                    .states = {PeopleState::sheltered},
                    .share_percent = *rc::gen::inRange(1, 101),
                    .amount = *rc::gen::inRange(1, 50),
                    .persons = *rc::gen::inRange(1, 50),
                    .days = *rc::gen::inRange(1, 40)};
    const auto heads = *rc::gen::inRange<std::int64_t>(0, 1'000'000);
    const auto days = *rc::gen::inRange<std::int64_t>(1, 30);
    const auto few = *required_by(norm, people(kQixian, heads), days);
    RC_ASSERT(few <= *required_by(norm, people(kQixian, heads + 1), days));
    RC_ASSERT(few <= *required_by(norm, people(kQixian, heads), days + 1));
  });
  CHECK(held);
}

TEST_CASE("states have the words of the norms catalogue") {
  for (const auto* word : {"sheltered", "hosted", "precautionary_move", "emergency_relief_need"}) {
    REQUIRE(parse_people_state(word));
    CHECK(to_string(*parse_people_state(word)) == word);
  }
  CHECK_FALSE(parse_people_state("homeless"));
}

}  // namespace anlan::supplies::allocation
