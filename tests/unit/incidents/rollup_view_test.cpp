#include "incidents/rollup_view.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "incidents/rollup_lineage.hpp"
#include "journal/verify.hpp"
#include "report_house.hpp"

namespace anlan::incidents {
namespace {

using nlohmann::json;
using test::code;

// A small tree of real codes: the city, two counties, two townships in each. The figures are made up.
const std::map<std::string, std::vector<std::string>> kChildren{{test::kCity, {test::kWuzhi, test::kQinyang}},
                                                                {test::kQinyang, {test::kXixiang, test::kXiwan}},
                                                                {test::kWuzhi, {test::kMucheng, "410823002000"}}};
const std::vector<std::string> kReporters{test::kQinyang, test::kWuzhi,   test::kXixiang,
                                          test::kXiwan,   test::kMucheng, "410823002000"};
// Sums, a sum with two aspects, a maximum, an earliest and a latest.
const std::vector<CellKey> kKeys{{"A01007", Aspect::single},     {"A01013", Aspect::instant},
                                 {"A01013", Aspect::cumulative}, {"A01003", Aspect::single},
                                 {"A01004", Aspect::single},     {"A01005", Aspect::single}};

/// Feeds versions straight into the journal and keeps in mind what is in force.
class Feed {
 public:
  explicit Feed(test::ReportHouse& house)
      : house_{house}, incident_{house.open_incident({test::kQinyang, test::kWuzhi})} {}

  void add(const std::string& division, VersionKind kind, const Figures& figures) {
    auto& report = chains_[division];
    if (report.empty()) report = make_uuid(house_.now);
    Version version{.report = report, .incident = incident_, .division = code(division), .kind = kind};
    version.statement.figures = figures;
    version.statement.occurred_at = version.statement.received_at = house_.now;
    house_.append(draft_of(version));
    auto& chain = statements_[division];
    if (kind == VersionKind::correction) chain.pop_back();
    if (state_after(kind) == ReportState::effective) chain.push_back(figures);
    counts_[division] = state_after(kind) == ReportState::effective;
    if (kind != VersionKind::withdrawal) return;
    report.clear();
    chain.clear();
  }

  [[nodiscard]] bool is_returned(const std::string& division) { return !counts_[division]; }
  [[nodiscard]] bool has_chain(const std::string& division) { return !chains_[division].empty(); }
  [[nodiscard]] const std::string& incident() const { return incident_; }

  /// The cell as a full recomputation from the reports in force has it.
  [[nodiscard]] Cell recomputed(const std::string& division, const CellKey& key) const {
    Cell cell;
    if (const auto found = statements_.find(division); found != statements_.end() && counts_.at(division)) {
      Figures standing;
      for (const auto& statement : found->second) overlay(standing, statement);
      const auto cells = cells_of(standing, test::catalogue());
      if (const auto own = cells.find(key); own != cells.end()) cell.own = own->second;
    }
    if (const auto below = kChildren.find(division); below != kChildren.end()) {
      std::vector<Contribution> contributions;
      for (const auto& child : below->second) contributions.push_back(recomputed(child, key).contribution());
      gather(cell, test::catalogue().indicator(key.indicator)->merge, contributions);
    }
    return cell;
  }

