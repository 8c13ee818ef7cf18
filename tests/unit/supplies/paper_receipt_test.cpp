#include <catch2/catch.hpp>

#include "device.hpp"
#include "journal/blobs.hpp"
#include "supplies/working_days.hpp"
#include "way_out.hpp"

namespace anlan::supplies::test {
namespace {

/// Waybills whose paper comes back later.
class Desk : public WayOut {
 public:
  Desk() {
    auto stored = [this](store::Connection& db) -> Result<std::string> {
      return journal::store_blob(db, "image/jpeg", "photo of a paper", now);
    };
    anlan::test::run(loop, [&]() -> boost::asio::awaitable<void> { scan = (co_await writer->submit(stored)).value(); });
  }

  json paper(const json& waybill, std::int64_t good, std::int64_t damaged = 0, std::int64_t missing = 0) {
    return {{"waybill", waybill["waybill"]},
            {"paper", "NO.0012345"},
            {"stamp_seen", true},
            {"scan", scan},
            {"signed_at", format_time(now)},
            {"lines", {{{"line", 0}, {"good", good}, {"damaged", damaged}, {"short", missing}}}}};
  }
  json enter(const json& params) { return done(keeper(), "receipt.enter_paper", params)["paper"]; }
  json records() { return done(auditor(), "record.list", json::object())["records"]; }
  /// Where units of the batch lie, by place and bin.
  std::int64_t at_spot(const std::string& place, const std::string& bin) {
    const auto life = done(auditor(), "stock.life", {{"batch", batch}});
    for (const auto& row : life["now"]) {
      if (row["place"] == place && row["bin"] == bin) return row["quantity"];
    }
    return 0;
  }
  std::int64_t issued() { return at_spot("issued", kXixiang.text()); }
  std::int64_t on_road(const json& waybill) { return at_spot("in_transit", waybill["waybill"]); }
  Result<json> rule(const json& waybill, const std::string& holds) {
    return ask(dispatcher_of(), "case.rule",
               {{"waybill", waybill["waybill"]}, {"holds", holds}, {"reason", "现场复点"}});
  }
  json as_it_stands(const json& waybill) {
    const auto list = done(auditor(), "waybill.list", json::object());
    for (const auto& one : list["waybills"]) {
      if (one["waybill"] == waybill["waybill"]) return one;
    }
    return nullptr;
  }
  Result<json> settle(const json& waybill, const std::string& outcome) {
    return ask(dispatcher_of(), "waybill.settle",
               {{"waybill", waybill["waybill"]},
                {"expected_version", as_it_stands(waybill)["version"]},
                {"outcome", outcome},
                {"reason", "已查明"}});
  }
  json waiting() { return done(auditor(), "receipt.papers", {{"open", true}})["papers"]; }

