#include "incidents/checks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>

namespace anlan::incidents {
namespace {

constexpr std::array kBoth{Aspect::instant, Aspect::cumulative};
constexpr std::array kInstant{Aspect::instant};
constexpr std::array kSingle{Aspect::single};

/// One figure of a check's sum, looked at in one aspect.
struct Operand {
  const Indicator* indicator;
  Aspect aspect;  ///< the indicator's own: what a figure of it is asked for
  std::optional<Amount> amount;
};

struct Side {
  std::vector<Operand> operands = {};
  Amount known_sum = 0;
  bool complete = true;
};

/// An indicator with one number lends it to both aspects.
Aspect own_aspect(const Indicator& indicator, Aspect wanted) { return indicator.stock ? wanted : Aspect::single; }

std::optional<Amount> amount_in(const Figures& figures, const std::string& code, Aspect aspect) {
  const auto found = figures.find(code);
  return found == figures.end() ? std::nullopt : found->second.at(aspect);
}

Side side_of(const Catalogue& catalogue, const Figures& figures, const std::vector<std::string>& codes, Aspect aspect) {
  Side side;
  for (const auto& code : codes) {
    const auto* indicator = catalogue.indicator(code);
    const auto own = own_aspect(*indicator, aspect);
    const auto amount = amount_in(figures, code, own);
    side.known_sum += amount.value_or(0);
    side.complete = side.complete && amount.has_value();
    side.operands.push_back({indicator, own, amount});
  }
  return side;
}

bool holds(Relation relation, const Side& left, const Side& right) {
  if (!left.complete) return true;
  if (relation == Relation::at_least) return !right.complete || left.known_sum >= right.known_sum;
  return right.complete ? left.known_sum == right.known_sum : right.known_sum <= left.known_sum;
}

std::string pointer_to(const Operand& operand) {
  const auto field = operand.aspect == Aspect::single ? std::string_view{"value"} : to_string(operand.aspect);
  return "/figures/" + operand.indicator->code + "/" + std::string{field};
}

std::string zh_aspect(Aspect aspect) {
  if (aspect == Aspect::single) return "";
  return aspect == Aspect::instant ? "（实时）" : "（累计）";
}

std::string en_aspect(Aspect aspect) {
  return aspect == Aspect::single ? "" : " (" + std::string{to_string(aspect)} + ")";
}

/// "集中安置人口（实时） 12 + 分散安置人口（实时） 不详".
Text spoken(const Side& side) {
  Text out;
  for (const auto& [indicator, aspect, amount] : side.operands) {
    if (!out.zh.empty()) {
      out.zh += " + ";
      out.en += " + ";
    }
    out.zh += indicator->name.zh + zh_aspect(aspect) + " " + (amount ? amount_text(*amount) : "不详");
    out.en += indicator->name.en + en_aspect(aspect) + " " + (amount ? amount_text(*amount) : "unknown");
  }
  return out;
}

Finding finding_of(const Check& check, const Side& left, const Side& right) {
  const char* sign = left.known_sum < right.known_sum ? " < " : " > ";
  const auto left_words = spoken(left);
  const auto right_words = spoken(right);
  return {.check = check.id,
          .severity = check.severity,
          .pointer = pointer_to(left.operands.front()),
          .text = {check.text.zh + "：" + left_words.zh + sign + right_words.zh,
                   check.text.en + ": " + left_words.en + sign + right_words.en}};
}

/// The aspects a check is made in.
std::span<const Aspect> aspects_to_check(const Catalogue& catalogue, const Check& check) {
  const auto is_stock = [&catalogue](const std::string& code) { return catalogue.indicator(code)->stock; };
  if (!std::ranges::any_of(check.left, is_stock) && !std::ranges::any_of(check.right, is_stock)) return kSingle;
  return check.instant_only ? std::span<const Aspect>{kInstant} : std::span<const Aspect>{kBoth};
}

Finding soft_finding(const SoftCheck& check, const Operand& operand, const Text& numbers) {
  const auto& name = operand.indicator->name;
  return {.check = check.id,
          .severity = check.severity,
          .pointer = pointer_to(operand),
          .text = {check.text.zh + "：" + name.zh + zh_aspect(operand.aspect) + " " + numbers.zh,
                   check.text.en + ": " + name.en + en_aspect(operand.aspect) + " " + numbers.en},
          .asks_reason = check.reason};
}

void judge_stock(const SoftCheck& check, const Indicator& indicator, const Figures& figures,
                 std::vector<Finding>& findings) {
  const auto instant = amount_in(figures, indicator.code, Aspect::instant);
  const auto total = amount_in(figures, indicator.code, Aspect::cumulative);
  if (!instant || !total || *instant <= *total) return;
  findings.push_back(soft_finding(check, {&indicator, Aspect::instant, instant},
                                  {amount_text(*instant) + " > 累计 " + amount_text(*total),
                                   amount_text(*instant) + " > total " + amount_text(*total)}));
}

bool is_jump(const SoftCheck& check, Amount before, Amount now) {
  const auto low = static_cast<double>(std::min(before, now));
  const auto high = static_cast<double>(std::max(before, now));
  return high > low * check.ratio && std::abs(now - before) >= check.least;
}

bool offends(const SoftCheck& check, Amount before, Amount now) {
  return check.rule == SoftCheck::Rule::jump ? is_jump(check, before, now) : now < before;
}

void judge_history(const SoftCheck& check, const Indicator& indicator, const Figures& before, const Figures& now,
                   std::vector<Finding>& findings) {
  for (const auto aspect : check.aspects) {
    const auto old_amount = amount_in(before, indicator.code, aspect);
    const auto new_amount = amount_in(now, indicator.code, aspect);
    if (!old_amount || !new_amount || !offends(check, *old_amount, *new_amount)) continue;
    const auto change = amount_text(*old_amount) + " → " + amount_text(*new_amount);
    findings.push_back(soft_finding(check, {&indicator, aspect, new_amount}, {change, change}));
  }
}

}  // namespace

std::vector<Finding> evaluate_checks(const Catalogue& catalogue, const Figures& figures) {
  std::vector<Finding> findings;
  for (const auto& check : catalogue.checks()) {
    for (const auto aspect : aspects_to_check(catalogue, check)) {
      const auto left = side_of(catalogue, figures, check.left, aspect);
      const auto right = side_of(catalogue, figures, check.right, aspect);
      if (!holds(check.relation, left, right)) findings.push_back(finding_of(check, left, right));
    }
  }
  for (const auto& check : catalogue.soft_checks()) {
    if (check.rule != SoftCheck::Rule::instant_not_above_cumulative) continue;
    for (const auto& code : check.indicators) judge_stock(check, *catalogue.indicator(code), figures, findings);
  }
  return findings;
}

std::vector<Finding> compare_versions(const Catalogue& catalogue, const Figures& before, const Figures& now) {
  std::vector<Finding> findings;
  for (const auto& check : catalogue.soft_checks()) {
    if (check.rule == SoftCheck::Rule::instant_not_above_cumulative) continue;
    for (const auto& code : check.indicators) {
      judge_history(check, *catalogue.indicator(code), before, now, findings);
    }
  }
  return findings;
}

void remember_known(Figures& known, const Figures& version) {
  for (const auto& [code, figure] : version) {
    auto& latest = known[code];
    if (figure.single) latest.single = figure.single;
    if (figure.instant) latest.instant = figure.instant;
    if (figure.cumulative) latest.cumulative = figure.cumulative;
  }
}

}  // namespace anlan::incidents
