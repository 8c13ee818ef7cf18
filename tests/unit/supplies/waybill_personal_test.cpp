#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "access/personal_view.hpp"
#include "journal/reading.hpp"
#include "journal/replay.hpp"
#include "supplies/document_view.hpp"
#include "supplies/waybill_personal.hpp"
#include "way_out.hpp"

namespace anlan::supplies::test {
namespace {

// Made up.
constexpr auto kDriver = "独孤驾驶";
constexpr auto kDriverPhone = "13911112222";
constexpr auto kReceiver = "上官签收";
constexpr auto kReceiverPhone = "13733334444";
constexpr auto kContact = "欧阳接收";
constexpr auto kContactPhone = "13655556666";

/// A load with a driver and a receiver whom nothing else of the house names.
class Road : public WayOut {
 public:
  json asked_for(std::int64_t quantity) { return done(clerk(), "release.request", request_of(quantity))["release"]; }

  json request_of(std::int64_t quantity) {
    return {{"command_id", make_uuid(now)},
            {"purpose", "安置群众御寒"},
            {"need_by", "2024-07-21T02:00:00+08:00"},
            {"priority", "urgent"},
            {"to", {{"division", kXixiang.text()}, {"site", "西向镇中学安置点"}}},
            {"contact", {{"name", kContact}, {"phone", kContactPhone}}},
            {"lines", {{{"item", "quilt-cotton"}, {"quantity", quantity}}}}};
  }

  json driven() {
    const auto asked = asked_for(10);
    (void)approve(asked, 10).value();
    const auto picked = done(keeper(), "waybill.pick",
                             {{"release", asked["release"]},
                              {"place", store},
                              {"lines", {{{"batch", batch}, {"bin", "A-1"}, {"quantity", 10}}}},
                              {"vehicle", {{"plate", "豫H12345"}, {"driver", kDriver}, {"phone", kDriverPhone}}}});
    return dispatch(picked["waybill"]).value()["waybill"];
  }

  json arrival_of(const json& waybill) {
    return {{"command_id", make_uuid(now)},
            {"waybill", waybill["waybill"]},
            {"expected_version", waybill["version"]},
            {"received_by", {{"name", kReceiver}, {"phone", kReceiverPhone}}},
            {"lines", {{{"line", 0}, {"received", 10}, {"damaged", 0}}}}};
  }

  /// Every byte of the data file, what was not merged into it yet included, and all that was published.
  std::string everything_kept() {
    std::ostringstream all;
    for (const auto* suffix : {"", "-wal"}) {
      const std::ifstream bytes{file().string() + suffix, std::ios::binary};
      if (bytes) all << bytes.rdbuf();
    }
    for (const auto& news : published) all << *news.text;
    return all.str();
  }

