#include "api/shape.hpp"

#include <catch2/catch.hpp>

namespace anlan::api {

using nlohmann::json;

namespace {
const Shape kShape = Shape::object(
    {need("name", Shape::text(2, 5)), need("at", Shape::time()), may("count", Shape::integer(0, 10)),
     may("share", Shape::number(0, 1)), may("where", Shape::division()), may("who", Shape::uuid()),
     may("kind", Shape::one_of({"a", "b"})), may("photos", Shape::array(Shape::blob(), 0, 2)),
     may("note", Shape::text(1, 9).or_null()), may("figures", Shape::map("A[0-9]{5}", Shape::integer(0, 9), 2))});

json base() { return {{"name", "西向镇"}, {"at", "2021-07-20T20:00:00+08:00"}}; }

std::vector<std::string> pointers(const json& value) {
  std::vector<FieldFault> faults;
  kShape.check(value, "", faults);
  std::vector<std::string> out;
  for (const auto& fault : faults) {
    CHECK_FALSE(fault.detail.zh.empty());
    CHECK_FALSE(fault.detail.en.empty());
    out.push_back(fault.pointer);
  }
  return out;
}
}  // namespace

TEST_CASE("a value of the right shape has no faults") {
  auto value = base();
  value["count"] = 10;
  value["share"] = 0.5;
  value["where"] = "410882101000";
  value["who"] = "0190f3c2-0000-7000-8000-000000000001";
  value["kind"] = "b";
  value["photos"] = {std::string(64, 'a')};
  value["note"] = nullptr;
  value["figures"] = {{"A01007", 3}};
  CHECK(pointers(value).empty());
}

TEST_CASE("each fault names its field") {
  const std::vector<std::pair<json, std::string>> cases{{{{"count", -1}}, "/count"},
                                                        {{{"count", 1.5}}, "/count"},
                                                        {{{"count", "3"}}, "/count"},
                                                        {{{"share", 1.01}}, "/share"},
                                                        {{{"where", "4108"}}, "/where"},
                                                        {{{"who", "x"}}, "/who"},
                                                        {{{"kind", "c"}}, "/kind"},
                                                        {{{"photos", {"zz"}}}, "/photos/0"},
                                                        {{{"photos", 3}}, "/photos"},
                                                        {{{"name", "西"}}, "/name"},
                                                        {{{"name", "五个字不够了"}}, "/name"},
                                                        {{{"name", "a\tb"}}, "/name"},
                                                        {{{"at", "20:00"}}, "/at"},
                                                        {{{"extra", 1}}, "/extra"},
                                                        {{{"a/b", 1}}, "/a~1b"},
                                                        {{{"figures", {{"B1", 1}}}}, "/figures/B1"},
                                                        {{{"figures", {{"A01007", -3}}}}, "/figures/A01007"}};
  for (const auto& [change, pointer] : cases) {
    auto value = base();
    value.update(change);
    INFO(value.dump());
    CHECK(pointers(value) == std::vector{pointer});
  }
  CHECK(pointers(json::object()) == std::vector<std::string>{"/name", "/at"});
  CHECK(pointers(json::array()) == std::vector<std::string>{""});
}

TEST_CASE("thousands of wrong fields get a short answer") {
  auto value = base();
  for (int i = 0; i < 5'000; ++i) value["x" + std::to_string(i)] = i;
  CHECK(pointers(value).size() == 50);
}

TEST_CASE("the text of a GET becomes what the shape says") {
  const auto params =
      kShape.from_query({{"name", "西向镇"}, {"count", "7"}, {"share", "0.25"}, {"photos", "p"}, {"photos", "q"}});
  CHECK(params == json{{"name", "西向镇"}, {"count", 7}, {"share", 0.25}, {"photos", {"p", "q"}}});
  CHECK(kShape.from_query({{"count", "7x"}}) == json{{"count", "7x"}});  // left as it is: the check will name it
}

}  // namespace anlan::api
