#include "supplies/handout_rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <utility>

namespace anlan::supplies {
namespace {

constexpr std::size_t kResidentPlaces = 18;

std::string at_line(std::size_t line, const char* field) { return "/lines/" + std::to_string(line) + field; }
std::string at_household(std::size_t row, const char* field = "") {
  return "/households/" + std::to_string(row) + field;
}

Result<void> refused(ProblemKind kind, std::string type, std::vector<FieldFault> faults) {
  if (faults.empty()) return {};
  auto detail = faults.front().detail;
  return fail({.kind = kind, .type = std::move(type), .detail = std::move(detail), .errors = std::move(faults)});
}

bool check_digit_holds(std::string_view number) {
  constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    if (std::isdigit(static_cast<unsigned char>(number[i])) == 0) return false;
    sum += kWeights[i] * (number[i] - '0');
  }
  return number.back() == "10X98765432"[sum % 11];
}

Result<void> check_whole(const Handout& handout) {
  std::vector<FieldFault> faults;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < handout.lines.size(); ++i) {
    if (seen.insert(handout.lines[i].batch).second) continue;
    faults.push_back({at_line(i, "/batch"), {"同一批次请合成一行", "put one batch into one line"}});
  }
  if (handout.households.empty() && !handout.sheet) {
    faults.push_back({"/households",
                      {"请登记领取的户，或填花名册的户数并上传扫描件",
                       "list the households, or enter the signed sheet by its figures and a scan"}});
  }
  const auto& sheet = handout.sheet;
  if (sheet && !handout.households.empty() && sheet->households != static_cast<int>(handout.households.size())) {
    faults.push_back(
        {"/sheet/households",
         {"花名册户数与登记的户数不一致，请核对", "the sheet counts other households than the list; check them"}});
  }
  if (sheet && sheet->people < sheet->households) {
    faults.push_back({"/sheet/people", {"人数不能少于户数，请核对", "there cannot be fewer people than households"}});
  }
  return refused(ProblemKind::invalid, "bad-handout", std::move(faults));
}

Result<void> check_sums(const Handout& handout) {
  if (handout.households.empty()) return {};
  std::vector<FieldFault> faults;
  for (std::size_t i = 0; i < handout.households.size(); ++i) {
    if (handout.households[i].got.size() == handout.lines.size()) continue;
    faults.push_back({at_household(i, "/got"), {"请对每种物资各填一个数量", "give a number for each of the lines"}});
  }
  if (!faults.empty()) return refused(ProblemKind::invalid, "bad-handout", std::move(faults));
  for (std::size_t i = 0; i < handout.lines.size(); ++i) {
    Quantity sum = 0;
    for (const auto& one : handout.households) sum += one.got[i];
    const auto out = handout.lines[i].quantity;
    if (sum == out) continue;
    const auto got = std::to_string(sum);
    const auto left = std::to_string(out);
    faults.push_back({at_line(i, "/quantity"),
                      {"各户合计 " + got + "，发出 " + left + "，请核对后改成一致",
                       "the households got " + got + " in all, but " + left + " were handed out; make them agree"}});
  }
  return refused(ProblemKind::invalid, "sum-differs", std::move(faults));
}

Result<void> check_proof(const Handout& handout) {
  if (handout.sheet && !handout.sheet->scans.empty()) return {};
  std::vector<FieldFault> faults;
  if (handout.households.empty()) {
    faults.push_back({"/sheet/scans", {"请上传签字花名册的扫描件或照片", "add a scan or photo of the signed sheet"}});
  }
  for (std::size_t i = 0; i < handout.households.size(); ++i) {
    if (handout.households[i].proof) continue;
    faults.push_back(
        {at_household(i, "/proof"),
         {"第 " + std::to_string(i + 1) + " 户缺签字或照片，请补上，或上传整张签字花名册",
          "household " + std::to_string(i + 1) + " has no signature or photo; add one, or the whole sheet"}});
  }
  return refused(ProblemKind::invalid, "no-proof", std::move(faults));
}