  json listed() { return done(auditor(), "waybill.list", json::object())["waybills"][0]; }
};

bool names_anybody(const std::string& text) {
  for (const auto* said : {kDriver, kDriverPhone, kReceiver, kReceiverPhone, kContact, kContactPhone}) {
    if (text.find(said) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE_METHOD(Road, "driver and receiver of a waybill stand nowhere in the data file and are masked in answers") {
  const auto waybill = driven();
  CHECK(waybill["vehicle"]["plate"] == "豫H12345");
  CHECK(waybill["vehicle"]["driver"] == "独**驶");
  CHECK(waybill["vehicle"]["phone"] == "139****2222");
  const auto arrival = arrival_of(waybill);
  const auto received = done(clerk(), "waybill.receive", arrival)["waybill"];
  CHECK(received["receipt"]["name"] == "上**收");
  CHECK(received["receipt"]["phone"] == "137****4444");
  CHECK(done(clerk(), "waybill.receive", arrival)["waybill"] == received);
  auto other = arrival;
  other["received_by"]["name"] = "别人";
  CHECK(refusal(clerk(), "waybill.receive", other) == "command-id-reused");
  const auto kept = everything_kept();
  CHECK(kept.find("豫H12345") != std::string::npos);
  CHECK_FALSE(names_anybody(kept));
  CHECK(verifies());
}

TEST_CASE_METHOD(Road,
                 "the contact of a request is masked, and shown for a purpose to whoever sends or gets the goods") {
  const auto wanted = request_of(10);
  const auto asked = done(clerk(), "release.request", wanted)["release"];
  CHECK(asked["contact"] == json{{"name", "欧**收"}, {"phone", "136****6666"}});
  CHECK(done(clerk(), "release.request", wanted)["release"] == asked);
  auto other = wanted;
  other["contact"]["phone"] = "13655557777";
  CHECK(refusal(clerk(), "release.request", other) == "command-id-reused");
  const json ask{{"release", asked["release"]}, {"purpose", "送货前联系"}};
  CHECK(refusal(caller(Role::village_informant, kXixiang), "release.reveal", ask) == "role");
  CHECK(refusal(keeper(kMengzhou), "release.reveal", ask) == "unknown-release");
  const json clear{{"name", kContact}, {"phone", kContactPhone}};
  CHECK(done(keeper(), "release.reveal", ask)["revealed"] == clear);
  (void)approve(asked, 10).value();
  CHECK(done(auditor(), "release.list", json::object())["releases"][0]["contact"]["name"] == "欧**收");
  store::Connection db{file(), store::Mode::read_write};
  CHECK(access::list_reveals(db, {.jurisdiction = kCity}).size() == 1);
  CHECK_FALSE(names_anybody(everything_kept()));
  CHECK(verifies());
}

TEST_CASE_METHOD(Road, "who drives and who signed is shown for a purpose, to either end, and the look is recorded") {
  const auto waybill = driven();
  (void)done(clerk(), "waybill.receive", arrival_of(waybill));
  const json ask{{"waybill", waybill["waybill"]}, {"purpose", "车辆超时，联系司机"}};
  CHECK(refusal(caller(Role::leader, kQinyang), "waybill.reveal", ask) == "role");
  CHECK(refusal(keeper(kMengzhou), "waybill.reveal", ask) == "unknown-waybill");
  const json all{
      {"driver", kDriver}, {"driver_phone", kDriverPhone}, {"receiver", kReceiver}, {"receiver_phone", kReceiverPhone}};
  CHECK(done(clerk(), "waybill.reveal", ask)["revealed"] == all);
  CHECK(done(keeper(), "waybill.reveal", ask)["revealed"] == all);
  store::Connection db{file(), store::Mode::read_write};
  const auto looks = access::list_reveals(db, {.jurisdiction = kCity});
  REQUIRE(looks.size() == 2);
  CHECK(looks[0].fact.purpose == "车辆超时，联系司机");
  CHECK_FALSE(names_anybody(everything_kept()));
  CHECK(verifies());
}

TEST_CASE_METHOD(Road, "once the key is destroyed neither the views nor anybody tells who drove and who signed") {
  const auto waybill = driven();
  (void)done(clerk(), "waybill.receive", arrival_of(waybill));
  REQUIRE(keys->destroy("goods").has_value());
  store::Connection db{file(), store::Mode::read_write};
  REQUIRE(journal::rebuild_views(db, db, types, views, [](auto, auto) {}).has_value());
  CHECK_FALSE(names_anybody(waybill_json(find_waybill(db, waybill["waybill"]).value()).dump()));
  CHECK(listed()["vehicle"]["driver"] == "***");
  CHECK(listed()["receipt"]["phone"] == "***");
  const auto revealed =
      done(keeper(), "waybill.reveal", {{"waybill", waybill["waybill"]}, {"purpose", "事后核查"}})["revealed"];
  for (const auto& one : revealed) CHECK(one.is_null());
  CHECK(refusal(clerk(), "waybill.receive", arrival_of(waybill)) == "stale-version");
  CHECK(verifies());
}

TEST_CASE_METHOD(Road, "a waybill of the first version, in clear, is read and masked like the others") {
  store::Connection db{file(), store::Mode::read_write};
  auto old = waybill_json(find_waybill(db, driven()["waybill"]).value());
  old["vehicle"] = {{"plate", "豫H1"}, {"driver", kDriver}, {"phone", kDriverPhone}};
  const auto waybill = read_waybill(types.read_body("waybill.picked", 1, old.dump()));
  CHECK(waybill_wire(*keys, waybill)["vehicle"]["driver"] == "独**驶");
  CHECK(clear_people(*keys, waybill)["driver_phone"] == kDriverPhone);
}

}  // namespace anlan::supplies::test
