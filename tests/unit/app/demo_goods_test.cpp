#include <catch2/catch.hpp>

#include "app/demo_goods.hpp"

using anlan::app::goods_params;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

// Made-up answers of two steps.
const anlan::app::ExerciseAnswers kAnswers{
    {"s002", {{"place", {{"place", "p-1"}}}}},
    {"s006", {{"movement", {{"lines", {{{"batch", "b-0"}}, {{"batch", "b-1"}}}}}}}},
    {"s040", {{"waybill", {{"version", 3}}}}}};

std::optional<json> told(const json& script) { return goods_params(script, kAnswers, 24h * 365 + 5h); }

}  // namespace

TEST_CASE("a reference becomes what the answer says there, with its own type") {
  const json script{{"place", "@s002/place/place"},
                    {"expected_version", "@s040/waybill/version"},
                    {"lines", {{{"batch", "@s006/movement/lines/1/batch"}, {"quantity", 60}}}}};
  const json filed{{"place", "p-1"}, {"expected_version", 3}, {"lines", {{{"batch", "b-1"}, {"quantity", 60}}}}};
  CHECK(told(script) == filed);
}

TEST_CASE("a step whose forerunner was not answered is not filed") {
  CHECK_FALSE(told({{"place", "@s003/place/place"}}));
  CHECK_FALSE(told({{"place", "@s002/place/version"}}));
  CHECK_FALSE(told({{"lines", {{{"batch", "@s006/movement/lines/7/batch"}}}}}));
  CHECK_FALSE(told({{"place", "@s002"}}));
}

TEST_CASE("moments move with the showing, days by whole days, other words stay") {
  const json script{{"need_by", "2021-07-21T06:00:00+08:00"},
                    {"lines", {{{"made_on", "2019-04-10"}, {"lot", "演练-2019"}, {"bin", "A-1"}, {"quantity", 2021}}}},
                    {"phone", "0391-0000000"}};
  const json filed{{"need_by", "2022-07-21T11:00:00+08:00"},
                   {"lines", {{{"made_on", "2020-04-09"}, {"lot", "演练-2019"}, {"bin", "A-1"}, {"quantity", 2021}}}},
                   {"phone", "0391-0000000"}};
  CHECK(told(script) == filed);
}
