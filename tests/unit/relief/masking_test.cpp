#include <nlohmann/json.hpp>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "numbers.hpp"
#include "relief/masking.hpp"

namespace anlan::relief {

static_assert(!std::is_constructible_v<PublicHousehold, NoticeFacts>, "for_public alone makes what is public");

TEST_CASE("what is public shows the village, the class, the people and half a name") {
  const auto shown = for_public({.row = 7,
                                 .reference = "K3M9",
                                 .village = "石荆村",
                                 .head_name = "张小三",
                                 .household_class = HouseholdClass::minimum_living,
                                 .people = 4,
                                 .people_in_need = 3});
  CHECK(public_json(shown) == nlohmann::json{{"row", 7},
                                             {"reference", "K3M9"},
                                             {"village", "石荆村"},
                                             {"name", "张*三"},
                                             {"class", "minimum_living"},
                                             {"people", 4},
                                             {"people_in_need", 3},
                                             {"amount_fen", nullptr},
                                             {"goods", nlohmann::json::array()}});
}

TEST_CASE("a number in the column of names does not become public") {
  CHECK(rc::check("digits in names", [] {
    const auto number = test::made_up_id(410882, *rc::gen::inRange(1930, 2020), *rc::gen::inRange(1, 13),
                                         *rc::gen::inRange(1, 29), *rc::gen::inRange(1, 1000));
    const auto name = *rc::gen::element(number, "张三" + number, number + "张三", std::string{"４１０８８２"});
    const auto shown = for_public({.head_name = name}).name();
    RC_ASSERT(shown.find_first_of("0123456789") == std::string::npos);
    RC_ASSERT(shown.find("４") == std::string::npos);
  }));
}

TEST_CASE("everyday screens show each field by its mask") {
  const auto shown = masked({.name = "张小三",
                             .id_number = "11010519491231002X",
                             .phone = "13812345678",
                             .account = "6228480012345678901",
                             .address = "西陶镇石荆村三组12号"});
  CHECK(shown.name == "张*三");
  CHECK(shown.id_number == "11*************02X");
  CHECK(shown.phone == "138****5678");
  CHECK(shown.account == "***************8901");
  CHECK(shown.address == "西陶镇石荆村***");
}

TEST_CASE("classes have the numbers and words of the form") {
  for (const auto value : kHouseholdClasses) {
    CHECK(parse_household_class(to_string(value)) == value);
    CHECK(household_class_of(static_cast<int>(value)) == value);
  }
  CHECK(title_of(HouseholdClass::destitute_support) == "特困供养人员");
  CHECK_FALSE(parse_household_class("rich"));
  CHECK_FALSE(household_class_of(0));
  CHECK_FALSE(household_class_of(6));
}

}  // namespace anlan::relief
