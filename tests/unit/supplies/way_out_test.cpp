#include <catch2/catch.hpp>

#include "supplies/waybill_movements.hpp"
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

TEST_CASE_METHOD(WayOut, "what arrives damaged is nobody's good stock: it stays on the waybill until it is settled") {
  const auto arrived = count(under_way(380), 360, 5).value();
  CHECK(arrived["movement"]["lines"][0]["quantity"] == 355);
  CHECK(lying("issued") == 355);
  CHECK(lying("in_transit") == 25);
  CHECK(done(clerk(), "handout.sources", json::object())["sources"][0]["lines"][0]["left"] == 355);
  CHECK(done(auditor(), "stock.figures", {{"division", kQinyang.text()}})["figures"]["A07011"] == 355);
  const json lost{{"waybill", arrived["waybill"]["waybill"]},
                  {"expected_version", 3},
                  {"outcome", "lost"},
                  {"reason", "落水浸泡，无法使用"}};
  (void)done(dispatcher_of(), "waybill.settle", lost);
  CHECK(lying("in_transit") == 0);
  CHECK(lying("lost") == 25);
  CHECK(done(auditor(), "recovery.list", json::object())["recoveries"].empty());
  CHECK(verifies());
}

TEST_CASE_METHOD(WayOut, "damaged goods that go back to the store wait there to be graded, on a paper of their own") {
  const auto arrived = count(under_way(380), 5, 5).value();
  CHECK(arrived["movement"].is_null());
  const json back{{"waybill", arrived["waybill"]["waybill"]},
                  {"expected_version", 3},
                  {"outcome", "returned"},
                  {"reason", "车辆折返"}};
  (void)done(dispatcher_of(), "waybill.settle", back);
  CHECK(stock(store, "quilt-cotton") == 395);
  CHECK(lying("aside") == 5);
  const auto papers = done(auditor(), "recovery.list", {{"place", store}})["recoveries"];
  REQUIRE(papers.size() == 1);
  const auto& paper = papers[0];
  CHECK(paper["state"] == "returned");
  CHECK(paper["from"] == "西向镇中学安置点");
  CHECK(paper["lines"][0]["quantity"] == 5);
  CHECK(paper["may_cancel"] == false);
  CHECK(paper["opened_by"] == json{{"kind", "waybill"}, {"number", arrived["waybill"]["number"]}});
  json step{{"recovery", paper["recovery"]}, {"expected_version", 1}, {"reason", "记错"}};
  CHECK(refusal(keeper(), "recovery.cancel", step) == "belongs-to-paper");
  step.erase("reason");
  step["cleaning"] = "晾晒";
  (void)done(keeper(), "recovery.clean", step);
  step.erase("cleaning");
  step["expected_version"] = 2;
  step["lines"] = json::array({json{{"line", 0}, {"good", 3}, {"repair", 0}, {"scrap", 2}, {"bin", "A-2"}}});
  (void)done(keeper(), "recovery.grade", step);
  CHECK(stock(store, "quilt-cotton") == 398);
  CHECK(lying("aside") == 2);
  CHECK(verifies());
}

TEST_CASE("a difference of before damage was kept apart is settled by what is still on the road") {
  Waybill waybill{.waybill = "w",
                  .number = "00000001",
                  .state = WaybillState::dispatched,
                  .release = "r",
                  .from = "s",
                  .from_division = kQinyang,
                  .to = {.division = kXixiang},
                  .loads = {{.item = "i", .batch = "b", .label = "00000002", .bin = "A-1", .quantity = 100}}};
  const auto settled_with = [](Waybill paper) {
    paper.difference->outcome = "returned";
    return settlement(paper, {}, "m").lines;
  };
  auto body = waybill_json(counted(waybill, {{.line = 0, .received = 90, .damaged = 5}}, {}, {}, {}));
  CHECK(settled_with(read_waybill(body)).size() == 2);
  for (const auto* later : {"lost", "returned", "apart", "apart_settled"}) body["lines"][0].erase(later);
  const auto moved = settled_with(read_waybill(body));
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].quantity == 10);
  CHECK(moved[0].to == Spot{"s", "A-1"});
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
