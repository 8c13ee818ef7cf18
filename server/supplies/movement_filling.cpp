#include "supplies/movement_filling.hpp"

#include <map>
#include <utility>

#include "base/uuid.hpp"
#include "journal/blobs.hpp"
#include "supplies/donation_view.hpp"
#include "supplies/due_queries.hpp"
#include "supplies/hands.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_ways.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/posting.hpp"
#include "supplies/stocktake_rules.hpp"
#include "supplies/stocktake_view.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

/// The named goods as lines of the document, all real or all of an exercise.
Result<std::vector<Pick>> picked(const Asked& asked, Movement& movement) {
  auto picks = read_picks(asked.db, asked.params.at("lines"));
  if (!picks) return picks;
  auto incident = exercise_of(asked.db, movement.incident);
  if (!incident) return fail(std::move(incident.error()));
  auto mode = mode_of(*picks, *incident);
  if (!mode) return fail(std::move(mode.error()));
  movement.exercise = *mode;
  return picks;
}

Line line_of(const Pick& pick, Spot from, Spot to) {
  return {pick.batch.facts.item, pick.batch.batch, pick.quantity, std::move(from), std::move(to)};
}

std::string pointer_of(std::size_t line) { return "/lines/" + std::to_string(line); }

Result<DivisionCode> known_division(const Asked& asked) {
  auto code = DivisionCode::parse(text_at(asked.params, "division"));
  if (code && asked.divisions.exists(*code)) return code;
  return fail_field("/division", "bad-movement",
                    {"没有这个区划代码，请核对", "there is no such division; check the code"});
}

Result<Batch> new_batch(const Asked& asked, const Item& item, const json& said, const Movement& movement,
                        std::size_t born) {
  const auto facts = completed(read_batch_facts(item.code, said.at("new_batch")), item);
  Batch batch{.batch = make_uuid(asked.now),
              .label = batch_label(next_batch_number(asked.db) + static_cast<std::int64_t>(born)),
              .facts = facts,
              .received_on = day_of(movement.occurred_at),
              .exercise = movement.exercise};
  return batch;
}

/// The batch a line of a receipt is about: one that is known, or one that comes into being.
Result<Batch> batch_received(const Asked& asked, const Movement& movement, const json& said, const std::string& pointer,
                             std::vector<Batch>& born) {
  const auto* item = asked.goods.find(text_at(said, "item"));
  if (item == nullptr) {
    return fail_field(pointer + "/item", "unknown-item",
                      {"目录里没有这种物资，请从目录中选择", "the catalogue has no such item; choose one of it"});
  }
  if (said.contains("batch") == said.contains("new_batch")) {
    return fail_field(pointer, "bad-movement",
                      {"请写明是已有批次还是新批次，二者选一", "name either a known batch or a new one"});
  }
  if (said.contains("new_batch")) {
    auto batch = new_batch(asked, *item, said, movement, born.size());
    if (!batch) return batch;
    auto held = check_batch(batch->facts, batch->received_on, *item, pointer + "/new_batch").and_then([&] {
      return check_origin(text_at(asked.params, "source"), *batch, pointer + "/new_batch/origin");
    });
    if (!held) return fail(std::move(held.error()));
    born.push_back(*batch);
    return batch;
  }
  auto batch = find_batch(asked.db, text_at(said, "batch"));
  if (batch && batch->facts.item == item->code) {
    return check_origin(text_at(asked.params, "source"), *batch, pointer + "/batch").map([&] {
      return std::move(*batch);
    });
  }
  return fail_field(pointer + "/batch", "unknown-batch",
                    {item->name.zh + " 没有这个批次，请重新扫码", "there is no such batch of " + item->name.en});
}

/// A line of a count: what was found goes from "lost" to the place, what is missing the other way.
Result<Line> counted_line(Pick pick, const json& said, const Place& place, const std::string& pointer) {
  if (said.contains("found") == said.contains("lost")) {
    return fail_field(pointer, "bad-movement",
                      {"每行只写盘盈或盘亏之一", "say either what was found or what is missing"});
  }
  const bool found = said.contains("found");
  pick.quantity = said.at(found ? "found" : "lost");
  const Spot here{place.place, pick.bin};
  const auto gone = spot(Side::lost, place.place);
  return found ? line_of(pick, gone, here) : line_of(pick, here, gone);
}

/// What people may keep is written off where they have it; nobody carries it to the store for that.
Result<Filled> scrapped_in_hands(const Asked& asked, const std::vector<Pick>& picks, Movement movement) {
  const auto division = known_division(asked);
  if (!division) return fail(division.error());
  std::map<std::string, TheirOwn> own;  // by batch
  for (const auto& pick : picks) {
    auto& one =
        own.try_emplace(pick.batch.batch, TheirOwn{pointer_of(movement.lines.size()), pick.batch.label}).first->second;
    one.asked += pick.quantity;
    movement.lines.push_back(
        line_of(pick, spot(Side::issued, division->text()), spot(Side::scrapped, asked.place.place)));
  }
  std::vector<TheirOwn> all;
  for (auto& [batch, one] : own) {
    one.theirs =
        theirs_by_now(asked.db, asked.goods, asked.place.place, *division, batch, day_of(movement.occurred_at));
    all.push_back(std::move(one));
  }
  return check_theirs(all)
      .and_then([&] { return drawn_from_hands(asked.db, asked.goods, std::move(movement), Hand::household); })
      .map([](Movement drawn) { return Filled{std::move(drawn)}; });
}

}  // namespace

