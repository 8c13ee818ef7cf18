#include "relief/outside_rules.hpp"

#include "divisions/division.hpp"
#include "relief/campaign_rules.hpp"
#include "relief/household_personal.hpp"
#include "relief/id_number.hpp"
#include "relief/written_number.hpp"

namespace anlan::relief {
namespace {

auto bad_row(std::string pointer, Text detail) {
  return fail_field(std::move(pointer), "bad-outside-row", std::move(detail));
}

}  // namespace

Result<OutsideRow> normalised(OutsideRow row, OutsideKind kind, Instant now) {
  if (row.id_number) {
    auto read = parse_id_number(*row.id_number, day_of(now));
    if (!read) return bad_row("/id_number", read.error().detail);
    row.id_number = std::move(read->text);
  }
  if (kind != OutsideKind::cadres && (row.address || row.kin)) {
    return bad_row("/kin", {"住址和近亲属只用于村干部名单", "addresses and kin belong to lists of cadres only"});
  }
  if (row.kin && !row.village) {
    return bad_row("/village", {"近亲属须写明村（社区）", "say in which village the relative lives"});
  }
  if (row.address) row.address = plain_address(*row.address);
  if (row.kin) row.kin = half_width(*row.kin);
  if (!row.id_number && !row.address && !row.kin) {
    return bad_row("/id_number", {"没有身份证号，无法比对", "there is no identity number to compare by"});
  }
  return row;
}

Result<void> check_outside_list(const Campaign& campaign, const OutsideList& list, Instant now) {
  if (auto open = check_open(campaign); !open) return open;
  if (divisions::is_day(list.as_of) && list.as_of <= format_time(now).substr(0, list.as_of.size())) return {};
  return fail_field("/as_of", "bad-outside-list",
                    {"名单日期不存在或在今天之后，请按 2026-09-01 的样子填写",
                     "the list's day does not exist or is still to come; write it like 2026-09-01"});
}

}  // namespace anlan::relief
