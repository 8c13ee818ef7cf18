#include "relief/household_queries.hpp"

#include <nlohmann/json.hpp>

#include "relief/campaign_view.hpp"
#include "relief/household_entries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

const std::string kColumns =
    "h.household, h.campaign, h.ordinal, h.version, h.state, h.facts, h.sealed, h.entered_at, h.entered_by,"
    " h.changed_at, h.withdrawn_for";

Household household_at(const store::Statement& row) {
  Household out{.household = row.text_at(0),
                .campaign = row.text_at(1),
                .ordinal = row.int_at(2),
                .version = row.int_at(3),
                .state = parse_word<HouseholdState>(kStateWords, row.view_at(4)).value(),
                .facts = read_facts(json::parse(row.view_at(5))),
                .sealed = row.optional_text_at(6),
                .entered_at = from_millis(row.int_at(7)),
                .entered_by = row.text_at(8),
                .changed_at = from_millis(row.int_at(9))};
  if (const auto reason = row.optional_text_at(10))
    out.withdrawn_for = parse_word<WithdrawReason>(kWithdrawWords, *reason);
  return out;
}

/// Every filter that is given is in the text, so that SQLite can choose the index by it.
std::string list_sql(const HouseholdFilter& filter) {
  const std::string source = filter.name ? "household_name n JOIN household h USING (ordinal)" : "household h";
  const std::string at = filter.name ? "n" : "h";
  std::string sql = "SELECT " + kColumns + " FROM " + source + " WHERE h.campaign = ?1 AND (" + at + ".village, " + at +
                    ".ordinal) > (?2, ?3) AND " + at + ".village < ?4";
  if (filter.name) sql += " AND n.list = (SELECT list FROM household_list WHERE campaign = ?1) AND n.mark = ?6";
  if (filter.household_class) sql += " AND h.class = ?7";
  if (filter.state) sql += " AND h.state = ?8";
  return sql + " ORDER BY " + at + ".village, " + at + ".ordinal LIMIT ?5";
}

template <class Key>
std::optional<Household> household_where(store::Connection& db, const std::string& column, const Key& key) {
  auto row = db.prepare("SELECT " + kColumns + " FROM household h WHERE h." + column + " = ?1");
  row.bind_all(key);
  if (!row.step()) return std::nullopt;
  return household_at(row);
}

std::vector<Hit> hits_in(store::Statement& rows) {
  std::vector<Hit> out;
  while (rows.step()) out.push_back({rows.int_at(0), static_cast<int>(rows.int_at(1))});
  return out;
}

}  // namespace

CodeRange codes_within(const DivisionCode& division) {
  const auto prefix = division.text().substr(0, significant_digits(division.level()));
  return {prefix, prefix + ':'};  // the sign after 9
}

std::optional<Household> find_household(store::Connection& db, const std::string& household) {
  return household_where(db, "household", household);
}

std::optional<Household> household_of_ordinal(store::Connection& db, std::int64_t ordinal) {
  return household_where(db, "ordinal", ordinal);
}

std::vector<Household> list_households(store::Connection& db, const HouseholdFilter& filter) {
  const auto range = codes_within(filter.within);
  const auto after = filter.after.value_or(ListPlace{range.from, 0});
  auto rows = db.prepare(list_sql(filter));
  rows.bind(1, filter.campaign);
  rows.bind(2, std::max(after.village, range.from));
  rows.bind(3, after.village < range.from ? 0 : after.ordinal);
  rows.bind(4, range.until);
  rows.bind(5, filter.limit);
  if (filter.name) rows.bind(6, *filter.name);
  if (filter.household_class) rows.bind(7, to_string(*filter.household_class));
  if (filter.state) rows.bind(8, word_of(kStateWords, *filter.state));
  std::vector<Household> out;
  while (rows.step()) out.push_back(household_at(rows));
  return out;
}

std::optional<std::int64_t> find_list(store::Connection& db, const std::string& campaign) {
  auto row = db.prepare("SELECT list FROM household_list WHERE campaign = ?1");
  row.bind_all(campaign);
  if (!row.step()) return std::nullopt;
  return row.int_at(0);
}

std::vector<std::int64_t> lists_of_winter(store::Connection& db, const std::string& campaign) {
  std::vector<std::int64_t> out;
  for (const auto& each : winter_of(db, campaign)) {
    if (const auto list = find_list(db, each)) out.push_back(*list);
  }
  return out;
}

std::vector<Hit> find_marked(store::Connection& db, std::string_view kind, std::int64_t mark, std::int64_t most) {
  auto rows = db.prepare(
      "SELECT m.ordinal, m.member FROM household_list l"
      " CROSS JOIN household_mark m ON m.list = l.list AND m.kind = ?1 AND m.mark = ?2 ORDER BY m.ordinal LIMIT ?3");
  rows.bind_all(kind, mark, most);
  return hits_in(rows);
}

std::vector<Hit> find_marked_on(store::Connection& db, std::int64_t list, std::string_view kind, std::int64_t mark,
                                std::int64_t most) {
  auto rows = db.prepare(
      "SELECT ordinal, member FROM household_mark WHERE list = ?1 AND kind = ?2 AND mark = ?3 ORDER BY ordinal"
      " LIMIT ?4");
  rows.bind_all(list, kind, mark, most);
  return hits_in(rows);
}

bool is_marked(store::Connection& db, std::int64_t list, std::string_view kind, std::int64_t mark) {
  auto row = db.prepare("SELECT 1 FROM household_mark WHERE list = ?1 AND kind = ?2 AND mark = ?3 LIMIT 1");
  row.bind_all(list, kind, mark);
  return row.step();
}

std::vector<HouseholdFact> history_of(store::Connection& db, std::int64_t ordinal) {
  auto rows = db.prepare("SELECT version, seq, row FROM household_fact WHERE ordinal = ?1 ORDER BY version");
  rows.bind_all(ordinal);
  std::vector<HouseholdFact> out;
  while (rows.step()) out.push_back({rows.int_at(0), rows.int_at(1), rows.int_at(2)});
  return out;
}

std::vector<VillageList> village_lists(store::Connection& db, const std::string& campaign, const DivisionCode& within) {
  const auto range = codes_within(within);
  auto rows = db.prepare(
      "SELECT village, households, people, needy, seq FROM household_village"
      " WHERE campaign = ?1 AND village >= ?2 AND village < ?3 ORDER BY village");
  rows.bind_all(campaign, range.from, range.until);
  std::vector<VillageList> out;
  while (rows.step()) {
    out.push_back({.campaign = campaign,
                   .village = DivisionCode::parse(rows.view_at(0)).value(),
                   .households = rows.int_at(1),
                   .people = rows.int_at(2),
                   .needy = rows.int_at(3),
                   .seq = rows.int_at(4)});
  }
  return out;
}

}  // namespace anlan::relief
