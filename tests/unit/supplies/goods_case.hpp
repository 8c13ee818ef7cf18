#pragma once

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "supply_house.hpp"

namespace anlan::supplies::test {

/// A real movement of relief goods (data/cases), played through the operations by the people it needs: every step at
/// its moment, by somebody who may do it, with two signatures for whatever leaves.
class GoodsCase : public SupplyHouse {
 public:
  /// Where how much of a batch lies: batch, spot and units, in the case's own words.
  using Whereabouts = std::map<std::pair<std::string, std::string>, std::int64_t>;

  explicit GoodsCase(const std::string& name) : story_(read(name)) {
    settle_divisions();
    now = first_day();
    for (const auto& place : story_["places"]) open(place);
    for (const auto& batch : story_["batches"]) take_in(batch);
  }

  /// Does everything the case tells. The trip named `short_trip` arrives with one unit less of its first line.
  void play(const std::string& short_trip = "") {
    short_trip_ = short_trip;
    for (const auto& [at_time, order, act, row] : events()) {
      now = parse_time(at_time).value();
      (this->*act)(*row);
    }
  }

  /// Where every unit of every batch is now, outside of whom it was bought from.
  [[nodiscard]] Whereabouts whereabouts() {
    Whereabouts found;
    for (const auto& [key, batch] : batches_) {
      std::int64_t sum = 0;
      const auto life = done(auditor(), "stock.life", {{"batch", batch}});
      for (const auto& row : life["now"]) {
        const auto quantity = row["quantity"].get<std::int64_t>();
        sum += quantity;
        if (row["place"] != "supplier") found[{key, spot_name(row)}] += quantity;
      }
      if (sum != 0) throw std::runtime_error{"batch " + key + " is not conserved"};
    }
    return found;
  }

  [[nodiscard]] Whereabouts expected() const {
    Whereabouts out;
    for (const auto& row : story_["expected"]["final"]) {
      auto spot = row["at"].get<std::string>();
      if (spot.starts_with("issued:")) spot = "issued " + stand_in(spot.substr(7));
      out[{row["batch"], spot}] += row["quantity"].get<std::int64_t>();
    }
    return out;
  }

  [[nodiscard]] json figures(const std::string& division) {
    return done(auditor(), "stock.figures", {{"division", stand_in(division)}})["figures"];
  }

  /// The divisions whose figures can be asked: not those that share their code with one below them.
  [[nodiscard]] bool askable(const json& division) const {
    return std::ranges::none_of(story_["divisions"], [&](const json& other) {
      return other["parent"] == division["id"] && other["stand_in"] == division["stand_in"];
    });
  }

  [[nodiscard]] const json& story() const noexcept { return story_; }

 private:
  using Act = void (GoodsCase::*)(const json&);
  using Event = std::tuple<std::string, int, Act, const json*>;

  static json read(const std::string& name) {
    std::ifstream file{anlan::test::source_dir() + "/data/cases/" + name + ".json"};
    return json::parse(file);
  }

  [[nodiscard]] const json& find(const char* list, const json& id) const {
    return *std::ranges::find_if(story_[list], [&](const json& row) { return row["id"] == id; });
  }
  [[nodiscard]] std::string stand_in(const json& division) const { return find("divisions", division)["stand_in"]; }
  [[nodiscard]] DivisionCode unit(const json& division) const { return code(stand_in(division)); }
  [[nodiscard]] access::Caller keeper_of(const json& place, int person = 0) const {
    return keeper(unit(find("places", place)["keeper"]["division"]), person);
  }

  void settle_divisions() {
    std::map<std::string, divisions::Division> rows;
    for (const auto& each : story_["divisions"]) {
      const auto unit = code(each["stand_in"]);
      rows.insert_or_assign(
          unit.text(),
          divisions::Division{
              .code = unit, .name = each["name"]["zh"], .parent = unit.parent(), .legal_parent = unit.parent()});
    }
    std::vector<divisions::Division> list;
    for (auto& [text, row] : rows) list.push_back(std::move(row));
    divisions.replace(std::make_shared<divisions::Snapshot>(std::move(list), divisions::Snapshot::Layers{}));
  }

  /// Before anything was ordered.
  [[nodiscard]] Instant first_day() const {
    auto first = story_["releases"][0]["decided_at"].get<std::string>();
    for (const auto& release : story_["releases"]) first = std::min(first, release["decided_at"].get<std::string>());
    return parse_time(first).value() - std::chrono::hours{24};
  }

  void open(const json& place) {
    const auto office = [&](const char* duty) {
      return json{{"name", place[duty]["name"]}, {"division", stand_in(place[duty]["division"])}};
    };
    const auto answer = done(dispatcher_of(kCity), "place.open",
                             {{"kind", place["kind"]},
                              {"level", place["level"]},
                              {"division", stand_in(place["division"])},
                              {"name", place["name"]["zh"]},
                              {"owner", office("owner")},
                              {"keeper", office("keeper")},
                              {"user", office("user")}});
    places_[place["id"]] = answer["place"]["place"];
  }

  void take_in(const json& batch) {
    json facts{{"made_on", batch["made_on"]}, {"origin", batch["origin"]}};
    if (batch.contains("expires_on")) facts["expires_on"] = batch["expires_on"];
    const json line{{"item", batch["item"]}, {"quantity", batch["quantity"]}, {"new_batch", facts}};
    const auto answer = done(keeper_of(batch["place"]), "stock.receive",
                             {{"place", places_.at(batch["place"])},
                              {"source", "supplier"},
                              {"occurred_at", batch["received_on"].get<std::string>() + "T12:00:00+08:00"},
                              {"lines", {line}}});
    batches_[batch["id"]] = answer["movement"]["lines"][0]["batch"];
  }

