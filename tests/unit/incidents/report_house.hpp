#pragma once

#include <fstream>
#include <initializer_list>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "api/registry.hpp"
#include "base/json.hpp"
#include "base/uuid.hpp"
#include "divisions/divisions.hpp"
#include "divisions/register.hpp"
#include "incidents/catalogue.hpp"
#include "incidents/incident_entries.hpp"
#include "incidents/incident_view.hpp"
#include "incidents/report_entries.hpp"
#include "incidents/report_operations.hpp"
#include "incidents/report_view.hpp"
#include "incidents/rollup_view.hpp"
#include "journal/offline.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::incidents::test {

// Real divisions of Jiaozuo; the incidents and figures are made up.
inline const std::string kCity = "410800000000";     // 焦作市
inline const std::string kQinyang = "410882000000";  // 沁阳市
inline const std::string kWuzhi = "410823000000";    // 武陟县
inline const std::string kXixiang = "410882101000";  // 西向镇 of 沁阳
inline const std::string kXiwan = "410882102000";    // 西万镇 of 沁阳
inline const std::string kMucheng = "410823001000";  // 木城街道 of 武陟

inline const Instant kNow = parse_time("2026-07-21T02:10:00+08:00").value();

inline DivisionCode code(const std::string& text) { return DivisionCode::parse(text).value(); }

inline std::string file_text(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream{anlan::test::source_dir() + "/" + path, std::ios::binary}.rdbuf();
  return text.str();
}

/// The catalogues as they ship.
inline const Catalogue& catalogue() {
  static const Catalogue shipped = Catalogue::load(anlan::test::source_dir() + "/data").value();
  return shipped;
}

inline access::Caller caller(access::Role role, const std::string& division) {
  return {.account = "account-" + division + std::string{to_string(role)},
          .name = "n",
          .display_name = "李某",
          .role = role,
          .jurisdiction = code(division)};
}

/// A journal with the views of incidents and reports, and their operations called without a server around them.
class ReportHouse {
 public:
  ReportHouse() {
    divisions.replace(std::make_shared<divisions::Snapshot>(
        divisions::read_register(file_text("data/jiaozuo/divisions.csv")).value(), divisions::Snapshot::Layers{}));
    declare_incident_entries(types);
    declare_report_entries(types);
    views.add(std::make_unique<IncidentView>());
    views.add(std::make_unique<ReportView>());
    views.add(std::make_unique<RollupView>(catalogue(), divisions));
    declare_reports(registry, catalogue(), divisions);
    const journal::Site site{.id = "site-1", .name = "焦作市"};
    offline = journal::OfflineJournal::open(folder.path(), site, types, views, kNow, [](auto, auto) {}).value();
  }

  store::Connection& db() { return offline->db(); }

  journal::Entry append(journal::Draft draft) {
    const journal::Stamp stamp{caller(access::Role::city_duty, kCity).actor(), now, "c"};
    const auto work = [&](store::Connection& db, journal::Journal& journal) -> Result<journal::Entry> {
      return journal.append(db, std::move(draft), stamp);
    };
    return offline->transact(work).value();
  }

  std::string open_incident(std::initializer_list<std::string> area, bool exercise = false) {
    Opening opening{
        .hazard = "02", .name = "测试 洪涝", .occurred_at = now - std::chrono::hours{3}, .exercise = exercise};
    for (const auto& each : area) opening.area.push_back(code(each));
    const auto incident = make_uuid(now);
    append(incident_opened(incident, opening));
    return incident;
  }

  /// What the dispatcher does with a call, as far as these operations need it.
  Result<nlohmann::json> call(const access::Caller& who, const std::string& name, nlohmann::json params) {
    const auto& operation = *registry.find(name);
    if (operation.kind == api::Kind::command && !params.contains("command_id")) params["command_id"] = make_uuid(now);
    if (!operation.roles.contains(who.role)) return fail(ProblemKind::forbidden, "role", {});
    if (auto shaped = api::check(operation.params, params); !shaped) return fail(shaped.error());
    if (operation.scope) {
      const auto division = operation.scope(db(), params);
      if (!division) return fail(division.error());
      if (!division->within(who.jurisdiction)) return fail(ProblemKind::forbidden, "outside-jurisdiction", {});
    }
    if (operation.kind == api::Kind::query) return operation.query({db(), who, params, now});
    const auto work = [&](store::Connection& db, journal::Journal& journal) -> Result<nlohmann::json> {
      auto decision = operation.command({db, who, params, now});
      if (!decision) return fail(decision.error());
      std::vector<journal::Entry> entries;
      for (auto& draft : decision->entries) {
        entries.push_back(journal.append(db, std::move(draft), {who.actor(), now, "c"}));
      }
      return decision->answer(db, entries);
    };
    return offline->transact(work);
  }

  anlan::test::TemporaryFolder folder;
  divisions::Divisions divisions;
  journal::EntryTypes types;
  journal::ViewSet views;
  api::Registry registry;
  Instant now = kNow;
  std::unique_ptr<journal::OfflineJournal> offline;
};

/// Parameters of a first report that holds: what the form asks for at least, the rest unknown.
inline nlohmann::json first_report(const std::string& incident, const std::string& division, int affected,
                                   int deaths = 0) {
  return {{"incident", incident},
          {"division", division},
          {"phase", "initial"},
          {"figures",
           {{"A01007", {{"value", affected}}},
            {"A01008", {{"value", deaths}}},
            {"A01009", {{"unknown", true}}},
            {"A01013", {{"unknown", true}}},
            {"A01017", {{"unknown", true}}}}},
          {"contact", {{"unit", "西向镇值班室"}, {"post", "值班员"}}},
          {"channel", "phone"},
          {"occurred_at", format_time(kNow - std::chrono::minutes{50})},
          {"received_at", format_time(kNow - std::chrono::minutes{2})},
          {"expected_version", 0}};
}

/// The pointers of a problem, in order.
inline std::vector<std::string> pointers(const Problem& problem) {
  std::vector<std::string> out;
  for (const auto& fault : problem.errors) out.push_back(fault.pointer);
  return out;
}

}  // namespace anlan::incidents::test
