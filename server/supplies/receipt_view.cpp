#include "supplies/receipt_view.hpp"

#include <nlohmann/json.hpp>

#include "supplies/document_entries.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/receipt_entries.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

void put_key(const journal::ApplyContext& context) {
  const auto key = read_receipt_key(context.body);
  context.db.prepare("INSERT INTO receipt_key (waybill, number, token, document) VALUES (?1, ?2, ?3, ?4)")
      .run(key.waybill, key.number, key.token, dump(context.body));
}

void put_receipt(const journal::ApplyContext& context) {
  const auto receipt = read_device_receipt(context.body);
  context.db
      .prepare(
          "INSERT INTO receipt (receipt, seq, waybill, from_division, to_division, clock_off, photo, document)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
      .run(receipt.receipt, context.entry.seq, receipt.waybill, receipt.from->text(), receipt.to->text(),
           receipt.clock_off, receipt.photo, dump(context.body));
}

void put_paper(const journal::ApplyContext& context) {
  const auto paper = read_paper_receipt(context.body);
  std::optional<std::int64_t> due_at;
  if (paper.due_at && !paper.ruling) due_at = to_millis(*paper.due_at);
  context.db
      .prepare(
          "INSERT INTO receipt_paper (waybill, device, seq, from_division, to_division, due_at, document)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET due_at = ?6, document = ?7")
      .run(paper.waybill, paper.device, context.entry.seq, paper.from.text(), paper.to.text(), due_at,
           dump(context.body));
}

void put_cases(const journal::ApplyContext& context) {
  const auto waybill = read_waybill(context.body);
  auto whole = context.db.prepare("DELETE FROM receipt_case WHERE waybill = ?1 AND line = ?2");
  for (std::size_t i = 0; i < waybill.loads.size(); ++i) {
    const auto& load = waybill.loads[i];
    if (load.missing() + load.damaged.value_or(0) == 0) whole.run(waybill.waybill, static_cast<std::int64_t>(i));
  }
  if (!waybill.difference) return;
  const auto& difference = *waybill.difference;
  std::optional<std::int64_t> settled_at;
  if (difference.settled_at) settled_at = to_millis(*difference.settled_at);
  auto row = context.db.prepare(
      "INSERT INTO receipt_case (waybill, line, number, item, from_division, to_division, sent, short, damaged,"
      " opened_at, due_at, settled_at, outcome, reason, exercise)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
      " ON CONFLICT DO UPDATE SET short = ?8, damaged = ?9, opened_at = ?10, due_at = ?11, settled_at = ?12, outcome = "
      "?13,"
      " reason = ?14 WHERE receipt_case.settled_at IS NULL OR excluded.settled_at IS NULL");
  for (std::size_t i = 0; i < waybill.loads.size(); ++i) {
    const auto& load = waybill.loads[i];
    if (!settled_at && load.apart > 0 && load.on_road() == 0) continue;
    const auto damaged = load.damaged.value_or(0);
    // A line that was settled before stays so when another one opens the difference again.
    const auto missing = settled_at ? load.missing() : load.short_on_road();
    if (missing + damaged == 0) continue;
    row.run(waybill.waybill, static_cast<std::int64_t>(i), waybill.number, load.item, waybill.from_division.text(),
            waybill.to.division.text(), load.quantity, missing, damaged, to_millis(difference.opened_at),
            to_millis(difference.due_at), settled_at, difference.outcome, difference.reason, waybill.exercise);
  }
}

std::optional<ReceiptKey> key_where(store::Connection& db, const char* sql, const std::string& value) {
  auto row = db.prepare(sql);
  row.bind_all(value);
  if (!row.step()) return std::nullopt;
  return read_receipt_key(json::parse(row.view_at(0)));
}

/// The first digits that all places of a jurisdiction have.
std::string prefix_of(const DivisionCode& jurisdiction) {
  return jurisdiction.text().substr(0, significant_digits(jurisdiction.level()));
}

std::optional<std::string> text_or_nothing(const store::Statement& row, int column) {
  return row.null_at(column) ? std::nullopt : std::optional{row.text_at(column)};
}

ReceiptCase case_at(const store::Statement& row) {
  ReceiptCase out{.waybill = row.text_at(0),
                  .number = row.text_at(1),
                  .line = static_cast<std::size_t>(row.int_at(2)),
                  .item = row.text_at(3),
                  .sent = row.int_at(4),
                  .missing = row.int_at(5),
                  .damaged = row.int_at(6),
                  .opened_at = from_millis(row.int_at(7)),
                  .due_at = from_millis(row.int_at(8)),
                  .outcome = text_or_nothing(row, 10),
                  .reason = text_or_nothing(row, 11),
                  .exercise = row.int_at(12) != 0};
  if (!row.null_at(9)) out.settled_at = from_millis(row.int_at(9));
  return out;
}

}  // namespace

