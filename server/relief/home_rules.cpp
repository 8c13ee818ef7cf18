#include "relief/home_rules.hpp"

#include <algorithm>
#include <utility>

#include "relief/household_rules.hpp"
#include "relief/id_number.hpp"

namespace anlan::relief {
namespace {

using Faults = std::vector<FieldFault>;

Result<void> verdict(Faults faults) {
  if (faults.empty()) return {};
  Problem problem{.kind = ProblemKind::invalid, .type = "bad-home", .detail = faults.front().detail};
  problem.errors = std::move(faults);
  return fail(std::move(problem));
}

/// The register names its one person by plain fields.
void point_at_head(Faults& faults) {
  constexpr std::string_view kHead = "/members/0";
  for (auto& fault : faults) {
    if (fault.pointer.starts_with(kHead)) fault.pointer.erase(0, kHead.size());
  }
}

std::string at_damage(Damage kind, const char* field) {
  return "/" + std::string{word_of(kDamageWords, kind)} + "/" + field;
}

void check_extents(const HomeFacts& facts, Faults& faults) {
  std::int64_t hit = 0;
  for (const auto kind : kDamages) {
    const auto& extent = facts.of(kind);
    hit += extent.rooms;
    if (extent.rooms > 0 && extent.area_dm2 == 0) {
      faults.push_back({at_damage(kind, "area_dm2"),
                        {"填了间数就要填面积；不知道时按每间 30 平方米估算",
                         "rooms need their area; reckon 30 square metres for each when it is not known"}});
    }
    if (extent.rooms == 0 && extent.area_dm2 > 0) {
      faults.push_back({at_damage(kind, "rooms"), {"填了面积就要填间数", "an area needs its number of rooms"}});
    }
  }
  if (hit == 0) {
    faults.push_back({"/collapsed/rooms",
                      {"请填写倒塌、严重损坏或一般损坏的间数，至少一间",
                       "give the rooms that collapsed or were damaged; at least one"}});
  }
  if (hit > facts.rooms) {
    faults.push_back(
        {"/rooms",
         {"倒塌和损坏的间数多于住房间数，请核对", "more rooms collapsed and damaged than the home has; count again"}});
  }
}

void check_moment(const HomeFacts& facts, const incidents::Incident& incident, Instant now, Faults& faults) {
  if (facts.occurred_at > now) {
    faults.push_back({"/occurred_at", {"受灾时间晚于现在，请更正", "the time has not come yet; correct it"}});
  }
  if (day_of(facts.occurred_at) < day_of(incident.occurred_at)) {
    faults.push_back({"/occurred_at",
                      {"受灾时间早于“" + incident.name + "”的发生日期，请核对，或选对灾害事件",
                       "before \"" + incident.name + "\" began; compare, or choose the right incident"}});
  }
}

void check_place(const HomeFacts& facts, const HomeSurroundings& around, Faults& faults) {
  const auto& village = facts.village;
  const bool inside =
      std::ranges::any_of(around.incident.area, [&](const DivisionCode& part) { return village.within(part); });
  if (!around.village_known || village.level() != Level::village || !inside) {
    faults.push_back({"/village",
                      {"请选择“" + around.incident.name + "”灾区内的一个村（社区）",
                       "choose a village in the area of \"" + around.incident.name + "\""}});
  }
  if (!around.hazard_known) {
    faults.push_back({"/hazard", {"没有这个灾种代码，请重选", "there is no such hazard; choose again"}});
  }
}

}  // namespace

Result<HomeStatement> normalised_home(HomeStatement statement, Instant now) {
  Faults faults;
  normalise_people(statement.personal, now, faults);
  point_at_head(faults);
  return verdict(std::move(faults)).map([&] { return std::move(statement); });
}

Result<void> check_home(const HomeStatement& statement, const HomeSurroundings& around, Instant now) {
  const auto& facts = statement.facts;
  Faults faults;
  check_place(facts, around, faults);
  check_moment(facts, around.incident, now, faults);
  check_extents(facts, faults);
  if (facts.rebuild_fen + facts.other_fen > 0 && !facts.pay_by) {
    faults.push_back({"/pay_by", {"填了资金就要选发放形式", "money needs the way it was paid"}});
  }
  if (statement.photos.empty() && statement.new_photos.empty()) {
    faults.push_back(
        {"/photos", {"请附上房屋照片（制度要求留存备查）", "add a photo of the home, which the form wants kept"}});
  }
  return verdict(std::move(faults));
}

Result<void> check_home_once(const std::optional<HomeListed>& listed) {
  if (!listed) return {};
  const auto number = std::to_string(listed->ordinal);
  Problem problem{
      .kind = ProblemKind::conflict,
      .type = "home-on-register",
      .detail = {"此人的住房已在台账第 " + number + " 号（" + listed->village + "，户主 " + listed->head +
                     "），一户一灾只登记一行，请更正那一行",
                 "this person's home stands on the register as number " + number + " (" + listed->village + ", head " +
                     listed->head + "); one row for one family and disaster: correct that one"}};
  problem.errors.push_back({"/id_number", problem.detail});
  return fail(std::move(problem));
}

Result<void> check_home_stands(const Home& home) {
  if (home.state != HomeState::withdrawn) return {};
  return fail(ProblemKind::conflict, "home-withdrawn",
              {"这一行已撤出台账，不能再改；确有倒损请重新登记",
               "this row was taken off the register; enter it anew if the home was damaged"});
}

Result<void> check_register_open(const incidents::Incident& incident) {
  if (incident.state != incidents::IncidentState::closed) return {};
  return fail(ProblemKind::conflict, "incident-closed",
              {"“" + incident.name + "”已结束，不能新登记；请重新打开该事件，或选其他事件",
               "\"" + incident.name + "\" is closed: reopen it, or choose another incident"});
}

Result<void> check_link(const LinkFacts& facts) {
  if (facts.linked) {
    return fail(ProblemKind::conflict, "home-linked",
                {"该户已关联住房台账的一行，请先解除再关联另一行",
                 "this household names a row of the register already; unlink that one first"});
  }
  if (facts.taken) {
    return fail(ProblemKind::conflict, "home-taken",
                {"这一行已由同一年度的另一户关联，请核对是不是同一家被拆成两户",
                 "another household of this campaign names this row; see whether one family was split in two"});
  }
  if (!facts.same_exercise) {
    return fail(ProblemKind::conflict, "exercise-mixed",
                {"演练数据不能与真实数据关联，请重选", "an exercise and what is real are not linked; choose another"});
  }
  return {};
}

std::vector<std::string> missing_in(const Personal& personal) {
  std::vector<std::string> missing;
  if (!personal.head().id_number) missing.emplace_back("id_number");
  if (!personal.phone) missing.emplace_back("phone");
  return missing;
}

}  // namespace anlan::relief
