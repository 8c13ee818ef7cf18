#include <catch2/catch.hpp>

#include "supplies/checkpoint_rules.hpp"
#include "way_out.hpp"

namespace anlan::supplies::test {
namespace {

constexpr auto kHour = std::chrono::hours{1};

/// A load on the road, its driver's telephone and the desk that follows it.
class Journey : public WayOut {
 public:
  json from_phone(json more = json::object()) {
    json params{{"scan", done(keeper(), "receipt.code", {{"waybill", waybill["waybill"]}})["token"]},
                {"checkpoint", make_uuid(now)},
                {"place", "修武服务区"},
                {"at", format_time(now)},
                {"sent_at", format_time(now)}};
    params.update(more);
    return params;
  }
  std::string refused(const json& params) {
    const auto answer = knock("receipt.checkpoint", params);
    return answer ? "" : answer.error().type;
  }
  json desk(json more = json::object()) {
    json params{{"waybill", waybill["waybill"]}, {"place", "长济高速沁阳站"}};
    params.update(more);
    return params;
  }
  json seen(const access::Caller& who = auditor()) {
    return done(who, "waybill.checkpoints", json::object())["checkpoints"];
  }

  json waybill = under_way(10);
};

}  // namespace

TEST_CASE_METHOD(Journey,
                 "a driver without an account says where he is and when he arrives, once however often it comes") {
  now += kHour;
  const auto params = from_phone({{"eta", format_time(now + kHour)}, {"note", "前方限行"}});
  const auto first = knock("receipt.checkpoint", params).value();
  CHECK(first["place"] == "修武服务区");
  CHECK(knock("receipt.checkpoint", params).value() == first);
  REQUIRE(seen().size() == 1);
  const auto one = seen()[0];
  CHECK(one["at"] == "2024-07-20T21:00:00+08:00");
  CHECK(one["eta"] == "2024-07-20T22:00:00+08:00");
  CHECK(one["by_driver"] == true);
  CHECK(one["by"]["account"] == "driver/" + waybill["number"].get<std::string>());
  CHECK(published.back().topic == "checkpoint");
  CHECK(verifies());
}

TEST_CASE_METHOD(Journey, "both ends follow the vehicle, others do not") {
  (void)knock("receipt.checkpoint", from_phone()).value();
  (void)done(dispatcher_of(), "waybill.checkpoint", desk());
  CHECK(seen(clerk()).size() == 2);
  CHECK(seen(keeper(kMengzhou)).empty());
  CHECK(refusal(caller(Role::dispatcher, kMengzhou), "waybill.checkpoint", desk()) == "unknown-waybill");
  CHECK(refusal(auditor(), "waybill.checkpoint", desk()) == "role");
}

TEST_CASE_METHOD(Journey, "reports that come late stand where they belong, by a clock that may be wrong") {
  now += kHour * 3;
  (void)done(dispatcher_of(), "waybill.checkpoint", desk());
  // Written an hour after the departure by a telephone that is a day ahead, delivered two hours later.
  const auto day = std::chrono::hours{24};
  const auto late = from_phone({{"place", "早先"},
                                {"at", format_time(now - kHour * 2 + day)},
                                {"sent_at", format_time(now + day)},
                                {"eta", format_time(now + kHour + day)}});
  CHECK(knock("receipt.checkpoint", late).value()["clock_off"] == true);
  const auto all = seen();
  REQUIRE(all.size() == 2);
  CHECK(all[0]["place"] == "长济高速沁阳站");
  CHECK(all[1]["place"] == "早先");
  CHECK(all[1]["at"] == "2024-07-20T21:00:00+08:00");
  CHECK(all[1]["eta"] == "2024-07-21T00:00:00+08:00");
}

TEST_CASE_METHOD(Journey,
                 "a report does not make the receiver's count stale, and none is taken once the goods arrived") {
  (void)knock("receipt.checkpoint", from_phone({{"place", ""}, {"position", {{"lon", 113.4}, {"lat", 35.2}}}})).value();
  CHECK(count(waybill, 10).has_value());
  CHECK(refused(from_phone()) == "waybill-not-dispatched");
  CHECK(refusal(dispatcher_of(), "waybill.checkpoint", desk()) == "waybill-not-dispatched");
  CHECK(seen().empty());
  const auto of_one = done(auditor(), "waybill.checkpoints", {{"waybill", waybill["waybill"]}})["checkpoints"];
  REQUIRE(of_one.size() == 1);
  CHECK(of_one[0]["position"]["lon"] == 113.4);
  CHECK(verifies());
}

TEST_CASE_METHOD(Journey, "what says nothing, lies before the departure or in a far future is no report") {
  CHECK(refused(from_phone({{"place", ""}})) == "bad-checkpoint");
  CHECK(refused(from_phone({{"eta", format_time(now - kHour)}})) == "bad-checkpoint");
  CHECK(refused(from_phone({{"eta", "2031-01-01T00:00:00+08:00"}})) == "bad-checkpoint");
  CHECK(refused(from_phone({{"position", {{"lon", 181}, {"lat", 35}}}})) == "invalid-params");
  CHECK(refused(from_phone({{"scan", std::string(43, 'x')}})) == "unknown-receipt-token");
  CHECK(refusal(dispatcher_of(), "waybill.checkpoint", desk({{"at", format_time(now - kHour)}})) == "bad-checkpoint");
  CHECK_FALSE(refusal(dispatcher_of(), "waybill.checkpoint", desk({{"at", format_time(now + kHour)}})).empty());
  CHECK(seen().empty());
}

TEST_CASE_METHOD(Journey, "whoever has a paper cannot report without end") {
  for (int i = 0; i < kMostCheckpoints; ++i) {
    now += std::chrono::seconds{1};
    REQUIRE(refused(from_phone()).empty());
  }
  CHECK(refused(from_phone()) == "too-many-checkpoints");
}

}  // namespace anlan::supplies::test
