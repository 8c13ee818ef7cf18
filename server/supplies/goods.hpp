#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.hpp"

namespace anlan::supplies {

/// How many days ahead people are reminded. From the goods catalogue; editable.
struct Reminders {
  int give_back_days = 30;
  int expiry_urgent_days = 30;
  int expiry_soon_days = 180;
  int rotation_days = 365;
};

/// What the ledger needs to know of an article of the goods catalogue. Norms, packagings and standards stay in the file
/// for whoever shows or plans with them.
struct Item {
  std::string code;  ///< our own, "quilt-cotton": what the ledger is keyed on
  Text name;
  Text unit;  ///< base unit: every quantity is a whole number of these
  /// The lines of form A07 that count a unit when it is arranged ("A07007") and when it is handed out ("A07010");
  /// nothing for what is measured by weight or length.
  std::optional<std::string> arranged = {};
  std::optional<std::string> issued = {};
  std::optional<std::int64_t> weight_grams = {};  ///< of a base unit
  bool returnable = false;                        ///< has to come back after use
  std::optional<int> return_within_months = {};   ///< of what people hold: theirs once used for so long
  std::optional<int> shelf_life_years = {};       ///< from the day of making; nothing: only a label can say
};

/// The relief goods this server works by, read once at the start and then only read.
class GoodsCatalogue {
 public:
  GoodsCatalogue() = default;
  /// For tests: these items and no file behind them.
  explicit GoodsCatalogue(std::vector<Item> items);

  /// Reads `<data>/catalogues/goods.json` against its JSON Schema. Problem `bad-catalogue` names the file, the JSON
  /// pointer and the reason, also when two items have one code; the server does not start with it.
  [[nodiscard]] static Result<GoodsCatalogue> load(const std::filesystem::path& data);

  /// Nothing when there is no such code.
  [[nodiscard]] const Item* find(std::string_view code) const;
  [[nodiscard]] const std::map<std::string, Item, std::less<>>& items() const noexcept { return items_; }
  /// How far a count may be off the book before somebody else has to count again, in thousandths of the book.
  [[nodiscard]] int stocktake_tolerance_permille() const noexcept { return stocktake_tolerance_permille_; }
  /// How far ahead people are reminded of what is due.
  [[nodiscard]] const Reminders& reminders() const noexcept { return reminders_; }
  /// The file's own JSON, as `goods.get` answers it.
  [[nodiscard]] const nlohmann::json& original() const noexcept { return original_; }

 private:
  std::map<std::string, Item, std::less<>> items_;
  int stocktake_tolerance_permille_ = 0;
  Reminders reminders_;
  nlohmann::json original_ = nlohmann::json::object();
};

}  // namespace anlan::supplies
