// R1: kill -9 at random moments under eight writers. What was acknowledged is there, once; the file verifies.
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

namespace anlan::test {

using nlohmann::json;

namespace {

constexpr int kWriters = 8;

int rounds() {
  const auto* wanted = std::getenv("ANLAN_KILL_ROUNDS");
  return wanted == nullptr ? 10 : std::atoi(wanted);
}

/// What each command said, and what it was answered.
struct Ledger {
  std::mutex mutex;
  std::map<std::string, std::string> acknowledged;  // text → observation id
  std::set<std::string> attempted;
};

/// Sends observations until the server is gone; sends the last one again under the same id after the next start.
void write(std::uint16_t port, const std::string& cookie, const std::string& incident, int writer, int round,
           json& unanswered, Ledger& ledger) {
  try {
    HttpClient desk{port, cookie};
    for (int i = 0;; ++i) {
      if (unanswered.is_null()) {
        const auto text =
            "round " + std::to_string(round) + " writer " + std::to_string(writer) + " no " + std::to_string(i);
        unanswered = {{"command_id", new_id()}, {"incident", incident},          {"text", text},
                      {"division", kTownship},  {"occurred_at", minutes_ago(1)}, {"channel", "phone"}};
        const std::lock_guard lock{ledger.mutex};
        ledger.attempted.insert(text);
      }
      const auto answer = desk.must("observation.submit", unanswered);
      const std::lock_guard lock{ledger.mutex};
      ledger.acknowledged[unanswered["text"]] = answer["observation"]["observation"];
      unanswered = nullptr;
    }
  } catch (const std::exception&) {
    // The server was killed: `unanswered` is what a client would send again.
  }
}

/// Every observation of the incident, page by page: text → how often, and ids.
std::multimap<std::string, std::string> stored(HttpClient& desk) {
  std::multimap<std::string, std::string> found;
  std::int64_t before = 0;
  for (;;) {
    json params{{"type", "observation.submitted"}, {"limit", 500}};
    if (before > 0) params["before"] = before;
    const auto entries = desk.must("journal.list", params)["entries"];
    if (entries.empty()) return found;
    for (const auto& entry : entries) {
      const auto& body = entry["body"];
      found.emplace(body["text"], body["observation"]);
      before = entry["seq"];
    }
  }
}

}  // namespace

TEST_CASE_METHOD(DutyRoom, "kill -9 under load loses nothing that was acknowledged and doubles nothing that was resent",
                 "[kill]") {
  const auto incident = open_incident(*desk("city"), "测试 断电");
  const std::array cookies{desk("clerk")->cookie(), desk("county")->cookie()};
  Ledger ledger;
  std::vector<json> unanswered(kWriters);
  std::mt19937 chance{20210720};
  std::uniform_int_distribution<int> moment{20, 250};
  for (int round = 0; round < rounds(); ++round) {
    std::vector<std::thread> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
      writers.emplace_back([&, writer] {
        const auto number = static_cast<std::size_t>(writer);
        write(server().port(), cookies[number % 2], incident, writer, round, unanswered[number], ledger);
      });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{moment(chance)});
    server().kill();
    for (auto& writer : writers) writer.join();
    start();
  }
  auto auditor = desk("auditor");
  const auto found = stored(*auditor);
  INFO("acknowledged " << ledger.acknowledged.size() << ", stored " << found.size());
  CHECK(ledger.acknowledged.size() > static_cast<std::size_t>(rounds()));
  std::size_t missing = 0;
  std::size_t other = 0;
  for (const auto& [text, id] : ledger.acknowledged) {
    const auto times = found.count(text);
    missing += times == 0 ? 1 : 0;
    other += times == 1 && found.find(text)->second != id ? 1 : 0;
  }
  std::size_t doubled = 0;
  for (const auto& text : ledger.attempted) doubled += found.count(text) > 1 ? 1 : 0;
  CHECK(missing == 0);
  CHECK(other == 0);
  CHECK(doubled == 0);
  server().stop();
  const auto checked = verify();
  INFO(checked.output);
  CHECK(checked.exit_code == 0);
}

}  // namespace anlan::test
