#include "supplies/allocation_draft_rules.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "supplies/json_fields.hpp"

namespace anlan::supplies {
namespace {

using Stocked = std::pair<std::string, std::string>;  // place, item

/// What a store has of an item, sorted by what may happen to it.
struct Shelf {
  Quantity usable = 0;
  Quantity too_old = 0;
};

class LineChecker {
 public:
  LineChecker(const AllocationDraft& draft, const std::vector<WantedLine>& lines, const LineFacts& facts)
      : draft_{draft}, lines_{lines}, facts_{facts} {
    for (const auto& pile : facts.piles) {
      auto& shelf = shelves_[{pile.place, pile.item}];
      const bool good = !pile.expires_on || *pile.expires_on >= draft.good_through;
      (good ? shelf.usable : shelf.too_old) += pile.quantity;
    }
  }

  Result<void> run() {
    for (at_ = 0; at_ < lines_.size(); ++at_) judge(lines_[at_]);
    if (faults_.empty()) return {};
    auto detail = faults_.front().detail;
    return fail({.kind = ProblemKind::conflict,
                 .type = std::move(type_),
                 .detail = std::move(detail),
                 .errors = std::move(faults_)});
  }

 private:
  void add(const char* field, const char* type, Text detail) {
    if (type_.empty()) type_ = type;
    faults_.push_back({"/lines/" + std::to_string(at_) + field, std::move(detail)});
  }

  void judge(const WantedLine& line) {
    const auto store = facts_.stores.find(line.from);
    const auto* item = facts_.goods->find(line.item);
    if (store == facts_.stores.end()) {
      add("/from", "unknown-place",
          {"没有这个库点、已停用或不在可调用范围内，请改选",
           "there is no such store, or it is closed, or not one to order from; choose another"});
    }
    if (item == nullptr) {
      add("/item", "unknown-item",
          {"目录里没有这种物资，请从目录中选择", "the catalogue has no such item; choose one"});
    }
    if (store == facts_.stores.end() || item == nullptr) return;
    judge_way(line, store->second);
    judge_stock(line, store->second, *item);
    judge_load(line, store->second);
  }

  void judge_way(const WantedLine& line, const Place& store) {
    const auto& name = store.facts.name;
    const auto* leg = draft_.leg(line.from, line.to);
    if (leg == nullptr || !line.to.within(draft_.division)) {
      add("/to", "outside-plan",
          {"方案没有测算过从" + name + "到这个地方的路程，请另提方案",
           "the plan did not reckon with the way from " + name + " to this unit; propose another plan"});
    } else if (!leg->open) {
      add("/to", "closed-road",
          {"从" + name + "到这里的道路已封闭，请改选库点或先抢通",
           "the road from " + name + " to this unit is closed; choose another store or have it opened"});
    }
  }

  /// The line at which the sum becomes too much is the one named.
  void judge_stock(const WantedLine& line, const Place& store, const Item& item) {
    const Stocked spot{line.from, line.item};
    auto& asked = asked_[spot];
    const auto before = asked;
    asked += line.quantity;
    const auto shelf = shelves_[spot];
    const auto floor = floor_of(store, line.item, draft_.assumptions, *facts_.norms);
    const auto most = std::max<Quantity>(shelf.usable - floor, 0);
    if (asked <= most) return;
    const auto left = std::max<Quantity>(most - before, 0);
    const auto zh = store.facts.name + "的" + item.name.zh;
    const auto en = item.name.en + " in " + store.facts.name;
    if (asked <= shelf.usable) {
      add("/quantity", "below-floor",
          {fmt::format("{}须留存 {} {}，这一行最多可发 {}", zh, floor, item.unit.zh, left),
           fmt::format("{} of the {} must stay; this line may send {} at most", floor, en, left)});
    } else if (asked <= shelf.usable + shelf.too_old) {
      add("/quantity", "goods-expire",
          {fmt::format("{}有 {} {}在 {} 前到期，这一行最多可发 {}", zh, shelf.too_old, item.unit.zh,
                       draft_.good_through, left),
           fmt::format("{} of the {} expire before {}; this line may send {} at most", shelf.too_old, en,
                       draft_.good_through, left)});
    } else {
      add("/quantity", "beyond-stock",
          {fmt::format("{}可用 {} {}，这一行最多可发 {}", zh, most, item.unit.zh, left),
           fmt::format("{} of the {} may be sent; this line {} at most", most, en, left)});
    }
  }

