#include <algorithm>
#include <utility>

#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/posting.hpp"
#include "supplies/stocktake_entries.hpp"
#include "supplies/stocktake_rules.hpp"
#include "supplies/stocktake_view.hpp"
#include "supplies/supply_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// The keepers, and those who order the use of the goods.
constexpr RoleSet kOpening{Role::warehouse_keeper, Role::dispatcher, Role::leader};
/// Who may see what was counted while the counting goes on: everybody but who counts.
constexpr RoleSet kSeeing{Role::township_clerk, Role::county_duty, Role::city_duty,
                          Role::leader,         Role::dispatcher,  Role::auditor};

bool keeps(const access::Caller& caller) { return caller.role == Role::warehouse_keeper; }

/// Somebody of the office that keeps the place, or of the one that orders its use.
Result<void> check_either_office(const Place& place, const access::Caller& caller) {
  return keeps(caller) ? check_keeper(place, caller.jurisdiction) : check_user_office(place, caller.jurisdiction);
}

json tallies_json(const CountedPile& pile) {
  auto out = json::array();
  for (const auto& tally : pile.tallies) {
    out.push_back({{"counted", tally.counted},
                   {"book", tally.book},
                   {"variance", tally.variance()},
                   {"counted_at", format_time(tally.at)},
                   {"counted_by", journal::to_json(tally.by)}});
  }
  return out;
}

/// What a counter may know of a pile: what it is, how often it was counted, and whether his count is wanted.
json blind_json(const Stocktake& stocktake, const CountedPile& pile, const access::Caller& caller) {
  const auto& tallies = pile.tallies;
  return {{"bin", pile.pile.bin},
          {"batch", pile.pile.batch},
          {"label", pile.pile.label},
          {"item", pile.pile.item},
          {"listed", pile.listed},
          {"rounds", tallies.size()},
          {"state", to_string(state_of(pile, stocktake.tolerance_permille))},
          {"counted_by_me", !tallies.empty() && tallies.back().by.account == caller.account}};
}

json pile_wire(const Stocktake& stocktake, const CountedPile& pile, const access::Caller& caller, bool blind) {
  auto out = blind_json(stocktake, pile, caller);
  if (blind) return out;
  out["book_at_opening"] = pile.pile.book;
  out["tallies"] = tallies_json(pile);
  return out;
}

/// With its piles; without their figures for those who count, until the stocktake is closed.
json stocktake_wire(store::Connection& db, const Stocktake& stocktake, const access::Caller& caller) {
  const bool blind = keeps(caller) && stocktake.state == StocktakeState::open;
  auto out = stocktake_json(stocktake);
  out["version"] = stocktake.version;
  out["blind"] = blind;
  const auto piles = counted_piles(db, stocktake);
  out["piles"] = json::array();
  for (const auto& pile : piles) out["piles"].push_back(pile_wire(stocktake, pile, caller, blind));
  const auto sums = sums_of(piles);
  out["sums"] = blind ? json(nullptr) : json{{"found", sums.found}, {"missing", sums.missing}};
  out["outcome"] = outcome_json(db, stocktake.stocktake);
  return out;
}

std::function<json(store::Connection&, const std::vector<journal::Entry>&)> told(std::string id,
                                                                                 access::Caller caller) {
  return [id = std::move(id), caller = std::move(caller)](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"stocktake", stocktake_wire(db, find_stocktake(db, id).value(), caller)}};
  };
}

