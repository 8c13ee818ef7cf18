#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <utility>

#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "base/uuid.hpp"
#include "made_up_list.hpp"
#include "relief/id_number.hpp"
#include "relief_house.hpp"

namespace anlan::relief::test {
namespace {

const auto kWuzhi = code("410823000000");     // 武陟县
const auto kZhandian = code("410823101000");  // 詹店镇
const auto kTownClerk = caller(Role::township_clerk, kZhandian);
const auto kDecider = caller(Role::county_reviewer, kWuzhi);

/// Where a column of scripts/made-up-list stands.
enum Column : std::size_t {
  kVillageName,
  kHead,
  kIdNumber,
  kPhone,
  kClass,
  kPeople,
  kAddress,
  kCard,
  kHolder,
  kHazard,
  kLoss,
  kNeedy,
  kGrain,
  kClothing,
  kOthers,
  kApplied
};

const std::map<std::string, std::string> kClassWords{{"特困供养人员", "destitute_support"},
                                                     {"低保户", "minimum_living"},
                                                     {"返贫监测对象", "monitored"},
                                                     {"其他困难户", "other_hardship"},
                                                     {"一般户", "ordinary"}};
const std::map<std::string, std::string> kLossWords{
    {"住房倒塌", "home_collapsed"},   {"住房严重损坏", "home_severely_damaged"},
    {"住房一般损坏", "home_damaged"}, {"农作物绝收", "crop_lost"},
    {"农作物减产", "crop_reduced"},   {"因灾受伤", "injured"}};

/// How each planted fault is found: refused at the table's row by the field at fault, or by a rule.
const std::map<std::string, std::string> kRefused{{"wrong_check_digit", "/members/0/id_number"},
                                                  {"rounded_by_spreadsheet", "/members/0/id_number"},
                                                  {"impossible_birth", "/members/0/id_number"},
                                                  {"wrong_card_digit", "/account"},
                                                  {"more_in_need_than_there_are", "/needy"},
                                                  {"no_class", "/class"},
                                                  {"no_loss", "/circumstances"},
                                                  {"formula", "/members/0/name"},
                                                  {"applied_after_today", "/applied_on"},
                                                  {"same_id_in_village", "id_number"},
                                                  {"same_id_across_villages", "id_number"},
                                                  {"family_split", "id_number"}};
const std::map<std::string, std::string> kFoundBy{
    {"fifteen_digits", "old_number"}, {"card_of_another", "card_name_differs"}, {"dead_head", "dead"},
    {"on_payroll", "on_payroll"},     {"kin_of_cadre", "cadre_kin_undeclared"}, {"same_card", "card_twice"},
    {"same_phone", "phone_twice"},    {"same_address", "address_twice"}};

/// A township with its real villages, and the made-up list.
struct Township : ReliefHouse {
  Township() {
    std::vector<divisions::Division> units;
    for (const auto& line : table_of(anlan::test::source_dir() + "/data/jiaozuo/divisions.csv")) {
      const auto unit = code(line.at(0));
      if (!unit.within(kWuzhi)) continue;
      units.push_back({.code = unit, .name = line.at(1), .parent = unit.parent(), .legal_parent = unit.parent()});
      if (unit.within(kZhandian)) village[line.at(1)] = unit.text();
    }
    units.push_back({.code = kCity, .name = "焦作市", .parent = kCity.parent(), .legal_parent = kCity.parent()});
    divisions.replace(std::make_shared<divisions::Snapshot>(std::move(units), divisions::Snapshot::Layers{}));
    make_up_list(made_up.path());
    campaign = done(kDecider, "campaign.open",
                    {{"name", "2026—2027 年度冬春救助"},
                     {"division", kWuzhi.text()},
                     {"from", "2026-12-01"},
                     {"until", "2027-05-31"}})["campaign"]["campaign"];
  }

  json send(const access::Caller& who, const std::string& operation, const json& body) {
    const auto text = dump(body);
    return done(who, operation,
                {{"media_type", "application/json"}, {"bytes", json::binary({text.begin(), text.end()})}});
  }

  static std::string word(const std::map<std::string, std::string>& words, const std::string& said) {
    const auto found = words.find(said);
    return found == words.end() ? said : found->second;
  }

