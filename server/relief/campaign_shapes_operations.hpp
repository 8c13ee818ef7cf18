#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/result.hpp"
#include "relief/campaign.hpp"
#include "store/database.hpp"

namespace anlan::relief {

/// A campaign on the wire, with the standard it pays by (null until it is pinned).
[[nodiscard]] nlohmann::json campaign_wire(store::Connection& db, const Campaign& campaign);

/// A scope: the county of the parameter `campaign`. Problem `unknown-campaign` (404).
[[nodiscard]] Result<DivisionCode> division_of_campaign(store::Connection& db, const nlohmann::json& params);

}  // namespace anlan::relief
