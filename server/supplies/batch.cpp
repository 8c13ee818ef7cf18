#include "supplies/batch.hpp"

#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

Origin read_origin(const json& origin) {
  return {.kind = parse_origin_kind(text_at(origin, "kind")).value(),
          .level = parse_tier(text_at(origin, "level")).value(),
          .document = optional_at<std::string>(origin, "document"),
          .donor = optional_at<std::string>(origin, "donor"),
          .earmark = optional_at<std::string>(origin, "earmark")};
}

}  // namespace

Day day_of(Instant at) { return format_time(at).substr(0, 10); }

Day years_after(const Day& day, int years) {
  const auto year = std::stoi(day.substr(0, 4)) + years;
  const auto rest = day.substr(4);
  return fmt::format("{:04}{}", year, rest == "-02-29" ? "-02-28" : rest);
}

std::string_view to_string(OriginKind kind) noexcept {
  switch (kind) {
    case OriginKind::funding:
      return "funding";
    case OriginKind::donation:
      return "donation";
    case OriginKind::loan:
      return "loan";
    case OriginKind::requisition:
      return "requisition";
  }
  return "funding";
}

std::optional<OriginKind> parse_origin_kind(std::string_view text) noexcept {
  for (const auto kind : {OriginKind::funding, OriginKind::donation, OriginKind::loan, OriginKind::requisition}) {
    if (to_string(kind) == text) return kind;
  }
  return std::nullopt;
}

json origin_json(const Origin& origin) {
  return {{"kind", to_string(origin.kind)},
          {"level", to_string(origin.level)},
          {"document", or_null(origin.document)},
          {"donor", or_null(origin.donor)},
          {"earmark", or_null(origin.earmark)}};
}

std::string batch_label(std::int64_t number) { return fmt::format("{:08}", number); }

BatchFacts completed(BatchFacts facts, const Item& item) {
  if (!facts.suggested_years) facts.suggested_years = item.shelf_life_years;
  if (!facts.expires_on && facts.made_on && facts.suggested_years) {
    facts.expires_on = years_after(*facts.made_on, *facts.suggested_years);
  }
  return facts;
}

json batch_json(const Batch& batch) {
  const auto& facts = batch.facts;
  return {{"batch", batch.batch},
          {"label", batch.label},
          {"item", facts.item},
          {"lot", or_null(facts.lot)},
          {"maker", or_null(facts.maker)},
          {"made_on", or_null(facts.made_on)},
          {"received_on", batch.received_on},
          {"suggested_years", or_null(facts.suggested_years)},
          {"expires_on", or_null(facts.expires_on)},
          {"origin", origin_json(facts.origin)},
          {"exercise", batch.exercise}};
}

BatchFacts read_batch_facts(std::string item, const json& batch) {
  return {.item = std::move(item),
          .lot = optional_at<std::string>(batch, "lot"),
          .maker = optional_at<std::string>(batch, "maker"),
          .made_on = optional_at<Day>(batch, "made_on"),
          .suggested_years = optional_at<int>(batch, "suggested_years"),
          .expires_on = optional_at<Day>(batch, "expires_on"),
          .origin = read_origin(batch.at("origin"))};
}

Batch read_batch(const json& batch) {
  return {.batch = batch.at("batch"),
          .label = batch.at("label"),
          .facts = read_batch_facts(batch.at("item"), batch),
          .received_on = batch.at("received_on"),
          .exercise = batch.at("exercise")};
}

}  // namespace anlan::supplies
