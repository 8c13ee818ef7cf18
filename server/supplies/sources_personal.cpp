#include "supplies/sources_personal.hpp"

#include <nlohmann/json.hpp>

#include "supplies/json_fields.hpp"

namespace anlan::supplies {

namespace {

std::optional<std::string> opened(const access::KeyRing& keys, const std::string& text) {
  return access::is_sealed(text) ? keys.unseal(text) : std::optional{text};
}

}  // namespace

std::string key_owner(const std::optional<std::string>& incident) {
  return incident ? "incident/" + *incident : "goods";
}

Result<std::optional<std::string>> sealed(access::KeyRing& keys, const std::optional<std::string>& plain,
                                          const std::string& owner) {
  if (!plain) return std::optional<std::string>{};
  return keys.seal(owner, *plain).map([](std::string text) { return std::optional{std::move(text)}; });
}

nlohmann::json masked(const access::KeyRing& keys, const std::optional<std::string>& sealed,
                      const std::function<std::string(std::string_view)>& mask) {
  if (!sealed) return nullptr;
  const auto plain = opened(keys, *sealed);
  return plain ? mask(*plain) : "***";
}

nlohmann::json unsealed(const access::KeyRing& keys, const std::optional<std::string>& sealed) {
  if (!sealed) return nullptr;
  return or_null(opened(keys, *sealed));
}

}  // namespace anlan::supplies