  json row(std::int64_t number, const TableLine& line) {
    json members{{{"name", line.at(kHead)}, {"kinship", "head"}, {"id_number", line.at(kIdNumber)}}};
    std::istringstream others{line.at(kOthers)};
    for (std::string one; std::getline(others, one, ';');) {
      const auto colon = one.find(':');
      members.push_back({{"name", one.substr(0, colon)}, {"kinship", "other"}, {"id_number", one.substr(colon + 1)}});
    }
    auto losses = json::array();
    if (!line.at(kLoss).empty()) losses.push_back(word(kLossWords, line.at(kLoss)));
    auto needs = json::array({{{"kind", "grain"}, {"quantity", std::stoi(line.at(kGrain))}}});
    if (line.at(kClothing) != "0") {
      needs.push_back({{"kind", "clothing"}, {"quantity", std::stoi(line.at(kClothing))}});
    }
    return {{"row", number},
            {"village", village.at(line.at(kVillageName))},
            {"class", word(kClassWords, line.at(kClass))},
            {"people", std::stoi(line.at(kPeople))},
            {"needy", std::stoi(line.at(kNeedy))},
            {"hazard", "02"},
            {"circumstances", losses},
            {"needs", needs},
            {"members", members},
            {"phone", line.at(kPhone)},
            {"address", line.at(kAddress)},
            {"account", line.at(kCard)},
            {"account_name", line.at(kHolder)},
            {"applied_on", line.at(kApplied)}};
  }

  /// Reads the list in; which rows were refused, by the fields at fault.
  void read_in() { read_in(table_of(made_up / "list.csv")); }
  void read_in(const std::vector<TableLine>& lines) {
    auto rows = json::array();
    for (const auto& line : lines) {
      rows.push_back(row(static_cast<std::int64_t>(rows.size()) + 1, line));
    }
    households = rows.size();
    report = send(kTownClerk, "household.import", {{"campaign", campaign}, {"dry_run", false}, {"rows", rows}});
    for (const auto& fault : report["faults"]) {
      refused[fault["row"].get<std::int64_t>()].insert(fault["pointer"].get<std::string>());
    }
    for (std::int64_t i = 1; i <= static_cast<std::int64_t>(rows.size()); ++i) {
      if (!refused.contains(i)) taken.push_back(i);
    }
  }

  json compare_with(const std::string& kind, const json& rows) {
    return send(kDecider, "outside.load",
                {{"campaign", campaign},
                 {"list", make_uuid(now)},
                 {"kind", kind},
                 {"source", "编造的名单"},
                 {"as_of", "2026-09-01"},
                 {"rows", rows}});
  }

  void load_outside_lists() {
    for (const std::string kind : {"deaths", "payroll", "cadres"}) {
      auto rows = json::array();
      for (const auto& line : table_of(made_up / (kind + ".csv"))) {
        json one{{"row", rows.size() + 1}, {"id_number", line.at(1)}};
        outside_numbers.push_back(line.at(1));
        if (kind == "cadres") {
          one["village"] = village.at(line.at(2));
          one["address"] = line.at(3);
          one["kin"] = line.at(4);
        }
        rows.push_back(std::move(one));
      }
      const auto loaded = compare_with(kind, rows);
      CHECK(loaded["list"]["count"] == rows.size());
      CHECK(loaded["unread"].empty());
    }
  }

  /// Every row a rule finds; a finding about a whole village is under 0.
  std::multiset<std::int64_t> found_by(const std::string& rule) {
    std::multiset<std::int64_t> out;
    for (std::int64_t skip = 0;; skip += 200) {
      const auto page =
          done(kAuditor, "finding.list",
               {{"campaign", campaign}, {"division", kCity.text()}, {"rule", rule}, {"limit", 200}, {"skip", skip}});
      for (const auto& finding : page["findings"]) {
        // Ordinals follow the table: one township's rows come in one after another.
        out.insert(finding["number"].is_null() ? 0 : taken.at(finding["number"].get<std::size_t>() - 1));
      }
      if (page["findings"].size() < 200) return out;
    }
  }