  std::string scan;
};

}  // namespace

TEST_CASE_METHOD(Desk, "a paper that says the same confirms the receipt and ends the record's clock") {
  const auto waybill = under_way(10);
  (void)count(waybill, 9, 1).value();
  const auto open = records();
  REQUIRE(open.size() == 1);
  CHECK(open[0]["due_at"] == "2024-07-26T23:59:59+08:00");  // received on Saturday 2024-07-20
  CHECK(open[0]["overdue"] == false);
  CHECK(open[0]["calendar_known"] == true);
  const auto entered = enter(paper(waybill, 8, 1, 1));
  CHECK(entered["first"] == false);
  CHECK(entered["doubts"].empty());
  CHECK(entered["due_at"].is_null());
  CHECK(records().empty());
  CHECK(waiting().empty());
  CHECK(verifies());
}

TEST_CASE_METHOD(Desk, "a paper that says something else opens a case with a clock, which the office rules on once") {
  const auto waybill = under_way(10);
  (void)count(waybill, 10).value();
  const auto entered = enter(paper(waybill, 8, 0, 2));
  CHECK(entered["due_at"] == "2024-07-21T20:00:00+08:00");
  REQUIRE(waiting().size() == 1);
  const auto doubt = waiting()[0]["doubts"][0];
  CHECK(doubt["received"] == 10);
  CHECK(doubt["paper_received"] == 8);
  const json ruling{{"waybill", waybill["waybill"]}, {"holds", "receipt"}, {"reason", "现场复点 10 床"}};
  CHECK(refusal(keeper(), "case.rule", ruling) == "role");
  CHECK(refusal(dispatcher_of(kCity), "case.rule", ruling) == "not-the-user-office");
  (void)done(dispatcher_of(), "case.rule", ruling);
  CHECK(refusal(dispatcher_of(), "case.rule", ruling) == "no-open-case");
  CHECK(waiting().empty());
  CHECK(issued() == 10);
  CHECK(as_it_stands(waybill)["difference"].is_null());
  CHECK(done(auditor(), "receipt.papers", json::object())["papers"][0]["ruling"]["holds"] == "receipt");
  CHECK(verifies());
}

TEST_CASE_METHOD(Desk, "a ruling for the paper moves what it lacks back on the road and opens an ordinary difference") {
  const auto waybill = under_way(30);
  (void)count(waybill, 30).value();
  (void)enter(paper(waybill, 27, 1, 2));
  CHECK(issued() == 30);
  now += std::chrono::hours{3};
  const auto figure = [&] {
    return done(auditor(), "stock.figures", {{"division", kQinyang.text()}})["figures"]["A07011"].get<int>();
  };
  CHECK(figure() == 30);
  (void)rule(waybill, "paper").value();
  CHECK(figure() == 27);
  CHECK(issued() == 27);
  CHECK(on_road(waybill) == 3);
  const auto after = as_it_stands(waybill);
  CHECK(after["lines"][0]["received"] == 28);
  CHECK(after["difference"]["short"] == 2);
  CHECK(after["difference"]["damaged"] == 1);
  CHECK(after["difference"]["due_at"] == "2024-07-21T23:00:00+08:00");
  const auto cases = done(auditor(), "case.list", {{"open", true}})["cases"];
  REQUIRE(cases.size() == 1);
  CHECK(cases[0]["short"] == 2);
  const auto moved = done(auditor(), "stock.movements", {{"kind", "correct"}})["movements"];
  REQUIRE(moved.size() == 1);
  CHECK(moved[0]["reason"] == "现场复点");
  (void)settle(waybill, "lost").value();
  CHECK(on_road(waybill) == 0);
  CHECK(at_spot("lost", store) == 3);
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(Desk, "what a correction took back is not handed out of the arrival, whatever else the village has") {
  const auto waybill = under_way(30);
  (void)count(waybill, 30).value();
  const json more{{"lines", {{{"batch", batch}, {"bin", "A-1"}, {"quantity", 20}}}}};
  const auto other = issue(store, batch, 20, more).value()["movement"]["movement"];
  const auto arrived = done(auditor(), "stock.movements", {{"kind", "arrive"}})["movements"][0]["movement"];
  const auto left = [&](const json& source) -> std::int64_t {
    const auto sources = done(auditor(), "handout.sources", json::object())["sources"];
    for (const auto& one : sources) {
      if (one["movement"] == source) return one["lines"][0]["left"];
    }
    return 0;
  };
  const auto hand_out = [&](std::int64_t quantity) {
    return ask(clerk(), "handout.record",
               {{"source", arrived},
                {"lines", {{{"batch", batch}, {"quantity", quantity}}}},
                {"sheet", {{"households", 10}, {"people", 40}, {"scans", {scan}}}}});
  };
  (void)hand_out(4).value();
  CHECK(left(arrived) == 26);
  (void)enter(paper(waybill, 27, 1, 2));
  (void)rule(waybill, "paper").value();
  CHECK(issued() == 43);
  CHECK(left(arrived) == 23);
  CHECK(left(other) == 20);
  CHECK(hand_out(24).error().type == "more-than-issued");
  (void)hand_out(23).value();
  CHECK(left(arrived) == 0);
  CHECK(left(other) == 20);
  CHECK(verifies());
}

TEST_CASE_METHOD(Desk, "what a correction brings is handed out of the correction, and of both no more than arrived") {
  const auto waybill = under_way(30);
  (void)count(waybill, 25).value();
  (void)enter(paper(waybill, 30));
  (void)rule(waybill, "paper").value();
  const auto sources = done(auditor(), "handout.sources", json::object())["sources"];
  REQUIRE(sources.size() == 2);
  CHECK(sources[0]["kind"] == "correct");
  CHECK(sources[0]["lines"][0]["left"] == 5);
  CHECK(sources[1]["lines"][0]["left"] == 25);
}

TEST_CASE_METHOD(Desk, "a ruling for a paper that says more brings it off the road, wherever a settlement put it") {
  const auto waybill = under_way(30);
  (void)count(waybill, 25).value();
  SECTION("nobody settled yet") {
    (void)enter(paper(waybill, 30));
    (void)rule(waybill, "paper").value();
    CHECK(as_it_stands(waybill)["difference"].is_null());
    CHECK(done(auditor(), "case.list", json::object())["cases"].empty());
  }
  SECTION("written off") {
    (void)settle(waybill, "lost").value();
    (void)enter(paper(waybill, 28, 0, 2));
    (void)rule(waybill, "paper").value();
    CHECK(at_spot("lost", store) == 2);
    CHECK(issued() == 28);
    CHECK(as_it_stands(waybill)["difference"]["state"] == "settled");
  }
  SECTION("back in the store") {
    (void)settle(waybill, "returned").value();
    CHECK(stock(store, "quilt-cotton") == 375);
    (void)enter(paper(waybill, 30));
    (void)rule(waybill, "paper").value();
    CHECK(stock(store, "quilt-cotton") == 370);
    CHECK(issued() == 30);
  }
  CHECK(on_road(waybill) == 0);
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(Desk, "a difference that was settled and grows is settled again for what is new alone") {
  const auto waybill = under_way(30);
  (void)count(waybill, 28).value();
  (void)settle(waybill, "lost").value();
  (void)enter(paper(waybill, 25, 0, 5));
  (void)rule(waybill, "paper").value();
  CHECK(on_road(waybill) == 3);
  CHECK(as_it_stands(waybill)["difference"]["short"] == 3);
  CHECK(as_it_stands(waybill)["difference"]["state"] == "open");
  (void)settle(waybill, "returned").value();
  CHECK(on_road(waybill) == 0);
  CHECK(at_spot("lost", store) == 2);
  CHECK(stock(store, "quilt-cotton") == 373);
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(Desk, "what has left the place meanwhile has to come back before the paper can hold") {
  const auto target = open_store(kMengzhou);
  const auto release = done(dispatcher_of(kMengzhou), "release.request",
                            {{"purpose", "支援"},
                             {"need_by", "2024-07-21T02:00:00+08:00"},
                             {"priority", "high"},
                             {"to", {{"place", target}}},
                             {"contact", {{"name", "李某"}, {"phone", "13700000000"}}},
                             {"lines", {{{"item", "quilt-cotton"}, {"quantity", 30}}}}})["release"];
  (void)approve(release, 30).value();
  const auto waybill = dispatch(pick(release, 30).value()["waybill"]).value()["waybill"];
  (void)done(keeper(kMengzhou), "waybill.receive",
             {{"waybill", waybill["waybill"]},
              {"expected_version", waybill["version"]},
              {"received_by", {{"name", "王某"}}},
              {"lines", {{{"line", 0}, {"received", 30}, {"damaged", 0}, {"bin", "A-2"}}}}});
  (void)enter(paper(waybill, 28, 0, 2));
  const auto away = done(keeper(kMengzhou), "stock.transfer",
                         {{"place", target},
                          {"to", target},
                          {"lines", {{{"batch", batch}, {"bin", "A-2"}, {"to_bin", "A-1"}, {"quantity", 29}}}}});
  const auto refused = rule(waybill, "paper");
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "goods-moved-on");
  CHECK(refused.error().detail.zh.find("A-2") != std::string::npos);
  CHECK(waiting().size() == 1);
  (void)done(keeper(kMengzhou), "stock.reverse",
             {{"movement", away["movement"]["movement"]}, {"expected_version", 1}, {"reason", "复点"}});
  (void)rule(waybill, "paper").value();
  CHECK(at_spot(target, "A-2") == 28);
  CHECK(on_road(waybill) == 2);
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(Desk, "where nothing was recorded the paper is the receipt and takes the goods off the road") {
  const auto waybill = under_way(380);
  const auto entered = enter(paper(waybill, 355, 5, 20));
  CHECK(entered["first"] == true);
  const auto papers = done(auditor(), "waybill.list", json::object())["waybills"];
  CHECK(papers[0]["state"] == "received");
  CHECK(papers[0]["receipt"]["paper"] == "NO.0012345");
  CHECK(papers[0]["difference"]["short"] == 20);
  CHECK(lying("issued") == 355);
  CHECK(lying("in_transit") == 25);
  CHECK(done(auditor(), "case.list", {{"open", true}})["cases"].size() == 1);
  CHECK(records().empty());
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(Desk, "a paper is entered once, by either end, with its picture, and never for more than was sent") {
  const auto waybill = under_way(10);
  CHECK(refusal(keeper(), "receipt.enter_paper", paper(waybill, 11)) == "more-than-sent");
  CHECK(refusal(keeper(), "receipt.enter_paper", paper(waybill, 9)) == "bad-receipt");
  auto blind = paper(waybill, 10);
  blind["scan"] = std::string(64, 'a');
  CHECK(refusal(keeper(), "receipt.enter_paper", blind) == "no-blob");
  auto early = paper(waybill, 10);
  early["signed_at"] = "2031-01-01T00:00:00+08:00";
  CHECK_FALSE(refusal(keeper(), "receipt.enter_paper", early).empty());
  CHECK(refusal(keeper(kMengzhou), "receipt.enter_paper", paper(waybill, 10)) == "unknown-waybill");
  (void)done(clerk(), "receipt.enter_paper", paper(waybill, 10));
  const auto again = ask(keeper(), "receipt.enter_paper", paper(waybill, 9, 0, 1));
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().type == "paper-entered");
  CHECK(again.error().detail.zh.find("NO.0012345") != std::string::npos);
}

TEST_CASE_METHOD(Desk, "what has not left has no receipt on paper either") {
  const auto release = request(10);
  (void)approve(release, 10).value();
  const auto picked = pick(release, 10).value()["waybill"];
  CHECK(refusal(keeper(), "receipt.enter_paper", paper(picked, 10)) == "waybill-not-dispatched");
}

TEST_CASE("working days leave out weekends and holidays, and count working weekends") {
  WorkCalendar calendar;
  const auto end = [&](const std::string& from, int days) {
    return format_time(end_of_working_days(at(from), days, calendar));
  };
  CHECK(end("2024-07-22T09:00:00", 5) == "2024-07-29T23:59:59+08:00");
  CHECK(end("2024-07-19T23:59:00", 1) == "2024-07-22T23:59:59+08:00");
  CHECK(end("2024-07-20T00:10:00", 1) == "2024-07-22T23:59:59+08:00");
  CHECK(end("2024-07-22T09:00:00", 0) == "2024-07-22T23:59:59+08:00");
  calendar.holidays = {"2024-07-23"};
  calendar.working_weekends = {"2024-07-27"};
  CHECK(end("2024-07-22T09:00:00", 5) == "2024-07-29T23:59:59+08:00");
  CHECK(end("2024-07-22T09:00:00", 4) == "2024-07-27T23:59:59+08:00");
  CHECK_FALSE(calendar.knows(at("2024-07-22T09:00:00"), at("2024-07-26T09:00:00")));
  calendar.years = {2024};
  CHECK(calendar.knows(at("2024-07-22T09:00:00"), at("2024-12-31T23:59:59")));
  CHECK_FALSE(calendar.knows(at("2024-12-30T09:00:00"), at("2025-01-06T23:59:59")));
}

TEST_CASE("the holidays that the State Council announced move a term") {
  const auto norms = NormsCatalogue::load(anlan::test::source_dir() + "/data", goods()).value();
  const auto& calendar = norms.calendar();
  const auto end = [&](const std::string& from) {
    const auto due = end_of_working_days(at(from), 5, calendar);
    return std::pair{format_time(due).substr(0, 10), calendar.knows(at(from), due)};
  };
  // National Day of 2024: 1 to 7 October free, Sunday 29 September and Saturday 12 October worked.
  CHECK(end("2024-09-27T10:00:00") == std::pair{std::string{"2024-10-10"}, true});
  // Spring Festival of 2026: 15 to 23 February free, Saturdays 14 and 28 February worked.
  CHECK(end("2026-02-13T10:00:00") == std::pair{std::string{"2026-02-27"}, true});
  CHECK(end("2035-10-01T10:00:00") == std::pair{std::string{"2035-10-08"}, false});
}

}  // namespace anlan::supplies::test
