#include "relief/payment_view.hpp"

#include <utility>

#include "base/json_fields.hpp"
#include "relief/gate_entries.hpp"
#include "relief/needs_json.hpp"
#include "relief/payment_entries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

void make_lines(const journal::ApplyContext& context, const std::string& campaign, const DivisionCode& village) {
  auto made = context.db.prepare(
      "INSERT INTO payment_line (key, campaign, village, household, fen, state, attempt, payee, seq)"
      " VALUES (?1, ?2, ?3, ?4, ?5, 'ready', 0, ?6, ?7) ON CONFLICT DO NOTHING");
  for (const auto& row : frozen_amounts(context.db, campaign, village)) {
    made.run(payment_key(campaign, row.household), campaign, village.text(), row.household, row.fen,
             row.payee.empty() ? std::nullopt : std::optional{row.payee}, context.entry.seq);
  }
}

void drop_lines(const journal::ApplyContext& context, const std::string& campaign, const DivisionCode& village) {
  context.db.prepare("DELETE FROM payment_line WHERE campaign = ?1 AND village = ?2").run(campaign, village.text());
}

void settle(const journal::ApplyContext& context, const std::string& key, LineState state,
            const std::optional<std::string>& reason) {
  context.db.prepare("UPDATE payment_line SET state = ?2, reason = ?3, seq = ?4 WHERE key = ?1")
      .run(key, to_string(state), reason, context.entry.seq);
}

/// Old entries say the reason in clear; it may name people, so it is not brought into the view.
void apply_closed(const journal::ApplyContext& context) {
  const auto& key = text_at(context.body, "key");
  settle(context, key, LineState::closed, std::nullopt);
  context.db.prepare("UPDATE payment_line SET sealed = ?2 WHERE key = ?1")
      .run(key, optional_at<std::string>(context.body, "sealed"));
}

void apply_payee_confirmed(const journal::ApplyContext& context) {
  const auto actor = json::parse(context.entry.actor);
  context.db.prepare("UPDATE payment_line SET payee = ?2, confirmed_by = ?3, sealed = ?4, seq = ?5 WHERE key = ?1")
      .run(text_at(context.body, "key"), text_at(context.body, "payee"), text_at(actor, "account"),
           text_at(context.body, "sealed"), context.entry.seq);
}

void apply_sent(const journal::ApplyContext& context) {
  const auto& [db, entry, body, effects, blobs] = context;
  auto sent =
      db.prepare("UPDATE payment_line SET state = 'sent', attempt = ?2, reason = NULL, seq = ?3 WHERE key = ?1");
  for (const auto& line : body.at("lines")) {
    sent.run(text_at(line, "key"), line.at("attempt").get<std::int64_t>(), entry.seq);
  }
  const auto actor = json::parse(entry.actor);
  db.prepare(
        "INSERT INTO payment_file (campaign, village, seq, file, snapshot, count, total_fen, sent_at, sent_by,"
        " sent_by_name, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
      .run(text_at(body, "campaign"), text_at(body, "village"), entry.seq, text_at(body, "file"),
           text_at(body, "snapshot"), static_cast<std::int64_t>(body.at("lines").size()),
           body.at("total_fen").get<std::int64_t>(), to_millis(entry.recorded_at), text_at(actor, "account"),
           text_at(actor, "display_name"), text_at(body, "sealed"));
}

void apply_gate(const journal::ApplyContext& context, const std::string& campaign, const DivisionCode& village) {
  const auto to = parse_stage(text_at(context.body, "to")).value();
  if (context.entry.type == kGatePassed && to == Stage::payment) make_lines(context, campaign, village);
  if (context.entry.type == kGateReturned && to < Stage::payment) drop_lines(context, campaign, village);
}

Decided decided_at(const store::Statement& row, const DivisionCode& village) {
  Decided out{.household = row.text_at(0),
              .village = village.text(),
              .needy = static_cast<int>(row.int_at(1)),
              .fen = row.int_at(2),
              .payee = row.optional_text_at(3).value_or("")};
  if (const auto needs = row.optional_text_at(4)) out.needs = read_needs(json::parse(*needs));
  return out;
}

PaymentFile file_at(const store::Statement& row) {
  return {.file = row.text_at(0),
          .snapshot = row.text_at(1),
          .count = row.int_at(2),
          .total_fen = row.int_at(3),
          .sent_at = from_millis(row.int_at(4)),
          .sent_by = row.text_at(5),
          .sent_by_name = row.text_at(6)};
}

}  // namespace