  anlan::test::TemporaryFolder made_up;
  std::map<std::string, std::string> village;  ///< code by name
  std::string campaign;
  std::size_t households = 0;
  json report;
  std::map<std::int64_t, std::set<std::string>> refused;
  std::vector<std::int64_t> taken;
  std::vector<std::string> outside_numbers;
};

bool at_fault(const std::set<std::string>& pointers, const std::string& field) {
  return std::ranges::any_of(pointers, [&](const auto& pointer) { return pointer.ends_with(field); });
}

}  // namespace

TEST_CASE_METHOD(Township, "of a township's list every planted fault is found, and hardly anything else") {
  read_in();
  load_outside_lists();
  std::map<std::string, std::multiset<std::int64_t>> found;
  const auto run = done(kAuditor, "rule.run", {{"campaign", campaign}, {"division", kCity.text()}});
  CHECK(run["households"] == taken.size());
  for (const auto& one : run["rules"]) {
    const std::string rule = one["rule"];
    found[rule] = found_by(rule);
    INFO(rule);
    CHECK(one["count"] == found[rule].size());
  }

  const auto faults = json::parse(read_text(made_up / "faults.json")).at("faults");
  std::size_t planted = 0;
  std::map<std::string, std::set<std::int64_t>> of_rule;
  std::set<std::int64_t> to_refuse;
  for (const auto& [kind, list] : faults.items()) {
    for (const auto& fault : list) {
      ++planted;
      const auto rows = fault.at("rows").get<std::vector<std::int64_t>>();
      INFO(kind << " in row " << rows.front());
      if (kRefused.contains(kind)) {
        to_refuse.insert(rows.begin(), rows.end());
        CHECK(std::ranges::any_of(
            rows, [&](auto row) { return refused.contains(row) && at_fault(refused[row], kRefused.at(kind)); }));
        continue;
      }
      const auto& rule = kFoundBy.at(kind);
      of_rule[rule].insert(rows.begin(), rows.end());
      for (const auto row : rows) CHECK(found[rule].contains(row));
    }
  }
  CHECK(planted == 300);

  std::size_t false_alarms = 0;
  for (const auto& [row, pointers] : refused) false_alarms += to_refuse.contains(row) ? 0 : 1;
  for (const auto& [rule, rows] : found) {
    for (const auto row : rows) false_alarms += of_rule[rule].contains(row) ? 0 : 1;
  }
  std::cout << planted << " planted faults in " << households << " households, all found; " << false_alarms
            << " false alarms\n";
  CHECK(false_alarms * 100 < households * 2);

  // What was compared with is not kept: no number of it stands in the data file, nor was one published.
  const auto all = bytes();
  for (const auto& number : outside_numbers) {
    REQUIRE(all.find(number) == std::string::npos);
    REQUIRE(heard.find(number) == std::string::npos);
  }
  CHECK(verifies());
}

/// Writes a household's row again as somebody would who wants it twice, or as chance would have it.
struct Variants {
  std::mt19937 random{20261127};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same rows every time

  std::size_t below(std::size_t end) { return random() % end; }

