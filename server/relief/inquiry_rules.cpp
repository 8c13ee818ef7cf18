#include "relief/inquiry_rules.hpp"

#include "divisions/division.hpp"

namespace anlan::relief {
namespace {

std::string today(Instant now) { return format_time(now).substr(0, std::string_view{"2026-12-01"}.size()); }

auto bad_due_day(Text detail) { return fail_field("/due", "bad-due-day", std::move(detail)); }

}  // namespace

Result<void> check_not_inquired(bool inquired) {
  if (!inquired) return {};
  return fail(ProblemKind::conflict, "inquiry-exists",
              {"这条疑点已在核查，请在核查列表中办理", "this finding is being inquired into already; go on there"});
}

Result<void> check_decider(std::string_view account, const std::set<std::string>& hands) {
  if (!hands.contains(std::string{account})) return {};
  return fail(ProblemKind::forbidden, "own-entry",
              {"您录入或改动过所涉的户，不能由您定性或销号，请换人办理",
               "you entered or changed what this is about: somebody else must decide"});
}

Result<void> check_verdict(const Inquiry& inquiry, Verdict verdict, const std::optional<std::string>& due,
                           Instant now) {
  if (inquiry.state != InquiryState::open) {
    return fail(ProblemKind::conflict, "inquiry-decided",
                {"这条疑点已经定性，请刷新后查看", "this was decided already; reload to see it"});
  }
  if (verdict == Verdict::false_alarm) {
    if (!due) return {};
    return bad_due_day({"误报不需要整改期限", "a false alarm has nothing to be put right"});
  }
  if (!due) return bad_due_day({"属实的须写明整改期限", "say by which day it is to be put right"});
  if (divisions::is_day(*due) && *due >= today(now)) return {};
  return bad_due_day({"整改期限不存在或已过，请按 2027-01-31 的样子填写今后的日期",
                      "the day does not exist or is over; give one to come, like 2027-01-31"});
}

Result<void> check_close(const Inquiry& inquiry) {
  if (inquiry.state == InquiryState::confirmed) return {};
  return fail(ProblemKind::conflict, "inquiry-not-confirmed",
              {"只有已认定属实的疑点才能销号", "only what was confirmed can be closed as put right"});
}

bool overdue(const Inquiry& inquiry, Instant now) {
  return inquiry.state == InquiryState::confirmed && inquiry.due && *inquiry.due < today(now);
}

}  // namespace anlan::relief
