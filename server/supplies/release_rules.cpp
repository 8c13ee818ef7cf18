#include "supplies/release_rules.hpp"

#include <map>
#include <utility>

namespace anlan::supplies {
namespace {

std::string pointer_of(std::size_t line, const char* field) { return "/lines/" + std::to_string(line) + field; }

Result<void> refused(ProblemKind kind, std::string type, std::vector<FieldFault> faults) {
  if (faults.empty()) return {};
  auto detail = faults.front().detail;
  return fail({.kind = kind, .type = std::move(type), .detail = std::move(detail), .errors = std::move(faults)});
}

std::string_view decided_zh(ReleaseState state) { return state == ReleaseState::approved ? "批准" : "驳回"; }

}  // namespace

Result<void> check_request(const Release& release, const GoodsCatalogue& goods, Instant now) {
  std::vector<FieldFault> faults;
  if (release.need_by <= now) {
    faults.push_back({"/need_by",
                      {"要求送达的时间已经过去（现在是 " + format_time(now) + "），请改为今后的时间",
                       "the time it is needed by has passed (it is " + format_time(now) + "); give one ahead"}});
  }
  for (std::size_t i = 0; i < release.lines.size(); ++i) {
    if (goods.find(release.lines[i].item) != nullptr) continue;
    faults.push_back({pointer_of(i, "/item"),
                      {"目录里没有这种物资，请从目录中选择", "the catalogue has no such item; choose one of it"}});
  }
  return refused(ProblemKind::invalid, "bad-release", std::move(faults));
}

Result<void> check_undecided(const Release& release) {
  if (release.state == ReleaseState::requested) return {};
  return fail(ProblemKind::conflict, "release-not-open",
              {"这份申请已" + std::string{decided_zh(release.state)} + "，不能再次决定",
               "this request was decided already: " + std::string{to_string(release.state)}});
}

Result<void> check_grants(const Release& release, const std::vector<Grant>& grants) {
  if (auto held = check_undecided(release); !held) return held;
  std::map<std::string, Quantity> left;
  for (const auto& line : release.lines) left[line.item] += line.quantity;
  std::vector<FieldFault> faults;
  for (std::size_t i = 0; i < grants.size(); ++i) {
    auto& rest = left[grants[i].item];
    rest -= grants[i].quantity;
    if (rest >= 0) continue;
    const auto beyond = std::to_string(-rest);
    faults.push_back({pointer_of(i, "/quantity"),
                      {"批准数比申请数多 " + beyond + "，请减少；确需增加请另提申请",
                       "this is " + beyond + " more than was asked for; grant less, or ask for a new request"}});
  }
  return refused(ProblemKind::conflict, "over-approved", std::move(faults));
}

}  // namespace anlan::supplies
