#include "supplies/allocation_need.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace anlan::supplies::allocation {
namespace {

constexpr std::array<std::string_view, kPeopleStates> kStates{"sheltered", "hosted", "precautionary_move",
                                                              "emergency_relief_need"};
constexpr std::int64_t kPercent = 100;

tl::unexpected<Problem> bad_need(Text detail) { return fail(ProblemKind::invalid, "bad-need", std::move(detail)); }

tl::unexpected<Problem> too_large() {
  return bad_need(
      {"需求量超出可计算的范围，请核对人数和标准", "the need is too large to compute; check people and norms"});
}

/// Turns to nothing, and stays so, once a product or sum leaves 64 bits.
class Checked {
 public:
  explicit Checked(std::int64_t value) : value_{value} {}

  Checked& times(std::int64_t factor) {
    std::int64_t product = 0;
    if (value_ && __builtin_mul_overflow(*value_, factor, &product)) {
      value_.reset();
    } else if (value_) {
      value_ = product;
    }
    return *this;
  }

  Checked& plus(std::int64_t summand) {
    std::int64_t sum = 0;
    if (value_ && __builtin_add_overflow(*value_, summand, &sum)) {
      value_.reset();
    } else if (value_) {
      value_ = sum;
    }
    return *this;
  }

  [[nodiscard]] const std::optional<std::int64_t>& value() const { return value_; }

 private:
  std::optional<std::int64_t> value_;
};

Result<void> check_norm(const Norm& norm, std::int64_t days) {
  const bool share = norm.share_percent >= 1 && norm.share_percent <= kPercent;
  if (share && norm.amount >= 1 && norm.persons >= 1 && norm.days.value_or(1) >= 1 && days >= 1) return {};
  return bad_need({"需求标准 " + norm.id + " 或天数有误：各数应为正数，比例不超过 100%",
                   "the norm " + norm.id + " or the days are wrong: all numbers are positive, a share at most 100 %"});
}

using Key = std::pair<std::string, std::string>;  // division, item
using Needs = std::map<Key, Need>;

Result<void> require(Needs& found, const People& people, const Norm& norm, std::int64_t days) {
  const auto required = required_by(norm, people, days);
  if (!required) return fail(required.error());
  if (*required == 0) return {};
  auto& need = found[{people.division, norm.item}];
  const auto sum = Checked{need.required}.plus(*required).value();
  if (!sum) return too_large();
  need.required = *sum;
  return {};
}

/// What nobody needs is no need, so only townships and items with one are looked at.
Result<void> provide(Needs& found, const Provided& provided) {
  if (provided.on_hand < 0 || provided.on_the_way < 0) {
    return bad_need({"现有量和在途量不能为负", "what is there and on the way cannot be negative"});
  }
  const auto need = found.find(Key{provided.division, provided.item});
  if (need == found.end()) return {};
  const auto on_hand = Checked{need->second.on_hand}.plus(provided.on_hand).value();
  const auto on_the_way = Checked{need->second.on_the_way}.plus(provided.on_the_way).value();
  if (!on_hand || !on_the_way) return too_large();
  need->second.on_hand = *on_hand;
  need->second.on_the_way = *on_the_way;
  return {};
}

Need finish(const Key& key, Need need) {
  need.division = key.first;
  need.item = key.second;
  // Subtracted one by one: their sum may leave 64 bits.
  need.missing = std::max<std::int64_t>(need.required - std::min(need.required, need.on_hand) - need.on_the_way, 0);
  return need;
}

}  // namespace

std::string_view to_string(PeopleState state) noexcept { return kStates[static_cast<std::size_t>(state)]; }

std::optional<PeopleState> parse_people_state(std::string_view text) noexcept {
  const auto found = std::ranges::find(kStates, text);
  if (found == kStates.end()) return std::nullopt;
  return static_cast<PeopleState>(found - kStates.begin());
}

Result<std::int64_t> required_by(const Norm& norm, const People& people, std::int64_t days) {
  if (auto ok = check_norm(norm, days); !ok) return fail(std::move(ok.error()));
  Checked heads{0};
  for (const auto state : norm.states) {
    if (people.in(state) < 0) return bad_need({"人数不能为负", "a number of people cannot be negative"});
    heads.plus(people.in(state));
  }
  const auto units = heads.times(norm.share_percent).times(norm.amount).times(norm.days ? days : 1).value();
  const auto among = Checked{kPercent}.times(norm.persons).times(norm.days.value_or(1)).value();
  if (!units || !among) return too_large();
  return *units / *among + (*units % *among == 0 ? 0 : 1);
}

Result<std::vector<Need>> needs(const std::vector<People>& people, const std::vector<Norm>& norms, std::int64_t days,
                                const std::vector<Provided>& provided) {
  Needs found;
  for (const auto& township : people) {
    for (const auto& norm : norms) {
      if (auto ok = require(found, township, norm, days); !ok) return fail(std::move(ok.error()));
    }
  }
  for (const auto& line : provided) {
    if (auto ok = provide(found, line); !ok) return fail(std::move(ok.error()));
  }
  std::vector<Need> out;
  for (auto& [key, need] : found) out.push_back(finish(key, std::move(need)));
  return out;
}

}  // namespace anlan::supplies::allocation
