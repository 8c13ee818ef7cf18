#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "api/shape.hpp"
#include "supplies/goods.hpp"
#include "supplies/handout_view.hpp"

namespace anlan::relief {

/// What a household was given in goods, as every answer about it shows it: quantities in the article's unit, its worth
/// (折款) in fen or nothing without a price.
[[nodiscard]] nlohmann::json given_wire(const std::vector<supplies::GoodsGiven>& given,
                                        const supplies::GoodsCatalogue& goods);
[[nodiscard]] api::Shape given_shape();

}  // namespace anlan::relief