Result<Stocktake> existing_stocktake(store::Connection& db, const json& params) {
  auto found = find_stocktake(db, text_at(params, "stocktake"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-stocktake",
              {"没有这次盘点，请刷新后重选", "there is no such stocktake; reload and choose again"});
}

Result<DivisionCode> division_of_stocktake(store::Connection& db, const json& params) {
  return existing_stocktake(db, params).map([](const Stocktake& stocktake) { return stocktake.division; });
}

/// The stocktake at the version its sender saw.
Result<Stocktake> seen_stocktake(const CommandContext& context) {
  auto found = existing_stocktake(context.db, context.params);
  if (!found) return found;
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  if (auto fresh = journal::expect_version(context.db, stocktake_stream(found->stocktake), expected); !fresh) {
    return fail(std::move(fresh.error()));
  }
  return found;
}

Result<StocktakeScope> scope_in(const json& params, const Place& place, const GoodsCatalogue& goods) {
  StocktakeScope scope{.items = params.value("items", std::vector<std::string>{}),
                       .bins = params.value("bins", std::vector<std::string>{})};
  for (std::size_t i = 0; i < scope.items.size(); ++i) {
    if (goods.find(scope.items[i]) != nullptr) continue;
    return fail_field("/items/" + std::to_string(i), "unknown-item",
                      {"目录里没有这种物资，请从目录中选择", "the catalogue has no such item; choose one of it"});
  }
  for (std::size_t i = 0; i < scope.bins.size(); ++i) {
    if (auto held = check_bin(place, scope.bins[i], "/bins/" + std::to_string(i)); !held) {
      return fail(std::move(held.error()));
    }
  }
  return scope;
}

Result<api::Decision> decide_open(const CommandContext& context, const GoodsCatalogue& goods) {
  const auto& params = context.params;
  const auto place = known_place(context.db, text_at(params, "place"));
  if (!place) return fail(place.error());
  const bool exercise = params.value("exercise", false);
  auto held = check_either_office(*place, context.caller).and_then([&] { return check_open(*place); }).and_then([&] {
    return check_no_other(open_stocktake_number(context.db, place->place, exercise));
  });
  if (!held) return fail(std::move(held.error()));
  auto scope = scope_in(params, *place, goods);
  if (!scope) return fail(std::move(scope.error()));
  const auto piles = piles_in(context.db, place->place, *scope, exercise);
  if (auto countable = check_snapshot(piles); !countable) return fail(std::move(countable.error()));
  const Stocktake stocktake{.stocktake = make_uuid(context.now),
                            .number = next_stocktake_number(context.db),
                            .place = place->place,
                            .division = place->facts.division,
                            .exercise = exercise,
                            .scope = std::move(*scope),
                            .as_of = journal::head_seq(context.db),
                            .tolerance_permille = goods.stocktake_tolerance_permille(),
                            .note = optional_at<std::string>(params, "note"),
                            .opened_at = context.now,
                            .opened_by = context.caller.actor()};
  api::Decision decision;
  decision.entries.push_back(stocktake_opened(stocktake, piles));
  decision.answer = told(stocktake.stocktake, context.caller);
  return decision;
}

api::Operation open(const GoodsCatalogue& goods) {
  return {.name = "stocktake.open",
          .kind = api::Kind::command,
          .summary = {"开始盘点：按范围记下账面，逐堆清点", "Begin to count a place, or some items or bins of it"},
          .params = Shape::object(
              {need("command_id", Shape::uuid()), need("place", Shape::uuid()),
               may("items", Shape::array(Shape::text(1, 60), 0, 200), "of the catalogue; all when empty"),
               may("bins", Shape::array(bin_shape(), 0, 500), "all when empty; \"\" is what lies in none"),
               may("exercise", Shape::boolean()), may("note", Shape::text(1, kLongestReason))}),
          .roles = kOpening,
          .scope = division_of_place,
          .command = [&goods](const CommandContext& context) { return decide_open(context, goods); }};
}

/// The pile a count is about: one of the stocktake's, or goods that were found where none were listed.
Result<CountedPile> pile_in(const CommandContext& context, const Stocktake& stocktake, const Place& place) {
  const auto bin = context.params.value("bin", "");
  const auto batch = find_batch(context.db, text_at(context.params, "batch"));
  if (!batch) {
    return fail_field("/batch", "unknown-batch",
                      {"没有这个批次，请重新扫码；没有标签的物资请先登记入库",
                       "there is no such batch; scan it again, and take in what has no label first"});
  }
  auto held = check_bin(place, bin, "/bin").and_then([&] {
    return check_covered(stocktake, batch->facts.item, bin, batch->exercise);
  });
  if (!held) return fail(std::move(held.error()));
  if (auto known = find_counted_pile(context.db, stocktake, bin, batch->batch)) return std::move(*known);
  return CountedPile{.pile = {bin, batch->batch, batch->label, batch->facts.item}, .listed = false};
}

Result<api::Decision> decide_count(const CommandContext& context) {
  const auto& params = context.params;
  const auto stocktake = existing_stocktake(context.db, params);
  if (!stocktake) return fail(stocktake.error());
  const auto place = known_place(context.db, stocktake->place).value();
  auto held =
      check_keeper(place, context.caller.jurisdiction).and_then([&] { return check_stocktake_open(*stocktake); });
  if (!held) return fail(std::move(held.error()));
  const auto pile = pile_in(context, *stocktake, place);
  if (!pile) return fail(pile.error());
  Tally tally{.counted = params.at("counted"), .at = context.now, .by = context.caller.actor()};
  if (params.contains("counted_at")) tally.at = parse_time(text_at(params, "counted_at")).value();
  auto countable = check_moment(tally.at, context.now).and_then([&] {
    return check_count(*stocktake, *pile, params.at("round").get<std::size_t>(), tally);
  });
  if (!countable) return fail(std::move(countable.error()));
  api::Decision decision;
  decision.entries.push_back(stocktake_counted(*stocktake, pile->pile, tally));
  decision.answer = [id = stocktake->stocktake, counted = pile->pile, caller = context.caller](
                        store::Connection& db, const std::vector<journal::Entry>&) {
    const auto now = find_stocktake(db, id).value();
    const auto after = find_counted_pile(db, now, counted.bin, counted.batch).value();
    return json{{"pile", blind_json(now, after, caller)}, {"version", now.version}};
  };
  return decision;
}

api::Operation count() {
  return {.name = "stocktake.count",
          .kind = api::Kind::command,
          .summary = {"报一堆物资的实盘数（盲盘：不显示账面数）", "Say how many of a pile are there, without the book"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("stocktake", Shape::uuid()),
                                   need("batch", Shape::uuid()), may("bin", bin_shape()),
                                   need("round", Shape::integer(1, 100), "which count of the pile: 1 is the first"),
                                   need("counted", Shape::integer(0, kMostUnits), "base units"),
                                   may("counted_at", Shape::time(), "now when missing")}),
          .roles = {Role::warehouse_keeper},
          .scope = division_of_stocktake,
          .command = decide_count};
}

