// Every bad input to the goods room gets a problem that names the field or the remedy in both languages, is counted,
// and moves nothing.
#include <regex>

#include <catch2/catch.hpp>

#include "support/goods_room.hpp"

namespace anlan::test {

using nlohmann::json;

namespace {

struct GoodsBadInput : DutyRoom {
  GoodsBadInput()
      : keeper{desk("keeper")},
        second{desk("keeper2")},
        neighbour{desk("neighbour")},
        dispatcher{desk("dispatcher")},
        clerk{desk("clerk")},
        auditor{desk("auditor")},
        store{open_store(*dispatcher, "测试库")},
        batch{take_in(*keeper, store, "quilt-cotton", 100)} {
    settled();
  }
  // Whatever a test sent after it was settled, the journal has not grown.
  ~GoodsBadInput() { CHECK(seq() == before); }

  std::int64_t seq() { return auditor->must("journal.list", {{"limit", 1}})["seq"]; }
  void settled() { before = seq(); }

  std::int64_t counted(const std::string& type) {
    const std::regex line{"anlan_problems_total\\{type=\"" + type + "\"\\} ([0-9]+)"};
    const auto metrics = auditor->get("/metrics").body;
    std::smatch found;
    return std::regex_search(metrics, found, line) ? std::stoll(found[1]) : 0;
  }

  /// Sends what must be refused; checks that the refusal is of use, names `pointer` (unless it is about the whole), and
  /// was counted.
  void refused(HttpClient& who, const std::string& operation, json params, const std::string& type,
               const std::string& pointer = "") {
    params["command_id"] = new_id();
    const auto times = counted(type);
    const auto response = who.call(operation, params);
    INFO(operation << " " << params.dump() << " → " << response.body);
    CHECK((response.status == 422 || response.status == 409 || response.status == 403 || response.status == 404));
    const auto problem = response.json();
    CHECK(problem.value("type", "") == "urn:anlan:problem:" + type);
    CHECK(problem.value("detail", "").size() > 10);
    CHECK(problem.value("detail_en", "").size() > 10);
    CHECK(counted(type) == times + 1);
    if (pointer.empty()) return;
    std::vector<std::string> pointers;
    for (const auto& fault : problem.value("errors", json::array())) pointers.push_back(fault["pointer"]);
    CHECK(pointers == std::vector{pointer});
  }

  json issue(const json& quantity) {
    return {{"place", store},
            {"division", kTownship},
            {"recipient", "测试"},
            {"document", "测试动用指令"},
            {"lines", {{{"batch", batch}, {"quantity", quantity}}}}};
  }
  json issue_with(const std::string& pointer, const json& value) {
    auto params = issue(1);
    params[json::json_pointer{pointer}] = value;
    return params;
  }

  /// A waybill of ten quilts to the township, on its way.
  json under_way() {
    const auto release = order_release(*clerk, *dispatcher, store, "quilt-cotton", 10,
                                       {{"division", kTownship}, {"site", "测试安置点"}});
    const auto picked = keeper->must("waybill.pick", pick_params(release, store, batch, 10))["waybill"];
    return second->must("waybill.dispatch", of(picked))["waybill"];
  }
  static json of(const json& waybill) {
    return {{"command_id", new_id()}, {"waybill", waybill["waybill"]}, {"expected_version", waybill["version"]}};
  }
  static json count(const json& waybill, const json& received, const json& damaged = 0) {
    auto params = of(waybill);
    params["received_by"] = {{"name", "测试"}};
    params["lines"] = {{{"line", 0}, {"received", received}, {"damaged", damaged}}};
    return params;
  }

