// Random sequences of commands by several people: the file verifies, the views equal a replay, every total equals the
// sum of its lineage.
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "support/duty_room.hpp"

namespace anlan::test {

using nlohmann::json;

namespace {

/// What is summed, and by which aspect: some people are counted as of now and over the whole disaster.
const std::vector<std::pair<std::string, std::string>> kCells{
    {"A01007", "single"},     {"A01008", "single"},  {"A01010", "single"},
    {"A01021", "single"},     {"A01030", "single"},  {"A01013", "instant"},
    {"A01013", "cumulative"}, {"A01016", "instant"}, {"A01016", "cumulative"}};

/// Somebody who files for one township, rightly or wrongly.
struct Filer {
  HttpClient* desk;
  std::string division;
  std::string report = {};
  std::int64_t version = 0;
};

class Storm {
 public:
  Storm(DutyRoom& room, unsigned seed) : chance_{seed}, city_{room.desk("city")}, county_{room.desk("county")} {
    clerks_.push_back(room.desk("clerk"));
    clerks_.push_back(room.desk("clerk2"));
    incident_ = open_incident(*city_, "测试 随机 " + std::to_string(seed));
    filers_ = {{clerks_[0].get(), kTownship},
               {clerks_[1].get(), kOtherTownship},
               {county_.get(), "410882103000"},
               {county_.get(), kCounty}};
  }

  void step() {
    auto& filer = filers_[pick(filers_.size())];
    switch (pick(9)) {
      case 8:
        return observe();
      case 0:
        return act(filer, "report.withdraw", {{"reason", "误报，撤回"}});
      case 1:
        return send_back(filer);
      case 2:
        return act(filer, "report.correct", with_reason(figures(filer)));
      default:
        return submit(filer);
    }
  }

  /// Every node's totals against the parts its lineage names.
  void check() {
    std::set<std::string> filled;
    for (const auto& division : {kCity, kCounty, kTownship, kOtherTownship}) {
      const auto rollup = city_->must("report.rollup", {{"incident", incident_}, {"division", division}});
      REQUIRE(rollup["nodes"][0]["division"] == division);
      for (const auto& [indicator, aspect] : kCells) {
        if (check_cell(rollup["nodes"][0], division, indicator, aspect)) filled.insert(aspect);
      }
    }
    CHECK(filled == std::set<std::string>{"single", "instant", "cumulative"});
    check_observations();
  }

  [[nodiscard]] int accepted() const noexcept { return accepted_; }

 private:
  std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>{0, count - 1}(chance_); }

  json figures(const Filer& filer) {
    auto params =
        first_report(incident_, filer.division, 1'000 + static_cast<int>(pick(9'000)), static_cast<int>(pick(5)));
    params["figures"]["A01010"] = pick(3) == 0 ? json{{"unknown", true}} : json{{"value", pick(50)}};
    params["figures"]["A01030"] = {{"value", static_cast<double>(pick(100'000)) / 100}};
    // Now and then fewer over the whole disaster than as of now: refused, and nothing of it may be counted.
    const auto moved = pick(400);
    params["figures"]["A01013"] = {{"instant", moved}, {"cumulative", pick(8) == 0 ? moved / 2 : moved + pick(300)}};
    params["figures"]["A01016"] = {{"instant", pick(20)}, {"cumulative", 20 + pick(20)}};
    if (pick(5) == 0) params["figures"]["A01013"] = {{"unknown", true}};
    params["phase"] = filer.version == 0 ? "initial" : "update";
    params["expected_version"] = pick(6) == 0 ? filer.version + 1 : filer.version;  // now and then a stale one
    return params;
  }
  static json with_reason(json params) {
    params["reason"] = "核对后更正";
    return params;
  }

  /// A quick observation is no report: it must show, and be in no total.
  void observe() {
    const auto text = "积水 " + std::to_string(observations_.size());
    const auto response = clerks_[0]->call("observation.submit", {{"command_id", new_id()},
                                                                  {"incident", incident_},
                                                                  {"text", text},
                                                                  {"division", kTownship},
                                                                  {"occurred_at", minutes_ago(1)},
                                                                  {"channel", "web"}});
    INFO(response.body);
    REQUIRE(response.status == 200);
    ++accepted_;
    observations_.insert(text);
  }

  void check_observations() {
    std::multiset<std::string> shown;
    const auto listed = city_->must("observation.list", {{"incident", incident_}});
    for (const auto& one : listed["observations"]) shown.insert(one["text"]);
    CHECK(shown == observations_);
    CHECK_FALSE(shown.empty());
  }

  void submit(Filer& filer) {
    const auto response = filer.desk->call("report.submit", with_reason(figures(filer)));
    follow(filer, response);
  }

  void act(Filer& filer, const std::string& operation, json params) {
    if (filer.report.empty()) return;
    params["command_id"] = new_id();
    params["report"] = filer.report;
    params["expected_version"] = filer.version;
    follow(filer, filer.desk->call(operation, params));
  }

  void send_back(Filer& filer) {
    if (filer.report.empty()) return;
    auto* above = filer.division == kCounty ? city_.get() : county_.get();
    follow(filer, above->call("report.return", {{"command_id", new_id()},
                                                {"report", filer.report},
                                                {"expected_version", filer.version},
                                                {"reason", "与台账不符，请核对"},
                                                {"fault", "figures"}}));
  }

  void follow(Filer& filer, const HttpResponse& response) {
    INFO(response.body);
    REQUIRE(response.status < 500);
    if (response.status != 200) return;
    ++accepted_;
    const auto report = response.json()["report"];
    filer.version = report["version"];
    filer.report = report["report"];
    if (report["state"] == "withdrawn") {
      filer.version = 0;
      filer.report.clear();
    }
  }

  /// Whether the cell holds a total.
  bool check_cell(const json& node, const std::string& division, const std::string& indicator,
                  const std::string& aspect) {
    const auto lineage =
        city_->must("report.lineage",
                    {{"incident", incident_}, {"division", division}, {"indicator", indicator}, {"aspect", aspect}});
    const auto cells = node["cells"].value(indicator, json::object());
    const auto cell = cells.contains(aspect) ? cells[aspect]["total"] : json{};
    INFO(division << " " << indicator << " " << aspect << " " << lineage.dump());
    CHECK(cell == lineage["total"]);
    double sum = 0;
    bool any = false;
    for (const auto& part : lineage["parts"]) {
      if (part["value"].is_null()) continue;
      sum += part["value"].get<double>();
      any = true;
    }
    CHECK(any == !cell.is_null());
    if (any) CHECK(cell.get<double>() == Approx(sum));
    return any;
  }

  std::mt19937 chance_;
  std::unique_ptr<HttpClient> city_;
  std::unique_ptr<HttpClient> county_;
  std::vector<std::unique_ptr<HttpClient>> clerks_;
  std::string incident_;
  std::vector<Filer> filers_;
  std::multiset<std::string> observations_;
  int accepted_ = 0;
};

}  // namespace

TEST_CASE_METHOD(DutyRoom, "after any sequence of commands totals equal their lineage and the views equal a replay") {
  for (const unsigned seed : {1U, 2U, 3U}) {
    Storm storm{*this, seed};
    for (int i = 0; i < 60; ++i) storm.step();
    storm.check();
    CHECK(storm.accepted() > 20);
  }
  server().stop();
  const auto checked = verify();
  INFO(checked.output);
  CHECK(checked.exit_code == 0);
}

}  // namespace anlan::test
