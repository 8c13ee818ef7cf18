#include "supplies/goods.hpp"

#include <utility>

#include "incidents/catalogue_file.hpp"
#include "incidents/catalogue_schema.hpp"
#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

Text read_text(const json& text) { return {text.at("zh"), text.at("en")}; }

Item read_item(const json& line) {
  Item item{.code = line.at("code"),
            .name = read_text(line.at("name")),
            .unit = read_text(line.at("unit")),
            .weight_grams = optional_at<std::int64_t>(line, "weight_grams"),
            .returnable = line.at("returnable"),
            .return_within_months = optional_at<int>(line, "return_within_months"),
            .shelf_life_years = optional_at<int>(line, "shelf_life_years")};
  if (const auto& lines = line.at("a07"); !lines.is_null()) {
    item.arranged = lines.at("arranged").get<std::string>();
    item.issued = lines.at("issued").get<std::string>();
  }
  return item;
}

}  // namespace

GoodsCatalogue::GoodsCatalogue(std::vector<Item> items) {
  for (auto& item : items) items_.emplace(item.code, std::move(item));
}

Result<GoodsCatalogue> GoodsCatalogue::load(const std::filesystem::path& data) {
  std::string unused;
  auto file = incidents::read_catalogue_file(data, "goods", unused);
  if (!file) return fail(std::move(file.error()));
  GoodsCatalogue catalogue;
  const auto& lines = file->at("items");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto item = read_item(lines[i]);
    const auto code = item.code;
    if (catalogue.items_.emplace(code, std::move(item)).second) continue;
    return incidents::bad_catalogue("goods.json", "/items/" + std::to_string(i) + "/code",
                                    {"代码 " + code + " 出现了两次", "the code " + code + " appears twice"});
  }
  catalogue.stocktake_tolerance_permille_ = file->at("stocktake").at("tolerance_permille").get<int>();
  const auto& ahead = file->at("reminders");
  catalogue.reminders_ = {.give_back_days = ahead.at("give_back_days"),
                          .expiry_urgent_days = ahead.at("expiry_urgent_days"),
                          .expiry_soon_days = ahead.at("expiry_soon_days"),
                          .rotation_days = ahead.at("rotation_days")};
  catalogue.original_ = std::move(*file);
  return catalogue;
}

const Item* GoodsCatalogue::find(std::string_view code) const {
  const auto found = items_.find(code);
  return found == items_.end() ? nullptr : &found->second;
}

}  // namespace anlan::supplies