std::vector<std::string> PaymentView::schema() const {
  return {
      "CREATE TABLE payment_line ("
      "  key TEXT PRIMARY KEY, campaign TEXT NOT NULL, village TEXT NOT NULL, household TEXT NOT NULL,"
      "  fen INTEGER NOT NULL CHECK (fen > 0), state TEXT NOT NULL, attempt INTEGER NOT NULL, reason TEXT, proof TEXT,"
      "  payee TEXT, confirmed_by TEXT, sealed TEXT, seq INTEGER NOT NULL, UNIQUE (campaign, household)) STRICT, "
      "WITHOUT ROWID",
      "CREATE INDEX payment_line_by_village ON payment_line (campaign, village, key)",
      "CREATE TABLE payment_file ("
      "  campaign TEXT NOT NULL, village TEXT NOT NULL, seq INTEGER NOT NULL, file TEXT NOT NULL,"
      "  snapshot TEXT NOT NULL, count INTEGER NOT NULL, total_fen INTEGER NOT NULL, sent_at INTEGER NOT NULL,"
      "  sent_by TEXT NOT NULL, sent_by_name TEXT NOT NULL, sealed TEXT NOT NULL,"
      "  PRIMARY KEY (campaign, village, seq)) STRICT, WITHOUT ROWID",
  };
}

void PaymentView::apply(const journal::ApplyContext& context) {
  const auto& [db, entry, body, effects, blobs] = context;
  const bool gate = entry.type == kGatePassed || entry.type == kGateReturned;
  if (!gate && !entry.type.starts_with("payment.")) return;
  if (gate) {
    return apply_gate(context, text_at(body, "campaign"), DivisionCode::parse(text_at(body, "village")).value());
  }
  if (entry.type == kPaymentSent) apply_sent(context);
  if (entry.type == kPaymentAnswered) {
    for (const auto& answer : body.at("answers")) {
      settle(context, text_at(answer, "key"), answer.at("paid") ? LineState::paid : LineState::returned,
             optional_at<std::string>(answer, "reason"));
    }
  }
  if (entry.type == kPaymentHanded) {
    settle(context, text_at(body, "key"), LineState::paid, std::nullopt);
    db.prepare("UPDATE payment_line SET proof = ?2 WHERE key = ?1").run(text_at(body, "key"), text_at(body, "proof"));
  }
  if (entry.type == kPaymentClosed) apply_closed(context);
  if (entry.type == kPayeeConfirmed) apply_payee_confirmed(context);
}

void PaymentView::prove(store::Connection& db, const journal::FaultSink& sink) const {
  const auto short_lists = db.number(
      "SELECT count(*) FROM gate_amount a JOIN (SELECT DISTINCT campaign, village FROM payment_line) p"
      " ON p.campaign = a.campaign AND p.village = a.village WHERE NOT EXISTS (SELECT 1 FROM payment_line l"
      " WHERE l.campaign = a.campaign AND l.village = a.village AND l.household = a.household)");
  if (short_lists > 0) {
    const auto count = std::to_string(short_lists);
    sink({"有 " + count + " 户锁定了金额却没有发放记录", count + " frozen amounts have no payment"});
  }
  const auto wrong = db.number(
      "SELECT count(*) FROM payment_line p LEFT JOIN gate_amount a ON a.campaign = p.campaign AND a.village = p.village"
      " AND a.household = p.household WHERE a.fen IS NULL OR a.fen <> p.fen");
  if (wrong == 0) return;
  const auto count = std::to_string(wrong);
  sink({"有 " + count + " 笔发放与锁定的金额不一致", count + " payments differ from what was frozen"});
}

