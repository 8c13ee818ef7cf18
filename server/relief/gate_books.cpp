#include "relief/gate_books.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/json_fields.hpp"
#include "relief/gate_entries.hpp"
#include "relief/household.hpp"
#include "relief/way.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

/// Going back takes away what has to be done again: all evidence of the stage returned to and of those after it.
void take_back(json& evidence, Stage to) {
  const auto forget = [&](Stage from, std::initializer_list<const char*> fields) {
    if (to > from) return;
    for (const auto* field : fields) evidence.erase(field);
  };
  forget(Stage::village_review, {"meeting"});
  forget(Stage::public_notice, {"notice", "told"});
  forget(Stage::township_review, {"sample", "reviewers"});
  forget(Stage::county_decision, {"freeze"});
  forget(Stage::allotment, {"allotments"});
  forget(Stage::second_notice, {"second_notice"});
  forget(Stage::relieved, {"results_confirmed"});
  forget(Stage::follow_up, {"follow_up"});
  for (auto later = static_cast<std::size_t>(to) + 1; later < kStages; ++later) {
    if (evidence.contains("reached")) evidence["reached"].erase(std::string{to_string(static_cast<Stage>(later))});
  }
  evidence["stage"] = to_string(to);
}

/// A later visit of a household takes the place of the one before.
void keep_visit(json& visits, const json& visit) {
  for (auto& each : visits) {
    if (each.at("household") != visit.at("household")) continue;
    each = visit;
    return;
  }
  visits.push_back(visit);
}

/// The photo stays beside the evidence, with why it does not count: sealed, or in clear in entries from before reasons
/// were.
void drop_photo(json& photos, const json& body) {
  for (auto& each : photos) {
    if (each.at("photo") == body.at("photo"))
      each["dropped_for"] = body.at(body.contains("sealed") ? "sealed" : "reason");
  }
}

/// What it was returned for has been seen to once the list comes back to where it was returned from.
void pass(json& evidence, const json& body, const std::string& account, const std::string& at) {
  if (body.at("from") == to_string(Stage::township_review)) evidence["reviewers"].push_back(account);
  if (evidence.contains("returned") && evidence.at("returned").at("from") == body.at("to")) evidence.erase("returned");
  evidence["stage"] = body.at("to");
  evidence["reached"][text_at(body, "to")] = at;
}

/// Who sent the list back and why: sealed, or in clear in entries from before reasons were.
void send_back(json& evidence, const json& body, const json& actor, const std::string& at) {
  take_back(evidence, parse_stage(text_at(body, "to")).value());
  json returned{{"at", at}, {"by_name", actor.at("display_name")}};
  for (const auto* field : {"from", "to", "sealed", "reason"}) {
    if (body.contains(field)) returned[field] = body.at(field);
  }
  evidence["returned"] = std::move(returned);
}

json frozen(const journal::ApplyContext& context) {
  const auto& body = context.body;
  json out{{"at", format_time(context.entry.recorded_at)}, {"signatures", json::array()}};
  for (const auto* field : {"snapshot", "total_fen", "standard", "policy", "budget_fen"}) out[field] = body.at(field);
  return out;
}

}  // namespace

void change_evidence(json& evidence, const journal::ApplyContext& context, const json& actor) {
  const auto& [db, entry, body, effects, blobs] = context;
  const auto& account = text_at(actor, "account");
  const auto at = format_time(entry.recorded_at);
  if (entry.type == kGateMet) evidence["meeting"] = body.at("meeting");
  if (entry.type == kGatePosted) {
    evidence[text_at(body, "notice")] = {{"posted_at", body.at("posted_at")},
                                         {"place", body.at("place")},
                                         {"photos", json::array()},
                                         {"seq", entry.seq}};
  }
  if (entry.type == kGatePhotographed) evidence.at(text_at(body, "notice")).at("photos").push_back(body.at("photo"));
  if (entry.type == kGatePhotoDropped) drop_photo(evidence.at(text_at(body, "notice")).at("photos"), body);
  if (entry.type == kGateDrawn) {
    evidence[text_at(body, "sample")] = {{"wanted", body.at("wanted")},
                                         {"seed", body.at("seed")},
                                         {"households", body.at("households")},
                                         {"visits", json::array()},
                                         {"drawn_at", at}};
  }
  if (entry.type == kGateVisited) {
    auto visit = body.at("visit");
    visit["by_name"] = actor.at("display_name");
    visit["recorded_at"] = at;
    keep_visit(evidence.at(text_at(body, "sample")).at("visits"), visit);
    if (visit.at("result") == "adjust") evidence["told"].push_back(visit.at("household"));
  }
  if (entry.type == kGateFrozen) evidence["freeze"] = frozen(context);
  if (entry.type == kGateSigned) {
    evidence.at("freeze")
        .at("signatures")
        .push_back(
            {{"by", account}, {"by_name", actor.at("display_name")}, {"at", at}, {"snapshot", body.at("snapshot")}});
  }
  if (entry.type == kGateAllotted) {
    evidence["allotments"].push_back({{"document", body.at("document")}, {"fen", body.at("fen")}});
  }
  if (entry.type == kGateConfirmed) evidence["results_confirmed"] = true;
  if (entry.type == kGatePassed) pass(evidence, body, account, at);
  if (entry.type == kGateReturned) send_back(evidence, body, actor, at);
}

void keep_change(const journal::ApplyContext& context) {
  const auto said = optional_at<std::string>(context.body, "weight");
  const auto weight = said ? parse_word<ChangeWeight>(kChangeWords, *said).value() : ChangeWeight::more;
  if (weight == ChangeWeight::quiet) return;
  const auto at = to_millis(context.entry.recorded_at);
  const auto grown = weight == ChangeWeight::more ? std::optional{at} : std::nullopt;
  auto kept = context.db.prepare(
      "INSERT INTO household_shown (household, shown_at, grown_at) VALUES (?1, ?2, ?3)"
      " ON CONFLICT (household) DO UPDATE SET shown_at = excluded.shown_at,"
      " grown_at = coalesce(excluded.grown_at, grown_at)");
  for (const auto& row : context.body.at("rows")) kept.run(text_at(row, "household"), at, grown);
}

void keep_photo(const journal::ApplyContext& context, const json& notice) {
  const auto& body = context.body;
  const bool dropped = context.entry.type == kGatePhotoDropped;
  const auto known_by = [](const json& photo) { return text_at(photo, photo.contains("mark") ? "mark" : "photo"); };
  const auto name = known_by(dropped ? body : body.at("photo"));
  const bool stands = std::ranges::any_of(notice.at("photos"), [&](const json& photo) {
    return known_by(photo) == name && !photo.contains("dropped_for");
  });
  if (dropped && stands) return;  // the same picture was added twice
  const auto* sql =
      dropped ? "DELETE FROM gate_photo WHERE photo = ?1 AND campaign = ?2 AND village = ?3 AND notice = ?4"
              : "INSERT INTO gate_photo (photo, campaign, village, notice) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO "
                "NOTHING";
  context.db.prepare(sql).run(name, text_at(body, "campaign"), text_at(body, "village"),
                              notice.at("seq").get<std::int64_t>());
}

}  // namespace anlan::relief
