#include "supplies/donation_rules.hpp"

#include <algorithm>
#include <utility>

namespace anlan::supplies {
namespace {

/// "用于 沁阳市受灾群众": the donor's own words, or what his earmark names.
Text wish_of(const Earmark& earmark) {
  if (earmark.text) return {"用于“" + *earmark.text + "”", "for \"" + *earmark.text + "\""};
  if (earmark.incident && earmark.division) {
    return {"用于指定事件和区划 " + earmark.division->text(),
            "for one incident and division " + earmark.division->text()};
  }
  if (earmark.division) return {"用于区划 " + earmark.division->text(), "for division " + earmark.division->text()};
  return {"用于指定的灾害事件", "for one incident"};
}

FieldFault fault_of(const DonatedLine& at) {
  const auto wish = wish_of(at.donation.earmark);
  return {"/lines/" + std::to_string(at.line) + "/batch",
          {"捐赠 " + at.donation.number + " 指定" + wish.zh +
               "，不能作此用途：请改选其他批次，或请应急部门说明理由后准许改变用途",
           "donation " + at.donation.number + " was given " + wish.en +
               ": take another batch, or have the emergency office allow another use and say why"}};
}

}  // namespace

Result<void> check_donor(const Donor& donor) {
  if (donor.kind == DonorKind::organisation && !donor.shown_as && !donor.name) {
    return fail_field("/donor", "bad-donation",
                      {"请填单位公示的名称；单位要求匿名的，请填联系人以便核实",
                       "give the name the organisation is published under or, when it wants none, a contact"});
  }
  return {};
}

Result<void> check_standing(const Donation& donation) {
  if (donation.state == DonationState::received) return {};
  return fail(ProblemKind::conflict, "donation-withdrawn",
              {"捐赠 " + donation.number + " 的入库单已冲销，不能再改；请重新登记",
               "the receipt of donation " + donation.number + " was taken back; register it anew"});
}

Result<void> check_exception(const Donation& donation) {
  if (donation.earmark.binds()) return {};
  return fail(ProblemKind::conflict, "not-earmarked",
              {"捐赠 " + donation.number + " 没有指定事件或区划，可直接使用",
               "donation " + donation.number + " names neither incident nor division; use it as it is"});
}

bool allows(const Donation& donation, const Use& use) {
  const auto& wanted = donation.earmark;
  const bool incident = !wanted.incident || wanted.incident == use.incident;
  const bool area = !wanted.division || use.division.within(*wanted.division);
  if (incident && area) return true;
  return std::ranges::any_of(donation.exceptions, [&](const EarmarkException& one) {
    return use.division.within(one.division) && (!one.incident || one.incident == use.incident);
  });
}

Result<void> check_use(const std::vector<DonatedLine>& lines, const Use& use) {
  Problem problem{.kind = ProblemKind::conflict, .type = "against-earmark"};
  for (const auto& at : lines) {
    if (!allows(at.donation, use)) problem.errors.push_back(fault_of(at));
  }
  if (problem.errors.empty()) return {};
  problem.detail = problem.errors.front().detail;
  return fail(std::move(problem));
}

}  // namespace anlan::supplies
