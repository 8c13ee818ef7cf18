#include "relief/referral_view.hpp"

#include <nlohmann/json.hpp>

#include "base/json_fields.hpp"
#include "relief/household_queries.hpp"
#include "relief/referral_entries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

Referral referral_at(const store::Statement& row) {
  auto out = read_referral(json::parse(row.view_at(0)));
  out.version = row.int_at(1);
  return out;
}

std::vector<Referral> all_of(store::Statement rows) {
  std::vector<Referral> out;
  while (rows.step()) out.push_back(referral_at(rows));
  return out;
}

}  // namespace

std::vector<std::string> ReferralView::schema() const {
  return {
      "CREATE TABLE referral ("
      "  referral TEXT PRIMARY KEY, version INTEGER NOT NULL, campaign TEXT NOT NULL, household TEXT NOT NULL,"
      "  village TEXT NOT NULL, programme TEXT NOT NULL, state TEXT NOT NULL, referred_at INTEGER NOT NULL,"
      "  document TEXT NOT NULL) STRICT, WITHOUT ROWID",
      "CREATE INDEX referral_of_household ON referral (household, referred_at)",
      "CREATE INDEX referral_of_campaign ON referral (campaign, village)"};
}

void ReferralView::apply(const journal::ApplyContext& context) {
  if (!context.entry.type.starts_with("referral.")) return;
  const auto& body = context.body;
  context.db
      .prepare(
          "INSERT INTO referral (referral, version, campaign, household, village, programme, state, referred_at,"
          " document) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (referral) DO UPDATE"
          " SET version = excluded.version, state = excluded.state, document = excluded.document")
      .run(text_at(body, "referral"), context.entry.stream_version, text_at(body, "campaign"),
           text_at(body, "household"), text_at(body, "village"), text_at(body, "programme"), text_at(body, "state"),
           to_millis(parse_time(text_at(body, "referred_at")).value()), dump(body));
}

std::optional<Referral> find_referral(store::Connection& db, const std::string& referral) {
  auto row = db.prepare("SELECT document, version FROM referral WHERE referral = ?1");
  row.bind_all(referral);
  if (!row.step()) return std::nullopt;
  return referral_at(row);
}

std::vector<Referral> referrals_of(store::Connection& db, const std::string& household) {
  auto rows = db.prepare("SELECT document, version FROM referral WHERE household = ?1 ORDER BY referred_at, referral");
  rows.bind_all(household);
  return all_of(std::move(rows));
}

std::vector<Referral> list_referrals(store::Connection& db, const ReferralFilter& filter) {
  auto rows = db.prepare(
      "SELECT document, version FROM referral WHERE campaign = ?1 AND village >= ?2 AND village < ?3"
      " AND (?4 IS NULL OR programme = ?4) AND (?5 IS NULL OR state = ?5) ORDER BY referred_at, referral LIMIT ?6");
  const auto codes = codes_within(filter.within);
  std::optional<std::string_view> state;
  if (filter.state) state = to_string(*filter.state);
  rows.bind_all(filter.campaign, codes.from, codes.until, filter.programme, state, filter.limit);
  return all_of(std::move(rows));
}

}  // namespace anlan::relief