std::map<std::string, PaymentLine> payment_lines(store::Connection& db, const std::string& campaign,
                                                 const DivisionCode& village) {
  auto rows = db.prepare(
      "SELECT key, household, fen, state, attempt, reason, payee, confirmed_by, proof FROM payment_line WHERE campaign "
      "= ?1"
      " AND village = ?2 ORDER BY key");
  rows.bind_all(campaign, village.text());
  std::map<std::string, PaymentLine> out;
  while (rows.step()) {
    PaymentLine line{.key = rows.text_at(0),
                     .household = rows.text_at(1),
                     .fen = rows.int_at(2),
                     .state = parse_line_state(rows.view_at(3)).value(),
                     .attempt = static_cast<int>(rows.int_at(4)),
                     .payee = rows.optional_text_at(6).value_or(""),
                     .in_cash = rows.optional_text_at(8).has_value(),
                     .confirmed_by = rows.optional_text_at(7).value_or("")};
    if (const auto reason = rows.optional_text_at(5)) line.returned_for = parse_return_reason(*reason);
    out.emplace(line.key, std::move(line));
  }
  return out;
}

std::optional<PaymentState> payment_state(const std::map<std::string, PaymentLine>& lines) {
  if (lines.empty()) return std::nullopt;
  PaymentState out;
  for (const auto& [key, line] : lines) {
    out.approved_fen += line.fen;
    if (line.state == LineState::paid) out.paid_fen += line.fen;
    if (line.state == LineState::closed) out.closed_fen += line.fen;
    if (line.state == LineState::sent) ++out.underway;
    if (line.state == LineState::returned) ++out.returned;
  }
  return out;
}

std::vector<PaymentFile> payment_files(store::Connection& db, const std::string& campaign,
                                       const DivisionCode& village) {
  auto rows = db.prepare(
      "SELECT file, snapshot, count, total_fen, sent_at, sent_by, sent_by_name FROM payment_file WHERE campaign = ?1"
      " AND village = ?2 ORDER BY seq");
  rows.bind_all(campaign, village.text());
  std::vector<PaymentFile> out;
  while (rows.step()) out.push_back(file_at(rows));
  return out;
}

std::optional<PaymentFile> find_payment_file(store::Connection& db, const std::string& campaign,
                                             const DivisionCode& village, const std::string& file) {
  auto row = db.prepare(
      "SELECT file, snapshot, count, total_fen, sent_at, sent_by, sent_by_name, sealed FROM payment_file"
      " WHERE campaign = ?1 AND village = ?2 AND file = ?3 ORDER BY seq LIMIT 1");
  row.bind_all(campaign, village.text(), file);
  if (!row.step()) return std::nullopt;
  auto out = file_at(row);
  out.sealed = row.text_at(7);
  return out;
}

std::optional<std::string> sealed_reason(store::Connection& db, const std::string& campaign,
                                         const DivisionCode& village, const std::string& key) {
  auto row = db.prepare("SELECT sealed FROM payment_line WHERE campaign = ?1 AND village = ?2 AND key = ?3");
  row.bind_all(campaign, village.text(), key);
  return row.step() ? row.optional_text_at(0) : std::nullopt;
}

std::optional<Decided> frozen_amount(store::Connection& db, const std::string& campaign, const DivisionCode& village,
                                     const std::string& household) {
  auto row = db.prepare(
      "SELECT household, needy, fen, payee, needs FROM gate_amount WHERE campaign = ?1 AND village = ?2"
      " AND household = ?3");
  row.bind_all(campaign, village.text(), household);
  if (!row.step()) return std::nullopt;
  return decided_at(row, village);
}

std::vector<Decided> frozen_amounts(store::Connection& db, const std::string& campaign, const DivisionCode& village) {
  auto rows = db.prepare(
      "SELECT household, needy, fen, payee, needs FROM gate_amount WHERE campaign = ?1 AND village = ?2"
      " ORDER BY household");
  rows.bind_all(campaign, village.text());
  std::vector<Decided> out;
  while (rows.step()) out.push_back(decided_at(rows, village));
  return out;
}

}  // namespace anlan::relief
