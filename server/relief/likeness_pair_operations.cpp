#include "relief/likeness_pair_operations.hpp"

#include <utility>

#include "base/json_fields.hpp"
#include "relief/campaign_view.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/likeness_entries.hpp"

namespace anlan::relief {

using api::need;
using api::Shape;
using nlohmann::json;

namespace {

Shape count_shape() { return Shape::integer(0, INT64_MAX / 2); }

}  // namespace

std::optional<Read> read_household(const ReliefParts& parts, std::optional<Household> household) {
  if (!household) return std::nullopt;
  auto people = unseal_personal(parts.keys, household->sealed);
  if (!people) return std::nullopt;
  return Read{std::move(*household), std::move(*people)};
}

std::optional<Likeness> likest(const Read& one, const Read& other, const std::vector<Lookalike>& between) {
  std::optional<Likeness> out;
  for (const auto& each : between) {
    if (each.ordinal != other.household.ordinal) continue;
    auto found = likeness_of(one.compared(), each.member, other.compared(), each.other);
    if (found && (!out || found->alike.size() > out->alike.size())) out = std::move(found);
  }
  return out;
}

json row_wire(store::Connection& db, const ReliefParts& parts, const Read& read, int member, Instant now) {
  const auto& household = read.household;
  auto masked = masked_personal(read.people, now);
  return {{"household", household.household},
          {"campaign", household.campaign},
          {"campaign_name", find_campaign(db, household.campaign).value().facts.name},
          {"village", household.facts.village.text()},
          {"village_name", parts.divisions.snapshot()->full_name_of(household.facts.village)},
          {"number", household.ordinal},
          {"state", word_of(kStateWords, household.state)},
          {"person", std::move(masked["members"][static_cast<std::size_t>(member)])},
          {"people", household.facts.people},
          {"phone", masked["phone"]},
          {"address", masked["address"]},
          {"account", masked["account"]},
          {"entered_at", format_time(household.entered_at)}};
}

Shape row_shape() {
  const auto masked = Shape::text(0, 200).or_null();
  return Shape::object(
      {need("household", Shape::uuid()), need("campaign", Shape::uuid()), need("campaign_name", Shape::text(1, 60)),
       need("village", Shape::division()), need("village_name", Shape::text(0, 200)), need("number", count_shape()),
       need("state", words_shape(kStateWords)),
       need("person", Shape::any(), "who is alike, masked, as in household.get"), need("people", count_shape()),
       need("phone", masked), need("address", masked), need("account", masked), need("entered_at", Shape::time())});
}

Shape alike_shape() { return Shape::array(words_shape(kAlikeWords), 1, kAlikeWords.size()); }

json decision_wire(const ReliefParts& parts, const LikenessDecision& decision) {
  return {{"verdict", word_of(kLikenessWords, decision.verdict)},
          {"version", decision.version},
          {"inquiry", or_null(decision.inquiry)},
          {"reason", decision.reason ? or_null(parts.keys.unseal(*decision.reason)) : json(nullptr)},
          {"decided_at", format_time(decision.decided_at)},
          {"decided_by", decision.decided_by}};
}

Shape decision_shape() {
  return Shape::object({need("verdict", words_shape(kLikenessWords)), need("version", count_shape()),
                        need("inquiry", Shape::uuid().or_null()),
                        need("reason", Shape::text(1, kLongestReason).or_null()), need("decided_at", Shape::time()),
                        need("decided_by", Shape::text(1, 100))});
}

}  // namespace anlan::relief
