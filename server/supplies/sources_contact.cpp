#include "supplies/sources_contact.hpp"

#include <utility>

#include "access/personal.hpp"
#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

json contact_json(const SealedContact& contact) {
  return {{"name", or_null(contact.name)}, {"phone", or_null(contact.phone)}};
}

SealedContact read_contact(const json& contact) {
  return {optional_at<std::string>(contact, "name"), optional_at<std::string>(contact, "phone")};
}

Result<SealedContact> sealed_contact(access::KeyRing& keys, const json& params, const char* field,
                                     const std::string& owner) {
  const auto said = params.value(field, json(nullptr));
  if (said.is_null()) return SealedContact{};
  auto name = sealed(keys, optional_at<std::string>(said, "name"), owner);
  if (!name) return fail(std::move(name.error()));
  auto phone = sealed(keys, optional_at<std::string>(said, "phone"), owner);
  if (!phone) return fail(std::move(phone.error()));
  return SealedContact{std::move(*name), std::move(*phone)};
}

json masked_contact(const access::KeyRing& keys, const SealedContact& contact) {
  return {{"name", masked(keys, contact.name, access::mask_name)},
          {"phone", masked(keys, contact.phone, access::mask_phone)}};
}

json clear_contact(const access::KeyRing& keys, const SealedContact& contact) {
  return {{"name", unsealed(keys, contact.name)}, {"phone", unsealed(keys, contact.phone)}};
}

}  // namespace anlan::supplies
