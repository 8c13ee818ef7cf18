#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "relief/household.hpp"

namespace anlan::relief {

enum class InquiryState : std::uint8_t {
  open,       ///< 待核查
  confirmed,  ///< 属实, being put right
  dismissed,  ///< 误报
  closed,     ///< 已整改
};
inline constexpr std::array<std::string_view, 4> kInquiryWords{"open", "confirmed", "dismissed", "closed"};

/// What somebody decided about a doubt.
enum class Verdict : std::uint8_t { confirmed, false_alarm };
inline constexpr std::array<std::string_view, 2> kVerdictWords{"confirmed", "false_alarm"};

/// 核查: what comes of a rule's finding. Words that may name people are sealed with the campaign's key.
struct Inquiry {
  std::string inquiry;   ///< uuid
  std::string campaign;  ///< uuid
  std::int64_t version = 0;
  std::string rule;
  std::int64_t rule_version = 0;
  DivisionCode village;
  std::optional<std::string> household = {};  ///< uuid; nothing: the village's whole list
  nlohmann::json facts;                       ///< what the rule found then
  InquiryState state = InquiryState::open;
  bool exercise = false;
  Instant opened_at = {};
  std::string opened_by = {};               ///< account
  std::optional<std::string> note = {};     ///< sealed
  std::optional<std::string> reason = {};   ///< sealed; of the verdict
  std::optional<std::string> outcome = {};  ///< sealed; how it was put right
  std::optional<std::string> due = {};      ///< day by which it is put right, "2027-01-31"
  std::optional<Instant> decided_at = {};
  std::optional<std::string> decided_by = {};
  std::optional<std::string> proof = {};  ///< blob
  std::optional<Instant> closed_at = {};
  std::optional<std::string> closed_by = {};
};

}  // namespace anlan::relief
