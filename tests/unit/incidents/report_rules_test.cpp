#include "incidents/report_rules.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "incidents/report_statement.hpp"
#include "report_house.hpp"

namespace anlan::incidents {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using test::code;
using test::kNow;
using Pointers = std::vector<std::string>;

Incident flood() {
  return {.incident = "i",
          .hazard = "02",
          .name = "测试 洪涝",
          .occurred_at = kNow - hours{3},
          .area = {code(test::kQinyang)},
          .division = code(test::kQinyang)};
}

Filing first_filing() {
  Filing filing{.report = "r", .division = code(test::kXixiang), .statement = {}, .expects_none = true};
  filing.statement = {.phase = Phase::initial,
                      .figures = {{"A01007", {.single = 12'000}},
                                  {"A01008", {.single = 0}},
                                  {"A01009", {.unknown = true}},
                                  {"A01013", {.unknown = true}},
                                  {"A01017", {.unknown = true}}},
                      .occurred_at = kNow - hours{1},
                      .received_at = kNow - minutes{2}};
  return filing;
}

/// A world of one incident and at most one chain.
struct World {
  Incident incident = flood();
  std::optional<Report> chain = {};
  Figures known = {};

  [[nodiscard]] ReportFacts facts() const { return {test::catalogue(), incident, chain, known, kNow}; }
  Result<Version> submit(const Filing& filing) const { return submit_report(filing, facts()); }
  Result<Version> correct(const Filing& filing) const { return correct_report(filing, facts()); }

  /// Makes the version the chain's latest.
  void take(Version version) {
    remember_known(known, version.statement.figures);
    version.version = chain ? chain->current.version + 1 : 1;
    Figures settled;
    if (chain) settled = version.kind == VersionKind::submission ? chain->standing() : chain->settled;
    chain = Report{version.report, version.incident, version.division, state_after(version.kind), version, settled};
  }
};

World after_first_report() {
  World world;
  world.take(world.submit(first_filing()).value());
  return world;
}

Filing next(Phase phase) {
  auto filing = first_filing();
  filing.statement.phase = phase;
  filing.expects_none = false;
  return filing;
}

TEST_CASE("a first report becomes the first version, with the incident's exercise flag") {
  World world;
  world.incident.exercise = true;
  const auto version = world.submit(first_filing());
  REQUIRE(version.has_value());
  CHECK(version->kind == VersionKind::submission);
  CHECK(version->report == "r");
  CHECK(version->exercise);
  CHECK(version->warnings.empty());
}

TEST_CASE("a first report states the minimum, if only as unknown") {
  auto filing = first_filing();
  filing.statement.figures.erase("A01013");
  filing.statement.figures.erase("A01009");
  const auto refused = World{}.submit(filing);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "report-invalid");
  CHECK(test::pointers(refused.error()) == Pointers{"/figures/A01009", "/figures/A01013"});
}

TEST_CASE("an update may leave out what did not change") {
  auto filing = next(Phase::update);
  filing.statement.figures = {{"A01007", {.single = 13'000}}};
  CHECK(after_first_report().submit(filing).has_value());
}

TEST_CASE("a telephoned number that contradicts one that only stands from before is accepted with a warning") {
  auto filing = next(Phase::update);
  filing.statement.figures = {{"A01008", {.single = 12'100}}};
  const auto version = after_first_report().submit(filing);
  REQUIRE(version.has_value());
  CHECK(std::ranges::count(version->warnings, "A01-07-08", &Finding::check) == 1);
  filing.statement.figures["A01007"] = {.single = 12'000};
  CHECK_FALSE(after_first_report().submit(filing).has_value());
}

TEST_CASE("phases follow each other: first, updates, final, then only corrections") {
  CHECK(World{}.submit(next(Phase::update)).error().type == "first-report-missing");
  auto world = after_first_report();
  CHECK(world.submit(next(Phase::initial)).error().type == "wrong-phase");
  world.take(world.submit(next(Phase::update)).value());
  world.take(world.submit(next(Phase::update)).value());
  world.take(world.submit(next(Phase::final)).value());
  CHECK(world.submit(next(Phase::update)).error().type == "wrong-phase");
  CHECK(world.submit(next(Phase::final)).error().type == "wrong-phase");
  auto correction = next(Phase::final);
  correction.reason = "核对后更正";
  CHECK(world.correct(correction).has_value());
  correction.statement.phase = Phase::update;
  CHECK(world.correct(correction).error().type == "wrong-phase");
}

TEST_CASE("a second first report is a conflict that names the chain") {
  const auto refused = after_first_report().submit(first_filing());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == ProblemKind::conflict);
  CHECK(refused.error().type == "chain-exists");
  CHECK(refused.error().current_version == 1);
}

TEST_CASE("a correction needs a reason; with it totals may fall") {
  const auto world = after_first_report();
  auto correction = next(Phase::initial);
  correction.statement.figures["A01007"] = {.single = 9'000};
  CHECK(world.correct(correction).error().type == "reason-missing");
  correction.reason = "多报一个村";
  const auto corrected = world.correct(correction);
  REQUIRE(corrected.has_value());
  CHECK(corrected->kind == VersionKind::correction);
  REQUIRE(corrected->warnings.size() == 1);
  CHECK(corrected->warnings[0].check == "L-MONOTONE");
}

TEST_CASE("a fall in an update is refused until somebody says why") {
  auto world = after_first_report();
  auto filing = next(Phase::update);
  filing.statement.figures["A01008"] = {.single = 200};
  filing.statement.figures["A01007"] = {.single = 20'000};
  world.take(world.submit(filing).value());
  filing.statement.figures["A01008"] = {.single = 100};
  const auto refused = world.submit(filing);
  REQUIRE_FALSE(refused.has_value());
  const auto where = test::pointers(refused.error());
  CHECK(std::ranges::count(where, "/figures/A01008/value") == 2);
  CHECK(where.back() == "/reason");
  filing.reason = "一人已找到，核销";
  CHECK(world.submit(filing)->warnings.size() == 2);
}

TEST_CASE("a jump is let through and stays visible with the version") {
  auto filing = next(Phase::update);
  filing.statement.figures["A01007"] = {.single = 90'000};
  const auto version = after_first_report().submit(filing);
  REQUIRE(version.has_value());
  REQUIRE(version->warnings.size() == 1);
  CHECK(version->warnings[0].check == "L-JUMP");
}

TEST_CASE("figures that contradict each other are refused with the check's sentence") {
  auto filing = first_filing();
  filing.statement.figures["A01008"] = {.single = 12'100};
  const auto refused = World{}.submit(filing);
  REQUIRE_FALSE(refused.has_value());
  CHECK(test::pointers(refused.error()) == Pointers{"/figures/A01007/value"});
  CHECK(refused.error().errors[0].detail.zh.starts_with("因灾死亡人口不能多于受灾人口"));
}

TEST_CASE("a final report has cumulative values") {
  auto filing = next(Phase::final);
  filing.statement.figures["A01013"] = {.instant = 300};
  const auto refused = after_first_report().submit(filing);
  REQUIRE_FALSE(refused.has_value());
  CHECK(test::pointers(refused.error()) == Pointers{"/figures/A01013/cumulative"});
  filing.statement.figures["A01013"] = {.cumulative = 300};
  const auto early = after_first_report().submit(filing);
  REQUIRE(early.has_value());
  CHECK(early->warnings[0].check == "final-before-stable");
}

TEST_CASE("times that cannot be are refused; clocks may differ by five minutes") {
  auto filing = first_filing();
  filing.statement.received_at = kNow + minutes{5};
  CHECK(World{}.submit(filing).has_value());
  filing.statement.received_at = kNow + minutes{6};
  CHECK(test::pointers(World{}.submit(filing).error()) == Pointers{"/received_at"});
  filing = first_filing();
  filing.statement.occurred_at = filing.statement.received_at + minutes{1};
  CHECK(test::pointers(World{}.submit(filing).error()) == Pointers{"/occurred_at"});
  filing.statement.occurred_at = kNow - hours{24 * 365};
  CHECK(test::pointers(World{}.submit(filing).error()) == Pointers{"/occurred_at"});
}

TEST_CASE("only townships and counties report") {
  auto filing = first_filing();
  filing.division = code("410882101200");
  CHECK(World{}.submit(filing).error().type == "not-a-reporting-unit");
  filing.division = code(test::kCity);
  CHECK(World{}.submit(filing).error().type == "not-a-reporting-unit");
  filing.division = code(test::kQinyang);
  CHECK(World{}.submit(filing).has_value());
}

TEST_CASE("a unit outside the area counts, with a warning") {
  auto filing = first_filing();
  filing.division = code(test::kMucheng);
  const auto version = World{}.submit(filing);
  REQUIRE(version.has_value());
  CHECK(version->warnings[0].check == "outside-area");
}

TEST_CASE("a closed incident takes no reports") {
  auto world = after_first_report();
  world.incident.state = IncidentState::closed;
  CHECK(world.submit(next(Phase::update)).error().type == "incident-closed");
  CHECK(withdraw_report(*world.chain, world.incident, "误报").error().type == "incident-closed");
  world.incident.state = IncidentState::stable;
  CHECK(world.submit(next(Phase::update)).has_value());
}

TEST_CASE("a report filed for somebody else says how it came and from where") {
  auto filing = first_filing();
  filing.on_behalf = true;
  CHECK(test::pointers(World{}.submit(filing).error()) == Pointers{"/channel", "/contact"});
  filing.statement.channel = journal::Channel::phone;
  filing.statement.contact_post = "值班员";
  CHECK(World{}.submit(filing).has_value());
}

TEST_CASE("no phone or identity number enters a report") {
  CHECK(holds_personal_number("李某 13812345678"));
  CHECK(holds_personal_number("41088219900101123X"));
  CHECK(holds_personal_number("410882199001011234"));
  CHECK_FALSE(holds_personal_number("受灾 1240737 人，损失 54228.72 万元"));
  CHECK_FALSE(holds_personal_number("410882101000"));
  auto filing = first_filing();
  filing.statement.contact_post = "值班员 13812345678";
  filing.statement.figures["A01008"].note = "家属 13812345678";
  CHECK(test::pointers(World{}.submit(filing).error()) == Pointers{"/contact/post", "/figures/A01008/note"});
}

TEST_CASE("a returned report takes only its correction") {
  auto world = after_first_report();
  const auto returned =
      return_report(*world.chain, world.incident, code(test::kQinyang), "与派出所不一致", Fault::figures);
  REQUIRE(returned.has_value());
  CHECK(returned->fault == Fault::figures);
  CHECK(returned->statement.figures == world.chain->current.statement.figures);
  world.take(*returned);
  CHECK(world.chain->state == ReportState::returned);
  CHECK(world.submit(next(Phase::update)).error().type == "report-returned");
  CHECK(return_report(*world.chain, world.incident, code(test::kQinyang), "再退", Fault::time).error().type ==
        "report-returned");
  auto correction = next(Phase::initial);
  correction.reason = "核对户籍";
  world.take(world.correct(correction).value());
  CHECK(world.chain->state == ReportState::effective);
}

TEST_CASE("only the level right above returns a report") {
  const auto world = after_first_report();
  for (const auto& by : {test::kCity, test::kXixiang, test::kWuzhi}) {
    CHECK(return_report(*world.chain, world.incident, code(by), "x", Fault::other).error().type ==
          "not-the-level-above");
  }
}

TEST_CASE("a withdrawn chain is over; the unit may start anew with a first report") {
  auto world = after_first_report();
  CHECK(withdraw_report(*world.chain, world.incident, "").error().type == "reason-missing");
  world.take(withdraw_report(*world.chain, world.incident, "误报到别的灾情").value());
  CHECK(withdraw_report(*world.chain, world.incident, "再撤").error().type == "report-withdrawn");
  auto correction = next(Phase::initial);
  correction.reason = "更正";
  CHECK(world.correct(correction).error().type == "report-withdrawn");
  const World fresh;
  CHECK(fresh.submit(next(Phase::initial)).error().type == "report-withdrawn");
  CHECK(fresh.submit(first_filing()).has_value());
}

}  // namespace
}  // namespace anlan::incidents
