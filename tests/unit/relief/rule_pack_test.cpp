#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "access/key_ring.hpp"
#include "relief/finding_queries.hpp"
#include "relief/relief_facts.hpp"
#include "relief/rule_pack.hpp"
#include "relief/rule_runs.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::relief::test {
namespace {

const auto kHere = DivisionCode::parse("410882101201").value();
const auto kCounty = DivisionCode::parse("410882000000").value();

/// The tables of the relief room, empty, and the pack that reads them.
struct Tables {
  Tables() {
    journal::EntryTypes types;
    declare_facts(types, views, *keys);
    pack = RulePack::load(anlan::test::source_dir() + "/data", views).value();
    for (const auto& view : views.all()) {
      for (const auto& statement : view->schema()) db.execute(statement);
    }
  }

  std::vector<Finding> find(const std::string& rule, const DivisionCode& within = kCounty) {
    return list_findings(db, *pack.rule(rule).value(), {"c1", within}, 1'000, 0);
  }

  anlan::test::TemporaryFolder folder;
  std::unique_ptr<access::KeyRing> keys = access::KeyRing::open(folder / "keys.json").value();
  journal::ViewSet views;
  store::Connection db{":memory:", store::Mode::read_write};
  RulePack pack;
};

/// A village's list of six households on which everything was done as it should be, decided and being paid.
struct CleanList : Tables {
  CleanList() {
    campaign("c1", "2026-12-01", "2027-05-31");
    for (int i = 1; i <= 6; ++i) {
      household(i, "c1");
      const auto n = std::to_string(i);
      db.execute("INSERT INTO gate_amount (campaign, village, household, needy, fen) VALUES ('c1', '410882101201', 'h" +
                 n + "', 1, " + std::to_string(10'000 * (1 + i % 3)) + ")");
      db.execute("INSERT INTO payment_line (key, campaign, village, household, fen, state, attempt, seq) SELECT 'k" +
                 n + "', campaign, village, household, fen, 'paid', 1, 1 FROM gate_amount WHERE household = 'h" + n +
                 "'");
    }
    db.execute(R"(INSERT INTO gate VALUES ('c1', '410882101201', 'payment', '{
      "meeting": {"held_at": "2026-09-25T15:00:00+08:00", "present": [{"bench": "committee", "kin": []}],
        "votes": [{"household": "h1", "ayes": 8, "noes": 1}, {"household": "h2", "ayes": 8, "noes": 1},
                  {"household": "h3", "ayes": 8, "noes": 1}, {"household": "h4", "ayes": 8, "noes": 1},
                  {"household": "h5", "ayes": 8, "noes": 1}, {"household": "h6", "ayes": 8, "noes": 1}]},
      "notice": {"posted_at": "2026-09-26T10:00:00+08:00", "photos": [
        {"photo": "n1", "taken_at": "2026-09-26T10:05:00+08:00", "in_village": true},
        {"photo": "n2", "taken_at": "2026-10-01T09:00:00+08:00", "in_village": null}]},
      "sample": {"visits": [{"household": "h2", "by": "reviewer"}]},
      "reviewers": ["reviewer"],
      "freeze": {"at": "2026-10-20T09:00:00+08:00", "signatures": [{"by": "county1"}, {"by": "county2"}]}}', 1))");
    db.execute("INSERT INTO gate_photo VALUES ('n1', 'c1', '410882101201', 1), ('n2', 'c1', '410882101201', 1)");
  }

  void campaign(const std::string& id, const std::string& from, const std::string& until) {
    db.execute("INSERT INTO campaign (campaign, version, division, state, facts, exercise, opened_at) VALUES ('" + id +
               "', 1, '410882000000', 'open', json_object('from', '" + from + "', 'until', '" + until + "'), 0, 0)");
    db.execute("INSERT INTO household_list (campaign) VALUES ('" + id + "')");
  }

  /// With numbers of its own: a hundred times its ordinal, and a few more.
  void household(int ordinal, const std::string& in) {
    const auto n = std::to_string(ordinal);
    db.execute(
        "INSERT INTO household (ordinal, household, campaign, village, class, state, facts, version, entered_at,"
        " entered_by, changed_at) SELECT " +
        n + ", 'h" + n + "', '" + in +
        "', '410882101201', 'ordinary', 'entered', json_object('people', 2, 'needy', 1, 'pay_by', 'card',"
        " 'applied_on', '2026-09-12', 'circumstances', json_array('crop_" +
        n + "')), 1, at, 'clerk', at FROM (SELECT unixepoch('2026-09-20T09:00:00+08:00') * 1000 AS at)");
    db.execute(
        "INSERT INTO household_mark (list, kind, mark, ordinal, member) SELECT list, kind, " + n + "00 + beside, " + n +
        ", 0 FROM household_list, (SELECT 'id' AS kind, 0 AS beside UNION SELECT 'phone', 1 UNION SELECT 'account', 2"
        " UNION SELECT 'address', 3) WHERE campaign = '" +
        in + "'");
    db.execute("INSERT INTO household_person VALUES (" + n + ", 0, " + n + "00, " + n + "04, 'male', 1970, 0)");
    db.execute("INSERT INTO household_card VALUES (" + n + ", " + n + "04)");
    db.execute("INSERT INTO household_hand VALUES ('h" + n + "', 'clerk')");
  }

  void outside(const std::string& kind, const std::string& mark_kind, const std::string& mark) {
    db.execute("INSERT INTO outside_list VALUES ('l1', 'c1', '" + kind +
               "', '某局', '2026-09-01', 1, 0, 'county1', 0)");
    db.execute("INSERT INTO outside_mark VALUES ('l1', '" + mark_kind + "', " + mark + ")");
  }

  void evidence(const std::string& path, const std::string& value) {
    db.execute("UPDATE gate SET evidence = json_set(evidence, '" + path + "', json('" + value + "'))");
  }

  /// Twenty households more, entered when and in need as told.
  void twenty(const std::string& entered, int needy) {
    for (int i = 21; i <= 40; ++i) household(i, "c1");
    db.execute("UPDATE household SET facts = json_set(facts, '$.needy', " + std::to_string(needy) +
               "), entered_at = unixepoch('" + entered + "') * 1000");
  }

  /// A household of another campaign that has a number of the first one's.
  void elsewhere(int ordinal, const std::string& in, const std::string& kind, const std::string& mark) {
    household(ordinal, in);
    db.execute("INSERT INTO household_mark SELECT list, '" + kind + "', " + mark + ", " + std::to_string(ordinal) +
               ", 0 FROM household_list WHERE campaign = '" + in + "'");
  }
};

/// One thing wrong with the clean list, and which households the rule finds for it; "" stands for the whole list.
struct Wrong {
  std::function<void(CleanList&)> done;
  std::set<std::string> found;
};

std::function<void(CleanList&)> sql(const std::string& text) {
  return [text](CleanList& list) { list.db.execute(text); };
}
std::function<void(CleanList&)> outside_of(const std::string& kind) {
  return [kind](CleanList& list) { list.outside(kind, "id", "100"); };
}

const std::map<std::string, Wrong>& wrongs() {
  static const std::map<std::string, Wrong> all{
      {"id_twice", {sql("INSERT INTO household_mark VALUES (1, 'id', 100, 2, 1)"), {"h1", "h2"}}},
      {"id_same_winter",
       {[](CleanList& list) {
          list.campaign("c2", "2027-01-01", "2027-07-31");
          list.elsewhere(7, "c2", "id", "100");
        },
        {"h1"}}},
      {"id_every_year",
       {[](CleanList& list) {
          list.campaign("c2", "2025-12-01", "2026-05-31");
          list.campaign("c3", "2024-12-01", "2025-05-31");
          list.elsewhere(7, "c2", "id", "100");
          list.elsewhere(8, "c3", "id", "100");
        },
        {"h1"}}},
      {"card_twice", {sql("INSERT INTO household_mark VALUES (1, 'account', 102, 2, 0)"), {"h1", "h2"}}},
      {"card_of_other_people",
       {[](CleanList& list) {
          list.campaign("c2", "2025-12-01", "2026-05-31");
          list.elsewhere(7, "c2", "account", "102");
        },
        {"h1"}}},
      {"phone_twice", {sql("INSERT INTO household_mark VALUES (1, 'phone', 101, 2, 0)"), {"h1", "h2"}}},
      {"address_twice", {sql("INSERT INTO household_mark VALUES (1, 'address', 103, 2, 0)"), {"h1", "h2"}}},
      {"family_split",
       {sql("INSERT INTO household_mark VALUES (1, 'phone', 101, 2, 0), (1, 'address', 103, 2, 0), (1, 'phone', 101, "
            "3, 0)"),
        {"h2"}}},
      {"card_name_differs", {sql("UPDATE household_card SET holder = 5 WHERE ordinal = 1"), {"h1"}}},
      {"card_of_member",
       {sql("INSERT INTO household_person VALUES (1, 1, 150, 154, 'male', 1990, 0);"
            "UPDATE household_card SET holder = 154 WHERE ordinal = 1"),
        {"h1"}}},
      {"dead", {outside_of("deaths"), {"h1"}}},
      {"in_prison", {outside_of("prisoners"), {"h1"}}},
      {"on_payroll", {outside_of("payroll"), {"h1"}}},
      {"owns_assets", {outside_of("homes"), {"h1"}}},
      {"on_other_programme", {outside_of("programme"), {"h1"}}},
      {"cadre_on_list", {outside_of("cadres"), {"h1"}}},
      {"cadre_kin_undeclared",
       {[](CleanList& list) {
          list.outside("cadres", "address", "103");
          list.db.execute("INSERT INTO outside_mark VALUES ('l1', 'name', 204), ('l1', 'name', 304)");
          list.evidence("$.meeting.present[0].kin", R"(["h3"])");
        },
        {"h1", "h2"}}},
      {"old_number", {sql("UPDATE household_person SET lengthened = 1 WHERE ordinal = 1"), {"h1"}}},
      {"head_too_young", {sql("UPDATE household_person SET born = 2015 WHERE ordinal = 1"), {"h1"}}},
      {"very_old", {sql("UPDATE household_person SET born = 1920 WHERE ordinal = 1"), {"h1"}}},
      {"entered_again",
       {[](CleanList& list) {
          list.household(7, "c1");
          list.db.execute("UPDATE household_person SET number = 100 WHERE ordinal = 7");
          list.db.execute("UPDATE household SET state = 'withdrawn', withdrawn_for = 'deceased' WHERE ordinal = 7");
        },
        {"h1"}}},
      {"review_before_application",
       {sql("UPDATE household SET facts = json_set(facts, '$.applied_on', '2026-09-26') WHERE ordinal = 1"), {"h1"}}},
      {"notice_too_short",
       {[](CleanList& list) { list.evidence("$.freeze.at", R"("2026-10-02T23:00:00+08:00")"); }, {""}}},
      {"notice_photo_time",
       {[](CleanList& list) { list.evidence("$.notice.photos[1].taken_at", R"("2025-10-01T09:00:00+08:00")"); }, {""}}},
      {"notice_photo_place", {[](CleanList& list) { list.evidence("$.notice.photos[1].in_village", "false"); }, {""}}},
      {"notice_photo_reused", {sql("INSERT INTO gate_photo VALUES ('n1', 'c0', '410882101201', 1)"), {""}}},
      {"paid_not_approved",
       {sql("UPDATE payment_line SET fen = fen + 1 WHERE key = 'k1'; DELETE FROM gate_amount WHERE household = 'h2'"),
        {"h1", "h2"}}},
      {"paid_though_withdrawn",
       {sql("UPDATE household SET state = 'withdrawn', withdrawn_for = 'moved_away' WHERE ordinal = 1"), {"h1"}}},
      {"edited_after_notice",
       // Of the second only a telephone was corrected: nobody on the wall reads it.
       {sql("UPDATE household SET version = 2, changed_at = changed_at + 7 * 86400000 WHERE ordinal IN (1, 2);"
            " INSERT INTO household_shown SELECT household, changed_at, changed_at FROM household WHERE ordinal = 1"),
        {"h1"}}},
      {"entered_after_notice",
       {sql("UPDATE household SET entered_at = entered_at + 7 * 86400000 WHERE ordinal = 1"), {"h1"}}},
      {"enterer_reviewed",
       {sql("INSERT INTO household_hand VALUES ('h2', 'reviewer'), ('h3', 'county2')"), {"h2", "h3"}}},
      {"decided_without_vote",
       {[](CleanList& list) {
          list.evidence("$.meeting.votes[0].noes", "8");
          list.evidence("$.meeting.votes[1].household", R"("h9")");
          list.evidence("$.meeting.votes[3]", R"({"household": "h3", "ayes": 0, "noes": 8})");  // h3 a second time
        },
        {"h1", "h2", "h3", "h4"}}},
      {"burst_before_deadline", {[](CleanList& list) { list.twenty("2026-10-09T09:00:00+08:00", 1); }, {""}}},
      {"equal_amounts", {sql("UPDATE gate_amount SET fen = 10000"), {""}}},
      {"just_below_ceiling", {sql("UPDATE gate_amount SET fen = 199000 WHERE household IN ('h1', 'h2', 'h3')"), {""}}},
      {"cash_despite_card",
       {sql("UPDATE household SET facts = json_set(facts, '$.pay_by', 'cash') WHERE ordinal = 1"), {"h1"}}},
      {"all_in_need", {[](CleanList& list) { list.twenty("2026-09-20T09:00:00+08:00", 2); }, {""}}}};
  return all;
}

/// A copy of the catalogue that a test may spoil.
struct Spoilt {
  Spoilt() {
    for (const auto* part : {"catalogues", "schemas", "relief-rules"}) {
      std::filesystem::copy(anlan::test::source_dir() + "/data/" + part, folder / part);
    }
    journal::EntryTypes types;
    declare_facts(types, views, *keys);
  }
  void write(const std::string& file, const std::string& text) { std::ofstream{folder / file} << text; }
  void replace(const std::string& file, const std::string& from, const std::string& to) {
    std::ostringstream text;
    text << std::ifstream{folder / file}.rdbuf();
    auto changed = text.str();
    changed.replace(changed.find(from), from.size(), to);
    write(file, changed);
  }
  std::string said() {
    const auto loaded = RulePack::load(folder.path(), views);
    if (loaded) return "";
    REQUIRE(loaded.error().type == "bad-catalogue");
    return to_json(loaded.error()).dump();
  }

  anlan::test::TemporaryFolder folder;
  std::unique_ptr<access::KeyRing> keys = access::KeyRing::open(folder / "keys.json").value();
  journal::ViewSet views;
};

constexpr const char* kWhere = " FROM household WHERE campaign = :campaign AND village >= :from AND village < :until";

}  // namespace

TEST_CASE("the pack has more than twenty rules, each with its meaning, its limits and its query") {
  const Tables tables;
  CHECK(tables.pack.rules().size() >= 20);
  for (const auto& rule : tables.pack.rules()) {
    INFO(rule.id);
    CHECK(rule.shown.at("sql").get<std::string>().starts_with("-- "));
    CHECK(wrongs().contains(rule.id));
  }
  CHECK(tables.pack.rule("nobody").error().type == "unknown-rule");
}

TEST_CASE("no rule raises a doubt about a list on which everything was done as it should be") {
  CleanList list;
  for (const auto& rule : list.pack.rules()) {
    INFO(rule.id);
    CHECK(list.find(rule.id).empty());
    CHECK(count_findings(list.db, rule, {"c1", kCounty}) == 0);
  }
}

TEST_CASE("every rule finds what it is for, where it is, and nothing beside it") {
  for (const auto& [rule, wrong] : wrongs()) {
    INFO(rule);
    CleanList list;
    wrong.done(list);
    std::multiset<std::string> found;
    for (const auto& finding : list.find(rule)) {
      CHECK(finding.village == kHere);
      CHECK(finding.facts.is_object());
      found.insert(finding.household.value_or(""));
      const auto again = find_finding(list.db, *list.pack.rule(rule).value(), "c1", kHere, finding.household);
      REQUIRE(again.has_value());
      CHECK(again->facts == finding.facts);
    }
    CHECK(found == std::multiset<std::string>(wrong.found.begin(), wrong.found.end()));
    CHECK(list.find(rule, DivisionCode::parse("410882102000").value()).empty());
    CHECK_FALSE(find_finding(list.db, *list.pack.rule(rule).value(), "c1", kHere, "nobody").has_value());
  }
}

TEST_CASE("rules that share a query say before it what they ask it about") {
  const Tables tables;
  const auto shown = [&](const std::string& rule) { return tables.pack.rule(rule).value()->shown.at("sql"); };
  CHECK(shown("phone_twice").get<std::string>().starts_with("-- :kind = phone\n-- One identity number"));
  CHECK(shown("owns_assets").get<std::string>().starts_with(R"(-- :lists = ["vehicles","businesses","homes"])"));
}

TEST_CASE("the pack is run once at a time, and once for a state of the lists") {
  CleanList list;
  list.db.execute("CREATE TABLE entry (seq INTEGER); INSERT INTO entry VALUES (7)");
  const FindingScope scope{"c1", kCounty};
  int times = 0;
  std::string meanwhile;
  std::unique_ptr<RuleRuns> runs;
  runs = std::make_unique<RuleRuns>([&](store::Connection& db, const FindingScope& asked) {
    ++times;
    std::thread other{[&] {
      store::Connection own{":memory:", store::Mode::read_write};
      own.execute("CREATE TABLE entry (seq INTEGER)");
      const auto answer = runs->run(own, {"c2", kCounty});
      meanwhile = answer ? "" : answer.error().type;
    }};
    other.join();
    return count_pack(db, list.pack, asked);
  });
  const auto first = runs->run(list.db, scope).value();
  CHECK(meanwhile == "rules-running");
  CHECK(first.at("rules").size() == list.pack.rules().size());
  CHECK(runs->run(list.db, scope).value() == first);
  CHECK(times == 1);
  list.db.execute("INSERT INTO entry VALUES (8)");
  CHECK(runs->run(list.db, scope).value().at("seq") == 8);
  CHECK(times == 2);
}

TEST_CASE("a pack that is wrong stops the start and says where and why") {
  Spoilt pack;
  const std::string old = "relief-rules/old_number.sql";
  const auto refused = [&](const std::string& query) {
    pack.write(old, query);
    const auto said = pack.said();
    CHECK(said.find("old_number.sql") != std::string::npos);
    return said;
  };
  const auto has = [](const std::string& said, const std::string& part) {
    return said.find(part) != std::string::npos;
  };
  CHECK(has(refused("DELETE FROM household WHERE campaign = :campaign"), "it may not use"));
  CHECK(has(refused(std::string{"SELECT village, household, sealed AS facts"} + kWhere), "household.sealed"));
  CHECK(has(refused("SELECT village, household, load_extension(village) AS facts" + std::string{kWhere}),
            "load_extension"));
  CHECK(has(refused("SELECT sql AS village, name AS household, type AS facts FROM sqlite_master"), "sqlite_master"));
  CHECK(has(refused("SELECT village, household, facts" + std::string{kWhere} + "; SELECT 1"), "more than one"));
  CHECK(has(refused("PRAGMA user_version"), "it may not use"));
  CHECK(has(refused("SELECT village, household, facts FROM households"), "no such table"));
  CHECK(has(refused("-- nothing"), "no statement"));
  CHECK(has(refused("SELECT village, facts" + std::string{kWhere}), "columns"));
  CHECK(has(refused("SELECT village, household, facts FROM household WHERE campaign = :campaign"), ":until"));
  CHECK(
      has(refused("SELECT village, household, facts" + std::string{kWhere} + " AND version > :most"), "does not give"));
  std::filesystem::remove(pack.folder / old);
  CHECK(has(pack.said(), "old_number.sql"));

  Spoilt unused;
  unused.replace("relief-rules/very_old.sql", ":years", "100");
  CHECK(has(unused.said(), "does not use its parameter years"));
  Spoilt deaf;
  deaf.replace("relief-rules/mark_twice.sql", "AND kind = :kind", "AND kind = 'id'");
  deaf.replace("relief-rules/mark_twice.sql", "m.kind = :kind", "m.kind = 'id'");
  CHECK(has(deaf.said(), "does not use its parameter kind"));
  Spoilt stray;
  stray.write("relief-rules/stray.sql", "SELECT 1");
  CHECK(has(stray.said(), "stray.sql"));
  Spoilt sourceless;
  sourceless.replace("catalogues/relief-rules.json", "\"source\": \"local\", \"mark\"", "\"source\": \"S9\", \"mark\"");
  CHECK(has(sourceless.said(), "/rules/0/source"));
  Spoilt severe;
  severe.replace("catalogues/relief-rules.json", "\"severity\": \"high\"", "\"severity\": \"grave\"");
  CHECK(has(severe.said(), "/rules/0/severity"));
  CHECK(Spoilt{}.said().empty());
}

}  // namespace anlan::relief::test
