#include "relief/home_shapes_operations.hpp"

#include <algorithm>
#include <utility>

#include "base/json_fields.hpp"
#include "relief/home_entries.hpp"
#include "relief/household_shapes_operations.hpp"

namespace anlan::relief {

using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kMostPeople = 50;
constexpr std::int64_t kMostRooms = 200;
constexpr std::int64_t kMostArea = 1'000'000;   // dm²: ten thousand square metres
constexpr std::int64_t kMostFen = 100'000'000;  // a million yuan
constexpr std::size_t kLongestNumber = 60;      // as clerks write them, with whatever stands between the digits

Shape number_shape() { return Shape::text(1, kLongestNumber).or_null(); }

Shape extent_shape() {
  return Shape::object({need("rooms", Shape::integer(0, kMostRooms), "间"),
                        need("area_dm2", Shape::integer(0, kMostArea), "hundredths of a square metre")});
}

std::vector<Field> fact_fields() {
  return {need("village", Shape::division()),
          need("class", class_shape(), "D02004"),
          need("people", Shape::integer(1, kMostPeople), "D02005"),
          need("rooms", Shape::integer(1, kMostRooms), "D02007, of the whole home"),
          need("structure", words_shape(kStructureWords), "D02008"),
          need("occurred_at", Shape::time(), "D02009"),
          need("hazard", Shape::text(2, 2), "D02010, code of the catalogue"),
          may("collapsed", extent_shape(), "D02011, D02012"),
          may("severely_damaged", extent_shape(), "D02013, D02014"),
          may("slightly_damaged", extent_shape(), "D02015, D02016"),
          may("rebuild_fen", Shape::integer(0, kMostFen), "D02017"),
          may("other_fen", Shape::integer(0, kMostFen), "D02018"),
          may("pay_by", words_shape(kPayWords).or_null(), "D02019")};
}

std::vector<Field> people_fields() {
  return {need("name", Shape::text(1, 60), "D02001"), may("id_number", number_shape(), "D02002"),
          may("phone", number_shape(), "D02003"), need("address", Shape::text(1, 200), "D02006, to the door")};
}

void read_people(const json& said, Personal& personal) {
  auto& head = personal.members.front();
  if (said.contains("name")) head.name = said.at("name");
  if (said.contains("id_number")) {
    head.id_number = optional_at<std::string>(said, "id_number");
    head.lengthened = false;
  }
  if (said.contains("phone")) personal.phone = optional_at<std::string>(said, "phone");
  if (said.contains("address")) personal.address = said.at("address");
}

}  // namespace

Shape damage_shape() { return words_shape(kDamageWords); }

std::vector<Field> home_fields(std::vector<Field> fields) {
  for (auto& field : fact_fields()) fields.push_back(std::move(field));
  for (auto& field : people_fields()) fields.push_back(std::move(field));
  fields.push_back(need("photos", Shape::array(Shape::blob(), 0, kMostHomePhotos), "kept sealed"));
  return fields;
}

std::vector<Field> home_change_fields(std::vector<Field> fields) {
  for (auto& field : home_fields({})) {
    if (field.name == "photos") continue;
    field.required = false;
    fields.push_back(std::move(field));
  }
  fields.push_back(may("add_photos", Shape::array(Shape::blob(), 0, kMostHomePhotos), "kept sealed"));
  fields.push_back(may("drop_photos", Shape::array(Shape::integer(0, kMostHomePhotos - 1), 0, kMostHomePhotos),
                       "by their place in the record"));
  return fields;
}

HomeStatement read_home_statement(const json& params) {
  auto facts = params;
  for (const auto word : kDamageWords) facts.emplace(word, json{{"rooms", 0}, {"area_dm2", 0}});
  for (const auto* money : {"rebuild_fen", "other_fen"}) facts.emplace(money, 0);
  facts.emplace("pay_by", nullptr);
  HomeStatement statement{
      .facts = read_home_facts(facts), .personal = {}, .photos = {}, .new_photos = params.at("photos")};
  statement.personal.members.emplace_back();
  read_people(params, statement.personal);
  return statement;
}

HomeStatement changed_home_statement(const json& params, HomeStatement known) {
  auto facts = home_facts_json(known.facts);
  for (auto& [field, value] : facts.items()) {
    if (params.contains(field)) value = params.at(field);
  }
  known.facts = read_home_facts(facts);
  read_people(params, known.personal);
  const auto dropped = params.value("drop_photos", std::vector<std::size_t>{});
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < known.photos.size(); ++i) {
    if (std::ranges::find(dropped, i) == dropped.end()) kept.push_back(std::move(known.photos[i]));
  }
  known.photos = std::move(kept);
  known.new_photos = params.value("add_photos", std::vector<std::string>{});
  return known;
}

Shape home_shape() {
  const auto count = Shape::integer(0, INT64_MAX / 2);
  auto fields = fact_fields();
  for (auto& field : fields) field.required = true;
  for (auto& field :
       {need("home", Shape::uuid()), need("incident", Shape::uuid()), need("number", count), need("version", count),
        need("state", words_shape(kHomeStateWords)), need("worst", damage_shape(), "under which the household counts"),
        need("exercise", Shape::boolean()), need("personal", Shape::any(), "masked; null once the key is gone"),
        need("photos", count), need("missing", Shape::array(Shape::text(1, 60), 0, 10)),
        need("entered_at", Shape::time()), need("entered_by", Shape::text(1, 100)), need("changed_at", Shape::time()),
        need("withdrawn_for", words_shape(kHomeWithdrawWords).or_null())}) {
    fields.push_back(field);
  }
  return Shape::object(std::move(fields));
}

Shape household_label_shape() {
  return Shape::object({need("household", Shape::uuid()), need("number", Shape::integer(1, INT64_MAX / 2)),
                        need("village", Shape::division()), need("campaign", Shape::uuid()),
                        need("campaign_name", Shape::text(1, 60)), need("state", words_shape(kStateWords)),
                        need("head", Shape::text(1, 60).or_null(), "masked")});
}

}  // namespace anlan::relief
