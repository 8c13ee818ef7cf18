#include "supplies/loan_view.hpp"

#include <nlohmann/json.hpp>

#include "supplies/batch.hpp"
#include "supplies/loan_entries.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

Loan loan_at(const store::Statement& row) {
  auto loan = read_loan(json::parse(row.view_at(0)));
  loan.version = row.int_at(1);
  return loan;
}

}  // namespace

std::vector<std::string> LoanView::schema() const {
  return {
      "CREATE TABLE loan ("
      "  loan TEXT PRIMARY KEY, version INTEGER NOT NULL, open INTEGER NOT NULL, division TEXT NOT NULL,"
      "  due_on TEXT NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID",
  };
}

void LoanView::apply(const journal::ApplyContext& context) {
  if (!context.entry.type.starts_with("loan.")) return;
  const auto loan = read_loan(context.body);
  context.db
      .prepare(
          "INSERT INTO loan (loan, version, open, division, due_on, document) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
          " ON CONFLICT DO UPDATE SET version = ?2, open = ?3, document = ?6")
      .run(loan.loan, context.entry.stream_version, loan.open(), loan.division.text(), loan.due_on, dump(context.body));
}

std::optional<Loan> find_loan(store::Connection& db, const std::string& loan) {
  auto row = db.prepare("SELECT document, version FROM loan WHERE loan = ?1");
  row.bind_all(loan);
  if (!row.step()) return std::nullopt;
  return loan_at(row);
}

std::string next_loan_number(store::Connection& db) { return batch_label(db.number("SELECT count(*) + 1 FROM loan")); }

std::vector<Loan> list_loans(store::Connection& db, const DivisionCode& jurisdiction, bool open_only) {
  auto rows = db.prepare(
      "SELECT document, version FROM loan WHERE (?1 = 0 OR open = 1) AND substr(division, 1, ?2) = ?3"
      " ORDER BY open DESC, due_on, loan LIMIT 500");
  const auto digits = significant_digits(jurisdiction.level());
  rows.bind_all(open_only, static_cast<std::int64_t>(digits), jurisdiction.text().substr(0, digits));
  std::vector<Loan> out;
  while (rows.step()) out.push_back(loan_at(rows));
  return out;
}

}  // namespace anlan::supplies
