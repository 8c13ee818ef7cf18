#include "relief/trace.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/json_fields.hpp"
#include "journal/stream_reading.hpp"
#include "relief/audit_entries.hpp"
#include "relief/gate_entries.hpp"
#include "relief/household_photo_entries.hpp"
#include "relief/household_queries.hpp"
#include "relief/payment.hpp"
#include "relief/payment_entries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

TraceStep step_of(const journal::Entry& entry) {
  return {.seq = entry.seq, .type = entry.type, .at = entry.recorded_at, .actor = json::parse(entry.actor)};
}

/// The row of a list that is about one household or its payment; nothing when none is.
const json* row_about(const json& rows, const char* field, const std::string& value) {
  const auto found = std::ranges::find_if(rows, [&](const json& row) { return row.at(field) == value; });
  return found == rows.end() ? nullptr : &*found;
}

void take(json& out, const json& from, std::initializer_list<const char*> fields) {
  for (const auto* field : fields) {
    if (from.contains(field)) out[field] = from.at(field);
  }
}

void add_proof(TraceStep& step, const json& from, const char* field) {
  if (auto blob = optional_at<std::string>(from, field); blob && !blob->empty())
    step.proofs.push_back(std::move(*blob));
}

/// What a payment's entry says of one line; false when it is about others.
bool tell_payment(TraceStep& step, const json& body, const std::string& key) {
  if (step.type == kPaymentSent) {
    const auto* line = row_about(body.at("lines"), "key", key);
    if (line == nullptr) return false;
    take(step.said, body, {"file", "snapshot"});
    take(step.said, *line, {"attempt"});
    return true;
  }
  if (step.type == kPaymentAnswered) {
    const auto* answer = row_about(body.at("answers"), "key", key);
    if (answer != nullptr) take(step.said, *answer, {"attempt", "paid", "reason"});
    return answer != nullptr;
  }
  if (body.at("key") != key) return false;
  add_proof(step, body, "proof");
  return true;
}

/// What an entry of the way says that concerns the household; false when it is about others.
bool tell_gate(TraceStep& step, const json& body, const std::string& household) {
  if (body.contains("household")) return body.at("household") == household;
  if (step.type == kGateVisited) {
    const auto& visit = body.at("visit");
    if (visit.at("household") != household) return false;
    take(step.said, visit, {"result"});
    add_proof(step, visit, "photo");
  } else if (step.type == kGateMet) {
    const auto& meeting = body.at("meeting");
    if (const auto* vote = row_about(meeting.at("votes"), "household", household); vote != nullptr) {
      take(step.said, *vote, {"ayes", "noes", "abstained"});
    }
    add_proof(step, meeting, "minutes");
    add_proof(step, meeting, "photo");
  } else if (step.type == kGatePhotographed) {
    add_proof(step, body.at("photo"), "photo");
  } else if (step.type == kGateFrozen) {
    const auto* row = row_about(body.at("rows"), "household", household);
    if (row == nullptr) return false;
    take(step.said, *row, {"fen"});
    take(step.said, body, {"snapshot"});
  } else {
    take(step.said, body, {"snapshot", "from", "to", "reason", "document", "notice"});
    if (step.type == kGateReturned) take(step.said, body, {"sealed"});
  }
  return true;
}

/// That a picture was added or dropped, and what it shows; the picture itself is shown for a purpose only.
void add_photos(store::Connection& db, const journal::EntryTypes& types, const std::string& household,
                std::vector<TraceStep>& steps) {
  for (const auto& entry : journal::entries_of(db, household_photo_stream(household))) {
    auto step = step_of(entry);
    take(step.said, types.read_body(entry.type, entry.version, entry.body), {"about"});
    steps.push_back(std::move(step));
  }
}

/// What inspections on the spot found.
void add_audits(store::Connection& db, const journal::EntryTypes& types, const std::string& household,
                std::vector<TraceStep>& steps) {
  auto audits = db.prepare("SELECT audit FROM audit_visit WHERE household = ?1 AND result IS NOT NULL ORDER BY audit");
  audits.bind_all(household);
  while (audits.step()) {
    for (const auto& entry : journal::entries_of(db, audit_stream(audits.text_at(0)))) {
      if (entry.type != kAuditVisited) continue;
      const auto body = types.read_body(entry.type, entry.version, entry.body);
      if (body.at("household") != household) continue;
      auto step = step_of(entry);
      take(step.said, body, {"result"});
      add_proof(step, body, "photo");
      steps.push_back(std::move(step));
    }
  }
}

/// Villages whose list the household stood on, paid or stands on.
std::set<std::string> villages_of(store::Connection& db, const Household& household) {
  std::set<std::string> out{household.facts.village.text()};
  for (const auto& payment : payments_of(db, household)) out.insert(payment.village);
  return out;
}

}  // namespace

std::vector<TraceStep> trace_of(store::Connection& db, const journal::EntryTypes& types, const Household& household) {
  std::vector<TraceStep> out;
  for (const auto& fact : history_of(db, household.ordinal)) out.push_back(step_of(journal::entry_at(db, fact.seq)));
  add_photos(db, types, household.household, out);
  add_audits(db, types, household.household, out);
  const auto key = payment_key(household.campaign, household.household);
  for (const auto& village : villages_of(db, household)) {
    const auto stream = gate_stream(household.campaign, DivisionCode::parse(village).value());
    for (const auto& entry : journal::entries_of(db, stream)) {
      auto step = step_of(entry);
      const auto body = types.read_body(entry.type, entry.version, entry.body);
      const bool payment = entry.type.starts_with("payment.");
      if (payment ? tell_payment(step, body, key) : tell_gate(step, body, household.household)) {
        out.push_back(std::move(step));
      }
    }
  }
  std::ranges::sort(out, {}, &TraceStep::seq);
  return out;
}

std::vector<TracePayment> payments_of(store::Connection& db, const Household& household) {
  auto rows = db.prepare(
      "SELECT a.village, a.fen, p.key, p.state, p.fen, p.attempt, p.reason FROM gate_amount a"
      " LEFT JOIN payment_line p ON p.campaign = a.campaign AND p.household = a.household AND p.village = a.village"
      " WHERE a.campaign = ?1 AND a.household = ?2"
      " UNION ALL SELECT p.village, 0, p.key, p.state, p.fen, p.attempt, p.reason FROM payment_line p"
      " WHERE p.campaign = ?1 AND p.household = ?2 AND NOT EXISTS (SELECT 1 FROM gate_amount a"
      " WHERE a.campaign = p.campaign AND a.household = p.household AND a.village = p.village) ORDER BY 1");
  rows.bind_all(household.campaign, household.household);
  std::vector<TracePayment> out;
  while (rows.step()) {
    out.push_back({.village = rows.text_at(0),
                   .approved_fen = rows.int_at(1),
                   .key = rows.optional_text_at(2),
                   .state = rows.optional_text_at(3),
                   .fen = rows.int_at(4),
                   .attempts = rows.int_at(5),
                   .reason = rows.optional_text_at(6)});
  }
  return out;
}

bool paid_twice(const std::vector<PaidCampaign>& campaigns) {
  const auto counts = [](const PaidCampaign& one) { return one.times > 0 && !one.campaign.exercise; };
  for (auto one = campaigns.begin(); one != campaigns.end(); ++one) {
    if (!counts(*one)) continue;
    if (one->times > 1) return true;
    const bool again = std::any_of(std::next(one), campaigns.end(), [&](const PaidCampaign& other) {
      return counts(other) && overlap(one->campaign.facts, other.campaign.facts);
    });
    if (again) return true;
  }
  return false;
}

}  // namespace anlan::relief
