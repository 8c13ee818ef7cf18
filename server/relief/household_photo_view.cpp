#include "relief/household_photo_view.hpp"

#include <nlohmann/json.hpp>

#include "access/key_entries.hpp"
#include "base/json_fields.hpp"
#include "relief/campaign.hpp"
#include "relief/household_photo_entries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

void add(const journal::ApplyContext& context) {
  const auto& body = context.body;
  std::optional<std::int64_t> taken;
  if (const auto at = optional_at<std::string>(body, "taken_at")) taken = to_millis(parse_time(*at).value());
  context.db
      .prepare(
          "INSERT INTO household_photo (photo, household, campaign, about, taken_at, sealed, added_at, added_by, "
          "dropped)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)")
      .run(text_at(body, "photo"), text_at(body, "household"), text_at(body, "campaign"), text_at(body, "about"), taken,
           text_at(body, "sealed"), to_millis(context.entry.recorded_at),
           text_at(json::parse(context.entry.actor), "account"));
}

}  // namespace

std::vector<std::string> HouseholdPhotoView::schema() const {
  return {
      "CREATE TABLE household_photo ("
      "  photo TEXT PRIMARY KEY, household TEXT NOT NULL, campaign TEXT NOT NULL, about TEXT NOT NULL,"
      "  taken_at INTEGER, sealed TEXT, added_at INTEGER NOT NULL, added_by TEXT NOT NULL, dropped INTEGER NOT NULL"
      ") STRICT, WITHOUT ROWID",
      "CREATE INDEX household_photo_of_household ON household_photo (household, added_at)",
      "CREATE INDEX household_photo_of_campaign ON household_photo (campaign)"};
}

void HouseholdPhotoView::apply(const journal::ApplyContext& context) {
  const auto& type = context.entry.type;
  if (type == kHouseholdPhotoAdded) return add(context);
  if (type == kHouseholdPhotoDropped) {
    context.db.prepare("UPDATE household_photo SET dropped = 1, sealed = NULL WHERE photo = ?1")
        .run(text_at(context.body, "photo"));
  }
  if (type != "key.destroyed") return;
  if (const auto campaign = campaign_of_owner(access::read_key_destroyed(context.body).owner)) {
    context.db.prepare("UPDATE household_photo SET sealed = NULL WHERE campaign = ?1").run(*campaign);
  }
}

std::vector<HouseholdPhoto> photos_of(store::Connection& db, const std::string& household) {
  auto rows = db.prepare(
      "SELECT photo, about, taken_at, sealed, added_at, added_by FROM household_photo"
      " WHERE household = ?1 AND dropped = 0 ORDER BY added_at, photo");
  rows.bind_all(household);
  std::vector<HouseholdPhoto> out;
  while (rows.step()) {
    out.push_back({.photo = rows.text_at(0),
                   .household = household,
                   .about = parse_word<PhotoAbout>(kPhotoAboutWords, rows.view_at(1)).value(),
                   .taken_at = {},
                   .sealed = rows.optional_text_at(3),
                   .added_at = from_millis(rows.int_at(4)),
                   .added_by = rows.text_at(5)});
    if (const auto taken = rows.optional_int_at(2)) out.back().taken_at = from_millis(*taken);
  }
  return out;
}

}  // namespace anlan::relief
