#include "relief/home_queries.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "relief/home_entries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

const std::string kColumns =
    "h.home, h.incident, h.ordinal, h.version, h.state, h.facts, h.sealed, h.photos, h.exercise, h.entered_at,"
    " h.entered_by, h.changed_at, h.withdrawn_for";

Home home_at(const store::Statement& row) {
  Home out{.home = row.text_at(0),
           .incident = row.text_at(1),
           .ordinal = row.int_at(2),
           .version = row.int_at(3),
           .state = parse_word<HomeState>(kHomeStateWords, row.view_at(4)).value(),
           .facts = read_home_facts(json::parse(row.view_at(5))),
           .sealed = row.optional_text_at(6),
           .exercise = row.int_at(8) != 0,
           .entered_at = from_millis(row.int_at(9)),
           .entered_by = row.text_at(10),
           .changed_at = from_millis(row.int_at(11))};
  if (const auto photos = row.optional_text_at(7)) out.photos = json::parse(*photos).get<std::vector<std::string>>();
  if (const auto reason = row.optional_text_at(12)) {
    out.withdrawn_for = parse_word<HomeWithdrawReason>(kHomeWithdrawWords, *reason);
  }
  return out;
}

template <class Key>
std::optional<Home> home_where(store::Connection& db, const std::string& source, const Key& key) {
  auto row = db.prepare("SELECT " + kColumns + " FROM " + source + " = ?1");
  row.bind_all(key);
  if (!row.step()) return std::nullopt;
  return home_at(row);
}

/// Every filter that is given is in the text, so that SQLite can choose the index by it.
std::string list_sql(const HomeFilter& filter) {
  std::string sql = "SELECT " + kColumns + " FROM home h WHERE h.incident = ?1 AND (h.village, h.ordinal) > (?2, ?3)" +
                    " AND h.village < ?4";
  if (filter.worst) sql += " AND h.worst = ?6";
  if (filter.household_class) sql += " AND h.class = ?7";
  if (filter.state) sql += " AND h.state = ?8";
  if (filter.name) sql += " AND h.ordinal IN (SELECT ordinal FROM home_name WHERE mark = ?9)";
  if (filter.id_number) sql += " AND h.ordinal IN (SELECT ordinal FROM home_mark WHERE kind = 'id' AND mark = ?10)";
  return sql + " ORDER BY h.village, h.ordinal LIMIT ?5";
}

/// The beginning of a page within a division.
ListPlace place_after(const CodeRange& range, const std::optional<ListPlace>& after) {
  return after && after->village >= range.from ? *after : ListPlace{range.from, 0};
}

}  // namespace

const MarkTables& home_marks() {
  static const MarkTables tables{"home", "incident", "home_mark", "home_name"};
  return tables;
}

std::optional<Home> find_home(store::Connection& db, const std::string& home) {
  return home_where(db, "home h WHERE h.home", home);
}

std::optional<Home> home_of_ordinal(store::Connection& db, std::int64_t ordinal) {
  return home_where(db, "home h WHERE h.ordinal", ordinal);
}

std::optional<Home> home_of_household(store::Connection& db, const std::string& household) {
  return home_where(db, "home_link l JOIN home h USING (home) WHERE l.household", household);
}

std::vector<Home> list_homes(store::Connection& db, const HomeFilter& filter) {
  const auto range = codes_within(filter.within);
  const auto after = place_after(range, filter.after);
  auto rows = db.prepare(list_sql(filter));
  rows.bind(1, filter.incident);
  rows.bind(2, after.village);
  rows.bind(3, after.ordinal);
  rows.bind(4, range.until);
  rows.bind(5, filter.limit);
  if (filter.worst) rows.bind(6, word_of(kDamageWords, *filter.worst));
  if (filter.household_class) rows.bind(7, to_string(*filter.household_class));
  if (filter.state) rows.bind(8, word_of(kHomeStateWords, *filter.state));
  if (filter.name) rows.bind(9, *filter.name);
  if (filter.id_number) rows.bind(10, *filter.id_number);
  std::vector<Home> out;
  while (rows.step()) out.push_back(home_at(rows));
  return out;
}

std::array<DamageSum, 3> sum_homes(store::Connection& db, const std::string& incident, const DivisionCode& within) {
  const auto range = codes_within(within);
  auto row = db.prepare(
      "SELECT total(worst = 'collapsed'), total(collapsed_rooms), total(collapsed_dm2),"
      " total(worst = 'severely_damaged'), total(severely_damaged_rooms), total(severely_damaged_dm2),"
      " total(worst = 'slightly_damaged'), total(slightly_damaged_rooms), total(slightly_damaged_dm2)"
      " FROM home WHERE incident = ?1 AND village >= ?2 AND village < ?3 AND state = 'entered'");
  row.bind_all(incident, range.from, range.until);
  std::array<DamageSum, 3> out;
  if (!row.step()) return out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto column = static_cast<int>(i) * 3;
    const auto whole = [&](int at) { return static_cast<std::int64_t>(row.real_at(column + at)); };
    out.at(i) = {.homes = whole(0), .extent = {.rooms = whole(1), .area_dm2 = whole(2)}};
  }
  return out;
}

std::vector<Household> households_of_home(store::Connection& db, const std::string& home) {
  auto rows = db.prepare("SELECT household FROM home_link WHERE home = ?1 ORDER BY linked_at, household");
  rows.bind_all(home);
  std::vector<Household> out;
  while (rows.step()) out.push_back(find_household(db, rows.text_at(0)).value());
  return out;
}

bool home_was_hit(const HouseholdFacts& facts) {
  return std::ranges::any_of(facts.circumstances, [](Circumstance each) {
    return each == Circumstance::home_collapsed || each == Circumstance::home_severely_damaged ||
           each == Circumstance::home_damaged;
  });
}

std::vector<Household> without_home(store::Connection& db, const std::string& campaign, const DivisionCode& within,
                                    const std::optional<ListPlace>& after, std::int64_t limit) {
  const auto range = codes_within(within);
  const auto from = place_after(range, after);
  auto rows = db.prepare(
      "SELECT h.ordinal FROM household h WHERE h.campaign = ?1 AND h.state = 'entered'"
      " AND (h.village, h.ordinal) > (?2, ?3) AND h.village < ?4"
      " AND EXISTS (SELECT 1 FROM json_each(h.facts, '$.circumstances') WHERE value LIKE 'home\\_%' ESCAPE '\\')"
      " AND NOT EXISTS (SELECT 1 FROM home_link l WHERE l.household = h.household)"
      " ORDER BY h.village, h.ordinal LIMIT ?5");
  rows.bind_all(campaign, from.village, from.ordinal, range.until, limit);
  std::vector<Household> out;
  while (rows.step()) out.push_back(household_of_ordinal(db, rows.int_at(0)).value());
  return out;
}

}  // namespace anlan::relief
