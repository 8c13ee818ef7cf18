#include "relief/campaign_view.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/json_fields.hpp"
#include "relief/campaign_entries.hpp"
#include "relief/pin_entries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

constexpr std::string_view kSelect =
    "SELECT campaign, version, state, facts, exercise, opened_at, closed_at, close_reason FROM campaign ";

Campaign campaign_at(const store::Statement& row) {
  Campaign out{.campaign = row.text_at(0),
               .version = row.int_at(1),
               .facts = read_campaign_facts(json::parse(row.view_at(3))),
               .state = parse_campaign_state(row.view_at(2)).value(),
               .exercise = row.int_at(4) != 0,
               .opened_at = from_millis(row.int_at(5)),
               .close_reason = row.optional_text_at(7)};
  if (const auto closed = row.optional_int_at(6)) out.closed_at = from_millis(*closed);
  return out;
}

}  // namespace

std::vector<std::string> CampaignView::schema() const {
  return {
      "CREATE TABLE campaign ("
      "  campaign TEXT PRIMARY KEY, version INTEGER NOT NULL, division TEXT NOT NULL, state TEXT NOT NULL,"
      "  facts TEXT NOT NULL, exercise INTEGER NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER,"
      "  close_reason TEXT) STRICT, WITHOUT ROWID"};
}

void CampaignView::apply(const journal::ApplyContext& context) {
  const auto& [db, entry, body, effects, blobs] = context;
  if (entry.type == kCampaignOpened) {
    db.prepare(
          "INSERT INTO campaign (campaign, version, division, state, facts, exercise, opened_at)"
          " VALUES (?1, ?2, ?3, 'open', ?4, ?5, ?6)")
        .run(text_at(body, "campaign"), entry.stream_version, entry.division, dump(body.at("facts")), entry.exercise,
             to_millis(entry.recorded_at));
  } else if (entry.type == kCampaignChanged) {
    db.prepare("UPDATE campaign SET version = ?2, facts = ?3 WHERE campaign = ?1")
        .run(text_at(body, "campaign"), entry.stream_version, dump(body.at("facts")));
  } else if (entry.type == kCampaignPinned) {
    db.prepare("UPDATE campaign SET version = ?2 WHERE campaign = ?1")
        .run(text_at(body, "campaign"), entry.stream_version);
  } else if (entry.type == kCampaignClosed) {
    db.prepare(
          "UPDATE campaign SET version = ?2, state = 'closed', closed_at = ?3, close_reason = ?4 WHERE campaign = ?1")
        .run(text_at(body, "campaign"), entry.stream_version, to_millis(entry.recorded_at), text_at(body, "reason"));
  }
}

std::optional<Campaign> find_campaign(store::Connection& db, const std::string& campaign) {
  static const std::string sql = std::string{kSelect} + "WHERE campaign = ?1";
  auto row = db.prepare(sql);
  row.bind_all(campaign);
  if (!row.step()) return std::nullopt;
  return campaign_at(row);
}

std::vector<Campaign> list_campaigns(store::Connection& db, const DivisionCode& jurisdiction) {
  static const std::string sql =
      std::string{kSelect} + "WHERE substr(division, 1, ?1) = ?2 ORDER BY opened_at DESC, campaign";
  const auto digits = std::min(significant_digits(jurisdiction.level()), significant_digits(Level::county));
  auto rows = db.prepare(sql);
  rows.bind_all(static_cast<std::int64_t>(digits), jurisdiction.text().substr(0, digits));
  std::vector<Campaign> out;
  while (rows.step()) out.push_back(campaign_at(rows));
  return out;
}

std::vector<std::string> winter_of(store::Connection& db, const std::string& campaign) {
  auto rows = db.prepare(
      "SELECT campaign FROM campaign WHERE coalesce(facts ->> '$.supplements', campaign) ="
      " (SELECT coalesce(facts ->> '$.supplements', campaign) FROM campaign WHERE campaign = ?1) ORDER BY campaign");
  rows.bind_all(campaign);
  std::vector<std::string> out;
  while (rows.step()) out.push_back(rows.text_at(0));
  return out;
}

}  // namespace anlan::relief
