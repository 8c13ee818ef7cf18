#pragma once

#include <map>
#include <string>
#include <vector>

#include "pictures.hpp"
#include "relief/gate_operations.hpp"
#include "relief/objection_operations.hpp"
#include "relief_house.hpp"

namespace anlan::relief::test {

inline const auto kReviewer = caller(Role::township_reviewer, kXixiang);
inline const auto kSecond = caller(Role::county_reviewer, kQinyang, 1);
inline const auto kPayer = caller(Role::county_reviewer, kQinyang, 2);

inline const ReliefCatalogue& standards() {
  static const auto loaded = ReliefCatalogue::load(anlan::test::source_dir() + "/data").value();
  return loaded;
}

/// A village's list with households of three families, and everything to bring it on its way.
struct Way : ReliefHouse {
  Way() {
    const GateParts parts{standards(), divisions, *keys, goods()};
    declare_gates(registry, parts);
    declare_objections(registry, {.gate = parts, .writer = *writer, .readers = *readers, .journal = journal});
    campaign = open_campaign()["campaign"];
    take_pictures();
  }
  /// Sealed for the campaign, under the names by which tests speak of them.
  void take_pictures() {
    for (const auto* name : {"minutes", "photo1", "photo2", "photo3", "photo4", "photo5", "visit", "signature"}) {
      blobs[name] = picture(*this, key_owner_of(campaign), name);
    }
  }

  void households(int count) {
    for (int i = 1; i <= count; ++i) rows.push_back(enter(campaign, i)["household"]);
  }
  /// A command on the list at the stage where it is.
  json params(json more = json::object()) {
    json out{{"campaign", campaign}, {"village", kVillage.text()}, {"stage", stage()}};
    out.update(more);
    return out;
  }
  json list() { return done(kClerk, "gate.get", {{"campaign", campaign}, {"village", kVillage.text()}})["list"]; }
  std::string stage() { return list()["stage"]; }
  std::vector<std::string> missing() {
    std::vector<std::string> out;
    const auto now_missing = list()["missing"];
    for (const auto& each : now_missing) out.push_back(each["type"]);
    return out;
  }
  json act(const access::Caller& who, const std::string& operation, json more = json::object()) {
    return done(who, operation, params(std::move(more)));
  }
  std::string refused(const access::Caller& who, const std::string& operation, json more = json::object()) {
    return refusal(who, operation, params(std::move(more)));
  }

  /// A meeting an hour ago that voted for everybody.
  json meeting() {
    auto present = json::array();
    for (const auto* bench : {"committee", "villagers", "affected"}) {
      present.push_back({{"bench", bench}, {"declared", true}});
    }
    auto votes = json::array();
    for (const auto& row : rows) votes.push_back({{"household", row}, {"ayes", 3}, {"noes", 0}});
    return {{"held_at", format_time(now - std::chrono::hours{1})},
            {"present", present},
            {"absent", 0},
            {"votes", votes},
            {"minutes", blobs["minutes"]},
            {"photo", blobs["photo1"]}};
  }
  void meet() {
    now += std::chrono::hours{24};
    act(kClerk, "gate.meet", {{"meeting", meeting()}});
  }
  void hang(const std::vector<std::string>& photos = {"photo2", "photo3"}) {
    act(kClerk, "gate.post", {{"posted_at", format_time(now)}, {"place", "村委会门口"}});
    for (const auto& photo : photos) {
      now += std::chrono::hours{24};
      act(kClerk, "gate.photograph", {{"photo", blobs[photo]}, {"taken_at", format_time(now)}});
    }
    now += std::chrono::hours{24 * 7};
  }
  void visit_all() {
    act(kReviewer, "gate.draw");
    const auto drawn = list()["evidence"]["sample"]["households"];
    for (const auto& row : drawn) {
      act(kReviewer, "gate.visit",
          {{"household", row}, {"at", format_time(now)}, {"result", "agrees"}, {"photo", blobs["visit"]}});
    }
  }
  void decide(std::int64_t budget = 10'000'000) {
    act(kCounty, "gate.freeze", {{"standard", "guidance-100-300"}, {"policy", "by_class"}, {"budget_fen", budget}});
    const json snapshot{{"snapshot", list()["evidence"]["freeze"]["snapshot"]}};
    act(kCounty, "gate.sign", snapshot);
    act(kSecond, "gate.sign", snapshot);
  }
  void until_notice() {
    act(kClerk, "gate.pass");
    meet();
    act(kClerk, "gate.pass");
    hang();
  }
  void until_decision() {
    until_notice();
    act(kClerk, "gate.pass");
    visit_all();
    act(kReviewer, "gate.pass");
  }
  void until_payment() {
    until_decision();
    decide();
    act(kCounty, "gate.pass");
    act(kCounty, "gate.allot", {{"document", "测试〔2026〕2号"}, {"fen", 10'000'000}});
    act(kCounty, "gate.pass");
  }
  json of_list(json more = json::object()) const {
    json out{{"campaign", campaign}, {"village", kVillage.text()}};
    out.update(more);
    return out;
  }
  json lines() { return done(kCounty, "payment.list", {{"campaign", campaign}, {"village", kVillage.text()}}); }
  json answer_for(const json& line, bool paid) {
    json out{{"key", line["key"]}, {"attempt", line["attempt"]}, {"fen", line["fen"]}, {"paid", paid}};
    if (!paid) out["reason"] = "name_differs";
    return out;
  }

  std::map<std::string, std::string> blobs;
  std::string campaign;
  std::vector<std::string> rows;
};

}  // namespace anlan::relief::test