 private:
  test::ReportHouse& house_;
  std::string incident_;
  std::map<std::string, std::string> chains_;
  std::map<std::string, std::vector<Figures>> statements_;  // a correction replaces the last one
  std::map<std::string, bool> counts_;
};

Figures random_figures() {
  const auto amount = [] { return rc::gen::inRange<Amount>(0, 100'000); };
  Figures figures;
  if (*rc::gen::arbitrary<bool>()) figures["A01007"] = {.single = *amount()};
  if (*rc::gen::arbitrary<bool>()) figures["A01013"] = {.instant = *amount(), .cumulative = *amount()};
  if (*rc::gen::arbitrary<bool>()) figures["A01007"].qualifiers = {{Aspect::single, Qualifier::about}};
  if (*rc::gen::inRange(0, 3) == 0) figures["A01013"] = {.unknown = true};
  if (*rc::gen::inRange(0, 4) == 0) figures["A01007"] = {.unknown = true};
  if (*rc::gen::arbitrary<bool>()) figures["A01003"] = {.single = *rc::gen::inRange<Amount>(100, 900)};
  const auto day = std::to_string(*rc::gen::inRange(10, 30));
  if (*rc::gen::arbitrary<bool>()) figures["A01004"] = {.text = "2026-07-" + day + "T08:00:00+08:00"};
  if (*rc::gen::arbitrary<bool>()) figures["A01005"] = {.text = "2026-07-" + day};
  return figures;
}

void random_step(Feed& feed) {
  const auto division = *rc::gen::elementOf(kReporters);
  if (!feed.has_chain(division)) return feed.add(division, VersionKind::submission, random_figures());
  if (feed.is_returned(division)) return feed.add(division, VersionKind::correction, random_figures());
  const auto kind = *rc::gen::element(VersionKind::submission, VersionKind::correction, VersionKind::giving_back,
                                      VersionKind::withdrawal);
  feed.add(division, kind, random_figures());
}

Amount sum_of_parts(const std::vector<Part>& parts) {
  Amount sum = 0;
  for (const auto& part : parts) sum += part.value.total.value_or(0);
  return sum;
}

/// Every merged number of the tree of origins equals the sum of its parts, down to the reports.
void check_origins(const Part& part) {
  if (part.report) return;
  if (part.value.total) RC_ASSERT(*part.value.total == sum_of_parts(part.parts));
  for (const auto& below : part.parts) check_origins(below);
}

TEST_CASE("totals kept by differences equal a recomputation, their origins and a replay, whatever the order") {
  test::ReportHouse house;
  CHECK(rc::check([&house] {
    Feed feed{house};
    const auto steps = *rc::gen::inRange(1, 20);
    for (int i = 0; i < steps; ++i) random_step(feed);
    auto nodes = kReporters;
    nodes.push_back(test::kCity);
    for (const auto& node : nodes) {
      for (const auto& key : kKeys) {
        RC_ASSERT(find_cell(house.db(), feed.incident(), node, key) == feed.recomputed(node, key));
      }
      const CellKey affected{"A01007", Aspect::single};
      check_origins(lineage_of(house.db(), house.divisions, feed.incident(), code(node), affected).root);
    }
  }));
  CHECK(journal::verify_all(house.db(), house.types, house.views, house.folder.path(), [](auto, auto) {}).clean());
}

TEST_CASE_METHOD(test::ReportHouse, "listeners get every changed node once, with all its numbers") {
  Feed feed{*this};
  feed.add(test::kXixiang, VersionKind::submission, {{"A01007", {.single = 1'000}}, {"A01030", {.single = 7}}});
  const auto first = db().number("SELECT max(seq) FROM entry");
  feed.add(test::kXixiang, VersionKind::correction, {{"A01007", {.single = 1'200}}, {"A01030", {.single = 7}}});
  const auto second = db().number("SELECT max(seq) FROM entry");

  std::vector<json> heard;
  for (const auto& view : views.all()) {
    const auto sink = [&heard](const journal::Notification& state) { heard.push_back(json::parse(*state.text)); };
    view->states_between(db(), "rollup", first, second, sink);
  }
  REQUIRE(heard.size() == 3);
  std::set<std::string> keys;
  for (const auto& state : heard) {
    keys.insert(state["params"]["key"]);
    const auto& cells = state["params"]["value"]["cells"];
    CHECK(cells["A01007"]["single"]["total"] == 12);
    CHECK(cells["A01007"]["single"]["seq"] == second);
    CHECK(cells["A01030"]["single"]["total"] == 0.07);
    CHECK(cells["A01030"]["single"]["seq"] == first);
  }
  CHECK(keys == std::set<std::string>{feed.incident() + "/" + test::kXixiang, feed.incident() + "/" + test::kQinyang,
                                      feed.incident() + "/" + test::kCity});
}

TEST_CASE_METHOD(test::ReportHouse, "a county's own figure hides a township's change from the city") {
  Feed feed{*this};
  feed.add(test::kQinyang, VersionKind::submission, {{"A01007", {.single = 5'000}}});
  const auto before = db().number("SELECT max(seq) FROM entry");
  feed.add(test::kXixiang, VersionKind::submission, {{"A01007", {.single = 4'000}}});
  const auto county = find_cell(db(), feed.incident(), test::kQinyang, {"A01007", Aspect::single});
  CHECK(county.own.amount == 5'000);
  CHECK(county.below == 4'000);
  CHECK(find_cell(db(), feed.incident(), test::kCity, {"A01007", Aspect::single}).total() == 5'000);
  auto changed = db().prepare("SELECT count(*) FROM rollup_node WHERE seq > ?1");
  changed.bind_all(before);
  changed.step();
  CHECK(changed.int_at(0) == 2);
}

TEST_CASE_METHOD(test::ReportHouse, "a node knows who of its area is expected, who reported, who is silent") {
  Feed feed{*this};
  feed.add(test::kXixiang, VersionKind::submission, {{"A01007", {.single = 4'000}}});
  const auto county = rollup_node_json(db(), test::catalogue(), divisions, feed.incident(), code(test::kQinyang));
  CHECK(county["expected"] == 13);
  CHECK(county["received"] == 1);
  CHECK(county["missing"].size() == 12);
  CHECK_FALSE(county["reported"].get<bool>());
  const auto city = rollup_node_json(db(), test::catalogue(), divisions, feed.incident(), code(test::kCity));
  CHECK(city["expected"] == 2);
  CHECK(city["received"] == 0);
  CHECK(city["missing"] == json{test::kWuzhi, test::kQinyang});
}

TEST_CASE_METHOD(test::ReportHouse, "an exercise and a real incident never share a number") {
  Feed real{*this};
  Feed other{*this};
  real.add(test::kXixiang, VersionKind::submission, {{"A01007", {.single = 4'000}}});
  other.add(test::kXixiang, VersionKind::submission, {{"A01007", {.single = 100}}});
  CHECK(find_cell(db(), real.incident(), test::kCity, {"A01007", Aspect::single}).total() == 4'000);
  CHECK(find_cell(db(), other.incident(), test::kCity, {"A01007", Aspect::single}).total() == 100);
}

TEST_CASE_METHOD(test::ReportHouse, "twenty indicators climb to the city within milliseconds", "[!benchmark]") {
  Feed feed{*this};
  std::vector<std::string> codes;
  for (const auto& [each, indicator] : test::catalogue().indicators()) {
    if (indicator.merge == Merge::sum && !indicator.stock && codes.size() < 20) codes.push_back(each);
  }
  constexpr int kReports = 200;
  const auto started = std::chrono::steady_clock::now();
  for (int i = 0; i < kReports; ++i) {
    Figures figures;
    for (const auto& each : codes) figures[each] = {.single = i * kHundred};
    feed.add(test::kXixiang, i == 0 ? VersionKind::submission : VersionKind::correction, figures);
  }
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
  WARN("one report of 20 indicators, commit included: " << took.count() / kReports << " ms");
}

}  // namespace
}  // namespace anlan::incidents
