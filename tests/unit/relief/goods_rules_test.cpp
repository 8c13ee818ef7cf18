#include <catch2/catch.hpp>

#include "relief/goods_rules.hpp"

namespace anlan::relief {
namespace {

GoodsRow row(std::vector<GoodsAmount> now, std::vector<GoodsAmount> before = {}) {
  return {.row = 4,
          .number = 12,
          .decided = true,
          .in_reach = true,
          .same_world = true,
          .needs = {{NeedKind::clothing, 3}, {NeedKind::heating, 30'000}},
          .before = std::move(before),
          .now = std::move(now)};
}
GoodsAmount quilts(std::int64_t quantity, std::string number = {}) {
  return {NeedKind::clothing, quantity, "棉被", std::move(number)};
}
GoodsAmount coal(std::int64_t quantity, std::string number = {}) {
  return {NeedKind::heating, quantity, "取暖用煤", std::move(number)};
}
std::string refusal(const GoodsRow& row) {
  const auto held = check_goods({row});
  return held ? "" : held.error().type;
}

}  // namespace

TEST_CASE("what is counted is met by quantity, and what is reckoned in money once") {
  CHECK(refusal(row({quilts(3)})).empty());
  CHECK(refusal(row({quilts(2)}, {quilts(1, "00000007")})).empty());
  CHECK(refusal(row({quilts(4)})) == "beyond-need");
  CHECK(refusal(row({quilts(3)}, {quilts(1)})) == "beyond-need");
  CHECK(refusal(row({quilts(1)}, {quilts(3, "00000007")})) == "already-given");
  CHECK(refusal(row({coal(500)})).empty());
  CHECK(refusal(row({coal(500)}, {coal(1, "00000007")})) == "already-given");
}

TEST_CASE("several lines of one kind in one hand-out count together") {
  CHECK(refusal(row({quilts(2), {NeedKind::clothing, 1, "棉大衣", {}}})).empty());
  CHECK(refusal(row({quilts(2), {NeedKind::clothing, 2, "棉大衣", {}}})) == "beyond-need");
  CHECK(refusal(row({quilts(3), {NeedKind::clothing, 1, "棉大衣", {}}})) == "already-given");
  CHECK(refusal(row({coal(500), {NeedKind::heating, 1, "炉具", {}}})).empty());
  CHECK(refusal(row({quilts(0), coal(500)})).empty());
}

TEST_CASE("nobody gets what the list does not say") {
  CHECK(refusal(row({{NeedKind::grain, 10, "大米", {}}})) == "not-needed");
  CHECK(refusal(row({{std::nullopt, 1, "发电机组", {}}})) == "not-needed");
  auto other = row({quilts(1)});
  other.same_world = false;
  CHECK(refusal(other) == "exercise-differs");
  other.in_reach = false;
  CHECK(refusal(other) == "goods-elsewhere");
  other.decided = false;
  CHECK(refusal(other) == "goods-not-decided");
}

TEST_CASE("a refusal points at every row and says where the goods were given before") {
  const auto held = check_goods({row({quilts(1)}), row({quilts(1)}, {quilts(3, "00000007")}), row({quilts(9)})});
  REQUIRE_FALSE(held);
  CHECK(held.error().type == "already-given");
  REQUIRE(held.error().errors.size() == 2);
  CHECK(held.error().errors[0].pointer == "/households/4");
  CHECK(held.error().detail.zh.find("00000007") != std::string::npos);
  CHECK(held.error().detail.zh.find("12") != std::string::npos);
  CHECK(held.error().errors[1].detail.en.find("needs 3") != std::string::npos);
}

TEST_CASE("what is still needed never falls below nothing") {
  const std::vector<Need> needs{{NeedKind::clothing, 2}};
  CHECK(still_needed(needs, {}, NeedKind::clothing) == 2);
  CHECK(still_needed(needs, {quilts(5)}, NeedKind::clothing) == 0);
  CHECK(still_needed(needs, {}, NeedKind::grain) == std::nullopt);
}

}  // namespace anlan::relief