  /// What arrives at a moment is there for what leaves at the same moment.
  [[nodiscard]] std::vector<Event> events() const {
    std::vector<Event> all;
    for (const auto& row : story_["releases"]) all.emplace_back(row["decided_at"], 0, &GoodsCase::release, &row);
    for (const auto& row : story_["shipments"]) {
      all.emplace_back(row["received_at"], 1, &GoodsCase::arrive, &row);
      all.emplace_back(row["dispatched_at"], 2, &GoodsCase::send, &row);
    }
    for (const auto& row : story_["handouts"]) all.emplace_back(row["at"], 3, &GoodsCase::hand_out, &row);
    for (const auto& row : story_["returns"]) all.emplace_back(row["at"], 4, &GoodsCase::take_back, &row);
    std::ranges::stable_sort(all, {},
                             [](const Event& each) { return std::pair{std::get<0>(each), std::get<1>(each)}; });
    return all;
  }

  void release(const json& row) {
    const auto& to = find("places", row["to"]);
    const auto& from = find("places", row["from"]);
    const auto asked = done(dispatcher_of(unit(to["division"])), "release.request",
                            {{"purpose", row["purpose"]["zh"]},
                             {"need_by", format_time(now + std::chrono::hours{48})},
                             {"priority", "urgent"},
                             {"to", {{"place", places_.at(row["to"])}}},
                             {"contact", story_["contact"]},
                             {"lines", row["lines"]}})["release"];
    auto lines = row["lines"];
    for (auto& line : lines) line["from"] = places_.at(row["from"]);
    (void)done(caller(Role::dispatcher, unit(from["user"]["division"]), 2), "release.approve",
               {{"release", asked["release"]},
                {"expected_version", asked["version"]},
                {"order", "动用指令 " + row["id"].get<std::string>()},
                {"lines", lines}});
    releases_[row["id"]] = asked["release"];
  }

  [[nodiscard]] json lines_of(const json& row) const {
    auto lines = row["lines"];
    for (auto& line : lines) line["batch"] = batches_.at(line["batch"]);
    return lines;
  }

  void send(const json& row) {
    const auto picked =
        done(keeper_of(row["from"]), "waybill.pick",
             {{"release", releases_.at(row["release"])},
              {"place", places_.at(row["from"])},
              {"lines", lines_of(row)},
              {"vehicle", {{"plate", "虚构"}, {"driver", "虚构"}, {"phone", "000-0000000"}}}})["waybill"];
    waybills_[row["id"]] = done(keeper_of(row["from"], 1), "waybill.dispatch",
                                {{"waybill", picked["waybill"]}, {"expected_version", picked["version"]}})["waybill"];
  }

  void arrive(const json& row) {
    const auto& waybill = waybills_.at(row["id"]);
    auto counts = json::array();
    for (const auto& load : waybill["lines"]) {
      const auto quantity = load["quantity"].get<std::int64_t>() - (counts.empty() && row["id"] == short_trip_ ? 1 : 0);
      counts.push_back({{"line", counts.size()}, {"received", quantity}, {"damaged", 0}});
    }
    (void)done(keeper_of(row["to"]), "waybill.receive",
               {{"waybill", waybill["waybill"]},
                {"expected_version", waybill["version"]},
                {"received_by", {{"name", "虚构"}}},
                {"lines", counts}});
  }

  void hand_out(const json& row) {
    (void)done(keeper_of(row["place"]), "stock.issue",
               {{"place", places_.at(row["place"])},
                {"division", stand_in(row["division"])},
                {"recipient", row["recipient"]["zh"]},
                {"document", "动用指令 " + row["id"].get<std::string>()},
                {"lines", lines_of(row)}});
  }

  void take_back(const json& row) {
    const auto back = done(keeper_of(row["place"]), "recovery.receive",
                           {{"place", places_.at(row["place"])},
                            {"division", stand_in(row["division"])},
                            {"from", "虚构"},
                            {"note", row["reason"]["zh"]},
                            {"lines", lines_of(row)}})["recovery"];
    const auto clean =
        done(keeper_of(row["place"]), "recovery.clean",
             {{"recovery", back["recovery"]}, {"expected_version", 1}, {"cleaning", "虚构"}})["recovery"];
    auto grades = json::array();
    for (const auto& line : row["lines"]) {
      grades.push_back({{"line", grades.size()}, {"good", line["quantity"]}, {"repair", 0}, {"scrap", 0}});
    }
    (void)done(keeper_of(row["place"], 1), "recovery.grade",
               {{"recovery", clean["recovery"]}, {"expected_version", clean["version"]}, {"lines", grades}});
  }

  /// The case's word for a place, "issued <code>", or the ledger's word for a side.
  [[nodiscard]] std::string spot_name(const json& row) const {
    const auto place = row["place"].get<std::string>();
    const auto ours = std::ranges::find_if(places_, [&](const auto& each) { return each.second == place; });
    return ours != places_.end() ? ours->first : place + " " + row["bin"].get<std::string>();
  }

  json story_;
  std::string short_trip_;
  std::map<std::string, std::string> places_;
  std::map<std::string, std::string> batches_;
  std::map<std::string, std::string> releases_;
  std::map<std::string, json> waybills_;
};

}  // namespace anlan::supplies::test
