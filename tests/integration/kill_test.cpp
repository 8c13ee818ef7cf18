// R1: kill -9 at random moments under eight writers, half of whom file reports for the city's real townships. After
// each restart the server is ready again within two seconds; what was acknowledged is there, once; the file verifies.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "support/duty_room.hpp"
#include "support/sanitized.hpp"

namespace anlan::test {

using namespace std::chrono_literals;
using nlohmann::json;

namespace {

constexpr int kWriters = 8;
constexpr auto kReadyWithin = kSanitized ? 20s : 2s;

int rounds() {
  const auto* wanted = std::getenv("ANLAN_KILL_ROUNDS");
  return wanted == nullptr ? 10 : std::atoi(wanted);
}

/// What each command said, and under which name it was acknowledged.
struct Ledger {
  std::mutex mutex;
  std::map<std::string, std::string> acknowledged;  // text → observation, or report/version
  std::set<std::string> attempted;
  std::set<std::string> refusals;  // nobody gives cause for one
};

/// Somebody who writes until the server is gone, and sends the last command again under the same id after the next
/// start.
class Writer {
 public:
  /// One with townships files reports for them in turn, another observations.
  Writer(int number, std::string cookie, std::string incident, std::vector<std::string> townships = {})
      : number_{number}, cookie_{std::move(cookie)}, incident_{std::move(incident)}, townships_{std::move(townships)} {}

  void write(std::uint16_t port, int round, Ledger& ledger) {
    try {
      HttpClient desk{port, cookie_};
      for (int i = 0;; ++i) {
        if (unanswered_.is_null()) {
          const auto text =
              "round " + std::to_string(round) + " writer " + std::to_string(number_) + " no " + std::to_string(i);
          unanswered_ = townships_.empty() ? observation(text) : report(text);
          const std::lock_guard lock{ledger.mutex};
          ledger.attempted.insert(text);
        }
        send(desk, ledger);
      }
    } catch (const std::exception&) {
      // The server was killed: `unanswered_` is what a client would send again.
    }
  }

 private:
  json observation(const std::string& text) const {
    return {{"command_id", new_id()}, {"incident", incident_},         {"text", text},
            {"division", kTownship},  {"occurred_at", minutes_ago(1)}, {"channel", "phone"}};
  }
  json report(const std::string& text) {
    const auto& township = townships_[next_++ % townships_.size()];
    const auto version = versions_[township];
    auto params = first_report(incident_, township, 10);
    params["phase"] = version == 0 ? "initial" : "update";
    params["expected_version"] = version;
    params["reason"] = "断电测试";
    params["narrative"]["situation"] = text;
    return params;
  }
  void send(HttpClient& desk, Ledger& ledger) {
    const auto response = desk.call(townships_.empty() ? "observation.submit" : "report.submit", unanswered_);
    if (response.status != 200) {
      const std::lock_guard lock{ledger.mutex};
      ledger.refusals.insert(response.body);
      throw std::runtime_error{response.body};
    }
    const auto answer = response.json();
    std::string text;
    std::string name;
    if (townships_.empty()) {
      text = unanswered_["text"];
      name = answer["observation"]["observation"];
    } else {
      const auto& current = answer["report"];
      text = unanswered_["narrative"]["situation"];
      name = current["report"].get<std::string>() + "/" + current["version"].dump();
      versions_[unanswered_["division"]] = current["version"];
    }
    const std::lock_guard lock{ledger.mutex};
    ledger.acknowledged[text] = name;
    unanswered_ = nullptr;
  }

