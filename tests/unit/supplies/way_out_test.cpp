#include <catch2/catch.hpp>

#include "way_out.hpp"

namespace anlan::supplies::test {

TEST_CASE_METHOD(WayOut, "quilts go from a request to the shelter, and every step is where the ledger says") {
  const auto release = request(380);
  CHECK(release["state"] == "requested");
  CHECK(approve(release, 380).value()["release"]["state"] == "approved");
  const auto proposed = done(keeper(), "waybill.propose", {{"release", release["release"]}, {"place", store}})["lines"];
  CHECK(proposed[0]["batch"] == batch);
  CHECK(proposed[0]["quantity"] == 380);
  const auto picked = pick(release, 380).value()["waybill"];
  CHECK(done(auditor(), "stock.balance", {{"place", store}})["rows"][0]["held"] == 380);
  CHECK(issue(store, batch, 30, {{"lines", {{{"batch", batch}, {"bin", "A-1"}, {"quantity", 30}}}}}).error().type ==
        "held-for-waybill");
  const auto sent = dispatch(picked).value();
  CHECK(sent["waybill"]["signatures"].size() == 2);
  CHECK(stock(store, "quilt-cotton") == 20);
  const auto arrived = count(sent["waybill"], 380).value();
  CHECK(arrived["waybill"]["state"] == "received");
  CHECK(arrived["waybill"]["difference"].is_null());
  const auto life = done(auditor(), "stock.life", {{"batch", batch}});
  CHECK(life["now"][0] == json{{"place", store}, {"bin", "A-1"}, {"quantity", 20}});
  CHECK(life["movements"].back()["lines"][0]["to"] == json{{"place", "issued"}, {"bin", kXixiang.text()}});
  CHECK(done(auditor(), "release.list", json::object())["releases"][0]["approved"][0]["picked"] == 380);
  const auto figures = done(auditor(), "stock.figures", {{"division", kQinyang.text()}})["figures"];
  CHECK(figures["A07008"] == 380);
  CHECK(figures["A07011"] == 380);
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(WayOut, "two people sign, and neither gave the order") {
  const auto release = request(10);
  (void)approve(release, 10).value();
  auto approver = keeper();
  approver.account = dispatcher_of().account;
  CHECK(pick(release, 10, approver).error().type == "approver-signs");
  const auto picked = pick(release, 10).value()["waybill"];
  CHECK(dispatch(picked, keeper()).error().type == "same-signatory");
  CHECK(dispatch(picked, approver).error().type == "approver-signs");
  CHECK(dispatch(picked, keeper(kMengzhou, 1)).error().type == "outside-jurisdiction");
  CHECK(dispatch(picked).has_value());
}

TEST_CASE_METHOD(WayOut, "nothing is picked without an order, nor more than it says, nor granted beyond the request") {
  const auto release = request(100);
  CHECK(pick(release, 10).error().type == "not-approved");
  CHECK(approve(release, 101).error().type == "over-approved");
  CHECK(refusal(dispatcher_of(kCity), "release.approve",
                {{"release", release["release"]},
                 {"expected_version", 1},
                 {"order", "1号"},
                 {"lines", {{{"item", "quilt-cotton"}, {"quantity", 1}, {"from", store}}}}}) == "not-the-user-office");
  (void)approve(release, 60).value();
  CHECK(approve({{"release", release["release"]}, {"version", 2}}, 60).error().type == "release-not-open");
  (void)pick(release, 50).value();
  CHECK(pick(release, 11).error().type == "over-approved");
}

TEST_CASE_METHOD(WayOut, "two keepers cannot pick the last box at once, and a cancelled waybill gives it back") {
  const auto release = request(400);
  (void)approve(release, 400).value();
  const auto other = request(10);
  (void)approve(other, 10).value();
  const auto picked = pick(release, 395).value()["waybill"];
  CHECK(pick(other, 10, second_keeper()).error().type == "held-for-waybill");
  const json cancel{{"waybill", picked["waybill"]}, {"expected_version", 1}, {"reason", "车辆故障"}};
  CHECK(done(keeper(), "waybill.cancel", cancel)["waybill"]["state"] == "cancelled");
  CHECK(pick(other, 10, second_keeper()).has_value());
  CHECK(verifies());
}

TEST_CASE_METHOD(WayOut, "what is short stays in transit with a case and a clock until somebody settles it") {
  const auto waybill = under_way(380);
  CHECK(count(waybill, 381).error().type == "more-than-sent");
  const auto arrived = count(waybill, 360, 5).value()["waybill"];
  const auto& difference = arrived["difference"];
  CHECK(difference["state"] == "open");
  CHECK(difference["short"] == 20);
  CHECK(difference["damaged"] == 5);
  CHECK(difference["due_at"] == "2024-07-21T20:00:00+08:00");
  CHECK(done(auditor(), "waybill.list", {{"open_difference", true}})["waybills"].size() == 1);
  CHECK(count(arrived, 360).error().type == "waybill-not-dispatched");
  const json settle{
      {"waybill", arrived["waybill"]}, {"expected_version", 3}, {"outcome", "returned"}, {"reason", "漏装，仍在库"}};
  CHECK(done(dispatcher_of(), "waybill.settle", settle)["waybill"]["difference"]["state"] == "settled");
  CHECK(stock(store, "quilt-cotton") == 40);
  CHECK(verifies());
}

TEST_CASE_METHOD(WayOut,
                 "a receipt sent twice is recorded once, and the waybill's documents are not reversed by hand") {
  const auto waybill = under_way(10);
  const json params{{"command_id", make_uuid(now)},
                    {"waybill", waybill["waybill"]},
                    {"expected_version", 2},
                    {"received_by", {{"name", "王某"}}},
                    {"lines", {{{"line", 0}, {"received", 10}, {"damaged", 0}}}}};
  const auto first = done(clerk(), "waybill.receive", params);
  CHECK(done(clerk(), "waybill.receive", params) == first);
  CHECK(refusal(keeper(), "stock.reverse",
                {{"movement", first["movement"]["movement"]}, {"expected_version", 1}, {"reason", "错"}}) ==
        "belongs-to-waybill");
  const auto sent = done(auditor(), "stock.movements", {{"kind", "dispatch"}})["movements"][0]["movement"];
  CHECK(refusal(keeper(), "stock.reverse", {{"movement", sent}, {"expected_version", 1}, {"reason", "错"}}) ==
        "belongs-to-waybill");
}

TEST_CASE_METHOD(WayOut,
                 "into a store of another county only its keeper counts goods, and what left counts as arranged") {
  const auto there = open_store(kMengzhou);
  auto release = done(dispatcher_of(kMengzhou), "release.request",
                      {{"purpose", "支援"},
                       {"need_by", "2024-07-21T02:00:00+08:00"},
                       {"priority", "high"},
                       {"to", {{"place", there}}},
                       {"contact", {{"name", "李某"}, {"phone", "13700000000"}}},
                       {"lines", {{{"item", "quilt-cotton"}, {"quantity", 50}}}}})["release"];
  (void)approve(release, 50).value();
  const auto sent = dispatch(pick(release, 50).value()["waybill"]).value()["waybill"];
  json receipt{{"waybill", sent["waybill"]},
               {"expected_version", 2},
               {"received_by", {{"name", "李某"}}},
               {"lines", {{{"line", 0}, {"received", 50}, {"damaged", 0}, {"bin", "A-2"}}}}};
  CHECK(refusal(clerk(), "waybill.receive", receipt) == "outside-jurisdiction");
  (void)done(keeper(kMengzhou), "waybill.receive", receipt);
  CHECK(stock(there, "quilt-cotton") == 50);
  const auto figures = [&](const DivisionCode& division) {
    return done(auditor(), "stock.figures", {{"division", division.text()}})["figures"];
  };
  CHECK(figures(kQinyang)["A07008"] == 50);
  CHECK(figures(kQinyang)["A07011"] == 0);
  CHECK(figures(kMengzhou)["A07008"] == 0);
  CHECK(verifies());
}

}  // namespace anlan::supplies::test
