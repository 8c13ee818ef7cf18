#include "relief/likeness_entries.hpp"

#include "base/json_fields.hpp"

namespace anlan::relief {

using nlohmann::json;

void declare_likeness_entries(journal::EntryTypes& types) { types.declare({.name = std::string{kLikenessDecided}}); }

std::string likeness_stream(const std::string& first, const std::string& second) {
  return "likeness/" + first + '/' + second;
}

journal::Draft likeness_decided(const LikenessDecision& decision) {
  return {.stream = likeness_stream(decision.first, decision.second),
          .type = std::string{kLikenessDecided},
          .division = decision.village,
          .body = {{"campaign", decision.campaign},
                   {"first", decision.first},
                   {"second", decision.second},
                   {"village", decision.village.text()},
                   {"verdict", word_of(kLikenessWords, decision.verdict)},
                   {"alike", alike_json(decision.alike)},
                   {"inquiry", or_null(decision.inquiry)},
                   {"sealed", or_null(decision.reason)}},
          .exercise = decision.exercise};
}

json alike_json(const std::vector<Alike>& alike) {
  auto out = json::array();
  for (const auto sign : alike) out.push_back(word_of(kAlikeWords, sign));
  return out;
}

std::vector<Alike> read_alike(const json& words) {
  std::vector<Alike> out;
  for (const auto& word : words) out.push_back(parse_word<Alike>(kAlikeWords, word.get<std::string>()).value());
  return out;
}

}  // namespace anlan::relief
