#include "supplies/stock_view.hpp"

namespace anlan::supplies {
namespace {

/// Runs a query whose rows are faults of an account or a batch: place, item, batch.
void find(store::Connection& db, std::string_view sql, const Text& fault, const journal::FaultSink& sink) {
  auto rows = db.prepare(sql);
  while (rows.step()) {
    const auto where = rows.text_at(0) + " / " + rows.text_at(1) + " / " + rows.text_at(2);
    sink({"库存账不平：" + where + " " + fault.zh, "the stock ledger is out of balance: " + where + " " + fault.en});
  }
}

}  // namespace

void StockView::prove(store::Connection& db, const journal::FaultSink& sink) const {
  find(db,
       "SELECT b.place, b.item, b.batch FROM stock_balance b"
       " LEFT JOIN (SELECT target AS account, sum(quantity) AS total FROM stock_line GROUP BY target) i USING (account)"
       " LEFT JOIN (SELECT source AS account, sum(quantity) AS total FROM stock_line GROUP BY source) o USING (account)"
       " WHERE b.taken <> coalesce(i.total, 0) OR b.given <> coalesce(o.total, 0) LIMIT 5",
       {"的收发不等于各单据之和", "is not the sum of its documents"}, sink);
  find(db,
       "SELECT place, item, batch FROM stock_balance WHERE taken < 0 OR given < 0 OR held < 0"
       " OR (bounded = 1 AND taken - given < held) LIMIT 5",
       {"的结存为负或不够占用", "has less than nothing, or less than waybills hold"}, sink);
  find(db, "SELECT '-', item, batch FROM stock_balance GROUP BY item, batch HAVING sum(taken) <> sum(given) LIMIT 5",
       {"各方收付不相等", "was not given as often as it was taken"}, sink);
}

}  // namespace anlan::supplies
