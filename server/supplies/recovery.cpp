#include "supplies/recovery.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "supplies/json_fields.hpp"
#include "supplies/release.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

constexpr std::array<std::pair<RecoveryState, std::string_view>, 5> kStates{{{RecoveryState::returned, "returned"},
                                                                             {RecoveryState::cleaned, "cleaned"},
                                                                             {RecoveryState::graded, "graded"},
                                                                             {RecoveryState::closed, "closed"},
                                                                             {RecoveryState::cancelled, "cancelled"}}};
using Word = std::pair<RecoveryState, std::string_view>;

json line_json(const RecoveredLine& line) {
  return {{"item", line.item},         {"batch", line.batch},       {"label", line.label},
          {"quantity", line.quantity}, {"good", line.good},         {"repair", line.repair},
          {"scrap", line.scrap},       {"scrapped", line.scrapped}, {"pending", line.pending()}};
}

RecoveredLine read_line(const json& line) {
  return {.item = line.at("item"),
          .batch = line.at("batch"),
          .label = line.at("label"),
          .quantity = line.at("quantity"),
          .good = line.at("good"),
          .repair = line.at("repair"),
          .scrap = line.at("scrap"),
          .scrapped = line.at("scrapped")};
}

}  // namespace

std::string_view to_string(RecoveryState state) noexcept {
  return std::ranges::find(kStates, state, &Word::first)->second;
}

std::optional<RecoveryState> parse_recovery_state(std::string_view text) noexcept {
  const auto found = std::ranges::find(kStates, text, &Word::second);
  return found == kStates.end() ? std::nullopt : std::optional{found->first};
}

std::vector<std::string> recovery_state_words() {
  std::vector<std::string> words;
  for (const auto& [state, word] : kStates) words.emplace_back(word);
  return words;
}

json recovery_json(const Recovery& recovery) {
  auto hands = json::array();
  for (const auto& hand : recovery.hands) hands.push_back(journal::to_json(hand));
  auto lines = json::array();
  for (const auto& line : recovery.lines) lines.push_back(line_json(line));
  return {{"recovery", recovery.recovery},
          {"number", recovery.number},
          {"state", to_string(recovery.state)},
          {"place", recovery.place},
          {"division", recovery.division.text()},
          {"from_division", recovery.from_division.text()},
          {"from", recovery.from},
          {"exercise", recovery.exercise},
          {"incident", or_null(recovery.incident)},
          {"note", or_null(recovery.note)},
          {"returned_at", format_time(recovery.returned_at)},
          {"movement", recovery.movement},
          {"hands", std::move(hands)},
          {"cleaning", or_null(recovery.cleaning)},
          {"opinion", recovery.opinion},
          {"lines", std::move(lines)}};
}

Recovery read_recovery(const json& body) {
  Recovery recovery{.recovery = body.at("recovery"),
                    .number = body.at("number"),
                    .state = parse_recovery_state(text_at(body, "state")).value(),
                    .place = body.at("place"),
                    .division = DivisionCode::parse(text_at(body, "division")).value(),
                    .from_division = DivisionCode::parse(text_at(body, "from_division")).value(),
                    .from = body.at("from"),
                    .exercise = body.at("exercise"),
                    .incident = optional_at<std::string>(body, "incident"),
                    .note = optional_at<std::string>(body, "note"),
                    .returned_at = parse_time(text_at(body, "returned_at")).value(),
                    .movement = body.at("movement"),
                    .cleaning = optional_at<std::string>(body, "cleaning"),
                    .opinion = body.at("opinion")};
  for (const auto& hand : body.at("hands")) recovery.hands.push_back(journal::read_actor(hand));
  for (const auto& line : body.at("lines")) recovery.lines.push_back(read_line(line));
  return recovery;
}

}  // namespace anlan::supplies
