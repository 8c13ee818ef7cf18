#include "relief/masking.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "access/personal.hpp"
#include "relief/written_number.hpp"

namespace anlan::relief {

using nlohmann::json;

PublicHousehold for_public(NoticeFacts facts) {
  auto name = access::mask_name(half_width(facts.head_name));
  std::ranges::replace_if(name, [](char sign) { return sign >= '0' && sign <= '9'; }, '*');
  facts.head_name = std::move(name);
  return PublicHousehold{std::move(facts)};
}

json public_json(const PublicHousehold& household) {
  return {{"row", household.row()},
          {"reference", household.reference()},
          {"village", household.village()},
          {"name", household.name()},
          {"class", to_string(household.household_class())},
          {"people", household.people()},
          {"people_in_need", household.people_in_need()},
          {"amount_fen", household.amount_fen() ? json(*household.amount_fen()) : json(nullptr)},
          {"goods", household.goods()}};
}

PersonalFields masked(const PersonalFields& fields) {
  return {.name = access::mask_name(fields.name),
          .id_number = access::mask_id_number(fields.id_number),
          .phone = access::mask_phone(fields.phone),
          .account = access::mask_account(fields.account),
          .address = access::mask_address(fields.address)};
}

}  // namespace anlan::relief