std::vector<std::string> ReceiptView::schema() const {
  return {
      "CREATE TABLE receipt_key ("
      "  waybill TEXT PRIMARY KEY, number TEXT NOT NULL, token TEXT NOT NULL, document TEXT NOT NULL)"
      " STRICT, WITHOUT ROWID",
      "CREATE UNIQUE INDEX receipt_key_by_token ON receipt_key (token)",
      "CREATE INDEX receipt_key_by_number ON receipt_key (number)",
      "CREATE TABLE receipt ("
      "  receipt TEXT PRIMARY KEY, seq INTEGER NOT NULL, waybill TEXT NOT NULL, from_division TEXT NOT NULL,"
      "  to_division TEXT NOT NULL, clock_off INTEGER NOT NULL, photo TEXT, document TEXT NOT NULL)"
      " STRICT, WITHOUT ROWID",
      "CREATE INDEX receipt_by_waybill ON receipt (waybill)",
      "CREATE INDEX receipt_by_photo ON receipt (photo) WHERE photo IS NOT NULL",
      "CREATE TABLE receipt_paper ("
      "  waybill TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL, from_division TEXT NOT NULL,"
      "  to_division TEXT NOT NULL, due_at INTEGER, document TEXT NOT NULL, PRIMARY KEY (waybill, device))"
      " STRICT, WITHOUT ROWID",
      "CREATE TABLE receipt_case ("
      "  waybill TEXT NOT NULL, line INTEGER NOT NULL, number TEXT NOT NULL, item TEXT NOT NULL,"
      "  from_division TEXT NOT NULL, to_division TEXT NOT NULL, sent INTEGER NOT NULL, short INTEGER NOT NULL,"
      "  damaged INTEGER NOT NULL, opened_at INTEGER NOT NULL, due_at INTEGER NOT NULL, settled_at INTEGER,"
      "  outcome TEXT, reason TEXT, exercise INTEGER NOT NULL, PRIMARY KEY (waybill, line)) STRICT, WITHOUT ROWID",
      "CREATE INDEX receipt_case_open ON receipt_case (due_at) WHERE settled_at IS NULL",
  };
}

void ReceiptView::apply(const journal::ApplyContext& context) {
  const auto& type = context.entry.type;
  if (type == kReceiptOpened) put_key(context);
  if (type == kReceiptSigned) put_receipt(context);
  if (type == kPaperEntered || type == kReceiptContradicted || type == kPaperRuled) put_paper(context);
  if (type == kWaybillReceived || type == kWaybillSettled || type == kWaybillCorrected) put_cases(context);
}

std::optional<ReceiptKey> key_of_waybill(store::Connection& db, const std::string& waybill) {
  return key_where(db, "SELECT document FROM receipt_key WHERE waybill = ?1", waybill);
}

std::optional<ReceiptKey> key_by_token(store::Connection& db, const std::string& token) {
  return key_where(db, "SELECT document FROM receipt_key WHERE token = ?1", token);
}

std::optional<ReceiptKey> key_by_number(store::Connection& db, const std::string& number) {
  return key_where(db, "SELECT document FROM receipt_key WHERE number = ?1", number);
}