  void judge_load(const WantedLine& line, const Place& store) {
    const auto fleet = std::ranges::find(draft_.assumptions.fleets, line.from, &Lorries::place);
    if (fleet == draft_.assumptions.fleets.end()) return;
    auto& carried = carried_[line.from];
    carried += line.quantity * grams_of(*facts_.goods, line.item);
    if (carried <= fleet->vehicles * fleet->load_kg * 1000) return;
    add("/quantity", "beyond-vehicles",
        {store.facts.name + "的车辆装不下这么多，请减少数量或增派车辆",
         "the vehicles of " + store.facts.name + " cannot take this much; send less, or more vehicles"});
  }

  const AllocationDraft& draft_;
  const std::vector<WantedLine>& lines_;
  const LineFacts& facts_;
  std::map<Stocked, Shelf> shelves_ = {};
  std::map<Stocked, Quantity> asked_ = {};
  std::map<std::string, std::int64_t> carried_ = {};
  std::size_t at_ = 0;
  std::string type_ = {};
  std::vector<FieldFault> faults_ = {};
};

bool same_way(const PlanLine& line, const WantedLine& wanted) {
  return line.from == wanted.from && line.to == wanted.to && line.item == wanted.item;
}

Text edit_words(const LineEdit& edit, const PlanLine& line, const Item& item) {
  const auto was = edit.before == 0 ? Text{"增加这一行", "added this line"}
                                    : Text{fmt::format("由 {} 改为 {} {}", edit.before, line.quantity, item.unit.zh),
                                           fmt::format("changed {} to {}", edit.before, line.quantity)};
  return {edit.by + was.zh + "：" + edit.reason, edit.by + " " + was.en + ": " + edit.reason};
}

}  // namespace

Result<void> check_lines(const AllocationDraft& draft, const std::vector<WantedLine>& lines, const LineFacts& facts) {
  return LineChecker{draft, lines, facts}.run();
}

std::vector<PlanLine> edited_lines(const AllocationDraft& draft, const std::vector<WantedLine>& lines,
                                   const LineFacts& facts, const LineEdit& edit) {
  std::vector<PlanLine> old = draft.lines;
  std::int64_t next = 1;
  for (const auto& line : old) next = std::max(next, line.line + 1);
  std::vector<PlanLine> out;
  for (const auto& wanted : lines) {
    const auto found = std::ranges::find_if(old, [&](const PlanLine& line) { return same_way(line, wanted); });
    if (found != old.end() && found->quantity == wanted.quantity) {
      out.push_back(std::move(*found));
      old.erase(found);
      continue;
    }
    const auto& store = facts.stores.at(wanted.from);
    PlanLine line{.line = found == old.end() ? next++ : found->line,
                  .from = wanted.from,
                  .from_name = store.facts.name,
                  .office = store.facts.user.division,
                  .to = wanted.to,
                  .item = wanted.item,
                  .quantity = wanted.quantity,
                  .minutes = draft.leg(wanted.from, wanted.to)->minutes,
                  .travel = draft.travel,
                  .edited = edit};
    line.edited->before = found == old.end() ? 0 : found->quantity;
    line.why = edit_words(*line.edited, line, *facts.goods->find(wanted.item));
    if (found != old.end()) old.erase(found);
    out.push_back(std::move(line));
  }
  return out;
}

std::vector<WantedLine> wanted_of(const std::vector<PlanLine>& lines) {
  std::vector<WantedLine> out;
  for (const auto& line : lines) out.push_back({line.from, line.to, line.item, line.quantity});
  return out;
}

Result<void> check_proposed(const AllocationDraft& draft) {
  if (draft.state == AllocationState::proposed) return {};
  const bool approved = draft.state == AllocationState::approved;
  return fail(ProblemKind::conflict, "allocation-not-open",
              {std::string{"这份方案已"} + (approved ? "批准" : "撤回") + "，不能再改；请另提方案",
               std::string{"this plan was "} + (approved ? "approved" : "withdrawn") + "; propose another"});
}

Result<void> check_approver(const AllocationDraft& draft, const journal::Actor& approver) {
  const auto same = [&](const journal::Actor& one) { return one.account == approver.account; };
  const bool touched = same(draft.proposed_by) || std::ranges::any_of(draft.edited_by, same);
  if (!touched && approver.role != draft.proposed_by.role) return {};
  return fail(ProblemKind::forbidden, "approver-is-proposer",
              {"提出或修改方案的人、以及与提出人同岗位的人不能批准，请交由另一岗位审批",
               "whoever proposed or edited the plan, or has the proposer's role, cannot approve it; pass it on"});
}

}  // namespace anlan::supplies