Closing closing_of(const CommandContext& context, const char* words) {
  return {.at = context.now, .by = context.caller.actor(), .note = text_at(context.params, words)};
}

Result<api::Decision> decide_approve(const CommandContext& context, const GoodsCatalogue& goods) {
  auto stocktake = seen_stocktake(context);
  if (!stocktake) return fail(std::move(stocktake.error()));
  const auto place = known_place(context.db, stocktake->place).value();
  const auto piles = counted_piles(context.db, *stocktake);
  const Approving approving{context.caller.account, context.params.at("found"), context.params.at("missing")};
  auto held =
      check_user_office(place, context.caller.jurisdiction).and_then([&] { return check_open(place); }).and_then([&] {
        return check_stocktake_approval(*stocktake, piles, approving);
      });
  if (!held) return fail(std::move(held.error()));
  stocktake->state = StocktakeState::approved;
  stocktake->closing = closing_of(context, "note");
  const auto findings = findings_of(piles);
  const auto movements = adjustments(*stocktake, findings, context.now, stocktake->closing->note);
  api::Decision decision;
  decision.entries.push_back(stocktake_approved(*stocktake, findings, movements));
  for (const auto& movement : movements) {
    if (auto posted = check_posting(context.db, goods, movement); !posted) return fail(std::move(posted.error()));
    decision.entries.push_back(stock_moved(movement));
  }
  decision.answer = told(stocktake->stocktake, context.caller);
  return decision;
}

