#include "relief/campaign_rules.hpp"

#include <algorithm>
#include <set>

#include "divisions/division.hpp"

namespace anlan::relief {
namespace {

constexpr std::size_t kYearDigits = 4;

/// The same day of the next year; days of this form sort as text.
std::string a_year_after(const std::string& day) {
  return std::to_string(std::stoi(day.substr(0, kYearDigits)) + 1) + day.substr(kYearDigits);
}

void check_days(const CampaignFacts& facts, std::vector<FieldFault>& faults) {
  const Text no_day{"没有这一天，请按 2026-12-01 的样子填写", "there is no such day; write it like 2026-12-01"};
  const bool from = divisions::is_day(facts.from);
  const bool until = divisions::is_day(facts.until);
  if (!from) faults.push_back({"/from", no_day});
  if (!until) faults.push_back({"/until", no_day});
  if (!from || !until) return;
  if (facts.until <= facts.from || facts.until >= a_year_after(facts.from)) {
    faults.push_back({"/until",
                      {"结束日期应在开始日期之后一年以内（一般为 12 月至次年 5 月），请改正",
                       "the last day lies after the first and within a year of it, as a rule from December to May"}});
  }
}

void check_budget(const CampaignFacts& facts, std::vector<FieldFault>& faults) {
  std::set<FundingLevel> seen;
  for (std::size_t i = 0; i < facts.budget.size(); ++i) {
    if (facts.budget[i].given_on && !divisions::is_day(*facts.budget[i].given_on)) {
      faults.push_back({"/budget/" + std::to_string(i) + "/given_on",
                        {"没有这一天，请按 2026-12-09 的样子填写", "there is no such day; write it like 2026-12-09"}});
    }
    if (seen.insert(facts.budget[i].level).second) continue;
    faults.push_back({"/budget/" + std::to_string(i) + "/level",
                      {"同一级资金只填一行，请合并", "one line for each level of funding; add them up"}});
  }
}

/// A supplement belongs to a year, not to another supplement: everybody's payments of one winter are one family of
/// lists.
void check_supplement(const CampaignFacts& facts, const CampaignSurroundings& around, std::vector<FieldFault>& faults) {
  if (!facts.supplements) return;
  const auto of = std::ranges::find(around.others, *facts.supplements, &Campaign::campaign);
  if (of != around.others.end() && !of->facts.supplements) return;
  faults.push_back({"/supplements",
                    {"补充批次须附在本县的一个救助年度上，请刷新后重选",
                     "a supplement belongs to a campaign of this county that is none itself; reload and choose"}});
}

/// Whether one of the two is a supplement to the other.
bool belong_together(const Campaign& other, const CampaignFacts& facts, const std::string& self) {
  return other.campaign == facts.supplements || other.facts.supplements == self;
}

/// Whether families of the one are looked for among those of the other: a year and its supplements are one winter.
bool same_winter(const Campaign& other, const CampaignFacts& facts, const std::string& self) {
  return other.facts.supplements.value_or(other.campaign) == facts.supplements.value_or(self);
}

Problem open_already(const Campaign& other) {
  return {
      .kind = ProblemKind::conflict,
      .type = "campaign-exists",
      .detail = {"本县同一时段已有“" + other.facts.name + "”，请在其中登记，或先结束它",
                 "\"" + other.facts.name + "\" covers these days in this county already: use it, or close it first"}};
}

Problem paid_already(const Campaign& other) {
  return {.kind = ProblemKind::conflict,
          .type = "winter-paid",
          .detail = {"本县同一时段的“" + other.facts.name +
                         "”已经发过款：漏报、晚定的户请开它的补充批次，系统会逐户比对，不重复发",
                     "\"" + other.facts.name +
                         "\" has paid for these days in this county: open a supplement to it for "
                         "who was left out, so that everybody is compared and nobody is paid twice"}};
}

}  // namespace

Result<void> check_campaign(const CampaignFacts& facts, const CampaignSurroundings& around) {
  Problem problem{.kind = ProblemKind::invalid, .type = "bad-campaign"};
  if (!around.division_known || facts.division.level() != Level::county) {
    problem.errors.push_back({"/division", {"请选择一个县（市、区）", "choose a county"}});
  }
  check_days(facts, problem.errors);
  check_budget(facts, problem.errors);
  check_supplement(facts, around, problem.errors);
  if (!problem.errors.empty()) {
    problem.detail = problem.errors.front().detail;
    return fail(std::move(problem));
  }
  for (const auto& other : around.others) {
    if (!overlap(other.facts, facts)) continue;
    const bool open = other.state == CampaignState::open;
    if (open && !belong_together(other, facts, around.self)) return fail(open_already(other));
    const bool paid = around.paid.contains(other.campaign);
    if (paid && !same_winter(other, facts, around.self)) return fail(paid_already(other));
  }
  return {};
}

Result<void> check_open(const Campaign& campaign) {
  if (campaign.state == CampaignState::open) return {};
  return fail(ProblemKind::conflict, "campaign-closed",
              {"“" + campaign.facts.name + "”已经结束，不能再登记或更改",
               "\"" + campaign.facts.name + "\" is closed; nothing more can be recorded in it"});
}

}  // namespace anlan::relief
