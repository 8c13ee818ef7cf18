#include "relief/goods_rules.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace anlan::relief {
namespace {

struct Refusal {
  std::string type;
  Text detail;
};

Text of_household(const GoodsRow& row, const std::string& zh, const std::string& en) {
  const auto number = std::to_string(row.number);
  return {"第 " + number + " 号家庭" + zh, "household " + number + " " + en};
}

std::optional<Refusal> refusal_of_standing(const GoodsRow& row) {
  if (!row.decided) {
    return Refusal{"goods-not-decided",
                   of_household(row, "不在已锁定并签字的名单上，县定之后再发放",
                                "is not on a list that the county froze and signed: decide it first")};
  }
  if (!row.in_reach) {
    return Refusal{"goods-elsewhere",
                   of_household(row, "不属于这批物资发往的村（乡镇），请选择发给该村的物资",
                                "is not where these goods were issued to: choose goods issued to its village")};
  }
  if (row.same_world) return std::nullopt;
  return Refusal{"exercise-differs", of_household(row, "与这批物资一个是演练、一个是真实，不能混用",
                                                  "and these goods are not both of an exercise or both real")};
}

Refusal already_given(const GoodsRow& row, const GoodsAmount& what) {
  const auto before = std::ranges::find(row.before, what.kind, &GoodsAmount::kind);
  const auto number = before == row.before.end() || before->number.empty() ? std::string{} : before->number;
  const auto zh = number.empty() ? std::string{"本单中已列"} : "发放单 " + number + " 已发";
  const auto en = number.empty() ? std::string{"stands on this hand-out already"} : "has it by hand-out " + number;
  return {"already-given",
          of_household(row, "的“" + what.name + "”这一类需求，" + zh + "，不再重复发放；记错的先冲销",
                       en + " (" + what.name + "): nothing is given twice; take a wrong one back first")};
}

std::optional<Refusal> refusal_of(const GoodsRow& row, const std::vector<GoodsAmount>& given, const GoodsAmount& what) {
  const auto left = what.kind ? still_needed(row.needs, given, *what.kind) : std::nullopt;
  if (!left) {
    return Refusal{"not-needed", of_household(row, "没有登记“" + what.name + "”这一类需求，请核对名单或换一户",
                                              "has no need that " + what.name + " meets: check the list")};
  }
  if (*left == 0) return already_given(row, what);
  if (!is_counted(*what.kind) || what.quantity <= *left) return std::nullopt;
  const auto most = std::to_string(*left);
  return Refusal{"beyond-need",
                 of_household(row, "这一类需求还差 " + most + "，“" + what.name + "”超出，请改小",
                              "still needs " + most + " of this kind; " + what.name + " is more: lower it")};
}

/// One article after the other, so that what one row gives of a kind counts for the next line.
std::optional<Refusal> refusal_of(const GoodsRow& row) {
  if (auto refused = refusal_of_standing(row)) return refused;
  auto given = row.before;
  std::array<bool, kNeedWords.size()> begun{};
  for (const auto& what : row.now) {
    if (what.quantity == 0) continue;
    // A kind that is met once may be met by several articles of one hand-out.
    const bool goes_on = what.kind && !is_counted(*what.kind) && begun.at(static_cast<std::size_t>(*what.kind));
    if (!goes_on) {
      if (auto refused = refusal_of(row, given, what)) return refused;
    }
    begun.at(static_cast<std::size_t>(*what.kind)) = true;
    given.push_back(what);
  }
  return std::nullopt;
}

}  // namespace

bool is_counted(NeedKind kind) noexcept { return kind == NeedKind::grain || kind == NeedKind::clothing; }

std::optional<std::int64_t> still_needed(const std::vector<Need>& needs, const std::vector<GoodsAmount>& given,
                                         NeedKind kind) {
  std::int64_t needed = 0;
  for (const auto& need : needs) needed += need.kind == kind ? need.quantity : 0;
  if (needed == 0) return std::nullopt;
  std::int64_t had = 0;
  for (const auto& each : given) had += each.kind == kind ? each.quantity : 0;
  if (is_counted(kind)) return std::max<std::int64_t>(0, needed - had);
  return had > 0 ? 0 : needed;
}

Result<void> check_goods(const std::vector<GoodsRow>& rows) {
  Problem problem{.kind = ProblemKind::conflict};
  for (const auto& row : rows) {
    auto refused = refusal_of(row);
    if (!refused) continue;
    if (problem.errors.empty()) {
      problem.type = refused->type;
      problem.detail = refused->detail;
    }
    problem.errors.push_back({"/households/" + std::to_string(row.row), std::move(refused->detail)});
  }
  if (problem.errors.empty()) return {};
  return fail(std::move(problem));
}

}  // namespace anlan::relief
