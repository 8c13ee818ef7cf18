#include "access/key_ring.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <mutex>

#include <nlohmann/json.hpp>

#include "access/password_hasher.hpp"

namespace anlan::access {

using nlohmann::json;

namespace {

constexpr std::string_view kPrefix = "sealed:1:";
constexpr std::string_view kFormat = "anlan-keys-1";
constexpr std::size_t kIdDigits = 8;
constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kSecret = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr const char* kMarks = "marks";  // owner of the key of keyed hashes

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string to_base64(std::string_view raw) {
  std::string text(sodium_base64_ENCODED_LEN(raw.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes(raw), raw.size(), kVariant);
  text.pop_back();  // the terminating NUL
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string raw(text.size(), '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const int failed =
      sodium_base642bin(bytes(raw), raw.size(), text.data(), text.size(), nullptr, &size, &end, kVariant);
  if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
  raw.resize(size);
  return raw;
}

std::string random(std::size_t size) {
  std::string raw(size, '\0');
  randombytes_buf(raw.data(), raw.size());
  return raw;
}

std::string hex(std::string_view raw) {
  std::string text(raw.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes(raw), raw.size());
  text.pop_back();
  return text;
}

tl::unexpected<Problem> damaged(const std::filesystem::path& file) {
  return fail(
      ProblemKind::unavailable, "bad-key-file",
      {"密钥文件 " + file.string() + " 损坏或不是本程序的。请从密钥的保管副本恢复后再启动；不要删除它",
       "the key file " + file.string() + " is damaged or not ours; restore it from its safe copy, do not delete it"});
}

tl::unexpected<Problem> not_kept(const std::filesystem::path& file, int error) {
  return fail(
      {.kind = ProblemKind::unavailable,
       .type = "key-file",
       .detail = {"密钥文件无法写入，含个人信息的内容没有保存。请联系管理员检查磁盘后重发",
                  "the key file cannot be written, nothing with personal data was stored; ask the administrator "
                  "to check the disk, then send again"},
       .retry_after = 10,
       .internal = file.string() + ": " + std::strerror(error)});
}

/// Writes all of it and has it on the disk, or says why not.
int write_through(const std::filesystem::path& file, std::string_view text) {
  const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (out < 0) return errno;
  int error = 0;
  for (std::size_t done = 0; done < text.size() && error == 0;) {
    const auto size = ::write(out, text.data() + done, text.size() - done);
    if (size < 0 && errno != EINTR) error = errno;
    if (size > 0) done += static_cast<std::size_t>(size);
  }
  if (error == 0 && ::fsync(out) != 0) error = errno;
  if (::close(out) != 0 && error == 0) error = errno;
  return error;
}

int sync_folder(const std::filesystem::path& folder) {
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return errno;
  const int error = ::fsync(opened) != 0 ? errno : 0;
  ::close(opened);
  return error;
}

}  // namespace

bool is_sealed(std::string_view text) noexcept { return text.starts_with(kPrefix); }

Result<std::unique_ptr<KeyRing>> KeyRing::open(std::filesystem::path file) {
  start_sodium();
  std::unique_ptr<KeyRing> ring{new KeyRing{std::move(file)}};
  return ring->read().map([&] { return std::move(ring); });
}

KeyRing::~KeyRing() {
  for (auto& [owner, key] : keys_) sodium_memzero(key.secret.data(), key.secret.size());
}

Result<void> KeyRing::read() {
  if (!std::filesystem::exists(file_)) return {};
  std::ifstream in{file_};
  const auto kept = json::parse(in, nullptr, false);
  if (!kept.is_object() || kept.value("format", "") != kFormat) return damaged(file_);
  try {
    for (const auto& row : kept.at("keys")) {
      auto secret = from_base64(row.at("key").get_ref<const std::string&>());
      Key key{row.at("id"), secret.value_or("")};
      if (key.secret.size() != kSecret || key.id.size() != kIdDigits) return damaged(file_);
      owner_of_[key.id] = row.at("owner");
      keys_[row.at("owner").get<std::string>()] = std::move(key);
    }
    for (const auto& owner : kept.at("destroyed")) destroyed_.insert(owner.get<std::string>());
  } catch (const json::exception&) {
    return damaged(file_);
  }
  return {};
}

// Written anew as a whole and put in place of the old one: a power cut leaves either, never half of one.
Result<void> KeyRing::keep() const {
  json kept{{"format", kFormat}, {"keys", json::array()}, {"destroyed", destroyed_}};
  for (const auto& [owner, key] : keys_) {
    kept["keys"].push_back({{"owner", owner}, {"id", key.id}, {"key", to_base64(key.secret)}});
  }
  const auto fresh = std::filesystem::path{file_.string() + ".new"};
  if (const int error = write_through(fresh, kept.dump(1) + "\n"); error != 0) return not_kept(file_, error);
  if (std::rename(fresh.c_str(), file_.c_str()) != 0) return not_kept(file_, errno);
  if (const int error = sync_folder(file_.parent_path()); error != 0) return not_kept(file_, error);
  return {};
}

Result<KeyRing::Key> KeyRing::key_of(const std::string& owner) {
  {
    const std::shared_lock lock{mutex_};
    if (const auto found = keys_.find(owner); found != keys_.end()) return found->second;
  }
  const std::unique_lock lock{mutex_};
  if (const auto found = keys_.find(owner); found != keys_.end()) return found->second;
  if (destroyed_.contains(owner)) {
    return fail(ProblemKind::conflict, "key-destroyed",
                {"这次灾害或救助的个人信息密钥已经销毁，不能再登记个人信息",
                 "the key of personal data of this event was destroyed; no more can be recorded under it"});
  }
  Key key{hex(random(kIdDigits / 2)), random(kSecret)};
  keys_[owner] = key;
  owner_of_[key.id] = owner;
  if (auto kept = keep(); !kept) {
    keys_.erase(owner);
    owner_of_.erase(key.id);
    return fail(std::move(kept.error()));
  }
  return key;
}

Result<std::string> KeyRing::seal(const std::string& owner, std::string_view plain) {
  const auto key = key_of(owner);
  if (!key) return fail(key.error());
  auto sealed = random(kNonce);
  sealed.resize(kNonce + plain.size() + kTag);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed) + kNonce, nullptr, bytes(plain), plain.size(), nullptr, 0,
                                             nullptr, bytes(sealed), bytes(std::string_view{key->secret}));
  return std::string{kPrefix} + key->id + ':' + to_base64(sealed);
}

std::optional<std::string> KeyRing::unseal(std::string_view sealed) const {
  if (!is_sealed(sealed) || sealed.size() <= kPrefix.size() + kIdDigits + 1) return std::nullopt;
  const auto id = sealed.substr(kPrefix.size(), kIdDigits);
  if (sealed[kPrefix.size() + kIdDigits] != ':') return std::nullopt;
  const auto raw = from_base64(sealed.substr(kPrefix.size() + kIdDigits + 1));
  if (!raw || raw->size() < kNonce + kTag) return std::nullopt;
  const std::shared_lock lock{mutex_};
  const auto owner = owner_of_.find(id);
  if (owner == owner_of_.end()) return std::nullopt;
  const auto& key = keys_.find(owner->second)->second;
  std::string plain(raw->size() - kNonce - kTag, '\0');
  const int forged = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes(plain), nullptr, nullptr, bytes(std::string_view{*raw}) + kNonce, raw->size() - kNonce, nullptr, 0,
      bytes(std::string_view{*raw}), bytes(std::string_view{key.secret}));
  if (forged != 0) return std::nullopt;
  return plain;
}

