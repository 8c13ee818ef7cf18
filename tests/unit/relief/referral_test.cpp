#include <catch2/catch.hpp>

#include "relief/referral_operations.hpp"
#include "relief_house.hpp"

namespace anlan::relief::test {
namespace {

const auto kCountyDuty = caller(Role::county_duty, kQinyang);
constexpr auto kWords = "户主因灾住院，自付较多";

/// A household on the list, and offices that answer. All people are made up.
struct Referring : ReliefHouse {
  Referring() { declare_referral_operations(registry, {standards(), *keys}); }

  static const ReliefCatalogue& standards() {
    static const auto loaded = ReliefCatalogue::load(anlan::test::source_dir() + "/data").value();
    return loaded;
  }

  json request(const std::string& programme, json more = json::object()) {
    json params{{"household", household}, {"programme", programme}, {"reason", kWords}};
    params.update(more);
    return params;
  }
  json refer(const std::string& programme, json more = json::object()) {
    return done(kClerk, "referral.open", request(programme, std::move(more)))["referral"];
  }
  std::string fault(const access::Caller& who, const std::string& operation, json params) {
    const auto problem = problem_of(who, operation, std::move(params));
    return problem.type + (problem.errors.empty() ? "" : problem.errors.front().pointer);
  }
  static json answer_to(const json& referral, const std::string& outcome) {
    return {{"referral", referral["referral"]},
            {"expected_version", referral["version"]},
            {"outcome", outcome},
            {"note", "已按规定核对"}};
  }

  std::string campaign = open_campaign()["campaign"];
  std::string household = enter(campaign, 1)["household"];
};

}  // namespace

TEST_CASE_METHOD(Referring, "a household is referred to another programme and its office answers") {
  const auto referral = refer("minimum_living_allowance");
  CHECK(referral["state"] == "open");
  CHECK(referral["reason"] == "***");
  auto answer = answer_to(referral, "granted");
  answer["fen"] = 42'000;
  const auto granted = done(kCountyDuty, "referral.answer", answer)["referral"];
  CHECK(granted["state"] == "granted");
  CHECK(granted["answer"]["fen"] == 42'000);
  CHECK(granted["answer"]["by"]["account"] == kCountyDuty.account);
  const json asked{{"campaign", campaign}, {"division", kXixiang.text()}};
  CHECK(done(kAuditor, "referral.list", asked)["referrals"] == json::array({granted}));
  auto waiting = asked;
  waiting["state"] = "open";
  CHECK(done(kAuditor, "referral.list", waiting)["referrals"].empty());
  CHECK(done(kClerk, "referral.of_household", {{"household", household}})["referrals"] == json::array({granted}));
  CHECK(verifies());
}

TEST_CASE_METHOD(Referring, "what is no referral, or a second one, is refused") {
  CHECK(fault(kClerk, "referral.open", request("lottery")) == "unknown-programme/programme");
  CHECK(fault(kClerk, "referral.open", request("winter_relief")) == "unknown-programme/programme");
  const auto first = refer("orphan_support");
  CHECK(fault(kClerk, "referral.open", request("orphan_support")) == "referred-already");
  (void)done(kCountyDuty, "referral.answer", answer_to(first, "refused"));
  CHECK(refer("orphan_support")["state"] == "open");  // refused once, it may be asked for again
  CHECK(fault(caller(Role::township_clerk, kOther), "referral.open", request("charity")) ==
        "outside-jurisdiction/division");
}

TEST_CASE_METHOD(Referring, "where nobody laid down whether two go together, somebody compares them first") {
  CHECK(fault(kClerk, "referral.open", request("temporary_assistance")) == "not-compared/compared");
  CHECK(refer("temporary_assistance", {{"compared", true}})["compared"] == true);
}

TEST_CASE_METHOD(Referring, "the same loss is not paid by two programmes") {
  const auto excluded = [](const std::string& a, const std::string& b) {
    return Referring::standards().pairing(a, b).relation == Relation::excludes;
  };
  REQUIRE(excluded("emergency_relief", "temporary_assistance"));
  const auto one = refer("emergency_relief", {{"compared", true}});
  const auto other = refer("temporary_assistance", {{"compared", true}});
  (void)done(kCountyDuty, "referral.answer", answer_to(one, "granted"));
  CHECK(fault(kCountyDuty, "referral.answer", answer_to(other, "granted")) == "same-loss");
  CHECK(done(kCountyDuty, "referral.answer", answer_to(other, "refused"))["referral"]["state"] == "refused");
}

TEST_CASE_METHOD(Referring, "nobody answers what he referred, or what is answered") {
  const auto referral = done(kCounty, "referral.open", request("minimum_living_allowance"))["referral"];
  CHECK(fault(kCounty, "referral.answer", answer_to(referral, "granted")) == "own-referral");
  CHECK(fault(kClerk, "referral.answer", answer_to(referral, "granted")) == "role");
  (void)done(kCountyDuty, "referral.answer", answer_to(referral, "granted"));
  CHECK(fault(kCountyDuty, "referral.answer", answer_to(referral, "refused")) == "stale-version/expected_version");
  auto again = answer_to(referral, "refused");
  again["expected_version"] = 2;
  CHECK(fault(kCountyDuty, "referral.answer", again) == "referral-answered");
}

TEST_CASE_METHOD(Referring, "the words of a referral stand nowhere in clear and are shown for a purpose") {
  const auto referral = refer("minimum_living_allowance");
  CHECK(bytes().find(kWords) == std::string::npos);
  CHECK(heard.find(kWords) == std::string::npos);
  const json ask{{"referral", referral["referral"]}, {"purpose", "办理转介"}};
  CHECK(done(kCountyDuty, "referral.reveal", ask)["revealed"] == json{{"reason", kWords}, {"note", nullptr}});
  CHECK(fault(caller(Role::leader, kQinyang), "referral.reveal", ask) == "role");
}

}  // namespace anlan::relief::test
