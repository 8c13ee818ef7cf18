#include <utility>

#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_view.hpp"
#include "relief/household_queries.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/likeness_entries.hpp"
#include "relief/likeness_pair_operations.hpp"
#include "relief/supervision_operations.hpp"

namespace anlan::relief {

using api::may;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kPage = 50;
constexpr std::int64_t kUsualPage = 20;
constexpr std::int64_t kLookedAtOnce = 5'000;  ///< households, so that a call never holds a reader for long

Shape count_shape() { return Shape::integer(0, INT64_MAX / 2); }

/// Goes through a list household by household and keeps who is alike.
class Search {
 public:
  Search(const QueryContext& context, const ReliefParts& parts, const Campaign& campaign, DivisionCode within)
      : context_{context}, parts_{parts}, campaign_{campaign}, within_{std::move(within)} {}

  [[nodiscard]] json run(ListPlace after, std::int64_t limit) {
    const auto standing = standing_after(context_.db, campaign_.campaign, within_, after, kLookedAtOnce);
    std::int64_t looked = 0;
    for (const auto& one : standing) {
      if (std::cmp_greater_equal(pairs_.size(), limit)) break;
      look_at(one);
      after = {one.village, one.ordinal};
      ++looked;
    }
    const bool over = std::cmp_equal(looked, standing.size()) && looked < kLookedAtOnce;
    const json next = over ? json(nullptr) : json{{"village", after.village}, {"number", after.ordinal}};
    return {{"pairs", std::move(pairs_)}, {"looked", looked}, {"next", next}, {"seq", journal::head_seq(context_.db)}};
  }

 private:
  void look_at(const Standing& standing) {
    const auto found = lookalikes_of(context_.db, standing.ordinal, kShared);
    if (found.empty()) return;
    const auto own = read_household(parts_, household_of_ordinal(context_.db, standing.ordinal));
    if (!own) return;
    std::int64_t last = 0;
    for (const auto& each : found) {
      if (std::exchange(last, each.ordinal) == each.ordinal) continue;
      const auto other = read_household(parts_, household_of_ordinal(context_.db, each.ordinal));
      if (!other || !to_compare(*own, *other)) continue;
      if (const auto alike = likest(*own, *other, found)) propose(*own, *other, *alike);
    }
  }

  /// Whether the two are compared from this side: of two in the part that was asked about the later one does.
  [[nodiscard]] bool to_compare(const Read& own, const Read& other) {
    const auto& there = other.household;
    if (there.state != HouseholdState::entered) return false;
    const bool both_asked = there.campaign == campaign_.campaign && there.facts.village.within(within_);
    if (both_asked && there.ordinal > own.household.ordinal) return false;
    if (find_campaign(context_.db, there.campaign).value().exercise != campaign_.exercise) return false;
    return !find_likeness_decision(context_.db, pair_of(own.household.household, there.household)).has_value();
  }

  void propose(const Read& own, const Read& other, const Likeness& alike) {
    pairs_.push_back({{"first", row_wire(context_.db, parts_, own, alike.member, context_.now)},
                      {"second", row_wire(context_.db, parts_, other, alike.other, context_.now)},
                      {"alike", alike_json(alike.alike)}});
  }

