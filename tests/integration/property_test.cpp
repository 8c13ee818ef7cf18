// Random sequences of commands by several people: the file verifies, the views equal a replay, every total equals the
// sum of its lineage.
#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "support/duty_room.hpp"

namespace anlan::test {

using nlohmann::json;

namespace {

const std::vector<std::string> kIndicators{"A01007", "A01008", "A01010", "A01021", "A01030"};

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
    switch (pick(8)) {
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
    for (const auto& division : {kCity, kCounty}) {
      const auto rollup = city_->must("report.rollup", {{"incident", incident_}, {"division", division}});
      for (const auto& indicator : kIndicators) check_cell(rollup["nodes"][0], division, indicator);
    }
  }

  [[nodiscard]] int accepted() const noexcept { return accepted_; }

 private:
  std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>{0, count - 1}(chance_); }

  json figures(const Filer& filer) {
    auto params =
        first_report(incident_, filer.division, 1'000 + static_cast<int>(pick(9'000)), static_cast<int>(pick(5)));
    params["figures"]["A01010"] = pick(3) == 0 ? json{{"unknown", true}} : json{{"value", pick(50)}};
    params["figures"]["A01030"] = {{"value", static_cast<double>(pick(100'000)) / 100}};
    params["phase"] = filer.version == 0 ? "initial" : "update";
    params["expected_version"] = pick(6) == 0 ? filer.version + 1 : filer.version;  // now and then a stale one
    return params;
  }
  static json with_reason(json params) {
    params["reason"] = "核对后更正";
    return params;
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

  void check_cell(const json& node, const std::string& division, const std::string& indicator) {
    const auto lineage =
        city_->must("report.lineage",
                    {{"incident", incident_}, {"division", division}, {"indicator", indicator}, {"aspect", "single"}});
    const auto cell = node["cells"].contains(indicator) ? node["cells"][indicator]["single"]["total"] : json{};
    INFO(division << " " << indicator << " " << lineage.dump());
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
  }

  std::mt19937 chance_;
  std::unique_ptr<HttpClient> city_;
  std::unique_ptr<HttpClient> county_;
  std::vector<std::unique_ptr<HttpClient>> clerks_;
  std::string incident_;
  std::vector<Filer> filers_;
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
