#include "supplies/allocation_orders.hpp"

#include <tuple>
#include <utility>

namespace anlan::supplies {
namespace {

Release paper_for(const AllocationDraft& draft, const Approval& approval, const DivisionCode& to, std::string site) {
  const auto named = approval.contacts.find(to.text());
  const auto& contact = named == approval.contacts.end() ? approval.contact : named->second;
  return {.release = {},
          .number = {},
          .to = {.division = to, .site = std::move(site)},
          .purpose = approval.purpose,
          .need_by = approval.need_by,
          .priority = approval.priority,
          .contact = contact,
          .incident = draft.incident,
          .exercise = draft.exercise,
          .stock_note = "调拨方案 " + draft.number,
          .requested_at = approval.at,
          .requested_by = draft.proposed_by};
}

void want(Release& release, const PlanLine& line) {
  for (auto& wanted : release.lines) {
    if (wanted.item != line.item) continue;
    wanted.quantity += line.quantity;
    return;
  }
  release.lines.push_back({line.item, line.quantity});
}

}  // namespace

std::vector<PlanPaper> papers_of(const AllocationDraft& draft, const Approval& approval,
                                 const std::function<std::string(const DivisionCode&)>& name_of) {
  std::map<std::tuple<bool, DivisionCode, DivisionCode>, PlanPaper> papers;  // other office, unit, office
  for (const auto& line : draft.lines) {
    const bool own = line.office == draft.office;
    const auto key = std::tuple{!own, line.to, line.office};
    auto found = papers.find(key);
    if (found == papers.end()) {
      PlanPaper paper{.release = paper_for(draft, approval, line.to, name_of(line.to)), .own = own};
      found = papers.emplace(key, std::move(paper)).first;
    }
    auto& paper = found->second;
    want(paper.release, line);
    if (own) paper.grants.push_back({line.item, line.quantity, line.from});
    if (!own) *paper.release.stock_note += "；建议由" + line.from_name + "发出";
  }
  std::vector<PlanPaper> out;
  for (auto& [key, paper] : papers) out.push_back(std::move(paper));
  return out;
}

Release granted(Release release, std::vector<Grant> grants, const Approval& approval) {
  release.state = ReleaseState::approved;
  release.ruling = Ruling{.at = approval.at, .by = approval.by, .order = approval.order, .note = approval.note};
  release.grants = std::move(grants);
  return release;
}

}  // namespace anlan::supplies
