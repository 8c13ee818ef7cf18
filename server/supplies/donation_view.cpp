#include "supplies/donation_view.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "supplies/batch.hpp"
#include "supplies/donation_entries.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_entries.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

void insert_donation(const journal::ApplyContext& context, const Donation& donation) {
  context.db
      .prepare(
          "INSERT INTO donation (ordinal, donation, version, state, place, division, movement, exercise, incident,"
          " document) VALUES ((SELECT coalesce(max(ordinal), 0) + 1 FROM donation), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
          "?9)")
      .run(donation.donation, context.entry.stream_version, to_string(donation.state), donation.place,
           donation.division.text(), donation.movement, donation.exercise, donation.earmark.incident,
           dump(context.body));
  auto row = context.db.prepare("INSERT INTO donation_gift (batch, donation, line) VALUES (?1, ?2, ?3)");
  for (std::size_t i = 0; i < donation.gifts.size(); ++i) {
    row.run(donation.gifts[i].batch, donation.donation, static_cast<std::int64_t>(i));
  }
}

void change_donation(const journal::ApplyContext& context, const Donation& donation) {
  context.db.prepare("UPDATE donation SET version = ?2, incident = ?3, document = ?4 WHERE donation = ?1")
      .run(donation.donation, context.entry.stream_version, donation.earmark.incident, dump(context.body));
}

/// A receipt taken back takes its donation with it.
void withdraw(store::Connection& db, const std::string& movement) {
  db.prepare("UPDATE donation SET state = ?2, document = json_set(document, '$.state', ?2) WHERE movement = ?1")
      .run(movement, to_string(DonationState::withdrawn));
}

Donation donation_at(const store::Statement& row) {
  auto donation = read_donation(json::parse(row.view_at(0)));
  donation.version = row.int_at(1);
  return donation;
}

}  // namespace

std::vector<std::string> DonationView::schema() const {
  return {
      "CREATE TABLE donation ("
      "  ordinal INTEGER PRIMARY KEY, donation TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, state TEXT NOT NULL,"
      "  place TEXT NOT NULL, division TEXT NOT NULL, movement TEXT NOT NULL UNIQUE, exercise INTEGER NOT NULL,"
      "  incident TEXT, document TEXT NOT NULL) STRICT",
      "CREATE TABLE donation_gift ("
      "  batch TEXT PRIMARY KEY, donation TEXT NOT NULL, line INTEGER NOT NULL) STRICT, WITHOUT ROWID",
  };
}

void DonationView::apply(const journal::ApplyContext& context) {
  const auto& type = context.entry.type;
  if (type == kDonationRegistered) insert_donation(context, read_donation(context.body));
  if (type == kDonationCorrected || type == kDonationExcepted) change_donation(context, read_donation(context.body));
  if (type == kStockReversed) withdraw(context.db, text_at(context.body, "reverses"));
}

std::optional<Donation> find_donation(store::Connection& db, const std::string& donation) {
  auto row = db.prepare("SELECT document, version FROM donation WHERE donation = ?1");
  row.bind_all(donation);
  if (!row.step()) return std::nullopt;
  return donation_at(row);
}

std::optional<Donation> donation_of_batch(store::Connection& db, const std::string& batch) {
  auto row = db.prepare(
      "SELECT d.document, d.version FROM donation_gift g JOIN donation d USING (donation)"
      " WHERE g.batch = ?1");
  row.bind_all(batch);
  if (!row.step()) return std::nullopt;
  return donation_at(row);
}

std::string next_donation_number(store::Connection& db) {
  return batch_label(db.number("SELECT coalesce(max(ordinal), 0) + 1 FROM donation"));
}

std::vector<ListedDonation> list_donations(store::Connection& db, const DonationFilter& filter) {
  auto rows = db.prepare(
      "SELECT document, version, ordinal FROM donation WHERE ordinal < ?1 AND (?2 IS NULL OR place = ?2)"
      " AND (?3 IS NULL OR incident = ?3) AND (?4 IS NOT NULL OR (exercise = 0 AND state = 'received'))"
      " AND (?4 IS NULL OR substr(division, 1, ?5) = ?4) ORDER BY ordinal DESC LIMIT ?6");
  std::optional<std::string> within;
  std::int64_t digits = 0;
  if (filter.jurisdiction) {
    digits = static_cast<std::int64_t>(significant_digits(filter.jurisdiction->level()));
    within = filter.jurisdiction->text().substr(0, static_cast<std::size_t>(digits));
  }
  rows.bind_all(filter.before, filter.place, filter.incident, within, digits, filter.limit);
  std::vector<ListedDonation> out;
  while (rows.step()) out.push_back({rows.int_at(2), donation_at(rows)});
  return out;
}

std::vector<Standing> whereabouts(store::Connection& db, const std::string& batch) {
  auto rows = db.prepare(
      "SELECT place, bin, quantity FROM stock_balance WHERE batch = ?1 AND quantity <> 0 AND place <> ?2"
      " ORDER BY place, bin");
  rows.bind_all(batch, to_string(Side::donor));
  std::vector<Standing> out;
  while (rows.step()) out.push_back({{rows.text_at(0), rows.text_at(1)}, rows.int_at(2)});
  return out;
}

Result<void> check_earmarks(store::Connection& db, const std::vector<Pick>& picks, const Use& use) {
  std::vector<DonatedLine> donated;
  for (std::size_t i = 0; i < picks.size(); ++i) {
    if (auto donation = donation_of_batch(db, picks[i].batch.batch)) donated.push_back({i, std::move(*donation)});
  }
  return check_use(donated, use);
}

void keep_usable(store::Connection& db, std::vector<Pick>& piles, const Use& use) {
  std::erase_if(piles, [&](const Pick& pile) {
    const auto donation = donation_of_batch(db, pile.batch.batch);
    return donation && !allows(*donation, use);
  });
}

}  // namespace anlan::supplies
