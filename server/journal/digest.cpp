#include "journal/digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace anlan::journal {
namespace {

struct ContextFree {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
struct DigestFree {
  void operator()(EVP_MD* md) const noexcept { EVP_MD_free(md); }
};

/// Fetched once: EVP_sha256() would look the implementation up again for every hash.
const EVP_MD* implementation(Algorithm algorithm) {
  static const std::unique_ptr<EVP_MD, DigestFree> sha256{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  static const std::unique_ptr<EVP_MD, DigestFree> sm3{EVP_MD_fetch(nullptr, "SM3", nullptr)};
  return algorithm == Algorithm::sha256 ? sha256.get() : sm3.get();
}

void netstring(std::string& out, std::string_view bytes) {
  out += std::to_string(bytes.size());
  out += ':';
  out += bytes;
  out += ',';
}

void netstring(std::string& out, std::int64_t value) { netstring(out, std::to_string(value)); }

}  // namespace

std::string_view to_string(Algorithm algorithm) noexcept { return algorithm == Algorithm::sha256 ? "sha256" : "sm3"; }

std::optional<Algorithm> parse_algorithm(std::string_view text) noexcept {
  if (text == "sha256") return Algorithm::sha256;
  if (text == "sm3") return Algorithm::sm3;
  return std::nullopt;
}

std::string digest(Algorithm algorithm, std::string_view bytes) {
  thread_local const std::unique_ptr<EVP_MD_CTX, ContextFree> context{EVP_MD_CTX_new()};
  std::string out(32, '\0');
  unsigned size = 0;
  auto* target = reinterpret_cast<unsigned char*>(out.data());
  if (EVP_DigestInit_ex2(context.get(), implementation(algorithm), nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), target, &size) != 1 || size != out.size()) {
    throw std::runtime_error{"OpenSSL could not compute " + std::string{to_string(algorithm)}};
  }
  return out;
}

std::string entry_hash(Algorithm algorithm, const Entry& entry) {
  std::string preimage;
  preimage.reserve(entry.body.size() + entry.actor.size() + 384);
  netstring(preimage, entry.prev);
  netstring(preimage, entry.origin);
  netstring(preimage, entry.origin_seq);
  netstring(preimage, entry.stream);
  netstring(preimage, entry.stream_version);
  netstring(preimage, entry.type);
  netstring(preimage, entry.version);
  netstring(preimage, to_millis(entry.occurred_at));
  netstring(preimage, to_millis(entry.received_at));
  netstring(preimage, to_millis(entry.recorded_at));
  netstring(preimage, entry.actor);
  netstring(preimage, entry.channel);
  netstring(preimage, entry.division);
  netstring(preimage, std::int64_t{entry.exercise});
  netstring(preimage, entry.command_id);
  netstring(preimage, entry.body);
  return digest(algorithm, preimage);
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    out += kHex[value >> 4];
    out += kHex[value & 0x0f];
  }
  return out;
}

std::string from_hex(std::string_view text) {
  const auto nibble = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  std::string out;
  if (text.size() % 2 != 0) return out;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = nibble(text[i]);
    const int low = nibble(text[i + 1]);
    if (high < 0 || low < 0) return {};
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

}  // namespace anlan::journal
