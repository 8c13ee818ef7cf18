#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/time.hpp"
#include "supplies/goods.hpp"
#include "supplies/place.hpp"

namespace anlan::supplies {

/// A calendar day, "2027-06-30". Days sort as text.
using Day = std::string;

/// The day it is in Beijing at that moment.
[[nodiscard]] Day day_of(Instant at);
/// The same day so many years later; 29 February becomes the 28th.
[[nodiscard]] Day years_after(const Day& day, int years);

enum class OriginKind : std::uint8_t {
  funding,      ///< bought with a level's budget
  donation,     ///< given, often for a purpose
  loan,         ///< borrowed: to be given back
  requisition,  ///< taken for the emergency: to be given back or paid for
};

[[nodiscard]] std::string_view to_string(OriginKind kind) noexcept;
[[nodiscard]] std::optional<OriginKind> parse_origin_kind(std::string_view text) noexcept;

/// Where goods come from. Form A07 counts by it: 本级安排 is what the level's own government paid for.
struct Origin {
  OriginKind kind = OriginKind::funding;
  Tier level = Tier::county;                 ///< whose budget, or who took the donation
  std::optional<std::string> document = {};  ///< number of the purchase, allotment or deed
  std::optional<std::string> donor = {};
  std::optional<std::string> earmark = {};  ///< what the donor wants it used for
};

/// What is said about a batch when it comes in.
struct BatchFacts {
  std::string item;                     ///< code of the catalogue
  std::optional<std::string> lot = {};  ///< the maker's number
  std::optional<std::string> maker = {};
  std::optional<Day> made_on = {};
  std::optional<int> suggested_years = {};  ///< 建议储存年限, from the day of making
  std::optional<Day> expires_on = {};       ///< the last day of use; nothing for what keeps
  Origin origin = {};
};

/// Goods of one item that came in together and expire together. The stock is kept by batch.
struct Batch {
  std::string batch;  ///< uuid
  std::string label;  ///< eight digits, printed on the pile; people type the last four
  BatchFacts facts;
  Day received_on = {};
  bool exercise = false;  ///< exists only on paper: never mixed with real goods

  [[nodiscard]] bool expired_on(const Day& day) const { return facts.expires_on && *facts.expires_on < day; }
};

/// "00000417" for the 417th batch of this site.
[[nodiscard]] std::string batch_label(std::int64_t number);

/// The facts with what follows from them: the catalogue's shelf life when none was said, and the day of expiry.
[[nodiscard]] BatchFacts completed(BatchFacts facts, const Item& item);

/// The origin in a wire's Batch.
[[nodiscard]] nlohmann::json origin_json(const Origin& origin);

/// The wire's Batch, also in bodies of entries.
[[nodiscard]] nlohmann::json batch_json(const Batch& batch);
[[nodiscard]] Batch read_batch(const nlohmann::json& batch);
/// The facts in a wire's Batch, or in what `stock.receive` says of a new one.
[[nodiscard]] BatchFacts read_batch_facts(std::string item, const nlohmann::json& batch);

}  // namespace anlan::supplies