Result<std::string> KeyRing::mark(std::string_view kind, std::string_view value) {
  const auto hashed = [&](const std::string& secret) {
    crypto_generichash_state state;
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash_init(&state, bytes(std::string_view{secret}), secret.size(), hash.size());
    for (const auto part : {kind, std::string_view{"\n"}, value}) {
      crypto_generichash_update(&state, bytes(part), part.size());
    }
    crypto_generichash_final(&state, hash.data(), hash.size());
    return hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
  };
  {
    const std::shared_lock lock{mutex_};  // a list of a million asks ten million times: without a copy of the key
    if (const auto found = keys_.find(kMarks); found != keys_.end()) return hashed(found->second.secret);
  }
  return key_of(kMarks).map([&](const Key& key) { return hashed(key.secret); });
}

Result<void> KeyRing::destroy(const std::string& owner) {
  const std::unique_lock lock{mutex_};
  if (destroyed_.contains(owner)) return {};
  const auto found = keys_.find(owner);
  const auto before = found == keys_.end() ? std::nullopt : std::optional{found->second};
  if (before) {
    owner_of_.erase(before->id);
    sodium_memzero(found->second.secret.data(), found->second.secret.size());
    keys_.erase(found);
  }
  destroyed_.insert(owner);
  auto kept = keep();
  if (kept) return kept;
  destroyed_.erase(owner);
  if (before) {
    owner_of_[before->id] = owner;
    keys_[owner] = *before;
  }
  return kept;
}

std::optional<KeyFacts> KeyRing::find(const std::string& owner) const {
  const std::shared_lock lock{mutex_};
  const auto found = keys_.find(owner);
  return found == keys_.end() ? std::nullopt : std::optional{KeyFacts{owner, found->second.id}};
}

std::vector<KeyFacts> KeyRing::list() const {
  const std::shared_lock lock{mutex_};
  std::vector<KeyFacts> out;
  for (const auto& [owner, key] : keys_) {
    if (owner != kMarks) out.push_back({owner, key.id});
  }
  return out;
}

}  // namespace anlan::access
