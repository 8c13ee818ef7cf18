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
  CHECK(done(auditor(), "receipt.papers", json::object())["papers"][0]["ruling"]["holds"] == "receipt");
  CHECK(verifies());
}

TEST_CASE_METHOD(Desk, "where nothing was recorded the paper is the receipt and takes the goods off the road") {
  const auto waybill = under_way(380);
  const auto entered = enter(paper(waybill, 355, 5, 20));
  CHECK(entered["first"] == true);
  const auto papers = done(auditor(), "waybill.list", json::object())["waybills"];
  CHECK(papers[0]["state"] == "received");
  CHECK(papers[0]["receipt"]["paper"] == "NO.0012345");
  CHECK(papers[0]["difference"]["short"] == 20);
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
