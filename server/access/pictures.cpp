#include "access/pictures.hpp"

#include <sodium.h>

#include <charconv>
#include <chrono>

#include <nlohmann/json.hpp>

#include "journal/blobs.hpp"
#include "journal/digest.hpp"

namespace anlan::access {

namespace {

constexpr std::string_view kPrefix = "sealed-picture:1:";
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kSecret = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::chrono::minutes kLook{15};

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string random(std::size_t size) {
  std::string raw(size, '\0');
  randombytes_buf(raw.data(), raw.size());
  return raw;
}

std::string encrypt(std::string_view secret, std::string_view plain) {
  auto raw = random(kNonce);
  raw.resize(kNonce + plain.size() + kTag);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(raw) + kNonce, nullptr, bytes(plain), plain.size(), nullptr, 0,
                                             nullptr, bytes(raw), bytes(secret));
  return raw;
}

std::optional<std::string> decrypt(std::string_view secret, std::string_view raw) {
  if (secret.size() != kSecret || raw.size() < kNonce + kTag) return std::nullopt;
  std::string plain(raw.size() - kNonce - kTag, '\0');
  const int forged = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes(plain), nullptr, nullptr, bytes(raw) + kNonce, raw.size() - kNonce, nullptr, 0, bytes(raw), bytes(secret));
  if (forged != 0) return std::nullopt;
  return plain;
}

/// The sealed key at the head of a sealed picture; empty when there is none.
std::string_view head_of(std::string_view sealed) {
  const auto end = sealed.find('\n');
  if (!is_sealed_picture(sealed) || end == std::string_view::npos) return {};
  return sealed.substr(kPrefix.size(), end - kPrefix.size());
}

/// A sealed text names the key that seals it: "sealed:1:<key id>:…".
bool sealed_for(const KeyRing& keys, const std::string& owner, std::string_view text) {
  const auto key = keys.find(owner);
  return key && text.starts_with("sealed:1:" + key->id + ':');
}

std::string ticket_until(KeyRing& keys, const std::string& account, std::string_view blob, std::int64_t until) {
  const auto at = std::to_string(until);
  return keys.mark("picture-ticket", account + '\n' + std::string{blob} + '\n' + at)
      .map([&](const std::string& mark) { return at + '-' + mark; })
      .value_or("");
}

}  // namespace

bool is_sealed_picture(std::string_view bytes) noexcept { return bytes.starts_with(kPrefix); }

Result<std::string> seal_picture(KeyRing& keys, const std::string& owner, std::string_view plain) {
  auto secret = random(kSecret);
  auto sealed = keys.seal(owner, secret).map([&](const std::string& head) {
    return std::string{kPrefix} + head + '\n' + encrypt(secret, plain);
  });
  sodium_memzero(secret.data(), secret.size());
  return sealed;
}

std::optional<std::string> unseal_picture(const KeyRing& keys, std::string_view sealed) {
  const auto head = head_of(sealed);
  auto secret = keys.unseal(head);
  if (!secret) return std::nullopt;
  auto plain = decrypt(*secret, sealed.substr(kPrefix.size() + head.size() + 1));
  sodium_memzero(secret->data(), secret->size());
  return plain;
}

Result<void> check_picture(store::Connection& db, const KeyRing& keys, const NamedPicture& named) {
  const auto found = journal::find_blob(db, named.blob);
  if (!found || !found->media_type.starts_with("image/"))
    return fail_field(named.pointer, "unknown-blob", named.missing);
  if (sealed_for(keys, named.owner, head_of(found->bytes)) && unseal_picture(keys, found->bytes)) return {};
  return fail_field(named.pointer, "unsealed-picture",
                    {"这张照片没有按本次救助（灾害）加密存入，不能采用。请在本页重新选择照片上传",
                     "this photo was not stored sealed for this campaign or incident and cannot be used: upload it "
                     "again here (blob.put with `campaign` or `incident`)"});
}

Result<PictureMarks> marks_of_picture(store::Connection& db, KeyRing& keys, const std::string& blob) {
  const auto found = journal::find_blob(db, blob);
  const auto plain = found ? unseal_picture(keys, found->bytes) : std::nullopt;
  if (!plain) return PictureMarks{};
  return keys.mark("picture", *plain).map([&](std::string mark) {
    return PictureMarks{std::move(mark), journal::to_hex(journal::digest(journal::Algorithm::sha256, *plain))};
  });
}

nlohmann::json shown_picture(KeyRing& keys, const std::string& account, const std::string& blob, Instant now) {
  return {{"blob", blob}, {"ticket", ticket_until(keys, account, blob, to_millis(now + kLook))}};
}

bool ticket_holds(KeyRing& keys, std::string_view ticket, const std::string& account, std::string_view blob,
                  Instant now) {
  std::int64_t until = 0;
  const auto read = std::from_chars(ticket.data(), ticket.data() + ticket.size(), until);
  if (read.ec != std::errc{} || until < to_millis(now)) return false;
  return ticket_until(keys, account, blob, until) == ticket;
}

}  // namespace anlan::access
