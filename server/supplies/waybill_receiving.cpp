#include "supplies/waybill_receiving.hpp"

#include <utility>

#include "base/uuid.hpp"
#include "supplies/document_view.hpp"
#include "supplies/posting.hpp"
#include "supplies/waybill_movements.hpp"

namespace anlan::supplies {

Result<Waybill> known_waybill(store::Connection& db, const std::string& waybill) {
  auto found = find_waybill(db, waybill);
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-waybill",
              {"没有这张运单，请核对号码", "there is no such waybill; check the number"});
}

Result<Waybill> known_waybill_of(store::Connection& db, const std::string& waybill, const DivisionCode& jurisdiction) {
  return known_waybill(db, waybill).and_then([&](Waybill found) -> Result<Waybill> {
    if (found.from_division.within(jurisdiction) || found.to.division.within(jurisdiction)) return found;
    return known_waybill(db, "");
  });
}

Result<Receiving> receiving(store::Connection& db, const GoodsCatalogue& goods, const Waybill& waybill,
                            const std::vector<Count>& counts, Receipt receipt, Instant now, std::chrono::hours term) {
  if (auto held = check_receipt(waybill, counts); !held) return fail(std::move(held.error()));
  auto moved = arrival(waybill, counts, receipt.at, make_uuid(now));
  if (auto held = check_posting(db, goods, moved); !held) return fail(std::move(held.error()));
  Receiving out{counted(waybill, counts, std::move(receipt), now, term)};
  if (!moved.lines.empty()) out.moved = std::move(moved);
  return out;
}

}  // namespace anlan::supplies
