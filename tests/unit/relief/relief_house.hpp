#pragma once

#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "access/key_entries.hpp"
#include "access/key_ring.hpp"
#include "access/personal.hpp"
#include "access/personal_operations.hpp"
#include "access/personal_view.hpp"
#include "incidents/incident_facts.hpp"
#include "incidents/incident_view.hpp"
#include "relief/campaign_view.hpp"
#include "relief/home.hpp"
#include "relief/relief_facts.hpp"
#include "relief/relief_operations.hpp"
#include "relief/supervision_operations.hpp"
#include "supplies/supply_facts.hpp"
#include "support/paths.hpp"
#include "support/room_house.hpp"
#include "unit/relief/numbers.hpp"

namespace anlan::relief::test {

using access::Role;
using nlohmann::json;

inline DivisionCode code(const std::string& text) { return DivisionCode::parse(text).value(); }
inline Instant at(const std::string& text) { return parse_time(text + "+08:00").value(); }

// Real codes; which of the units exist here is a choice, and all people are made up.
inline const auto kCity = code("410800000000");
inline const auto kQinyang = code("410882000000");   // 沁阳市
inline const auto kMengzhou = code("410883000000");  // 孟州市
inline const auto kXixiang = code("410882101000");   // 西向镇
inline const auto kOther = code("410882102000");
inline const auto kVillage = code("410882101201");
inline const auto kNextVillage = code("410882101202");
inline const auto kFarVillage = code("410882102201");
inline const auto kForeignVillage = code("410883101201");

inline std::shared_ptr<const divisions::Snapshot> small_jiaozuo() {
  std::vector<divisions::Division> rows;
  for (const auto& unit : {kCity, kQinyang, kMengzhou, kXixiang, kOther, code("410883101000"), kVillage, kNextVillage,
                           kFarVillage, kForeignVillage}) {
    rows.push_back({.code = unit, .name = "第" + unit.text(), .parent = unit.parent(), .legal_parent = unit.parent()});
  }
  return std::make_shared<divisions::Snapshot>(std::move(rows), divisions::Snapshot::Layers{});
}

inline const incidents::Catalogue& catalogue() {
  static const auto loaded = incidents::Catalogue::load(anlan::test::source_dir() + "/data").value();
  return loaded;
}

inline const supplies::GoodsCatalogue& goods() {
  static const auto loaded = supplies::GoodsCatalogue::load(anlan::test::source_dir() + "/data").value();
  return loaded;
}

/// `person` tells people of one role apart.
inline access::Caller caller(Role role, const DivisionCode& jurisdiction, int person = 0) {
  auto account = std::string{"0190f3c2-0000-7000-8000-0000000000"} + std::to_string(10 + static_cast<int>(role));
  account[19] = static_cast<char>('0' + person);
  return {account, "desk", "经办" + std::to_string(person), role, jurisdiction};
}
inline const auto kClerk = caller(Role::township_clerk, kXixiang);
inline const auto kCounty = caller(Role::county_reviewer, kQinyang);
inline const auto kAuditor = caller(Role::auditor, kCity);

/// The relief room with the keys and what is shown of them.
class ReliefHouse : public anlan::test::RoomHouse {
 public:
  ReliefHouse() {
    divisions.replace(small_jiaozuo());
    access::declare_personal_entries(types);
    access::declare_key_entries(types);
    views.add(std::make_unique<access::PersonalView>());
    incidents::declare_facts(types, views, catalogue(), divisions);
    supplies::declare_facts(types, views);
    declare_facts(types, views, *keys);
    access::declare_personal_operations(registry, *keys, [](store::Connection& db, const std::string& owner) {
      if (const auto id = incident_of_owner(owner)) {
        const auto incident = incidents::find_incident(db, *id);
        return incident ? std::optional{access::KeyOwner{incident->name, incident->division}} : std::nullopt;
      }
      const auto campaign = find_campaign(db, campaign_of_owner(owner).value_or(""));
      return campaign ? std::optional{access::KeyOwner{campaign->facts.name, campaign->facts.division}} : std::nullopt;
    });
    now = at("2026-09-20T09:00:00");
    open();
    journal.publish_to([this](std::vector<journal::Notification> news) {
      for (auto& notification : news) {
        access::follow(*keys, notification);
        heard += *notification.text + '\n';
      }
    });
    workers = std::make_unique<store::Workers>(1, 8);
    rules = RulePack::load(anlan::test::source_dir() + "/data", views).value();
    const ReliefParts parts{catalogue(), divisions, types, *keys, journal, *writer, *readers, *workers};
    declare_relief(registry, parts);
    declare_supervision(registry, {parts, rules, goods()});
  }

  /// The problem a call ends in; its slug is empty when it succeeds.
  Problem problem_of(const access::Caller& who, const std::string& operation, json params) {
    const auto answer = ask(who, operation, std::move(params));
    return answer ? Problem{} : answer.error();
  }

  /// An entry as a journal may have it, past the rules of today.
  void record(const access::Caller& who, const journal::Draft& draft) {
    anlan::test::run(loop, [&]() -> boost::asio::awaitable<void> {
      auto job = [&](store::Connection& db) -> Result<void> {
        (void)journal.append(db, draft, {who.actor(), now, make_uuid(now)});
        return {};
      };
      const auto kept = co_await writer->submit(std::move(job));
      if (!kept) throw std::runtime_error{kept.error().type};
    });
  }

  json open_campaign(json more = json::object()) {
    json params{{"name", "2026—2027 年度冬春救助"},
                {"division", kQinyang.text()},
                {"from", "2026-12-01"},
                {"until", "2027-05-31"},
                {"budget", {{{"level", "central"}, {"fen", 30'000'000}, {"document", "测试〔2026〕1号"}}}}};
    params.update(more);
    return done(kCounty, "campaign.open", std::move(params))["campaign"];
  }

  /// Parameters of a household with one member, whose number ends in `order`.
  static json one_household(const std::string& campaign, int order, json more = json::object()) {
    json params{{"campaign", campaign},
                {"village", kVillage.text()},
                {"class", "minimum_living"},
                {"people", 1},
                {"needy", 1},
                {"hazard", "02"},
                {"circumstances", {"crop_lost"}},
                {"needs", {{{"kind", "grain"}, {"quantity", 50}}, {{"kind", "heating"}, {"quantity", 30'000}}}},
                {"members", {{{"name", "王小明"}, {"kinship", "head"}, {"id_number", number(order)}}}},
                {"phone", "13812345678"},
                {"address", "西向镇东村三组12号"},
                {"account", made_up_card("62284812345678901")}};
    params.update(more);
    return params;
  }
  static std::string number(int order) { return made_up_id(410'882, 1960, 5, 1, order); }

  json enter(const std::string& campaign, int order, json more = json::object()) {
    return done(kClerk, "household.enter", one_household(campaign, order, std::move(more)))["household"];
  }

  /// Every byte of the data file, with what is not yet written back into it.
  std::string bytes() const {
    std::string all;
    for (const auto* suffix : {"", "-wal"}) {
      std::ifstream in{file().string() + suffix, std::ios::binary};
      all.append(std::istreambuf_iterator<char>{in}, {});
    }
    return all;
  }

  std::unique_ptr<access::KeyRing> keys = access::KeyRing::open(folder / "keys.json").value();
  std::unique_ptr<store::Workers> workers;
  RulePack rules;
  std::string heard;  ///< what was published, one notification a line
};

}  // namespace anlan::relief::test
