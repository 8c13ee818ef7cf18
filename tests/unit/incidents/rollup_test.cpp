#include "incidents/rollup.hpp"

#include <array>

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "report_house.hpp"

namespace anlan::incidents {
namespace {

TEST_CASE("what a node filed counts more than what was merged, and both stay visible") {
  const Cell cell{.own = {.amount = 500}, .below = 480, .known = 3, .unknown = 1};
  CHECK(cell.total() == 500);
  CHECK(cell.below == 480);
  CHECK_FALSE(cell.contribution().doubtful);
}

TEST_CASE("a node that said unknown stands on its children and stays in doubt") {
  const Cell cell{.own = {.unknown = true}, .below = 480, .known = 3};
  CHECK(cell.total() == 480);
  CHECK(cell.contribution().doubtful);
}

TEST_CASE("doubt climbs: a total with an unknown child below is in doubt for the level above") {
  const Cell cell{.below = 480, .known = 3, .unknown = 1};
  CHECK(cell.contribution() == Contribution{480, true});
}

TEST_CASE("an estimate stays one in every total that holds it, until the node itself counts") {
  Cell parent;
  shift(parent, {}, {300, false, true});
  CHECK(parent.contribution() == Contribution{300, false, true});
  parent.own = {.amount = 310};
  CHECK_FALSE(parent.estimated());
  parent.own.estimated = true;
  CHECK(parent.estimated());
}

TEST_CASE("when the last known child goes the sum becomes nothing, not zero") {
  Cell parent{.below = 300, .known = 1};
  shift(parent, {300, false}, {std::nullopt, true});
  CHECK(parent == Cell{.known = 0, .unknown = 1});
}

TEST_CASE("zero is a known number in a sum") {
  Cell parent;
  shift(parent, {}, {0, false});
  CHECK(parent.below == 0);
  CHECK(parent.known == 1);
}

TEST_CASE("each merge rule has its own arithmetic") {
  const std::array<Contribution, 3> children{{{300, false}, {std::nullopt, true}, {700, true}}};
  const auto merged = [&children](Merge rule) {
    Cell parent;
    gather(parent, rule, children);
    CHECK(parent.known == 2);
    CHECK(parent.unknown == 2);
    return parent.below;
  };
  CHECK(merged(Merge::sum) == 1'000);
  CHECK(merged(Merge::maximum) == 700);
  CHECK(merged(Merge::latest) == 700);
  CHECK(merged(Merge::minimum) == 300);
  CHECK(merged(Merge::earliest) == 300);
}

TEST_CASE("moving a sum by differences gives what adding up anew gives") {
  CHECK(rc::check([] {
    const auto contribution = rc::gen::map(
        rc::gen::pair(rc::gen::inRange(-1, 1'000), rc::gen::arbitrary<bool>()), [](const std::pair<int, bool>& drawn) {
          return drawn.first < 0 ? Contribution{std::nullopt, drawn.second} : Contribution{drawn.first, drawn.second};
        });
    std::array<Contribution, 4> children{};
    Cell moved;
    const auto changes = *rc::gen::container<std::vector<std::pair<std::size_t, Contribution>>>(
        rc::gen::pair(rc::gen::inRange<std::size_t>(0, 4), contribution));
    for (const auto& [child, after] : changes) {
      shift(moved, children.at(child), after);
      children.at(child) = after;
    }
    Cell anew;
    gather(anew, Merge::sum, children);
    RC_ASSERT(moved == anew);
  }));
}

TEST_CASE("a report's numbers: stocks have two, times count as moments, words have none") {
  const Figures figures{{"A01001", {.text = "02"}},
                        {"A01002", {.text = "2105"}},
                        {"A01004", {.text = "2021-07-20T20:00:00+08:00"}},
                        {"A01007", {.single = 1'200}},
                        {"A01013", {.instant = 500, .qualifiers = {{Aspect::instant, Qualifier::about}}}},
                        {"A01017", {.unknown = true}},
                        {"Z00001", {.single = 1}}};
  const auto cells = cells_of(figures, test::catalogue());
  CHECK(cells.size() == 5);
  CHECK(cells.at({"A01007", Aspect::single}) == Own{1'200, false});
  CHECK(cells.at({"A01013", Aspect::instant}) == Own{500, false, true});
  CHECK_FALSE(cells.contains({"A01013", Aspect::cumulative}));
  CHECK(cells.at({"A01017", Aspect::instant}).unknown);
  CHECK(cells.at({"A01017", Aspect::cumulative}).unknown);
  const auto& began = *test::catalogue().indicator("A01004");
  CHECK(cell_number(began, cells.at({"A01004", Aspect::single}).amount) == "2021-07-20T20:00:00+08:00");
  CHECK(cell_number(began, std::nullopt).is_null());
}

}  // namespace
}  // namespace anlan::incidents
