#include "supplies/sources_personal.hpp"

#include <nlohmann/json.hpp>

#include "supplies/json_fields.hpp"

namespace anlan::supplies {

Result<std::optional<std::string>> sealed(access::KeyRing& keys, const std::optional<std::string>& plain) {
  if (!plain) return std::optional<std::string>{};
  return keys.seal("goods", *plain).map([](std::string text) { return std::optional{std::move(text)}; });
}

nlohmann::json masked(const access::KeyRing& keys, const std::optional<std::string>& sealed,
                      const std::function<std::string(std::string_view)>& mask) {
  if (!sealed) return nullptr;
  const auto plain = keys.unseal(*sealed);
  return plain ? mask(*plain) : "***";
}

nlohmann::json unsealed(const access::KeyRing& keys, const std::optional<std::string>& sealed) {
  if (!sealed) return nullptr;
  return or_null(keys.unseal(*sealed));
}

}  // namespace anlan::supplies
