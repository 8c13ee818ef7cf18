#pragma once

#include <sodium.h>

#include <array>
#include <string>

#include <nlohmann/json.hpp>

#include "journal/digest.hpp"
#include "supplies/receipt.hpp"

namespace anlan::supplies::test {

/// A telephone with a key of its own, which signs as the page does.
class Device {
 public:
  Device() {
    if (sodium_init() < 0) throw std::runtime_error{"libsodium does not start"};
    crypto_sign_keypair(public_.data(), secret_.data());
  }

  [[nodiscard]] std::string public_key() const { return hex(public_); }

  /// Fills in key and signature of the parameters of receipt.sign.
  [[nodiscard]] nlohmann::json sign(nlohmann::json params) const {
    const DeviceReceipt receipt{
        .receipt = params.at("receipt"),
        .waybill = params.at("waybill"),
        .lines = read_receipt_lines(params.at("lines")),
        .note = params.value("note", ""),
        .photo = params.contains("photo") ? std::optional{params["photo"].get<std::string>()} : std::nullopt,
        .name_digest = name_digest_of(params.at("salt"), params.at("name")),
        .signed_at = params.at("signed_at")};
    const auto text = canonical_text(receipt);
    std::array<unsigned char, crypto_sign_BYTES> signature{};
    crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                         secret_.data());
    params["public_key"] = public_key();
    params["signature"] = hex(signature);
    return params;
  }

 private:
  template <std::size_t N>
  static std::string hex(const std::array<unsigned char, N>& bytes) {
    return journal::to_hex({reinterpret_cast<const char*>(bytes.data()), N});
  }

  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_{};
};

}  // namespace anlan::supplies::test
