#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "support/duty_room.hpp"

namespace anlan::test {

/// Where so much of a batch lies: place, bin, batch.
using GoodsAccount = std::tuple<std::string, std::string, std::string>;
using GoodsLedger = std::map<GoodsAccount, std::int64_t>;

/// Adds the lines of a movement, as answers and entries show it, to a ledger that trusts nobody's balances.
void post_lines(GoodsLedger& ledger, const nlohmann::json& movement);

/// A store of the county with bins: kept by its keepers, used by its dispatcher; its id.
std::string open_store(HttpClient& dispatcher, const std::string& name, const std::string& division = kCounty);

/// A photo of a signed paper that the server has from now on; the name it is kept under.
std::string store_paper(HttpClient& desk);

/// A new batch of an item, good for decades; its id.
std::string take_in(HttpClient& keeper, const std::string& place, const std::string& item, std::int64_t quantity,
                    const std::string& expires_on = "2099-12-31");

/// An order, given by `approver`, to send so much of an item from a place to a village, or to another place; its id.
std::string order_release(HttpClient& asking, HttpClient& approver, const std::string& from, const std::string& item,
                          std::int64_t quantity, const nlohmann::json& to);

/// Parameters of `waybill.pick` for one line.
nlohmann::json pick_params(const std::string& release, const std::string& place, const std::string& batch,
                           std::int64_t quantity);

}  // namespace anlan::test
