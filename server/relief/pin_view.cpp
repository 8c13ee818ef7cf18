#include "relief/pin_view.hpp"

#include "base/json_fields.hpp"
#include "relief/pin_entries.hpp"

namespace anlan::relief {

using nlohmann::json;

std::vector<std::string> PinView::schema() const {
  return {
      "CREATE TABLE campaign_standard (campaign TEXT PRIMARY KEY, pinned TEXT NOT NULL, pinned_at INTEGER NOT NULL)"
      " STRICT, WITHOUT ROWID"};
}

void PinView::apply(const journal::ApplyContext& context) {
  if (context.entry.type != kCampaignPinned) return;
  context.db
      .prepare(
          "INSERT INTO campaign_standard (campaign, pinned, pinned_at) VALUES (?1, ?2, ?3)"
          " ON CONFLICT (campaign) DO UPDATE SET pinned = excluded.pinned, pinned_at = excluded.pinned_at")
      .run(text_at(context.body, "campaign"), dump(context.body.at("pinned")), to_millis(context.entry.recorded_at));
}

std::optional<PinnedStandard> find_pinned(store::Connection& db, const std::string& campaign) {
  auto row = db.prepare("SELECT pinned FROM campaign_standard WHERE campaign = ?1");
  row.bind_all(campaign);
  if (!row.step()) return std::nullopt;
  return read_pinned(json::parse(row.view_at(0)));
}

}  // namespace anlan::relief
