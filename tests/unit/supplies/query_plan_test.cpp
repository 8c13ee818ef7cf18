// What commands and the questions of the counter run on the ledger never reads a table that grows from end to end.
#include <sqlite3.h>

#include <mutex>
#include <set>

#include <catch2/catch.hpp>

#include "supply_house.hpp"

namespace anlan::supplies::test {
namespace {

/// Hears every statement that any connection of this process runs, while it lives.
class Statements {
 public:
  Statements() {
    heard().clear();
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(listen));
  }
  ~Statements() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(listen)); }
  Statements(const Statements&) = delete;
  Statements& operator=(const Statements&) = delete;

  static std::set<std::string> take() {
    const std::lock_guard lock{mutex()};
    return std::exchange(heard(), {});
  }

 private:
  static std::mutex& mutex() {
    static std::mutex one;
    return one;
  }
  static std::set<std::string>& heard() {
    static std::set<std::string> all;
    return all;
  }
  static int listen(sqlite3* db, const char**, const void*) {
    return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, hear, nullptr);
  }
  static int hear(unsigned, void*, void* statement, void*) {
    const std::lock_guard lock{mutex()};
    if (const auto* sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement))) heard().insert(sql);
    return 0;
  }
};

/// The steps of a statement's plan that read a whole table or index.
std::vector<std::string> scans(store::Connection& db, const std::string& sql) {
  std::vector<std::string> out;
  auto plan = db.prepare("EXPLAIN QUERY PLAN " + sql);
  while (plan.step()) {
    const auto step = plan.text_at(3);
    const bool derived = step == "SCAN CONSTANT ROW" || step == "SCAN chosen";  // no table of the file
    if (step.starts_with("SCAN") && !derived) out.push_back(step);
  }
  return out;
}

bool of_this_room(const std::string& sql) {
  const auto mentions = [&sql](const char* table) { return sql.find(table) != std::string::npos; };
  const bool data = sql.starts_with("SELECT") || sql.starts_with("INSERT") || sql.starts_with("UPDATE");
  return data && (mentions("stock_") || mentions("waybill") || mentions("release"));
}

struct PlannedHouse : Statements, SupplyHouse {
  PlannedHouse() { store = open_store(); }

  json line(const std::string& batch, std::int64_t quantity) {
    return json::array({json{{"batch", batch}, {"quantity", quantity}}});
  }

  /// A county store's day: everything that is written, and what is asked at its counter.
  void a_day() {
    const auto batch = receive(store, "quilt-cotton", 1'000);
    const auto issued = issue(store, batch, 10).value()["movement"];
    (void)issue(store, batch, 1).value();
    (void)done(keeper(), "stock.return", {{"place", store}, {"division", kXixiang.text()}, {"lines", line(batch, 1)}});
    auto moved = line(batch, 10);
    moved[0]["to_bin"] = "A-1";
    (void)done(keeper(), "stock.transfer", {{"place", store}, {"to", store}, {"lines", moved}});
    (void)done(keeper(), "stock.reverse",
               {{"movement", issued["movement"]}, {"expected_version", 1}, {"reason", "记错"}});
    send(batch);
    for (const auto* operation : {"stock.card", "stock.pick"}) {
      json params{{"place", store}, {"item", "quilt-cotton"}};
      if (operation == std::string{"stock.pick"}) params["quantity"] = 5;
      (void)done(auditor(), operation, params);
    }
    (void)done(auditor(), "stock.life", {{"batch", batch}});
    (void)done(auditor(), "stock.life", {{"label", "00000001"}});
    (void)done(dispatcher_of(), "place.close", {{"place", open_store()}, {"expected_version", 1}, {"reason", "合并"}});
    (void)done(auditor(), "stock.movements", {{"place", store}});
    (void)done(auditor(), "stock.movements", json::object());
    (void)done(auditor(), "stock.balance", {{"place", store}});
    (void)done(auditor(), "stock.balance", {{"place", store}, {"by", "batch"}});
    (void)done(auditor(), "stock.balance", {{"batch", batch}, {"by", "batch"}});
  }

  void send(const std::string& batch) {
    const json lines{{{"item", "quilt-cotton"}, {"quantity", 20}}};
    const auto asked = done(dispatcher_of(), "release.request",
                            {{"purpose", "安置"},
                             {"need_by", "2024-07-21T02:00:00+08:00"},
                             {"priority", "normal"},
                             {"to", {{"division", kXixiang.text()}, {"site", "安置点"}}},
                             {"contact", {{"name", "王某"}, {"phone", "13800000000"}}},
                             {"lines", lines}})["release"];
    auto granted = lines;
    granted[0]["from"] = store;
    (void)done(
        dispatcher_of(), "release.approve",
        {{"release", asked["release"]}, {"expected_version", asked["version"]}, {"order", "1"}, {"lines", granted}});
    (void)done(keeper(), "waybill.propose", {{"release", asked["release"]}, {"place", store}});
    const auto picked = done(keeper(), "waybill.pick",
                             {{"release", asked["release"]},
                              {"place", store},
                              {"lines", line(batch, 20)},
                              {"vehicle", {{"plate", "豫H"}, {"driver", "赵"}, {"phone", "13900000000"}}}})["waybill"];
    const auto left = done(keeper(kQinyang, 1), "waybill.dispatch",
                           {{"waybill", picked["waybill"]}, {"expected_version", picked["version"]}})["waybill"];
    (void)done(caller(Role::township_clerk, kXixiang), "waybill.receive",
               {{"waybill", left["waybill"]},
                {"expected_version", left["version"]},
                {"received_by", {{"name", "王某"}}},
                {"lines", {{{"line", 0}, {"received", 20}, {"damaged", 0}}}}});
  }

  std::string store;
};

}  // namespace

TEST_CASE_METHOD(PlannedHouse, "no statement of the hot paths reads a whole table of the ledger") {
  (void)take();
  a_day();
  store::Connection db{file(), store::Mode::read_only};
  int judged = 0;
  for (const auto& sql : take()) {
    if (!of_this_room(sql)) continue;
    INFO(sql);
    CHECK(scans(db, sql) == std::vector<std::string>{});
    ++judged;
  }
  CHECK(judged > 25);
}

TEST_CASE_METHOD(PlannedHouse, "the judge of plans sees a table that is read from end to end") {
  store::Connection db{file(), store::Mode::read_only};
  CHECK(scans(db, "SELECT count(*) FROM stock_line WHERE quantity = ?1").size() == 1);
  CHECK(scans(db, "SELECT quantity FROM stock_line WHERE seq = ?1").empty());
}

}  // namespace anlan::supplies::test
