#include "relief/outside_entries.hpp"

#include <nlohmann/json.hpp>

namespace anlan::relief {

using nlohmann::json;

namespace {

journal::Draft draft_of(std::string_view type, const Campaign& campaign, const OutsideList& list, json body) {
  body["campaign"] = campaign.campaign;
  body["list"] = list.list;
  return {.stream = outside_stream(list.list),
          .type = std::string{type},
          .division = campaign.facts.division,
          .body = std::move(body),
          .exercise = campaign.exercise};
}

}  // namespace

void declare_outside_entries(journal::EntryTypes& types) {
  for (const auto type : {kOutsideLoaded, kOutsideDropped}) types.declare({.name = std::string{type}});
}

std::string outside_stream(const std::string& list) { return "outside/" + list; }

json marks_json(const OutsideMarks& marks) { return marks; }

OutsideMarks read_marks(const json& marks) { return marks.get<OutsideMarks>(); }

journal::Draft outside_loaded(const Campaign& campaign, const OutsideList& list, const std::string& sealed) {
  return draft_of(kOutsideLoaded, campaign, list,
                  {{"kind", word_of(kOutsideWords, list.kind)},
                   {"source", list.source},
                   {"as_of", list.as_of},
                   {"count", list.count},
                   {"sealed", sealed}});
}

journal::Draft outside_dropped(const Campaign& campaign, const OutsideList& list, const std::string& reason) {
  return draft_of(kOutsideDropped, campaign, list, {{"reason", reason}});
}

}  // namespace anlan::relief