Result<Filled> fill_receive(const Asked& asked, Movement movement) {
  const auto incident = exercise_of(asked.db, movement.incident);
  if (!incident) return fail(incident.error());
  movement.exercise = incident->value_or(asked.params.value("exercise", false));
  const Spot from{text_at(asked.params, "source"), asked.place.place};
  std::vector<Batch> born;
  std::vector<Pick> picks;
  for (const auto& said : asked.params.at("lines")) {
    const auto pointer = pointer_of(picks.size());
    auto batch = batch_received(asked, movement, said, pointer, born);
    if (!batch) return fail(std::move(batch.error()));
    picks.push_back({std::move(*batch), said.value("bin", ""), said.at("quantity")});
    if (auto held = check_bin(asked.place, picks.back().bin, pointer + "/bin"); !held)
      return fail(std::move(held.error()));
    movement.lines.push_back(line_of(picks.back(), from, {asked.place.place, picks.back().bin}));
  }
  if (auto mode = mode_of(picks, movement.exercise); !mode) return fail(std::move(mode.error()));
  return Filled{std::move(movement), std::move(born)};
}

Result<Filled> fill_delivery(const Asked& asked, Movement movement) {
  return check_not_given(text_at(asked.params, "source")).and_then([&] {
    return fill_receive(asked, std::move(movement));
  });
}

Result<Filled> fill_issue(const Asked& asked, Movement movement) {
  if (auto held = check_ordered(asked.place, movement.document); !held) return fail(std::move(held.error()));
  const auto division = known_division(asked);
  if (!division) return fail(division.error());
  const auto picks = picked(asked, movement);
  if (!picks) return fail(picks.error());
  auto held = check_fresh(*picks, day_of(movement.occurred_at)).and_then([&] {
    return check_earmarks(asked.db, *picks, {*division, movement.incident});
  });
  if (!held) return fail(std::move(held.error()));
  for (const auto& pick : *picks) {
    movement.lines.push_back(line_of(pick, {asked.place.place, pick.bin}, spot(Side::issued, division->text())));
  }
  return Filled{std::move(movement)};
}

Result<Filled> fill_return(const Asked& asked, Movement movement) {
  const auto division = known_division(asked);
  if (!division) return fail(division.error());
  const auto picks = picked(asked, movement);
  if (!picks) return fail(picks.error());
  for (const auto& pick : *picks) {
    const auto pointer = pointer_of(movement.lines.size());
    const auto* item = asked.goods.find(pick.batch.facts.item);
    auto held = check_bin(asked.place, pick.bin, pointer + "/bin").and_then([&]() -> Result<void> {
      return item == nullptr ? Result<void>{} : check_unused(*item, pointer + "/batch");
    });
    if (!held) return fail(std::move(held.error()));
    movement.lines.push_back(line_of(pick, spot(Side::issued, division->text()), {asked.place.place, pick.bin}));
  }
  return drawn_from_hands(asked.db, asked.goods, std::move(movement), Hand::issued).map([](Movement drawn) {
    return Filled{std::move(drawn)};
  });
}

Result<Filled> fill_transfer(const Asked& asked, Movement movement) {
  const auto target = known_place(asked.db, text_at(asked.params, "to"));
  if (!target) return fail(target.error());
  if (auto held = check_open(*target).and_then([&] { return check_transfer(asked.place, *target); }); !held) {
    return fail(std::move(held.error()));
  }
  const auto picks = picked(asked, movement);
  if (!picks) return fail(picks.error());
  for (const auto& pick : *picks) {
    const auto line = movement.lines.size();
    const auto bin = asked.params.at("lines")[line].value("to_bin", "");
    if (auto held = check_bin(*target, bin, pointer_of(line) + "/to_bin"); !held) return fail(std::move(held.error()));
    movement.lines.push_back(line_of(pick, {asked.place.place, pick.bin}, {target->place, bin}));
  }
  return Filled{std::move(movement)};
}

Result<Filled> fill_scrap(const Asked& asked, Movement movement) {
  movement.evidence = asked.params.at("opinion");
  if (auto held = check_opinion(movement.evidence); !held) return fail(std::move(held.error()));
  if (!journal::has_blob(asked.db, text_at(movement.evidence, "report"))) return unknown_blob("/opinion/report");
  const auto picks = picked(asked, movement);
  if (!picks) return fail(picks.error());
  if (asked.params.contains("division")) return scrapped_in_hands(asked, *picks, std::move(movement));
  for (const auto& pick : *picks) {
    movement.lines.push_back(line_of(pick, {asked.place.place, pick.bin}, spot(Side::scrapped, asked.place.place)));
  }
  return Filled{std::move(movement)};
}

Result<Filled> fill_adjust(const Asked& asked, Movement movement) {
  const auto& params = asked.params;
  const auto& first = text_at(params, "counted_by");
  const auto& second = text_at(params, "recounted_by");
  if (auto held = check_counters(first, second); !held) return fail(std::move(held.error()));
  movement.evidence = {{"counted_by", first}, {"recounted_by", second}};
  auto picks = picked(asked, movement);
  if (!picks) return fail(std::move(picks.error()));
  const auto counting = open_stocktake_number(asked.db, asked.place.place, movement.exercise);
  if (auto held = check_no_other(counting); !held) return fail(std::move(held.error()));
  for (auto& pick : *picks) {
    const auto index = movement.lines.size();
    if (auto held = check_bin(asked.place, pick.bin, pointer_of(index) + "/bin"); !held)
      return fail(std::move(held.error()));
    auto line = counted_line(std::move(pick), params.at("lines")[index], asked.place, pointer_of(index));
    if (!line) return fail(std::move(line.error()));
    movement.lines.push_back(std::move(*line));
  }
  return Filled{std::move(movement)};
}

}  // namespace anlan::supplies
