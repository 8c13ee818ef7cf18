#include "relief/referral_rules.hpp"

#include <algorithm>

namespace anlan::relief {
namespace {

/// Winter–spring relief itself, which every household of a list asks for.
constexpr std::string_view kOwnProgramme = "winter_relief";

bool counts(const Referral& other) {
  return other.state == ReferralState::open || other.state == ReferralState::granted;
}

std::string name_of(const ReliefCatalogue& catalogue, std::string_view programme, const char* language) {
  for (const auto& line : catalogue.shown().at("programmes")) {
    if (line.at("code") == programme) return line.at("name").at(language);
  }
  return std::string{programme};
}

auto same_loss(const ReliefCatalogue& catalogue, std::string_view other, const Text& reason) {
  return fail(ProblemKind::conflict, "same-loss",
              {"该户已享受“" + name_of(catalogue, other, "zh") + "”，两者不能同时享受：" + reason.zh + "。请先核对",
               "the household has \"" + name_of(catalogue, other, "en") + "\" and may not have both: " + reason.en +
                   "; check first"});
}

auto not_compared(const ReliefCatalogue& catalogue, std::string_view other, const Text& reason) {
  return fail_field(
      "/compared", "not-compared",
      {"请先与“" + name_of(catalogue, other, "zh") + "”核对是否针对同一损失，再勾选“已核对”：" + reason.zh,
       "compare with \"" + name_of(catalogue, other, "en") +
           "\" whether both pay for the same loss, then say so: " + reason.en});
}

/// Against what the household has: granted programmes, and the list it stands on.
Result<void> check_together(const Referral& referral, const std::vector<Referral>& others,
                            const ReliefCatalogue& catalogue) {
  std::vector<std::string> had{std::string{kOwnProgramme}};
  for (const auto& other : others) {
    if (other.state == ReferralState::granted) had.push_back(other.programme);
  }
  for (const auto& programme : had) {
    const auto pairing = catalogue.pairing(referral.programme, programme);
    if (pairing.relation == Relation::excludes) return same_loss(catalogue, programme, pairing.reason);
    if (pairing.relation == Relation::ask && !referral.compared) {
      return not_compared(catalogue, programme, pairing.reason);
    }
  }
  return {};
}

}  // namespace

Result<void> check_referral(const Referral& referral, const std::vector<Referral>& others,
                            const ReliefCatalogue& catalogue) {
  if (!catalogue.has_programme(referral.programme) || referral.programme == kOwnProgramme) {
    return fail_field("/programme", "unknown-programme",
                      {"目录里没有这个救助项目，请从列表中选择", "choose a programme of the catalogue"});
  }
  const bool before = std::ranges::any_of(
      others, [&](const Referral& other) { return counts(other) && other.programme == referral.programme; });
  if (before) {
    return fail(ProblemKind::conflict, "referred-already",
                {"该户已转介过这个项目，不必重复；请查看原转介的办理情况",
                 "the household was referred to this programme already; see how that one stands"});
  }
  return check_together(referral, others, catalogue);
}

Result<void> check_answer(const Referral& referral, bool grants, const std::string& account,
                          const std::vector<Referral>& others, const ReliefCatalogue& catalogue) {
  if (auto held = check_unanswered(referral); !held) return held;
  if (referral.referred_by.account == account) {
    return fail(
        ProblemKind::conflict, "own-referral",
        {"不能办理自己提出的转介，请由他人办理", "whoever referred a household does not answer it; ask somebody else"});
  }
  if (!grants) return {};
  return check_together(referral, others, catalogue);
}

Result<void> check_unanswered(const Referral& referral) {
  if (referral.state == ReferralState::open) return {};
  return fail(ProblemKind::conflict, "referral-answered",
              {"这份转介已办结，请刷新查看结果", "this referral is answered; reload to see how"});
}

}  // namespace anlan::relief
