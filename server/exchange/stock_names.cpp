#include "exchange/stock_names.hpp"

#include "supplies/document_view.hpp"
#include "supplies/place_view.hpp"
#include "supplies/stock_queries.hpp"

namespace anlan::exchange {
namespace {

using supplies::MovementKind;
using supplies::Side;

Text words_of(MovementKind kind) {
  switch (kind) {
    case MovementKind::receive:
      return {"入库", "received"};
    case MovementKind::issue:
      return {"发放", "issued"};
    case MovementKind::hand_over:
      return {"发放到户", "handed to households"};
    case MovementKind::transfer:
      return {"移库", "transferred"};
    case MovementKind::give_back:
      return {"退回", "returned"};
    case MovementKind::scrap:
      return {"报废", "scrapped"};
    case MovementKind::adjust:
      return {"盘点调整", "adjusted"};
    case MovementKind::dispatch:
      return {"发运", "dispatched"};
    case MovementKind::arrive:
      return {"到货", "arrived"};
    case MovementKind::write_off:
      return {"核销", "written off"};
    case MovementKind::correct:
      return {"更正签收", "receipt corrected"};
    case MovementKind::accept:
      return {"验收入库", "accepted"};
    case MovementKind::reject:
      return {"验收退回", "rejected"};
    case MovementKind::lend:
      return {"借出", "lent"};
    case MovementKind::borrow:
      return {"借入", "borrowed"};
    case MovementKind::loan_return:
      return {"归还借用", "loan returned"};
    case MovementKind::requisition:
      return {"征用", "requisitioned"};
    case MovementKind::requisition_return:
      return {"归还征用", "requisition returned"};
    case MovementKind::reverse:
      return {"冲销", "reversal"};
  }
  return {};
}

Text words_of(Side side) {
  switch (side) {
    case Side::supplier:
      return {"供货方", "supplier"};
    case Side::donor:
      return {"捐赠方", "donor"};
    case Side::lost:
      return {"短少", "lost"};
    case Side::lender:
      return {"出借单位", "lender"};
    case Side::owner:
      return {"被征用人", "owner"};
    case Side::in_transit:
      return {"在途", "in transit"};
    case Side::issued:
      return {"已发放", "issued"};
    case Side::household:
      return {"到户", "household"};
    case Side::scrapped:
      return {"报废", "scrapped"};
    case Side::borrower:
      return {"借用单位", "borrower"};
    case Side::aside:
      return {"待检区", "set aside"};
  }
  return {};
}

}  // namespace

std::string StockNames::item(const std::string& code) const {
  const auto* known = parts_.goods.find(code);
  return known == nullptr ? code : parts_.language(known->name);
}

std::string StockNames::unit(const std::string& code) const {
  const auto* known = parts_.goods.find(code);
  return known == nullptr ? "" : parts_.language(known->unit);
}

std::string StockNames::kind(MovementKind kind) const { return parts_.language(words_of(kind)); }

const std::string& StockNames::place(const std::string& place) {
  const auto found = places_.find(place);
  if (found != places_.end()) return found->second;
  std::string name = place;
  if (const auto side = supplies::parse_side(place)) {
    name = parts_.language(words_of(*side));
  } else if (const auto known = supplies::find_place(parts_.db, place)) {
    name = known->facts.name;
  }
  return places_.emplace(place, std::move(name)).first->second;
}

std::string StockNames::bin(const supplies::Spot& spot) const {
  const auto side = supplies::parse_side(spot.place);
  if (!side) return spot.bin;
  if (*side == Side::in_transit) {
    const auto waybill = supplies::find_waybill(parts_.db, spot.bin);
    return waybill ? waybill->number : "";
  }
  if (*side != Side::issued && *side != Side::household) return "";
  const auto division = DivisionCode::parse(spot.bin);
  return division ? parts_.divisions.snapshot()->full_name_of(*division) : "";
}

const std::string& StockNames::label(const std::string& batch) {
  const auto found = labels_.find(batch);
  if (found != labels_.end()) return found->second;
  const auto known = supplies::find_batch(parts_.db, batch);
  return labels_.emplace(batch, known ? known->label : "").first->second;
}

}  // namespace anlan::exchange
