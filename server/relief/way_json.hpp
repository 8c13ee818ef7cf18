#pragma once

#include <nlohmann/json.hpp>

#include "relief/way.hpp"

namespace anlan::relief {

// Evidence as JSON: on the wire, in the bodies of entries and in the view alike. What comes in has the operation's
// shape already.

[[nodiscard]] nlohmann::json meeting_json(const Meeting& meeting);
[[nodiscard]] Meeting read_meeting(const nlohmann::json& meeting);

[[nodiscard]] nlohmann::json photo_json(const NoticePhoto& photo);
[[nodiscard]] NoticePhoto read_photo(const nlohmann::json& photo);

[[nodiscard]] nlohmann::json visit_json(const Visit& visit);
[[nodiscard]] Visit read_visit(const nlohmann::json& visit);

/// The gates' evidence of one list as the view keeps it: `{stage, meeting, notice, sample, reviewers, freeze,
/// allotments, second_notice, results_confirmed, follow_up}`; absent what is not there. Rows, objections and payment
/// live elsewhere.
[[nodiscard]] GatedList read_evidence(const nlohmann::json& evidence);

}  // namespace anlan::relief
