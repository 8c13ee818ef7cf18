#pragma once

#include <string>

#include "relief/gate_context_operations.hpp"

namespace anlan::relief {

/// By what an objection names a household on a notice: eight hex digits of a SHA-256 over campaign and household. It
/// stays the same from posting to posting and says nothing of the household.
[[nodiscard]] std::string notice_reference(const std::string& campaign, const std::string& household);

/// What may hang on the wall and stand on a public page, made only through `for_public`, and searched for numbers
/// before it leaves: {kind, campaign, village, name, county, posted_at, place, days_needed, source, households, people,
/// total_fen, rows}. `kind` is "notice", or "second_notice" once money was paid out; amounts stand on it once the
/// county decided them. Problem `leak-found` (409): what is on the list looks like somebody's number.
[[nodiscard]] Result<nlohmann::json> public_notice(store::Connection& db, const GateParts& parts,
                                                   const GateContext& at);

}  // namespace anlan::relief