bool same(const Household& one, const std::string& name_mark, const std::optional<std::string>& id_mark) {
  if (one.id_mark && id_mark) return *one.id_mark == *id_mark;
  return one.name_mark == name_mark;
}

FieldFault twice(std::size_t row, const Text& where) {
  const auto nth = std::to_string(row + 1);
  return {at_household(row),
          {"第 " + nth + " 户" + where.zh + "，请核对；确需再发的，请写明原因",
           "household " + nth + " " + where.en + "; check it, or say why it gets goods again"}};
}

}  // namespace

Result<std::string> normal_id(std::string_view typed, const std::string& pointer) {
  std::string number;
  for (const char c : typed) {
    if (c != ' ') number += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  if (number.size() != kResidentPlaces || check_digit_holds(number)) return number;
  return fail_field(pointer, "bad-id-number",
                    {"身份证号校验位不对，请核对；其他证件请填证件上的号码",
                     "the check digit of this resident's number is wrong; look at it again"});
}

Result<void> check_source(const Recorded& source) {
  const auto& movement = source.movement;
  const bool issued =
      std::ranges::any_of(movement.lines, [](const Line& line) { return parse_side(line.to.place) == Side::issued; });
  if (!issued || movement.reverses) {
    return fail(ProblemKind::conflict, "not-issued",
                {"这张单据没有发到村（点），请从待发到户的物资中选择",
                 "this document issued nothing to a village; choose one of those waiting to be handed out"});
  }
  if (!source.reversed_by) return {};
  return fail(ProblemKind::conflict, "already-reversed",
              {"这张发放单已冲销，请选择有效的单据", "this document was taken back; choose one that stands"});
}

Result<void> check_not_handed_out(const std::vector<std::string>& numbers) {
  if (numbers.empty()) return {};
  std::string all;
  for (const auto& number : numbers) all += (all.empty() ? "" : ", ") + number;
  return fail(ProblemKind::conflict, "handed-out",
              {"这张单据的物资已登记发放到户（发放单 " + all + "），请先冲销发放单，再冲销这张单据",
               "hand-outs " + all + " drew on this document; take them back first, then this document"});
}

Result<void> check_list(const Handout& handout) {
  return check_whole(handout).and_then([&] { return check_sums(handout); }).and_then([&] {
    return check_proof(handout);
  });
}

Result<void> check_left(const Handout& handout, const Left& left) {
  std::vector<FieldFault> faults;
  for (std::size_t i = 0; i < handout.lines.size(); ++i) {
    const auto found = left.find(handout.lines[i].batch);
    const auto most = found == left.end() ? 0 : found->second;
    if (handout.lines[i].quantity <= most) continue;
    const auto number = std::to_string(most);
    faults.push_back({at_line(i, "/quantity"),
                      {"这张单据只剩 " + number + " 未发到户，请核对",
                       "only " + number + " of this document are not handed out yet; check the number"}});
  }
  return refused(ProblemKind::conflict, "more-than-issued", std::move(faults));
}

Result<void> check_twice(const Handout& handout, const std::vector<Served>& before) {
  std::vector<FieldFault> faults;
  for (std::size_t i = 0; i < handout.households.size(); ++i) {
    const auto& one = handout.households[i];
    if (one.again || one.entitled) continue;
    const auto served =
        std::ranges::find_if(before, [&](const Served& other) { return same(one, other.name_mark, other.id_mark); });
    const auto end = handout.households.begin() + static_cast<std::ptrdiff_t>(i);
    const auto above = std::find_if(handout.households.begin(), end,
                                    [&](const Household& other) { return same(one, other.name_mark, other.id_mark); });
    if (served != before.end()) {
      faults.push_back(twice(i, {"在发放单 " + served->number + " 已领过", "got goods on hand-out " + served->number}));
    } else if (above != end) {
      const auto row = std::to_string(above - handout.households.begin() + 1);
      faults.push_back(twice(i, {"与第 " + row + " 户相同", "is the same as household " + row}));
    }
  }
  return refused(ProblemKind::conflict, "household-twice", std::move(faults));
}

}  // namespace anlan::supplies
