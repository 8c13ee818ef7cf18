#include "supplies/posting.hpp"

#include <map>
#include <utility>

#include "incidents/incident_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/place_view.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

Text side_text(Side side) {
  switch (side) {
    case Side::supplier:
      return {"供货单位", "the supplier"};
    case Side::donor:
      return {"捐赠人", "the donor"};
    case Side::lender:
      return {"出借单位", "the lender"};
    case Side::owner:
      return {"被征用人", "the owner"};
    case Side::borrower:
      return {"借用单位", "the borrower"};
    case Side::lost:
      return {"损失", "what was lost"};
    case Side::in_transit:
      return {"在途", "what is in transit"};
    case Side::issued:
      return {"已发放", "what was issued"};
    case Side::household:
      return {"已到户", "what households have"};
    case Side::scrapped:
      return {"已报废", "what was scrapped"};
    case Side::aside:
      return {"待检区", "what is set aside"};
  }
  return {};
}

}  // namespace

Text spot_text(store::Connection& db, const Spot& at) {
  if (const auto side = parse_side(at.place)) return side_text(*side);
  const auto place = find_place(db, at.place);
  const auto name = place ? place->facts.name : at.place;
  if (at.bin.empty()) return {name, name};
  return {name + " 库位 " + at.bin, name + ", bin " + at.bin};
}

void describe(store::Connection& db, const GoodsCatalogue& goods, const Line& line, Draw& draw) {
  const auto* item = goods.find(line.item);
  const auto batch = find_batch(db, line.batch).value();
  const auto name = item != nullptr ? item->name : Text{line.item, line.item};
  draw.goods = {name.zh + "（批 " + batch.label + "）", name.en + " (batch " + batch.label + ")"};
  draw.unit = item != nullptr ? item->unit : Text{"件", "units"};
  draw.where = spot_text(db, line.from);
}

Result<void> check_posting(store::Connection& db, const GoodsCatalogue& goods, const Movement& movement,
                           bool own_hold) {
  struct Taken {
    const Line& first;
    Draw draw = {};
  };
  std::map<std::pair<Spot, std::string>, Taken> accounts;
  for (std::size_t i = 0; i < movement.lines.size(); ++i) {
    const auto& line = movement.lines[i];
    if (!bounded(line.from)) continue;
    const auto [account, fresh] = accounts.try_emplace({line.from, line.batch}, Taken{line});
    auto& draw = account->second.draw;
    if (fresh) {
      draw.pointer = "/lines/" + std::to_string(i);
      draw.holding = find_holding(db, line.from, line.batch, movement.occurred_at);
    }
    draw.asked += line.quantity;
    if (own_hold) draw.holding.held -= line.quantity;
  }
  std::vector<Draw> too_much;
  for (auto& [account, taken] : accounts) {
    if (enough(taken.draw)) continue;
    describe(db, goods, taken.first, taken.draw);
    too_much.push_back(std::move(taken.draw));
  }
  return check_draws(too_much);
}

Problem unknown_place() {
  return {.kind = ProblemKind::not_found,
          .type = "unknown-place",
          .detail = {"没有这个库点，请刷新后重选", "there is no such place; reload and choose again"}};
}

Result<Place> known_place(store::Connection& db, const std::string& place) {
  auto found = find_place(db, place);
  if (found) return std::move(*found);
  return fail(unknown_place());
}

Result<std::vector<Pick>> read_picks(store::Connection& db, const json& lines) {
  std::vector<Pick> picks;
  for (const auto& line : lines) {
    auto batch = find_batch(db, text_at(line, "batch"));
    if (!batch) {
      return fail_field(
          "/lines/" + std::to_string(picks.size()) + "/batch", "unknown-batch",
          {"没有这个批次，请重新扫码或从库存中选择", "there is no such batch; scan it again or choose one"});
    }
    picks.push_back({std::move(*batch), line.value("bin", ""), line.value("quantity", Quantity{0})});
  }
  return picks;
}

tl::unexpected<Problem> unknown_blob(std::string pointer) {
  return fail_field(std::move(pointer), "unknown-blob",
                    {"没有收到这个附件，请重新上传后再提交", "that file never arrived; upload it again, then send"});
}

Result<std::optional<bool>> exercise_of(store::Connection& db, const std::optional<std::string>& incident) {
  if (!incident) return std::optional<bool>{};
  if (const auto standing = incidents::find_standing(db, *incident)) return std::optional{standing->exercise};
  return fail(
      ProblemKind::not_found, "unknown-incident",
      {"没有这个事件，请从列表中选择，或不填事件", "there is no such incident; choose one of the list or none"});
}

}  // namespace anlan::supplies
