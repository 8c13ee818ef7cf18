#include "relief/evidence_pictures.hpp"

#include <utility>

#include "base/json_fields.hpp"
#include "relief/gate_view.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

using Pictures = std::vector<EvidencePicture>;

void add_meeting(Pictures& out, const json& meeting) {
  const auto held_at = parse_time(text_at(meeting, "held_at")).value();
  for (const auto& [of, field] : {std::pair{"minutes", "minutes"}, std::pair{"meeting", "photo"}}) {
    const auto& blob = text_at(meeting, field);
    if (!blob.empty()) out.push_back({.of = of, .blob = blob, .at = held_at});
  }
}

void add_notice(Pictures& out, std::string_view of, const json& notice) {
  for (const auto& photo : notice.at("photos")) {
    out.push_back({.of = of,
                   .blob = text_at(photo, "photo"),
                   .at = parse_time(text_at(photo, "taken_at")).value(),
                   .dropped_for = optional_at<std::string>(photo, "dropped_for")});
  }
}

void add_visits(Pictures& out, std::string_view of, const json& sample) {
  for (const auto& visit : sample.at("visits")) {
    auto blob = optional_at<std::string>(visit, "photo");
    if (!blob || blob->empty()) continue;
    out.push_back({.of = of,
                   .blob = std::move(*blob),
                   .household = text_at(visit, "household"),
                   .at = parse_time(text_at(visit, "at")).value()});
  }
}

void add_signatures(Pictures& out, store::Connection& db, const std::string& campaign, const DivisionCode& village) {
  auto rows = db.prepare(
      "SELECT household, proof FROM payment_line WHERE campaign = ?1 AND village = ?2 AND proof IS NOT NULL"
      " ORDER BY key");
  rows.bind_all(campaign, village.text());
  while (rows.step()) out.push_back({.of = "signature", .blob = rows.text_at(1), .household = rows.text_at(0)});
}

}  // namespace

std::vector<EvidencePicture> evidence_pictures(store::Connection& db, const std::string& campaign,
                                               const DivisionCode& village) {
  const auto evidence = find_evidence(db, campaign, village);
  Pictures out;
  if (evidence.contains("meeting")) add_meeting(out, evidence.at("meeting"));
  if (evidence.contains("notice")) add_notice(out, "notice", evidence.at("notice"));
  if (evidence.contains("sample")) add_visits(out, "visit", evidence.at("sample"));
  add_signatures(out, db, campaign, village);
  if (evidence.contains("second_notice")) add_notice(out, "second_notice", evidence.at("second_notice"));
  if (evidence.contains("follow_up")) add_visits(out, "follow_up", evidence.at("follow_up"));
  return out;
}

}  // namespace anlan::relief