api::Operation approve(const GoodsCatalogue& goods) {
  return {.name = "stocktake.approve",
          .kind = api::Kind::command,
          .summary = {"批准盘点结果，按差异调整账面", "Approve what was counted and correct the ledger by it"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("stocktake", Shape::uuid()),
                                   need("expected_version", version_shape()),
                                   need("found", Shape::integer(0, INT64_MAX / 2), "sum that the approver saw"),
                                   need("missing", Shape::integer(0, INT64_MAX / 2), "sum that the approver saw"),
                                   need("note", Shape::text(1, kLongestReason), "where the differences come from")}),
          .roles = kUserOffice,
          .scope = division_of_stocktake,
          .command = [&goods](const CommandContext& context) { return decide_approve(context, goods); }};
}

Result<api::Decision> decide_cancel(const CommandContext& context) {
  auto stocktake = seen_stocktake(context);
  if (!stocktake) return fail(std::move(stocktake.error()));
  const auto place = known_place(context.db, stocktake->place).value();
  if (auto held = check_either_office(place, context.caller); !held) return fail(std::move(held.error()));
  const auto piles = counted_piles(context.db, *stocktake);
  const bool counted = std::ranges::any_of(piles, [](const CountedPile& pile) { return !pile.tallies.empty(); });
  if (auto held = check_stocktake_cancel(*stocktake, counted, keeps(context.caller)); !held) {
    return fail(std::move(held.error()));
  }
  stocktake->state = StocktakeState::cancelled;
  stocktake->closing = closing_of(context, "reason");
  api::Decision decision;
  decision.entries.push_back(stocktake_cancelled(*stocktake));
  decision.answer = told(stocktake->stocktake, context.caller);
  return decision;
}

api::Operation cancel() {
  return {.name = "stocktake.cancel",
          .kind = api::Kind::command,
          .summary = {"作废一次盘点，不动账面", "Give a stocktake up; the ledger stays as it is"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("stocktake", Shape::uuid()),
                                   need("expected_version", version_shape()),
                                   need("reason", Shape::text(1, kLongestReason))}),
          .roles = kOpening,
          .scope = division_of_stocktake,
          .command = decide_cancel};
}

api::Operation get() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    return existing_stocktake(context.db, context.params).map([&](const Stocktake& stocktake) {
      return json{{"stocktake", stocktake_wire(context.db, stocktake, context.caller)},
                  {"seq", journal::head_seq(context.db)}};
    });
  };
  return {.name = "stocktake.get",
          .kind = api::Kind::query,
          .summary = {"一次盘点的各堆；清点人只看到要盘什么", "One stocktake pile by pile; counters see no figures"},
          .params = Shape::object({need("stocktake", Shape::uuid())}),
          .roles = kReaders,
          .scope = division_of_stocktake,
          .query = std::move(query)};
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    std::optional<StocktakeState> state;
    if (context.params.contains("state")) state = parse_stocktake_state(text_at(context.params, "state"));
    const auto place = optional_at<std::string>(context.params, "place");
    auto out = json::array();
    for (const auto& stocktake : list_stocktakes(context.db, context.caller.jurisdiction, place, state)) {
      out.push_back(stocktake_json(stocktake));
      out.back().update(progress_json(context.db, stocktake.stocktake));
    }
    return json{{"stocktakes", std::move(out)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "stocktake.list",
          .kind = api::Kind::query,
          .summary = {"各库点的盘点，新的在前", "Stocktakes, the newest first"},
          .params = Shape::object(
              {may("place", Shape::uuid()), may("state", Shape::one_of({"open", "approved", "cancelled"}))}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_stocktake_operations(api::Registry& registry, const GoodsCatalogue& goods) {
  registry.add(open(goods));
  registry.add(count());
  registry.add(approve(goods));
  registry.add(cancel());
  registry.add(get());
  registry.add(list());
  registry.add(api::Topic{.name = "stocktake",
                          .summary = {"盘点的开始、每次清点与结果；清点人不能订阅",
                                      "Stocktakes, each count and the outcome; not for those who count"},
                          .roles = kSeeing});
  registry.add(api::Topic{.name = "stocktake_progress",
                          .summary = {"各次盘点盘到哪里，不含数量", "How far each stocktake is, without figures"},
                          .state = true,
                          .roles = kReaders});
}

}  // namespace anlan::supplies