  const QueryContext& context_;
  const ReliefParts& parts_;
  const Campaign& campaign_;
  DivisionCode within_;
  json pairs_ = json::array();
};

Result<json> list(const QueryContext& context, const ReliefParts& parts) {
  const auto& params = context.params;
  const auto campaign = existing_campaign(context.db, text_at(params, "campaign"), context.caller.jurisdiction);
  if (!campaign) return fail(campaign.error());
  ListPlace after;
  if (params.contains("after")) after = ListPlace{params.at("after").at("village"), params.at("after").at("number")};
  Search search{context, parts, *campaign, DivisionCode::parse(text_at(params, "division")).value()};
  return search.run(std::move(after), params.value("limit", kUsualPage));
}

/// One row of a decided pair; who stood there is told as long as the key is held.
json decided_row(store::Connection& db, const ReliefParts& parts, const std::string& household, Instant now) {
  const auto read = read_household(parts, find_household(db, household));
  return read ? row_wire(db, parts, *read, 0, now) : json(nullptr);
}

Result<json> list_decided(const QueryContext& context, const ReliefParts& parts) {
  const auto& params = context.params;
  const auto campaign = existing_campaign(context.db, text_at(params, "campaign"), context.caller.jurisdiction);
  if (!campaign) return fail(campaign.error());
  const LikenessFilter filter{
      .campaign = campaign->campaign,
      .within = DivisionCode::parse(text_at(params, "division")).value(),
      .verdict = parse_word<LikenessVerdict>(kLikenessWords, text_at(params, "verdict")).value(),
      .limit = params.value("limit", kPage),
      .skip = params.value("skip", std::int64_t{0})};
  auto out = json::array();
  for (const auto& decision : list_likeness_decisions(context.db, filter)) {
    out.push_back({{"first", decided_row(context.db, parts, decision.first, context.now)},
                   {"second", decided_row(context.db, parts, decision.second, context.now)},
                   {"alike", alike_json(decision.alike)},
                   {"decision", decision_wire(parts, decision)}});
  }
  return json{{"pairs", std::move(out)}, {"seq", journal::head_seq(context.db)}};
}

Shape place_shape() {
  return Shape::object({need("village", Shape::division()), need("number", Shape::integer(1, INT64_MAX / 2))});
}

api::Operation list_operation(const ReliefParts& parts) {
  const auto pair =
      Shape::object({need("first", row_shape()), need("second", row_shape()), need("alike", alike_shape())});
  return {.name = "likeness.list",
          .kind = api::Kind::query,
          .summary = {"疑似同一户：证件号相近、姓名同音、地址相近的两户，待人工判断；每次看一段名册",
                      "Households that may be one: near numbers, names that sound the same, near addresses. Goes "
                      "through a part of the list at a time; a person decides"},
          .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division()),
                                   may("after", place_shape(), "`next` of the answer before"),
                                   may("limit", Shape::integer(1, kPage))}),
          .result = Shape::object({need("pairs", Shape::array(pair, 0, 100'000)),
                                   need("looked", count_shape(), "households that were looked at"),
                                   need("next", place_shape().or_null(), "none: the list was looked through"),
                                   need("seq", count_shape())}),
          .roles = kSupervisors,
          .scope = api::division_at("division"),
          .query = [parts](const QueryContext& context) { return list(context, parts); }};
}

api::Operation decided_operation(const ReliefParts& parts) {
  const auto pair = Shape::object({need("first", row_shape().or_null()), need("second", row_shape().or_null()),
                                   need("alike", alike_shape()), need("decision", decision_shape())});
  return {.name = "likeness.decided",
          .kind = api::Kind::query,
          .summary = {"已判断的疑似同一户，新判断的在前", "What was decided of such pairs, the newest first"},
          .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division()),
                                   need("verdict", words_shape(kLikenessWords)), may("limit", Shape::integer(1, kPage)),
                                   may("skip", Shape::integer(0, 100'000'000))}),
          .result = Shape::object({need("pairs", Shape::array(pair, 0, kPage)), need("seq", count_shape())}),
          .roles = kSupervisors,
          .scope = api::division_at("division"),
          .query = [parts](const QueryContext& context) { return list_decided(context, parts); }};
}

}  // namespace

void declare_likenesses(api::Registry& registry, const ReliefParts& parts) {
  registry.add(list_operation(parts));
  registry.add(decided_operation(parts));
  declare_likeness_decision(registry, parts);
  registry.add(api::Topic{.name = "likeness",
                          .summary = {"疑似同一户的判断", "What was decided of households that are alike"},
                          .roles = kSupervisors});
}

}  // namespace anlan::relief
