#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "supplies/place.hpp"

namespace anlan::supplies {

/// What a rule must know to judge a place.
struct PlaceJudging {
  DivisionCode jurisdiction;              ///< of whoever opens or changes it
  std::vector<std::string> unknown = {};  ///< pointers of divisions that no unit has today
};

/// Whether a place may stand as described: in the jurisdiction, with both coordinates or none, every bin named once,
/// and with the keys in other hands than the right to use what is inside (国粮应急规〔2023〕24号: 动用权 lies with the
/// emergency office, 保管权 with the reserves office). Problem `bad-place` with the pointer of each fault.
[[nodiscard]] Result<void> check_place(const PlaceFacts& facts, const PlaceJudging& judging);

/// Whether somebody of this jurisdiction may change or close the place: he works for its owner or for the office with
/// 动用权, or for a level above one of them. Where it stands gives no such right: goods of the city may lie in a
/// county. Problem `not-the-owner` (403).
[[nodiscard]] Result<void> check_holder(const Place& place, const DivisionCode& jurisdiction);

/// Owner and 动用权 are given away by whoever has them, or by a level above. Problem `not-yours-to-give` (403).
[[nodiscard]] Result<void> check_given(const Place& place, const PlaceFacts& changed, const DivisionCode& jurisdiction);

/// Bins that hold goods must stay. Problem `bin-in-use` (409) names them.
[[nodiscard]] Result<void> check_bins_kept(const PlaceFacts& changed, const std::vector<std::string>& used);

/// `idle`: nothing lies there and no waybill goes there. Problems `place-closed`, `place-not-empty` (409).
[[nodiscard]] Result<void> check_close(const Place& place, bool idle);

/// Problem `place-closed` (409).
[[nodiscard]] Result<void> check_open(const Place& place);

/// Whether somebody of this jurisdiction works for the office that keeps the place. A level above may read its stores,
/// never move what is in them. Problem `not-the-keeper` (403).
[[nodiscard]] Result<void> check_keeper(const Place& place, const DivisionCode& jurisdiction);

/// Whether somebody of this jurisdiction works for the office with 动用权. Problem `not-the-user-office` (403).
[[nodiscard]] Result<void> check_user_office(const Place& place, const DivisionCode& jurisdiction);

}  // namespace anlan::supplies