  static std::string checked(std::string seventeen) { return seventeen + id_check_character(seventeen); }
  static bool possible(const std::string& number) {
    return parse_id_number(number, Day{std::chrono::year{2026}, std::chrono::month{9}, std::chrono::day{20}})
        .has_value();
  }
  /// Digits of the number changed until it is one.
  template <class Change>
  static std::string number_with(const std::string& number, Change change) {
    for (;;) {
      auto changed = number.substr(0, 17);
      change(changed);
      if (const auto whole = checked(changed); whole != number && possible(whole)) return whole;
    }
  }
  std::string one_digit(const std::string& number) {
    return number_with(number,
                       [&](std::string& digits) { digits[6 + below(11)] = static_cast<char>('0' + below(10)); });
  }
  std::string swapped(const std::string& number) {
    return number_with(number, [&](std::string& digits) {
      const auto at = 6 + below(10);
      std::swap(digits[at], digits[at + 1]);
    });
  }
  std::string other_sequence(const std::string& number) {
    return number_with(number, [&](std::string& digits) {
      for (std::size_t at = 14; at < 17; ++at)
        digits[at] = static_cast<char>('0' + (digits[at] - '0' + 3 + static_cast<int>(below(4))) % 10);
    });
  }
  std::string other_person(const std::string& number) {
    return number_with(number, [&](std::string& digits) {
      digits.replace(6, 11,
                     std::to_string(1940 + below(60)) + "0" + std::to_string(1 + below(9)) +
                         std::to_string(10 + below(18)) + std::to_string(100 + below(900)));
    });
  }
};

/// Characters that sound like another of the made-up names.
const std::map<std::string, std::string> kSoundsLike{
    {"建", "健"}, {"国", "果"}, {"海", "骇"}, {"军", "君"}, {"志", "治"}, {"强", "墙"}, {"秀", "绣"},
    {"兰", "蓝"}, {"玉", "育"}, {"梅", "媒"}, {"春", "椿"}, {"花", "桦"}, {"桂", "贵"}, {"英", "瑛"},
    {"明", "铭"}, {"亮", "谅"}, {"永", "勇"}, {"红", "宏"}, {"小", "晓"}, {"丽", "莉"}, {"文", "雯"},
    {"斌", "彬"}, {"新", "欣"}, {"华", "桦"}, {"保", "宝"}, {"平", "萍"}, {"金", "锦"}, {"凤", "奉"},
    {"福", "富"}, {"来", "莱"}, {"东", "冬"}, {"升", "生"}, {"爱", "艾"}, {"民", "敏"}, {"青", "清"}};

/// The name with its last character replaced.
std::string renamed(const std::string& name, const std::string& last) { return name.substr(0, name.size() - 3) + last; }

/// The clean rows of a made-up list with households put beside them: twins of a kind that somebody has to see, and
/// namesakes, neighbours and brothers whom nobody has to.
struct Duplicates : Township {
  static constexpr std::size_t kEach = 20;

