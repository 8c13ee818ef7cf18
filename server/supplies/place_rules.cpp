#include "supplies/place_rules.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace anlan::supplies {
namespace {

using Faults = std::vector<FieldFault>;

void judge_bins(const std::vector<std::string>& bins, Faults& faults) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    if (seen.insert(bins[i]).second) continue;
    faults.push_back({"/bins/" + std::to_string(i),
                      {"库位 " + bins[i] + " 写了两次，请删去一个", "bin " + bins[i] + " is listed twice; drop one"}});
  }
}

void judge_offices(const PlaceFacts& facts, Faults& faults) {
  if (facts.keeper.name != facts.user.name || facts.keeper.division != facts.user.division) return;
  faults.push_back({"/user",
                    {"保管单位与动用单位不能是同一个：下动用指令的不保管，保管的不下指令",
                     "the office that keeps the goods cannot also be the one that orders their use"}});
}

void judge_position(const PlaceFacts& facts, Faults& faults) {
  if (facts.lon.has_value() == facts.lat.has_value()) return;
  faults.push_back({facts.lon ? "/lat" : "/lon", {"经度和纬度要一起填", "give longitude and latitude together"}});
}

tl::unexpected<Problem> wrong_office(std::string type, const Office& office, const std::string& zh,
                                     const std::string& en) {
  return fail(ProblemKind::forbidden, std::move(type),
              {zh + office.name + "（" + office.division.text() + "），请由其人员办理",
               en + office.name + " (" + office.division.text() + "); somebody there has to do it"});
}

}  // namespace

Result<void> check_place(const PlaceFacts& facts, const PlaceJudging& judging) {
  Faults faults;
  if (!facts.division.within(judging.jurisdiction)) {
    faults.push_back({"/division",
                      {"区划 " + facts.division.text() + " 不在您的辖区（" + judging.jurisdiction.text() + "）内",
                       "division " + facts.division.text() + " is outside your jurisdiction (" +
                           judging.jurisdiction.text() + ")"}});
  }
  for (const auto& pointer : judging.unknown) {
    faults.push_back({pointer, {"没有这个区划代码，请核对", "there is no such division; check the code"}});
  }
  judge_position(facts, faults);
  judge_bins(facts.bins, faults);
  judge_offices(facts, faults);
  if (faults.empty()) return {};
  auto detail = faults.front().detail;
  return fail(
      {.kind = ProblemKind::invalid, .type = "bad-place", .detail = std::move(detail), .errors = std::move(faults)});
}

Result<void> check_holder(const Place& place, const DivisionCode& jurisdiction) {
  const auto& [owner, user] = std::tie(place.facts.owner, place.facts.user);
  if (owner.division.within(jurisdiction) || user.division.within(jurisdiction)) return {};
  return fail(
      ProblemKind::forbidden, "not-the-owner",
      {place.facts.name + " 属于 " + owner.name + "，动用权在 " + user.name + "，请由这两个单位或其上级更改、停用",
       place.facts.name + " belongs to " + owner.name + ", its use is ordered by " + user.name +
           "; one of them or a level above has to change or close it"});
}

Result<void> check_given(const Place& place, const PlaceFacts& changed, const DivisionCode& jurisdiction) {
  const auto kept = [&](const Office& was, const Office& is, const Text& what) -> Result<void> {
    if ((was.name == is.name && was.division == is.division) || was.division.within(jurisdiction)) return {};
    return fail(
        ProblemKind::forbidden, "not-yours-to-give",
        {place.facts.name + " 的" + what.zh + "现在是 " + was.name + "，只能由它或其上级移交",
         what.en + " of " + place.facts.name + " is " + was.name + "; only it or a level above can hand that on"});
  };
  return kept(place.facts.user, changed.user, {"动用单位", "the office that orders the use"}).and_then([&] {
    return kept(place.facts.owner, changed.owner, {"所有单位", "the owner"});
  });
}

Result<void> check_bins_kept(const PlaceFacts& changed, const std::vector<std::string>& used) {
  Text missing;
  for (const auto& bin : used) {
    if (bin.empty() || std::ranges::find(changed.bins, bin) != changed.bins.end()) continue;
    missing.zh += (missing.zh.empty() ? "" : "、") + bin;
    missing.en += (missing.en.empty() ? "" : ", ") + bin;
  }
  if (missing.zh.empty()) return {};
  return fail(ProblemKind::conflict, "bin-in-use",
              {"库位 " + missing.zh + " 里还有物资，请先移库再删除",
               "goods still lie in " + missing.en + "; move them first, then drop the bin"});
}

Result<void> check_open(const Place& place) {
  if (place.open()) return {};
  return fail(ProblemKind::conflict, "place-closed",
              {place.facts.name + " 已停用（" + *place.closed_reason + "），请选别的库点",
               place.facts.name + " is closed (" + *place.closed_reason + "); choose another place"});
}

Result<void> check_close(const Place& place, bool idle) {
  if (auto held = check_open(place); !held) return held;
  if (idle) return {};
  return fail(ProblemKind::conflict, "place-not-empty",
              {place.facts.name + " 里还有物资、有运单正发往这里，或发出的运单还有差异未处理，请先处理完再停用",
               "goods lie in " + place.facts.name +
                   " or are on their way to it, or a waybill from it has an open difference; deal with them before "
                   "closing it"});
}

Result<void> check_keeper(const Place& place, const DivisionCode& jurisdiction) {
  if (place.facts.keeper.division == jurisdiction) return {};
  return wrong_office("not-the-keeper", place.facts.keeper, place.facts.name + " 的保管单位是",
                      place.facts.name + " is kept by ");
}

Result<void> check_user_office(const Place& place, const DivisionCode& jurisdiction) {
  if (place.facts.user.division == jurisdiction) return {};
  return wrong_office("not-the-user-office", place.facts.user, place.facts.name + " 的动用权属于",
                      "the use of what " + place.facts.name + " holds is ordered by ");
}

}  // namespace anlan::supplies