  std::unique_ptr<HttpClient> keeper;
  std::unique_ptr<HttpClient> second;
  std::unique_ptr<HttpClient> neighbour;
  std::unique_ptr<HttpClient> dispatcher;
  std::unique_ptr<HttpClient> clerk;
  std::unique_ptr<HttpClient> auditor;
  std::string store;
  std::string batch;
  std::int64_t before = 0;
};

}  // namespace

TEST_CASE_METHOD(GoodsBadInput, "more than is there is refused, also when it is split over lines", "[goods]") {
  refused(*keeper, "stock.issue", issue(101), "not-enough-stock", "/lines/0/quantity");
  auto split = issue(60);
  split["lines"].push_back(split["lines"][0]);
  refused(*keeper, "stock.issue", split, "not-enough-stock", "/lines/0/quantity");
  refused(*keeper, "stock.issue", issue_with("/lines/0/bin", "A-1"), "not-enough-stock", "/lines/0/quantity");
  refused(*keeper, "stock.issue", issue_with("/occurred_at", minutes_ago(60)), "would-have-been-negative",
          "/lines/0/quantity");
  auto give_back = issue(1);
  give_back.erase("recipient");
  give_back.erase("document");
  refused(*keeper, "stock.return", give_back, "not-enough-stock", "/lines/0/quantity");
}

TEST_CASE_METHOD(GoodsBadInput, "numbers that are none, too large or below one are named", "[goods]") {
  const std::vector<json> wrong{0,    -1,        1.5,   "10",       nullptr,       true,
                                1e18, INT64_MAX, 1e300, UINT64_MAX, 1'000'000'001, json::array({1})};
  for (const auto& quantity : wrong) {
    refused(*keeper, "stock.issue", issue(quantity), "invalid-params", "/lines/0/quantity");
    json receipt{{"place", store}, {"source", "supplier"}};
    receipt["lines"] = {{{"item", "quilt-cotton"}, {"batch", batch}, {"quantity", quantity}}};
    refused(*keeper, "stock.receive", receipt, "invalid-params", "/lines/0/quantity");
  }
}

TEST_CASE_METHOD(GoodsBadInput, "words, fields, codes and times that do not belong are named", "[goods]") {
  const auto params = [this](const std::string& pointer, const json& value) {
    refused(*keeper, "stock.issue", issue_with(pointer, value), "invalid-params", pointer);
  };
  params("/extra", 1);
  params("/lines/0/unit", "箱");
  params("/lines/0/batch", "00000001");
  params("/place", "测试库");
  params("/division", "4108");
  params("/occurred_at", "昨天");
  params("/lines", json::array());
  params("/recipient", std::string{"a\0b", 3});
  params("/recipient", std::string(101, 'a'));
  params("/note", std::string(5'000, 'a'));
  refused(*keeper, "stock.issue", issue_with("/place", new_id()), "unknown-place");
  refused(*keeper, "stock.issue", issue_with("/lines/0/batch", new_id()), "unknown-batch", "/lines/0/batch");
  refused(*keeper, "stock.issue", issue_with("/division", "999999999999"), "bad-movement", "/division");
  refused(*keeper, "stock.issue", issue_with("/occurred_at", minutes_ago(-600)), "bad-movement", "/occurred_at");
  json receipt{{"place", store}, {"source", "supplier"}};
  receipt["lines"] = {{{"item", "gold-bar"}, {"batch", batch}, {"quantity", 1}}};
  refused(*keeper, "stock.receive", receipt, "unknown-item", "/lines/0/item");
  receipt["lines"] = {{{"item", "quilt-cotton"}, {"batch", batch}, {"bin", "Z-9"}, {"quantity", 1}}};
  refused(*keeper, "stock.receive", receipt, "unknown-bin", "/lines/0/bin");
}

TEST_CASE_METHOD(GoodsBadInput, "an expired batch is not handed out, and says when it expired", "[goods]") {
  batch = take_in(*keeper, store, "food-instant", 10, "2026-01-31");
  settled();
  refused(*keeper, "stock.issue", issue(1), "batch-expired", "/lines/0/batch");
}

TEST_CASE_METHOD(GoodsBadInput, "a document is reversed once, at the version that was seen, and a reversal never",
                 "[goods]") {
  auto params = issue(10);
  params["command_id"] = new_id();
  const auto issued = keeper->must("stock.issue", params)["movement"];
  settled();
  json reversal{{"movement", issued["movement"]}, {"expected_version", 2}, {"reason", "测试"}};
  refused(*keeper, "stock.reverse", reversal, "stale-version", "/expected_version");
  reversal["expected_version"] = 1;
  refused(*dispatcher, "stock.reverse", reversal, "other-desk");
  reversal["command_id"] = new_id();
  const auto taken_back = keeper->must("stock.reverse", reversal)["movement"];
  settled();
  reversal["expected_version"] = 2;
  refused(*keeper, "stock.reverse", reversal, "already-reversed");
  reversal["movement"] = taken_back["movement"];
  refused(*keeper, "stock.reverse", reversal, "a-reversal");
}

TEST_CASE_METHOD(GoodsBadInput, "a keeper cannot take back what wrote off his shortage", "[goods]") {
  const json lost{{{"batch", batch}, {"lost", 5}}};
  const auto written_off = dispatcher->must("stock.adjust", {{"command_id", new_id()},
                                                             {"place", store},
                                                             {"reason", "测试"},
                                                             {"counted_by", "甲"},
                                                             {"recounted_by", "乙"},
                                                             {"lines", lost}})["movement"];
  settled();
  refused(*keeper, "stock.reverse",
          {{"movement", written_off["movement"]}, {"expected_version", 1}, {"reason", "测试"}}, "other-desk");
}

TEST_CASE_METHOD(GoodsBadInput, "a waybill is counted once and never for more than was sent", "[goods]") {
  const auto waybill = under_way();
  settled();
  refused(*clerk, "waybill.receive", count(waybill, 11), "more-than-sent", "/lines/0/received");
  refused(*clerk, "waybill.receive", count(waybill, 5, 6), "bad-receipt", "/lines/0/damaged");
  refused(*clerk, "waybill.receive", count(waybill, -1), "invalid-params", "/lines/0/received");
  auto two = count(waybill, 5);
  two["lines"].push_back(two["lines"][0]);
  refused(*clerk, "waybill.receive", two, "bad-receipt", "/lines/1/line");
  auto stale = count(waybill, 10);
  stale["expected_version"] = 1;
  refused(*clerk, "waybill.receive", stale, "stale-version", "/expected_version");
  const auto received = clerk->must("waybill.receive", count(waybill, 10))["waybill"];
  settled();
  refused(*clerk, "waybill.receive", count(waybill, 10), "stale-version", "/expected_version");
  refused(*clerk, "waybill.receive", count(received, 10), "waybill-not-dispatched");
}

TEST_CASE_METHOD(GoodsBadInput, "a keeper of another store, an approver and a single signatory are told who may",
                 "[goods]") {
  const auto release =
      order_release(*clerk, *dispatcher, store, "quilt-cotton", 10, {{"division", kTownship}, {"site", "测试安置点"}});
  const auto picked = keeper->must("waybill.pick", pick_params(release, store, batch, 10))["waybill"];
  settled();
  refused(*neighbour, "stock.issue", issue(1), "outside-jurisdiction");
  refused(*dispatcher, "stock.issue", issue(1), "role");
  refused(*keeper, "waybill.dispatch", of(picked), "same-signatory");
  refused(*keeper, "waybill.pick", pick_params(release, store, batch, 1), "over-approved");
  auto foreign = pick_params(release, store, batch, 1);
  refused(*neighbour, "waybill.pick", foreign, "outside-jurisdiction");
  foreign["release"] = new_id();
  refused(*keeper, "waybill.pick", foreign, "unknown-release");
}

TEST_CASE_METHOD(GoodsBadInput, "a command id that was used for something else is refused", "[goods]") {
  auto params = issue(1);
  params["command_id"] = new_id();
  const auto first = keeper->must("stock.issue", params);
  settled();
  CHECK(keeper->must("stock.issue", params) == first);
  params["lines"][0]["quantity"] = 2;
  const auto reused = keeper->call("stock.issue", params);
  INFO(reused.body);
  CHECK(reused.status == 409);
  CHECK(reused.json()["errors"][0]["pointer"] == "/command_id");
}

}  // namespace anlan::test