  Duplicates() {
    std::set<std::int64_t> faulty;
    const auto faults = json::parse(read_text(made_up / "faults.json")).at("faults");
    for (const auto& [kind, list] : faults.items()) {
      for (const auto& fault : list) faulty.merge(fault.at("rows").get<std::set<std::int64_t>>());
    }
    const auto all = table_of(made_up / "list.csv");
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!faulty.contains(static_cast<std::int64_t>(i) + 1)) lines.push_back(all[i]);
    }
    originals = lines.size();
    std::shuffle(lines.begin(), lines.end(), make.random);
  }

  /// Puts `kEach` households beside others of three-character heads, changed so.
  template <class Change>
  void plant(const std::string& kind, Change change) {
    for (std::size_t planted = 0; planted < kEach; ++next) {
      const auto line = lines.at(next);
      if (line.at(kHead).size() != 9) continue;
      auto copy = line;
      ++made;
      copy[kPhone] = "1980" + std::to_string(1'000'000 + made);
      copy[kCard] = made_up_card("62000099999" + std::to_string(1'000'000 + made));
      copy[kOthers] = "";
      copy[kPeople] = copy[kNeedy] = "1";
      change(line, copy);
      copy[kHolder] = copy[kHead];
      beside[{next, lines.size()}] = kind;
      lines.push_back(std::move(copy));
      ++planted;
    }
  }
  void elsewhere(TableLine& copy) {
    const auto here = copy[kVillageName];
    while (copy[kVillageName] == here) copy[kVillageName] = lines.at(make.below(originals)).at(kVillageName);
    copy[kAddress] = copy[kVillageName] + "九组" + std::to_string(9'000 + made) + "号";
  }
  void elsewhere_here(TableLine& copy) const {
    copy[kAddress] = copy[kVillageName] + "九组" + std::to_string(9'000 + made) + "号";
  }

  void plant_duplicates() {
    plant("one digit", [&](const auto& line, auto& copy) {
      copy[kIdNumber] = make.one_digit(line.at(kIdNumber));
      elsewhere(copy);
    });
    plant("swapped", [&](const auto& line, auto& copy) {
      copy[kIdNumber] = make.swapped(line.at(kIdNumber));
      elsewhere(copy);
    });
    plant("same sound", [&](const auto& line, auto& copy) {
      const auto last = line.at(kHead).substr(6);
      copy[kHead] = renamed(line.at(kHead), kSoundsLike.contains(last) ? kSoundsLike.at(last) : last);
      copy[kIdNumber] = make.other_sequence(line.at(kIdNumber));
      elsewhere_here(copy);
    });
    plant("same door", [&](const auto& line, auto& copy) {
      copy[kIdNumber] = make.other_person(line.at(kIdNumber));
      copy[kAddress] = line.at(kAddress).substr(line.at(kVillageName).size());
      copy[kAddress].resize(copy[kAddress].size() - 3);  // without 号 and without the village
    });
    plant("same phone", [&](const auto& line, auto& copy) {
      copy[kIdNumber] = make.other_person(line.at(kIdNumber));
      copy[kPhone] = line.at(kPhone);
      elsewhere(copy);
    });
    plant("name mistyped", [&](const auto& line, auto& copy) {
      copy[kHead] = renamed(line.at(kHead), "龙");
      copy[kIdNumber] = make.number_with(line.at(kIdNumber), [&](std::string& digits) {
        digits[14] = static_cast<char>('0' + (digits[14] - '0' + 1 + static_cast<int>(make.below(8))) % 10);
        digits[15] = static_cast<char>('0' + (digits[15] - '0' + 1 + static_cast<int>(make.below(8))) % 10);
      });
    });
  }

  void plant_lookalikes() {
    plant("namesake elsewhere", [&](const auto& line, auto& copy) {
      copy[kIdNumber] = make.other_person(line.at(kIdNumber));
      elsewhere(copy);
    });
    plant("namesake here", [&](const auto& line, auto& copy) {
      copy[kIdNumber] = make.other_person(line.at(kIdNumber));
      elsewhere_here(copy);
    });
    plant("namesake of one day", [&](const auto& line, auto& copy) {
      copy[kIdNumber] = make.other_sequence(line.at(kIdNumber));
      elsewhere(copy);
    });
    plant("next number", [&](const auto& line, auto& copy) {
      copy[kHead] = "诸葛一鸣";
      copy[kIdNumber] = make.number_with(line.at(kIdNumber), [&](std::string& digits) {
        digits[16] = static_cast<char>('0' + (digits[16] - '0' + 2) % 10);
      });
      elsewhere_here(copy);
    });
    plant("brother", [&](const auto& line, auto& copy) {
      copy[kHead] = renamed(line.at(kHead), "龙");
      copy[kIdNumber] = make.other_person(line.at(kIdNumber));
    });
  }

  /// Which two lines a proposal is about, the original first.
  std::pair<std::size_t, std::size_t> lines_of(const json& pair) {
    const auto line = [&](const json& row) {
      return static_cast<std::size_t>(taken.at(row["number"].get<std::size_t>() - 1)) - 1;
    };
    return std::minmax({line(pair["first"]), line(pair["second"])});
  }

  Variants make;
  std::vector<TableLine> lines;
  std::size_t originals = 0;
  std::size_t next = 0;
  std::size_t made = 0;
  std::map<std::pair<std::size_t, std::size_t>, std::string> beside;
};

TEST_CASE_METHOD(Duplicates,
                 "of near-duplicates in a township's list hardly one is missed, and few others are proposed") {
  plant_duplicates();
  const auto duplicates = beside.size();
  plant_lookalikes();
  read_in(lines);
  REQUIRE(refused.empty());

  const auto started = std::chrono::steady_clock::now();
  std::map<std::string, std::size_t> found;
  std::size_t chance = 0;
  json params{{"campaign", campaign}, {"division", kWuzhi.text()}, {"limit", 50}};
  for (;;) {
    const auto answer = done(kAuditor, "likeness.list", params);
    for (const auto& pair : answer["pairs"]) {
      const auto known = beside.find(lines_of(pair));
      known == beside.end() ? ++chance : ++found[known->second];
    }
    if (answer["next"].is_null()) break;
    params["after"] = answer["next"];
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;

  std::size_t seen = 0;
  for (const auto* kind : {"one digit", "swapped", "same sound", "same door", "same phone", "name mistyped"}) {
    INFO(kind);
    CHECK(found[kind] * 20 >= kEach * 19);
    seen += found[kind];
  }
  std::size_t false_alarms = chance;
  for (const auto* kind : {"namesake elsewhere", "namesake here", "namesake of one day", "next number", "brother"}) {
    INFO(kind);
    CHECK(found[kind] <= 1);
    false_alarms += found[kind];
  }
  std::cout << seen << " of " << duplicates << " near-duplicates among " << lines.size() << " households proposed, "
            << false_alarms << " others, in " << took.count() << " s\n";
  CHECK(false_alarms * 200 < lines.size());
}

}  // namespace anlan::relief::test