std::optional<DeviceReceipt> find_receipt(store::Connection& db, const std::string& receipt) {
  auto row = db.prepare("SELECT document FROM receipt WHERE receipt = ?1");
  row.bind_all(receipt);
  if (!row.step()) return std::nullopt;
  return read_device_receipt(json::parse(row.view_at(0)));
}

bool names_photo(store::Connection& db, const std::string& hash) {
  auto row = db.prepare("SELECT 1 FROM receipt WHERE photo = ?1");
  row.bind_all(hash);
  return row.step();
}

std::vector<DeviceReceipt> list_receipts(store::Connection& db, const DivisionCode& jurisdiction,
                                         const ReceiptFilter& filter) {
  auto rows = db.prepare(
      "SELECT document FROM receipt WHERE (?1 IS NULL OR waybill = ?1) AND (?2 = 0 OR clock_off = 1)"
      " AND (substr(from_division, 1, length(?3)) = ?3 OR substr(to_division, 1, length(?3)) = ?3)"
      " ORDER BY seq DESC");
  rows.bind_all(filter.waybill, filter.clock_off, prefix_of(jurisdiction));
  std::vector<DeviceReceipt> out;
  while (rows.step()) out.push_back(read_device_receipt(json::parse(rows.view_at(0))));
  return out;
}

std::optional<PaperReceipt> find_paper(store::Connection& db, const std::string& waybill, const std::string& device) {
  auto row = db.prepare("SELECT document FROM receipt_paper WHERE waybill = ?1 AND device = ?2");
  row.bind_all(waybill, device);
  if (!row.step()) return std::nullopt;
  return read_paper_receipt(json::parse(row.view_at(0)));
}

std::int64_t count_contradictions(store::Connection& db, const std::string& waybill) {
  auto row = db.prepare("SELECT count(*) FROM receipt_paper WHERE waybill = ?1 AND device <> ''");
  row.bind_all(waybill);
  row.step();
  return row.int_at(0);
}

std::vector<PaperReceipt> list_papers(store::Connection& db, const DivisionCode& jurisdiction, bool open_only) {
  auto rows = db.prepare(
      "SELECT document FROM receipt_paper WHERE (?1 = 0 OR due_at IS NOT NULL)"
      " AND (substr(from_division, 1, length(?2)) = ?2 OR substr(to_division, 1, length(?2)) = ?2)"
      " ORDER BY due_at IS NULL, due_at, seq DESC");
  rows.bind_all(open_only, prefix_of(jurisdiction));
  std::vector<PaperReceipt> out;
  while (rows.step()) out.push_back(read_paper_receipt(json::parse(rows.view_at(0))));
  return out;
}

std::vector<Waybill> list_without_paper(store::Connection& db, const DivisionCode& jurisdiction) {
  auto rows = db.prepare(
      "SELECT document FROM waybill w WHERE state = 'received'"
      " AND NOT EXISTS (SELECT 1 FROM receipt_paper p WHERE p.waybill = w.waybill AND p.device = '')"
      " AND (substr(from_division, 1, length(?1)) = ?1 OR substr(to_division, 1, length(?1)) = ?1) ORDER BY seq");
  rows.bind_all(prefix_of(jurisdiction));
  std::vector<Waybill> out;
  while (rows.step()) out.push_back(read_waybill(json::parse(rows.view_at(0))));
  return out;
}

std::vector<ReceiptCase> list_cases(store::Connection& db, const DivisionCode& jurisdiction, bool open_only) {
  auto rows = db.prepare(
      "SELECT waybill, number, line, item, sent, short, damaged, opened_at, due_at, settled_at, outcome, reason,"
      " exercise FROM receipt_case WHERE (?1 = 0 OR settled_at IS NULL)"
      " AND (substr(from_division, 1, length(?2)) = ?2 OR substr(to_division, 1, length(?2)) = ?2)"
      " ORDER BY settled_at IS NOT NULL, due_at, waybill, line");
  rows.bind_all(open_only, prefix_of(jurisdiction));
  std::vector<ReceiptCase> out;
  while (rows.step()) out.push_back(case_at(rows));
  return out;
}

}  // namespace anlan::supplies
