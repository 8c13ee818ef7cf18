#include "supplies/movement_ways.hpp"

#include <utility>

namespace anlan::supplies {
namespace {

OriginKind brought_by(Side source) {
  switch (source) {
    case Side::donor:
      return OriginKind::donation;
    case Side::lender:
      return OriginKind::loan;
    case Side::owner:
      return OriginKind::requisition;
    default:
      return OriginKind::funding;
  }
}

Text words_of(OriginKind origin) {
  switch (origin) {
    case OriginKind::funding:
      return {"采购、调拨的", "bought or allotted"};
    case OriginKind::donation:
      return {"捐赠的", "given"};
    case OriginKind::loan:
      return {"借入的", "borrowed"};
    case OriginKind::requisition:
      return {"征用的", "requisitioned"};
  }
  return {};
}

}  // namespace

Result<void> check_not_given(const std::string& source) {
  if (source != to_string(Side::donor)) return {};
  return fail(ProblemKind::conflict, "donation-unregistered",
              {"捐赠物资请到“捐赠”登记：登记后才公示，并按定向用途约束",
               "enter what was given as a donation: only then it is published, and bound to what the donor wants"});
}

Result<void> check_origin(const std::string& source, const Batch& batch, const std::string& pointer) {
  const auto expected = brought_by(parse_side(source).value());
  const auto is = batch.facts.origin.kind;
  if (is == expected) return {};
  const auto [was, comes] = std::pair{words_of(is), words_of(expected)};
  return fail_field(
      pointer, "other-origin",
      {"批 " + batch.label + " 是" + was.zh + "，这次来的是" + comes.zh + "，请另立新批次",
       "batch " + batch.label + " was " + was.en + ", what comes now is " + comes.en + "; make a new batch of it"});
}

Result<void> check_ordered(const Place& place, const std::optional<std::string>& document) {
  if (document || place.facts.level == Tier::township || place.facts.level == Tier::village) return {};
  return fail_field(
      "/document", "needs-order",
      {place.facts.name + " 是县级以上库，发放凭动用指令：请填动用指令或申请单的号码，或走申请、指令和运单",
       place.facts.name + " is a store above the township and hands out on an order: give the number of the release "
                          "order or request, or go by request, order and waybill"});
}

Result<void> check_unused(const Item& item, const std::string& pointer) {
  if (!item.returnable) return {};
  return fail_field(pointer, "needs-grading",
                    {item.name.zh + " 用后要清洗、分级才能再入库，请走“回收”",
                     item.name.en + " is cleaned and graded before it is stock again; take it in as a recovery"});
}

}  // namespace anlan::supplies