  int number_;
  std::string cookie_;
  std::string incident_;
  std::vector<std::string> townships_;
  std::size_t next_ = 0;
  std::map<std::string, std::int64_t> versions_;  // of reports, by township
  json unanswered_ = nullptr;
};

/// Every township of a county that files reports.
std::vector<std::string> townships_of(HttpClient& desk, const std::string& county) {
  std::vector<std::string> out;
  const auto divisions = desk.must("division.list", json::object());
  for (const auto& division : divisions["divisions"]) {
    const auto code = division["code"].get<std::string>();
    if (division["level"] == "township" && division["parent"] == county && code != kTownship &&
        code != kOtherTownship) {
      out.push_back(code);
    }
  }
  return out;
}

/// What was acknowledged as what, of the entries behind `after`; page by page, the newest first.
std::multimap<std::string, std::string> stored(HttpClient& desk, const std::string& type, std::int64_t after) {
  std::multimap<std::string, std::string> found;
  std::int64_t before = 0;
  for (;;) {
    json params{{"type", type}, {"limit", 500}};
    if (before > 0) params["before"] = before;
    const auto entries = desk.must("journal.list", params)["entries"];
    for (const auto& entry : entries) {
      before = entry["seq"];
      if (before <= after) return found;
      const auto& body = entry["body"];
      if (type == "observation.submitted") {
        found.emplace(body["text"], body["observation"]);
      } else {
        found.emplace(body["narrative"]["situation"],
                      body["report"].get<std::string>() + "/" + entry["stream_version"].dump());
      }
    }
    if (entries.empty()) return found;
  }
}

struct Losses {
  std::size_t missing = 0;
  std::size_t other = 0;  // there under another name than it was acknowledged
  std::size_t doubled = 0;
};

Losses losses(const Ledger& ledger, const std::multimap<std::string, std::string>& found) {
  Losses out;
  for (const auto& [text, name] : ledger.acknowledged) {
    const auto times = found.count(text);
    out.missing += times == 0 ? 1 : 0;
    out.other += times == 1 && found.find(text)->second != name ? 1 : 0;
  }
  for (const auto& text : ledger.attempted) out.doubled += found.count(text) > 1 ? 1 : 0;
  return out;
}

}  // namespace

struct PowerCuts : DutyRoom {
  /// Starts again, and says how long it took until commands were taken: less what the machine gave to others meanwhile.
  std::chrono::nanoseconds restart() {
    const auto began = std::chrono::steady_clock::now();
    start();
    HttpClient anybody{server().port()};
    while (anybody.get("/readyz").status != 200) std::this_thread::sleep_for(1ms);
    return std::chrono::steady_clock::now() - began - server().waited_for_processor();
  }

  /// Against the entries behind `after`, which the round before has seen already; against all of them from 0 on.
  void check_stored(std::int64_t after) {
    auto auditor = desk("auditor");
    auto observations = stored(*auditor, "observation.submitted", after);
    auto reports = stored(*auditor, "report.submitted", after);
    INFO("acknowledged " << ledger.acknowledged.size() << ", stored behind " << after << ": " << observations.size()
                         << " observations and " << reports.size() << " reports");
    if (after == 0) CHECK((!observations.empty() && !reports.empty()));
    CHECK(ledger.refusals == std::set<std::string>{});
    if (after == 0) found.clear();
    found.merge(observations);
    found.merge(reports);
    const auto lost = losses(ledger, found);
    CHECK(lost.missing == 0);
    CHECK(lost.other == 0);
    CHECK(lost.doubled == 0);
  }

  Ledger ledger;
  std::multimap<std::string, std::string> found;
};

TEST_CASE_METHOD(PowerCuts,
                 "kill -9 under load loses nothing that was acknowledged and doubles nothing that was resent",
                 "[kill]") {
  const auto incident = open_incident(*desk("city"), "测试 断电");
  const auto clerk = desk("clerk")->cookie();
  const auto county = desk("county");
  const auto neighbours = desk("county2");
  std::vector<Writer> writers;
  for (int i = 0; i < kWriters / 2; ++i) writers.emplace_back(i, i % 2 == 0 ? clerk : county->cookie(), incident);
  writers.emplace_back(4, clerk, incident, std::vector{kTownship});
  writers.emplace_back(5, desk("clerk2")->cookie(), incident, std::vector{kOtherTownship});
  writers.emplace_back(6, county->cookie(), incident, townships_of(*county, kCounty));
  writers.emplace_back(7, neighbours->cookie(), incident, townships_of(*neighbours, kOtherCounty));
  std::mt19937 chance{20210720};
  std::uniform_int_distribution<int> moment{20, 250};
  std::int64_t seen = 1;  // the incident's opening at the least
  for (int round = 0; round < rounds(); ++round) {
    std::vector<std::thread> threads;
    for (auto& writer : writers) {
      threads.emplace_back([&, port = server().port()] { writer.write(port, round, ledger); });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{moment(chance)});
    server().kill();
    for (auto& thread : threads) thread.join();
    const auto took = restart();
    INFO("round " << round);
    CHECK(std::chrono::duration_cast<std::chrono::milliseconds>(took) <= kReadyWithin);
    check_stored(seen);
    seen = desk("auditor")->must("journal.list", {{"limit", 1}})["seq"];
  }
  check_stored(0);
  CHECK(ledger.acknowledged.size() > static_cast<std::size_t>(rounds()));
  server().stop();
  const auto checked = verify();
  INFO(checked.output);
  CHECK(checked.exit_code == 0);
}

}  // namespace anlan::test
