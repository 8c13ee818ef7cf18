#include <algorithm>
#include <functional>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "whole_list.hpp"

namespace anlan::relief {
namespace {

using test::at;
using test::late;
using test::whole_list;

constexpr GateRules kRules{};

std::vector<std::string> types(const GatedList& list, Instant now = late()) {
  std::vector<std::string> out;
  for (const auto& each : missing_at_gate(list, kRules, now)) {
    CHECK_FALSE(each.detail.zh.empty());
    CHECK_FALSE(each.detail.en.empty());
    out.push_back(each.type);
  }
  return out;
}

std::string type_of(const Result<Stage>& passed) { return passed ? "" : passed.error().type; }

struct Lack {
  Stage stage;
  const char* type;
  std::function<void(GatedList&)> spoil;
};

/// Each piece of evidence, taken away.
std::vector<Lack> lacks() {
  const auto day = [](const char* text) { return at(text); };
  return {
      {Stage::report, "report-empty", [](auto& it) { it.rows.clear(); }},
      {Stage::report, "report-incomplete", [](auto& it) { it.rows[0].missing = {"account"}; }},
      {Stage::village_review, "review-no-meeting", [](auto& it) { it.meeting.reset(); }},
      {Stage::village_review, "review-bench",
       [](auto& it) {
         for (auto& each : it.meeting->present) each.bench = Bench::villagers;
       }},
      {Stage::village_review, "review-before-application", [](auto& it) { it.rows[2].applied_on = "2026-09-26"; }},
      {Stage::village_review, "review-ahead",
       [=](auto& it) { it.meeting->held_at = day("2027-06-01T00:00:00+08:00"); }},
      {Stage::village_review, "review-minutes", [](auto& it) { it.meeting->minutes.clear(); }},
      {Stage::village_review, "review-minutes", [](auto& it) { it.meeting->photo.clear(); }},
      {Stage::village_review, "review-not-voted", [](auto& it) { it.meeting->votes.pop_back(); }},
      {Stage::village_review, "review-kin-voted", [](auto& it) { it.meeting->present[0].kin = {"h1"}; }},
      {Stage::village_review, "review-voted-down",
       [](auto& it) { it.meeting->votes[0] = {.household = "h1", .ayes = 4, .noes = 5}; }},
      {Stage::public_notice, "notice-not-posted", [](auto& it) { it.notice.reset(); }},
      {Stage::public_notice, "notice-photo", [](auto& it) { it.notice->photos.pop_back(); }},
      {Stage::public_notice, "notice-objection-open",
       [=](auto& it) { it.objections = {{"o1", "h3", day("2026-09-28T09:00:00+08:00")}}; }},
      {Stage::public_notice, "notice-objection-upheld",
       [=](auto& it) {
         it.objections = {{"o1", "h3", day("2026-09-28T09:00:00+08:00"), day("2026-09-29T09:00:00+08:00"), true}};
       }},
      {Stage::public_notice, "notice-not-voted", [](auto& it) { it.meeting->votes.pop_back(); }},
      {Stage::public_notice, "notice-incomplete", [](auto& it) { it.rows[4].missing = {"account"}; }},
      {Stage::township_review, "township-not-voted", [](auto& it) { it.meeting->votes.pop_back(); }},
      {Stage::township_review, "township-not-voted", [](auto& it) { it.meeting->votes[2].noes = 9; }},
      {Stage::township_review, "township-incomplete", [](auto& it) { it.rows[4].missing = {"phone"}; }},
      {Stage::township_review, "township-not-hung",
       [=](auto& it) { it.rows[4].shown_at = it.rows[4].grown_at = day("2026-10-06T09:00:00+08:00"); }},
      {Stage::township_review, "township-no-sample", [](auto& it) { it.sample.reset(); }},
      {Stage::township_review, "township-no-sample", [](auto& it) { it.sample->wanted = 3; }},
      {Stage::township_review, "township-visits", [](auto& it) { it.sample->visits.pop_back(); }},
      {Stage::township_review, "township-visits", [](auto& it) { it.sample->visits[0].photo.clear(); }},
      {Stage::township_review, "township-own-visit", [](auto& it) { it.sample->visits[1].by = "clerk"; }},
      {Stage::township_review, "township-visit-unsettled",
       [](auto& it) { it.sample->visits[0].result = VisitResult::adjust; }},
      {Stage::township_review, "township-visit-unsettled",
       [](auto& it) { it.sample->visits[0].result = VisitResult::reject; }},
      {Stage::county_decision, "county-not-voted", [](auto& it) { it.meeting->votes.pop_back(); }},
      {Stage::county_decision, "county-incomplete", [](auto& it) { it.rows[4].missing = {"account"}; }},
      {Stage::county_decision, "county-not-hung",
       [=](auto& it) { it.rows[4].shown_at = it.rows[4].grown_at = day("2026-10-16T09:00:00+08:00"); }},
      {Stage::county_decision, "county-not-hung",
       [=](auto& it) {
         it.objections = {{"o1", "h3", day("2026-10-07T09:00:00+08:00"), day("2026-10-09T09:00:00+08:00"), true}};
         it.rows[2].changed_at = day("2026-10-08T09:00:00+08:00");
       }},
      {Stage::county_decision, "county-not-frozen", [](auto& it) { it.freeze.reset(); }},
      {Stage::county_decision, "county-changed", [](auto& it) { it.current_snapshot = "other"; }},
      {Stage::county_decision, "county-signatures", [](auto& it) { it.freeze->signatures.pop_back(); }},
      {Stage::county_decision, "county-signatures",
       [](auto& it) { it.freeze->signatures[1].by = it.freeze->signatures[0].by; }},
      {Stage::county_decision, "county-signatures", [](auto& it) { it.freeze->signatures[1].snapshot = "older"; }},
      {Stage::county_decision, "county-own-signature", [](auto& it) { it.freeze->signatures[1].by = "clerk"; }},
      {Stage::county_decision, "county-own-signature", [](auto& it) { it.freeze->signatures[1].by = "reviewer"; }},
      {Stage::allotment, "allotment-objection-open",
       [=](auto& it) { it.objections = {{"o1", "h3", day("2026-10-22T09:00:00+08:00")}}; }},
      {Stage::allotment, "allotment-objection-upheld",
       [=](auto& it) {
         it.objections = {{"o1", "h3", day("2026-10-22T09:00:00+08:00"), day("2026-10-23T09:00:00+08:00"), true}};
         it.rows[2].changed_at = day("2026-10-24T09:00:00+08:00");
       }},
      {Stage::allotment, "allotment-none", [](auto& it) { it.allotments.clear(); }},
      {Stage::allotment, "allotment-short", [](auto& it) { it.allotments.pop_back(); }},
      {Stage::payment, "payment-none", [](auto& it) { it.payment.reset(); }},
      {Stage::payment, "payment-underway", [](auto& it) { it.payment->underway = 1; }},
      {Stage::payment, "payment-returned", [](auto& it) { it.payment->returned = 2; }},
      {Stage::payment, "payment-unequal", [](auto& it) { it.payment->paid_fen -= 1; }},
      {Stage::payment, "payment-unequal", [](auto& it) { it.payment->paid_fen += 1; }},
      {Stage::second_notice, "second-notice-not-posted", [](auto& it) { it.second_notice.reset(); }},
      {Stage::second_notice, "second-notice-photo", [](auto& it) { it.second_notice->photos.clear(); }},
      {Stage::second_notice, "second-notice-photo",
       [=](auto& it) { it.second_notice->photos[0].taken_at = day("2026-01-20T10:30:00+08:00"); }},
      {Stage::relieved, "relieved-unconfirmed", [](auto& it) { it.results_confirmed = false; }},
      {Stage::follow_up, "follow-up-visits", [](auto& it) { it.follow_up->visits.clear(); }},
      {Stage::follow_up, "follow-up-visits", [](auto& it) { it.follow_up.reset(); }},
  };
}

}  // namespace

TEST_CASE("with all its evidence a list goes the whole way, one stage at a time") {
  auto list = whole_list(Stage::report);
  std::vector<std::string> way;
  while (list.stage != Stage::finished) {
    way.emplace_back(title_of(list.stage));
    const auto next = pass_gate(list, kRules, "somebody", late());
    REQUIRE(next);
    list.stage = *next;
  }
  CHECK(way ==
        std::vector<std::string>{"户报", "村评", "公示", "乡审", "县定", "下达", "发放", "二次公示", "已救助", "回访"});
  CHECK(type_of(pass_gate(list, kRules, "somebody", late())) == "way-finished");
}

TEST_CASE("each piece of evidence is missed at its gate, by its name, and at no other") {
  for (const auto& lack : lacks()) {
    auto list = whole_list(lack.stage);
    REQUIRE(types(list).empty());
    lack.spoil(list);
    INFO(lack.type);
    CHECK(types(list) == std::vector<std::string>{lack.type});
    const auto passed = pass_gate(list, kRules, "somebody", late());
    REQUIRE_FALSE(passed);
    CHECK(passed.error().type == "gate-closed");
    CHECK(passed.error().errors.at(0).pointer == std::string{"/"} + lack.type);
  }
}

TEST_CASE("a gate names everything that is missing at once") {
  auto list = whole_list(Stage::public_notice);
  list.notice->photos.pop_back();
  list.notice->photos[0].in_village = false;
  list.rows[0].shown_at = at("2026-10-02T09:00:00+08:00");
  list.objections = {{"o1", "h3", at("2026-09-28T09:00:00+08:00")},
                     {"o2", "h4", at("2026-09-28T09:00:00+08:00"), at("2026-09-29T09:00:00+08:00"), true}};
  CHECK(types(list, at("2026-10-05T09:00:00+08:00")) ==
        std::vector<std::string>{"notice-photo", "notice-photo-place", "notice-too-short", "notice-objection-open",
                                 "notice-objection-upheld"});
}

TEST_CASE("whatever votes a row got, it passes only with more ayes than half of those free to vote") {
  CHECK(rc::check("votes", [] {
    auto list = whole_list(Stage::village_review);
    const auto kin = *rc::gen::inRange<std::size_t>(0, 10);
    for (std::size_t i = 0; i < kin; ++i) list.meeting->present[i].kin = {"h1"};
    auto& vote = list.meeting->votes[0];
    vote.ayes = *rc::gen::inRange(0, 10);
    vote.noes = *rc::gen::inRange(0, 10);
    const auto free = static_cast<int>(list.meeting->present.size() - kin);
    const bool agreed = vote.ayes + vote.noes <= free && 2 * vote.ayes > free;
    RC_ASSERT(missing_at_gate(list, kRules, late()).empty() == agreed);
  }));
}

TEST_CASE("kin abstain: without their votes the row passes, with an undeclared one nothing does") {
  auto list = whole_list(Stage::village_review);
  list.meeting->present[0].kin = {"h1"};
  list.meeting->votes[0] = {.household = "h1", .ayes = 5, .noes = 3};
  CHECK(types(list).empty());
  list.meeting->present[3].declared = false;
  const auto missing = types(list);
  CHECK(std::ranges::find(missing, "review-undeclared") != missing.end());
}

TEST_CASE("seven days are seven whole days, without the day of posting") {
  CHECK(notice_days_done(at("2026-09-26T10:00:00+08:00"), at("2026-09-26T23:59:00+08:00")) == 0);
  CHECK(notice_days_done(at("2026-09-26T10:00:00+08:00"), at("2026-10-03T23:59:59+08:00")) == 6);
  CHECK(notice_days_done(at("2026-09-26T10:00:00+08:00"), at("2026-10-04T00:00:00+08:00")) == 7);
  CHECK(notice_days_done(at("2026-09-26T10:00:00+08:00"), at("2026-09-20T00:00:00+08:00")) == 0);
  auto list = whole_list(Stage::public_notice);
  CHECK(types(list, at("2026-10-03T23:59:59+08:00")) == std::vector<std::string>{"notice-too-short"});
  CHECK(types(list, at("2026-10-04T00:00:00+08:00")).empty());
}

TEST_CASE("a change or a settled objection starts the row's clock anew, and only that row's") {
  auto list = whole_list(Stage::public_notice);
  list.rows[1].shown_at = at("2026-10-01T09:00:00+08:00");
  CHECK(types(list, at("2026-10-08T12:00:00+08:00")) == std::vector<std::string>{"notice-too-short"});
  CHECK(types(list, at("2026-10-09T00:00:00+08:00")).empty());
  list.objections = {{"o1", "h4", at("2026-09-28T09:00:00+08:00"), at("2026-10-03T09:00:00+08:00"), false}};
  CHECK(notice_clock_of(list.rows[3], list) == at("2026-10-03T09:00:00+08:00"));
  CHECK(notice_clock_of(list.rows[0], list) == list.notice->posted_at);
  CHECK(types(list, at("2026-10-10T12:00:00+08:00")) == std::vector<std::string>{"notice-too-short"});
  CHECK(types(list, at("2026-10-11T00:00:00+08:00")).empty());
}

TEST_CASE("photos from before the notice, from elsewhere, or from another list prove nothing") {
  auto list = whole_list(Stage::public_notice);
  list.notice->photos[1].taken_at = at("2025-10-01T09:00:00+08:00");
  CHECK(types(list) == std::vector<std::string>{"notice-photo", "notice-photo-time"});
  list = whole_list(Stage::public_notice);
  list.notice->photos[0].in_village = false;
  CHECK(types(list) == std::vector<std::string>{"notice-photo", "notice-photo-place"});
  list = whole_list(Stage::public_notice);
  list.notice->photos[0].seen_before = true;
  CHECK(types(list) == std::vector<std::string>{"notice-photo", "notice-photo-reused"});
}

TEST_CASE("a visit that found a fault is settled by a later change, or by taking the row off") {
  auto list = whole_list(Stage::township_review);
  list.sample->visits[0].result = VisitResult::adjust;
  list.rows[1].changed_at = at("2026-10-07T09:00:00+08:00");
  CHECK(types(list).empty());
  list.sample->visits[1].result = VisitResult::reject;
  list.rows.erase(list.rows.begin() + 4);
  CHECK(types(list).empty());
  list.sample->visits[0].recorded_at = at("2026-10-08T09:00:00+08:00");  // and said to be of before the change
  CHECK(types(list) == std::vector<std::string>{"township-visit-unsettled"});
}

TEST_CASE("a correction to fewer people hangs anew, but not when a visit asked for it") {
  auto list = whole_list(Stage::township_review);
  list.rows[1].changed_at = list.rows[1].shown_at = at("2026-10-07T09:00:00+08:00");
  CHECK(types(list) == std::vector<std::string>{"township-not-hung"});
  list.sample->visits[0].result = VisitResult::adjust;  // at this household
  CHECK(types(list).empty());
  list.rows[1].grown_at = list.rows[1].shown_at;
  CHECK(types(list) == std::vector<std::string>{"township-not-hung"});
}

TEST_CASE("an objection that is turned down after the notice starts nothing anew") {
  auto list = whole_list(Stage::township_review);
  list.objections = {{"o1", "h3", at("2026-10-07T09:00:00+08:00"), at("2026-10-08T09:00:00+08:00"), false}};
  CHECK(types(list).empty());
  CHECK(notice_days_of(list.rows[2], list, late()) == 8);
}

TEST_CASE("as many rows need no vote as objections were upheld that somebody is missing, each entered after its own") {
  auto list = whole_list(Stage::township_review);
  const auto enter = [&list](std::int64_t number, const char* time) {
    auto row = list.rows[0];
    row.household = "new" + std::to_string(number);
    row.number = number;
    row.entered_at = at(time);
    list.rows.push_back(row);
  };
  enter(7, "2026-09-28T09:00:00+08:00");
  enter(8, "2026-09-29T09:00:00+08:00");
  enter(9, "2026-09-30T09:00:00+08:00");
  const auto said = [&list] {
    const auto missing = missing_at_gate(list, kRules, late());
    return missing.empty() ? std::string{} : missing.at(0).detail.zh;
  };
  CHECK(said().find("有 3 户（第 7、8、9 号）没有经村评表决同意") == 0);
  list.objections = {{"o1", "", at("2026-09-28T12:00:00+08:00"), at("2026-09-28T15:00:00+08:00"), true}};
  CHECK(said().find("有 2 户（第 7、9 号）") == 0);
  list.objections.push_back({"o2", "", at("2026-09-28T13:00:00+08:00"), at("2026-09-28T15:00:00+08:00"), false});
  CHECK(said().find("有 2 户（第 7、9 号）") == 0);
  list.objections.push_back({"o3", "", at("2026-09-20T13:00:00+08:00"), at("2026-09-28T15:00:00+08:00"), true});
  list.objections.push_back({"o4", "", at("2026-09-28T14:00:00+08:00"), at("2026-09-28T15:00:00+08:00"), true});
  CHECK(said().empty());
}

TEST_CASE("nobody reviews what he entered") {
  CHECK(type_of(pass_gate(whole_list(Stage::township_review), kRules, "clerk", late())) == "own-entry");
  CHECK(type_of(pass_gate(whole_list(Stage::county_decision), kRules, "clerk", late())) == "own-entry");
  CHECK(type_of(pass_gate(whole_list(Stage::county_decision), kRules, "reviewer", late())) == "own-entry");
  CHECK(type_of(pass_gate(whole_list(Stage::public_notice), kRules, "clerk", late())).empty());
}

TEST_CASE("two people sign what is frozen, and nothing else") {
  auto list = whole_list(Stage::county_decision);
  list.freeze->signatures.pop_back();
  const auto sign = [&list](const char* by, const char* hash) {
    const auto held = check_signature(list, {by, late(), hash});
    return held ? std::string{} : held.error().type;
  };
  CHECK(sign("county2", "hash").empty());
  CHECK(sign("county1", "hash") == "signed-already");
  CHECK(sign("clerk", "hash") == "own-entry");
  CHECK(sign("reviewer", "hash") == "own-entry");
  CHECK(sign("county2", "older") == "county-changed");
  list.current_snapshot = "newer";
  CHECK(sign("county2", "hash") == "county-changed");
  list.stage = Stage::payment;
  CHECK(sign("county2", "hash") == "county-not-frozen");
}

TEST_CASE("back goes a list from every stage, with a reason, until money went out") {
  for (int from = 1; from < static_cast<int>(kStages); ++from) {
    auto list = whole_list(static_cast<Stage>(from));
    list.payment.reset();
    for (int to = 0; to < static_cast<int>(kStages); ++to) {
      CHECK(check_return(list, static_cast<Stage>(to), "核对有误").has_value() == (to < from));
    }
    CHECK(check_return(list, Stage::report, "").error().type == "bad-return");
  }
  auto paid = whole_list(Stage::second_notice);
  CHECK(check_return(paid, Stage::county_decision, "核对有误").error().type == "already-paid");
  CHECK(check_return(paid, Stage::payment, "核对有误").has_value());
  paid.payment = PaymentState{.approved_fen = 100, .underway = 1};
  CHECK(check_return(paid, Stage::report, "核对有误").error().type == "already-paid");
}

TEST_CASE("stages are spoken and read back") {
  for (int i = 0; i < static_cast<int>(kStages); ++i) {
    CHECK(parse_stage(to_string(static_cast<Stage>(i))) == static_cast<Stage>(i));
  }
  CHECK_FALSE(parse_stage("party"));
  CHECK(parse_bench("affected") == Bench::affected);
  CHECK(parse_visit_result("reject") == VisitResult::reject);
}

}  // namespace anlan::relief
