#include "relief/person_view.hpp"

#include <algorithm>
#include <iterator>

#include "access/key_entries.hpp"
#include "base/json_fields.hpp"
#include "relief/campaign.hpp"
#include "relief/household_entries.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_view.hpp"
#include "relief/id_number.hpp"
#include "relief/likeness_keys.hpp"
#include "relief/pinyin.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

void forget_campaign(store::Connection& db, const std::string& campaign) {
  for (const auto* sql :
       {"DELETE FROM household_person WHERE ordinal IN (SELECT ordinal FROM household WHERE campaign = ?1)",
        "DELETE FROM household_card WHERE ordinal IN (SELECT ordinal FROM household WHERE campaign = ?1)",
        "DELETE FROM household_likeness WHERE ordinal IN (SELECT ordinal FROM household WHERE campaign = ?1)"}) {
    db.prepare(sql).run(campaign);
  }
}

/// Writes what one entry says of households.
class Bookkeeper {
 public:
  Bookkeeper(const journal::ApplyContext& context, access::KeyRing& keys, std::string campaign)
      : db_{context.db}, day_{day_of(context.entry.recorded_at)}, keys_{keys}, campaign_{std::move(campaign)} {}

  void drop(std::int64_t ordinal) {
    db_.prepare("DELETE FROM household_person WHERE ordinal = ?1").run(ordinal);
    db_.prepare("DELETE FROM household_card WHERE ordinal = ?1").run(ordinal);
    forget_likeness_keys(db_, ordinal);
  }

  void keep(std::int64_t ordinal, const std::string& village, const Personal& people) {
    for (std::size_t i = 0; i < people.members.size(); ++i) {
      keep_member(ordinal, static_cast<std::int64_t>(i), village, people.members[i]);
    }
    keep_likeness_keys(db_, keys_, campaign_, ordinal, village, people);
    if (!people.account) return;
    db_.prepare("INSERT INTO household_card (ordinal, holder) VALUES (?1, ?2)")
        .run(ordinal, mark(village, people.account_name.value_or(people.head().name)));
  }

 private:
  [[nodiscard]] std::int64_t mark(const std::string& village, const std::string& name) {
    return person_mark(keys_, campaign_, village, name).value();
  }

  void keep_member(std::int64_t ordinal, std::int64_t place, const std::string& village, const Member& member) {
    std::optional<std::int64_t> number;
    std::optional<std::string> sex;
    std::optional<std::int64_t> born;
    if (member.id_number) {
      number = mark_of(keys_, "id", *member.id_number).value();
      if (const auto known = parse_id_number(*member.id_number, day_)) {
        sex = std::string{to_string(known->sex)};
        born = static_cast<int>(known->birth.year());
      }
    }
    db_.prepare(
           "INSERT INTO household_person (ordinal, member, number, name, sex, born, lengthened)"
           " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .run(ordinal, place, number, mark(village, member.name), sex, born, member.lengthened);
  }

  store::Connection& db_;
  Day day_;
  access::KeyRing& keys_;
  std::string campaign_;
};

}  // namespace

std::vector<std::string> PersonView::schema() const {
  std::vector<std::string> out{
      "CREATE TABLE household_person ("
      "  ordinal INTEGER NOT NULL, member INTEGER NOT NULL, number INTEGER, name INTEGER NOT NULL, sex TEXT,"
      "  born INTEGER, lengthened INTEGER NOT NULL, PRIMARY KEY (ordinal, member)) STRICT, WITHOUT ROWID",
      "CREATE TABLE household_card (ordinal INTEGER PRIMARY KEY, holder INTEGER NOT NULL) STRICT",
  };
  std::ranges::move(likeness_schema(), std::back_inserter(out));
  return out;
}

std::string PersonView::fingerprint() const { return "2 pinyin " + pinyin_edition(); }

std::vector<std::string> PersonView::beyond_replay(store::Connection& db) const {
  return lacks_keys(db, opened_->keys()) ? tables() : std::vector<std::string>{};
}

void PersonView::apply(const journal::ApplyContext& context) {
  const auto& [db, entry, body, effects, blobs] = context;
  if (entry.type == "key.destroyed") {
    if (const auto campaign = campaign_of_owner(access::read_key_destroyed(body).owner)) forget_campaign(db, *campaign);
    return;
  }
  if (entry.type != kHouseholdEntered && entry.type != kHouseholdChanged) return;
  Bookkeeper books{context, opened_->keys(), text_at(body, "campaign")};
  for (const auto& [row, people, ordinal] : opened_->rows()) {
    if (entry.type == kHouseholdChanged) books.drop(ordinal);
    if (people) books.keep(ordinal, row.facts.village.text(), *people);
  }
}

Result<std::int64_t> person_mark(access::KeyRing& keys, const std::string& campaign, const std::string& village,
                                 std::string_view name) {
  return mark_of(keys, "person", campaign + '\n' + village + '\n' + std::string{name});
}

}  // namespace anlan::relief
