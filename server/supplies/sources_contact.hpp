#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "access/key_ring.hpp"
#include "supplies/sources_personal.hpp"

namespace anlan::supplies {

/// Whom to ask about a paper: both sealed.
struct SealedContact {
  std::optional<std::string> name = {};
  std::optional<std::string> phone = {};
};

/// As it is kept.
[[nodiscard]] nlohmann::json contact_json(const SealedContact& contact);
[[nodiscard]] SealedContact read_contact(const nlohmann::json& contact);

/// Seals for `owner` what was typed: {name, phone?}, null or nothing. Problems of KeyRing.
[[nodiscard]] Result<SealedContact> sealed_contact(access::KeyRing& keys, const nlohmann::json& params,
                                                   const char* field, const std::string& owner = key_owner());
/// As it is shown.
[[nodiscard]] nlohmann::json masked_contact(const access::KeyRing& keys, const SealedContact& contact);
/// In clear, for a recorded reveal.
[[nodiscard]] nlohmann::json clear_contact(const access::KeyRing& keys, const SealedContact& contact);

}  // namespace anlan::supplies
