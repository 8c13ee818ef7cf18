#include "relief/household_books.hpp"

#include <algorithm>
#include <tuple>

#include "base/json_fields.hpp"
#include "relief/household_personal.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

std::int64_t list_of(store::Connection& db, const std::string& campaign) {
  db.prepare(
        "INSERT INTO household_list (list, campaign) SELECT coalesce(max(list), 0) + 1, ?1 FROM household_list"
        " WHERE true ON CONFLICT (campaign) DO NOTHING")
      .run(campaign);
  return find_list(db, campaign).value();
}

}  // namespace

json village_json(const VillageList& list) {
  return {{"campaign", list.campaign},
          {"village", list.village.text()},
          {"households", list.households},
          {"people", list.people},
          {"needy", list.needy}};
}

std::string village_key(const VillageList& list) { return list.campaign + '/' + list.village.text(); }

VillageList village_at(const store::Statement& row) {
  return {.campaign = row.text_at(0),
          .village = DivisionCode::parse(row.view_at(1)).value(),
          .households = row.int_at(2),
          .people = row.int_at(3),
          .needy = row.int_at(4),
          .seq = row.int_at(5)};
}

void HouseholdBooks::enter(std::vector<OpenedRow>& rows) {
  auto ordinal = db_.number("SELECT coalesce(max(ordinal), 0) FROM household");
  const auto account = text_at(json::parse(context_.entry.actor), "account");
  auto entered = db_.prepare(
      "INSERT INTO household (ordinal, household, campaign, village, class, state, facts, sealed, version,"
      " entered_at, entered_by, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, 'entered', ?6, ?7, 1, ?8, ?9, ?8)");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i].row;
    rows[i].ordinal = ++ordinal;
    entered.run(ordinal, row.household, campaign_, row.facts.village.text(), to_string(row.facts.household_class),
                facts_of(i), row.sealed, to_millis(context_.entry.recorded_at), account);
    note(ordinal, 1, i);
    shares_[row.facts.village.text()].add(row.facts, 1);
  }
  mark(rows);
  count_all();
}

void HouseholdBooks::change(std::vector<OpenedRow>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i].row;
    const auto before = find_household(db_, row.household).value();
    rows[i].ordinal = before.ordinal;
    db_.prepare(
           "UPDATE household SET village = ?2, class = ?3, facts = ?4, sealed = ?5, version = version + 1,"
           " changed_at = ?6 WHERE ordinal = ?1")
        .run(before.ordinal, row.facts.village.text(), to_string(row.facts.household_class), facts_of(i), row.sealed,
             to_millis(context_.entry.recorded_at));
    unmark(before);
    note(before.ordinal, before.version + 1, i);
    shares_[before.facts.village.text()].add(before.facts, -1);
    shares_[row.facts.village.text()].add(row.facts, 1);
  }
  mark(rows);
  count_all();
}

void HouseholdBooks::withdraw(const std::string& household, std::string_view reason) {
  const auto before = find_household(db_, household).value();
  db_.prepare(
         "UPDATE household SET state = 'withdrawn', withdrawn_for = ?2, version = version + 1, changed_at = ?3"
         " WHERE ordinal = ?1")
      .run(before.ordinal, reason, to_millis(context_.entry.recorded_at));
  note(before.ordinal, before.version + 1, 0);
  shares_[before.facts.village.text()].add(before.facts, -1);
  count_all();
}

void HouseholdBooks::note(std::int64_t ordinal, std::int64_t version, std::size_t index) {
  db_.prepare("INSERT INTO household_fact (ordinal, version, seq, row) VALUES (?1, ?2, ?3, ?4)")
      .run(ordinal, version, context_.entry.seq, static_cast<std::int64_t>(index));
}

void HouseholdBooks::count_all() {
  for (const auto& [village, share] : shares_) count(village, share);
}

void HouseholdBooks::count(const std::string& village, const Share& share) {
  auto row = db_.prepare(
      "INSERT INTO household_village (campaign, village, households, people, needy, seq)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (campaign, village) DO UPDATE SET"
      " households = households + excluded.households, people = people + excluded.people,"
      " needy = needy + excluded.needy, seq = excluded.seq"
      " RETURNING campaign, village, households, people, needy, seq");
  row.bind_all(campaign_, village, share.households, share.people, share.needy, context_.entry.seq);
  while (row.step()) {
    const auto now = village_at(row);
    context_.effects.state(kVillageTopic, village_key(now), now.village, now.seq, village_json(now));
  }
}

/// In the order of the marks, so that each page of the index is visited once.
void HouseholdBooks::mark(const std::vector<OpenedRow>& rows) {
  const auto list = list_of(db_, campaign_);
  std::vector<std::tuple<std::string_view, std::int64_t, std::int64_t, int>> marks;
  std::vector<std::tuple<std::int64_t, std::string, std::int64_t>> names;
  for (const auto& [row, people, ordinal] : rows) {
    if (!people) continue;
    const auto found = marks_of(keys_, *people).value();
    for (const auto& mark : found) marks.emplace_back(mark.kind, mark.value, ordinal, mark.member);
    const auto beginnings = name_marks(keys_, campaign_, people->head().name).value();
    for (const auto mark : beginnings) names.emplace_back(mark, row.facts.village.text(), ordinal);
  }
  std::ranges::sort(marks);
  std::ranges::sort(names);
  auto marked = db_.prepare(
      "INSERT INTO household_mark (list, kind, mark, ordinal, member) VALUES (?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT DO NOTHING");
  for (const auto& [kind, mark, ordinal, member] : marks) marked.run(list, kind, mark, ordinal, member);
  auto named = db_.prepare("INSERT INTO household_name (list, mark, village, ordinal) VALUES (?1, ?2, ?3, ?4)");
  for (const auto& [mark, village, ordinal] : names) named.run(list, mark, village, ordinal);
}

void HouseholdBooks::unmark(const Household& household) {
  const auto personal = unseal_personal(keys_, household.sealed);
  if (!personal) return;
  const auto list = list_of(db_, campaign_);
  auto marked = db_.prepare("DELETE FROM household_mark WHERE list = ?1 AND kind = ?2 AND mark = ?3 AND ordinal = ?4");
  const auto marks = marks_of(keys_, *personal).value();
  for (const auto& mark : marks) marked.run(list, mark.kind, mark.value, household.ordinal);
  auto named =
      db_.prepare("DELETE FROM household_name WHERE list = ?1 AND mark = ?2 AND village = ?3 AND ordinal = ?4");
  const auto names = name_marks(keys_, campaign_, personal->head().name).value();
  for (const auto name : names) named.run(list, name, household.facts.village.text(), household.ordinal);
}

void HouseholdBooks::blank() {
  for (const auto* sql :
       {"DELETE FROM household_mark WHERE list = (SELECT list FROM household_list WHERE campaign = ?1)",
        "DELETE FROM household_name WHERE list = (SELECT list FROM household_list WHERE campaign = ?1)",
        "UPDATE household SET sealed = NULL WHERE campaign = ?1"}) {
    context_.db.prepare(sql).run(campaign_);
  }
}

}  // namespace anlan::relief
