#include "supplies/movement_rules.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "divisions/division.hpp"

namespace anlan::supplies {
namespace {

constexpr std::size_t kLeastExperts = 5;

auto bad(std::string pointer, Text detail) { return fail_field(std::move(pointer), "bad-movement", std::move(detail)); }

Result<void> conflict(std::string type, std::vector<FieldFault> faults) {
  if (faults.empty()) return {};
  auto detail = faults.front().detail;
  return fail({.kind = ProblemKind::conflict,
               .type = std::move(type),
               .detail = std::move(detail),
               .errors = std::move(faults)});
}

Text measured(Quantity quantity, const Text& unit) {
  const auto number = std::to_string(quantity);
  return {number + " " + unit.zh, number + " " + unit.en};
}

/// The end of every refusal of a draw: what was asked.
FieldFault refusal(const Draw& draw, const Text& why, const std::string& zh_next, const std::string& en_next) {
  const auto asked = measured(draw.asked, draw.unit);
  return {
      draw.pointer + "/quantity",
      {draw.where.zh + " 的 " + draw.goods.zh + " " + why.zh + "，要出 " + asked.zh + "。" + zh_next,
       draw.where.en + " has " + why.en + " of " + draw.goods.en + ", " + asked.en + " were asked for; " + en_next}};
}

FieldFault too_little(const Draw& draw) {
  const auto there = measured(draw.holding.quantity, draw.unit);
  return refusal(draw, {"只有 " + there.zh, "only " + there.en}, "请减少数量或换批次、库点",
                 "take less, or another batch or place");
}

FieldFault spoken_for(const Draw& draw) {
  const auto free = measured(draw.holding.quantity - draw.holding.held, draw.unit);
  const auto held = measured(draw.holding.held, draw.unit);
  return refusal(draw,
                 {"有 " + held.zh + " 已被待发运单占用，可用 " + free.zh,
                  free.en + " free (" + held.en + " are held by a waybill)"},
                 "请减少数量，或先取消那张运单", "take less, or cancel that waybill first");
}

FieldFault too_little_then(const Draw& draw) {
  const auto lowest = measured(draw.holding.lowest, draw.unit);
  const auto when = format_time(draw.holding.lowest_at);
  return refusal(draw, {"在 " + when + " 只剩 " + lowest.zh, "had only " + lowest.en + " at " + when},
                 "补记的时间早于后来的出库，请核对时间和数量",
                 "this is dated before what was taken later; check the time and the number");
}

/// What to do instead of taking back what a loan or a requisition moved; nothing for a document of neither.
std::optional<Text> of_paper(const Movement& movement) {
  const auto number = movement.document.value_or("");
  switch (movement.kind) {
    case MovementKind::lend:
    case MovementKind::borrow:
    case MovementKind::loan_return:
    case MovementKind::write_off:
      return Text{
          "这是借用单 " + number + " 的出入库，不能单独冲销；请在借用单上登记归还或结清，多记了归还的另开借用单",
          "this belongs to loan " + number +
              "; enter the return there or settle it, and what was returned in error as a new loan"};
    case MovementKind::requisition:
    case MovementKind::requisition_return:
      return Text{
          "这是征用单 " + number + " 的出入库，不能单独冲销；请在征用单上登记归还或损耗，多记了归还的另开征用单",
          "this belongs to requisition " + number +
              "; enter there what was returned or used up, and what was returned in error as a new requisition"};
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<void> check_moment(Instant occurred_at, Instant now) {
  if (occurred_at <= now + kClockTolerance) return {};
  return bad("/occurred_at",
             {"时间不能晚于现在（" + format_time(now) + "），请核对设备时钟",
              "the time lies in the future (it is " + format_time(now) + "); check the device's clock"});
}

bool enough(const Draw& draw) noexcept {
  const auto& holding = draw.holding;
  return draw.asked <= holding.quantity && draw.asked <= holding.quantity - holding.held &&
         draw.asked <= holding.lowest;
}

Result<void> check_draws(const std::vector<Draw>& draws) {
  std::vector<FieldFault> missing;
  std::vector<FieldFault> held;
  std::vector<FieldFault> then;
  for (const auto& draw : draws) {
    const auto& holding = draw.holding;
    if (draw.asked > holding.quantity) {
      missing.push_back(too_little(draw));
    } else if (draw.asked > holding.quantity - holding.held) {
      held.push_back(spoken_for(draw));
    } else if (draw.asked > holding.lowest) {
      then.push_back(too_little_then(draw));
    }
  }
  if (auto clear = conflict("not-enough-stock", std::move(missing)); !clear) return clear;
  if (auto clear = conflict("held-for-waybill", std::move(held)); !clear) return clear;
  return conflict("would-have-been-negative", std::move(then));
}

Result<bool> mode_of(const std::vector<Pick>& picks, std::optional<bool> incident_exercise) {
  const bool exercise = incident_exercise.value_or(picks.front().batch.exercise);
  const auto differs = [exercise](const Pick& pick) { return pick.batch.exercise != exercise; };
  if (std::ranges::none_of(picks, differs)) return exercise;
  return fail(ProblemKind::conflict, "mixed-exercise",
              {"演练物资与真实物资不能混在一张单据里，也不能用于对方的事件，请分开办理",
               "goods of an exercise and real ones never share a document or an incident; make two documents"});
}

Result<void> check_fresh(const std::vector<Pick>& picks, const Day& day) {
  std::vector<FieldFault> expired;
  for (std::size_t i = 0; i < picks.size(); ++i) {
    const auto& batch = picks[i].batch;
    if (!batch.expired_on(day)) continue;
    expired.push_back({"/lines/" + std::to_string(i) + "/batch",
                       {"批 " + batch.label + " 已于 " + *batch.facts.expires_on + " 到期，不能发放，请换批次",
                        "batch " + batch.label + " expired on " + *batch.facts.expires_on + "; take another one"}});
  }
  return conflict("batch-expired", std::move(expired));
}

Result<void> check_batch(const BatchFacts& facts, const Day& received_on, const Item& item,
                         const std::string& pointer) {
  const auto no_day = [](const std::optional<Day>& day) { return day && !divisions::is_day(*day); };
  if (no_day(facts.made_on)) return bad(pointer + "/made_on", {"没有这个日期，请核对", "there is no such day"});
  if (no_day(facts.expires_on)) return bad(pointer + "/expires_on", {"没有这个日期，请核对", "there is no such day"});
  if (facts.made_on && *facts.made_on > received_on) {
    return bad(pointer + "/made_on",
               {"生产日期不能晚于入库日 " + received_on, "it cannot be made after it came in, " + received_on});
  }
  if (facts.made_on && facts.expires_on && *facts.expires_on < *facts.made_on) {
    return bad(pointer + "/expires_on", {"到期日不能早于生产日期", "it cannot expire before it was made"});
  }
  if (!facts.expires_on && !item.shelf_life_years && !facts.suggested_years) {
    return bad(pointer + "/expires_on",
               {item.name.zh + " 没有通用储存年限，请按标签填到期日",
                item.name.en + " has no general shelf life; copy the last day from the label"});
  }
  if (facts.origin.kind == OriginKind::donation && !facts.origin.donor) {
    return bad(pointer + "/origin/donor", {"捐赠物资请填捐赠人（匿名请写“匿名”）",
                                           "say who donated it (write 'anonymous' when nobody wants to be named)"});
  }
  return {};
}

Result<void> check_bin(const Place& place, const std::string& bin, const std::string& pointer) {
  const auto& bins = place.facts.bins;
  if (bin.empty() || std::ranges::find(bins, bin) != bins.end()) return {};
  return fail_field(pointer, "unknown-bin",
                    {place.facts.name + " 没有库位 " + bin + "，请核对或先登记库位",
                     place.facts.name + " has no bin " + bin + "; check it or register the bin first"});
}

Result<void> check_transfer(const Place& from, const Place& to) {
  const auto& a = from.facts.keeper;
  const auto& b = to.facts.keeper;
  if (a.name == b.name && a.division == b.division) return {};
  return fail(
      ProblemKind::conflict, "needs-waybill",
      {from.facts.name + " 与 " + to.facts.name + " 由不同单位保管，调拨请走动用指令和运单",
       from.facts.name + " and " + to.facts.name + " have different keepers; it takes a release and a waybill"});
}

Result<void> check_reversible(const Recorded& recorded) {
  const auto refused = [](std::string type, Text detail) -> Result<void> {
    return fail(ProblemKind::conflict, std::move(type), std::move(detail));
  };
  if (recorded.reversed_by) {
    return refused("already-reversed", {"这张单据已经冲销过，不能再冲销", "this document was reversed already"});
  }
  if (recorded.movement.reverses) {
    return refused("a-reversal", {"冲销单本身不能再冲销，请按实际重新登记一张单据",
                                  "a reversal cannot be reversed; enter what really happened as a new document"});
  }
  if (recorded.movement.waybill) {
    return refused("belongs-to-waybill", {"这是运单的出入库，请在运单上登记差异或退回",
                                          "this belongs to a waybill; settle it there, as a difference"});
  }
  const auto& evidence = recorded.movement.evidence;
  if (evidence.is_object() && (evidence.contains("recovery") || evidence.contains("inspection"))) {
    return refused("belongs-to-paper", {"这是回收单或验收单的出入库，请在那张单上作废或继续办理",
                                        "this belongs to a recovery or an inspection; cancel or go on with it there"});
  }
  if (const auto way_back = of_paper(recorded.movement)) return refused("belongs-to-paper", *way_back);
  return {};
}

Result<void> check_opinion(const nlohmann::json& opinion) {
  const auto experts = opinion.value("experts", std::vector<std::string>{});
  if (std::set<std::string>(experts.begin(), experts.end()).size() != experts.size()) {
    return bad("/opinion/experts", {"专家姓名有重复，请逐人填写", "an expert is named twice; name each one once"});
  }
  if (opinion.at("kind") == "inspection" || experts.size() >= kLeastExperts) return {};
  return bad("/opinion/experts",
             {"报废须有专业检验机构意见，或 5 名以上专家鉴定，请补全专家姓名",
              "scrapping takes the opinion of a testing institute or of at least five experts; name them"});
}

Result<void> check_counters(const std::string& counted_by, const std::string& recounted_by) {
  if (counted_by != recounted_by) return {};
  return bad("/recounted_by", {"复盘人不能是初盘人本人", "somebody else has to recount"});
}

}  // namespace anlan::supplies
