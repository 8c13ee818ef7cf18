#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace anlan::access {

/// A key without the key: what may be shown of it.
struct KeyFacts {
  std::string owner;
  std::string id;  ///< eight hex digits, also in everything sealed with it
};

/// The keys of personal data, one for each owner: "incident/<uuid>", "campaign/<uuid>", "goods" for the site's stores.
///
/// They live in a file of their own beside the journal, never in it, and in no backup of it. Destroying an owner's key
/// makes what was sealed for him unreadable everywhere, in backups and at other sites too, while the hash chain stays
/// whole. A sealed text says which key it needs: "sealed:1:<key id>:<base64 of nonce and ciphertext>"
/// (XChaCha20-Poly1305). Safe to use from every thread.
class KeyRing {
 public:
  /// Reads the file; there is none before the first value is sealed. Problem `bad-key-file` when it is damaged, which
  /// stops the start: new keys beside lost ones would hide the loss.
  [[nodiscard]] static Result<std::unique_ptr<KeyRing>> open(std::filesystem::path file);
  ~KeyRing();

  /// Makes the owner's key at its first use; it is on the disk before anything sealed with it is. Problems:
  /// `key-destroyed` when the owner's key was destroyed, `key-file` when a new key cannot be kept.
  [[nodiscard]] Result<std::string> seal(const std::string& owner, std::string_view plain);
  /// Nothing when the key is destroyed or not held at this site, or when the text is not what was sealed.
  [[nodiscard]] std::optional<std::string> unseal(std::string_view sealed) const;

  /// A keyed hash (hex) for exact search and for matching without showing: equal values of a kind ("id", "phone") give
  /// equal marks at this site, and without this file nobody can try values out. Normalise first.
  [[nodiscard]] Result<std::string> mark(std::string_view kind, std::string_view value);

  /// Forgets the owner's key for ever and refuses a new one. Done twice is done once.
  [[nodiscard]] Result<void> destroy(const std::string& owner);
  [[nodiscard]] std::optional<KeyFacts> find(const std::string& owner) const;
  [[nodiscard]] std::vector<KeyFacts> list() const;

 private:
  struct Key {
    std::string id;
    std::string secret;  ///< 32 bytes
  };

  explicit KeyRing(std::filesystem::path file) : file_{std::move(file)} {}
  [[nodiscard]] Result<void> read();
  [[nodiscard]] Result<Key> key_of(const std::string& owner);
  [[nodiscard]] Result<void> keep() const;

  std::filesystem::path file_;
  mutable std::shared_mutex mutex_;
  std::map<std::string, Key, std::less<>> keys_;
  std::map<std::string, std::string, std::less<>> owner_of_;  ///< by key id
  std::set<std::string, std::less<>> destroyed_;
};

/// Whether a text is one that `seal` made, readable or not.
[[nodiscard]] bool is_sealed(std::string_view text) noexcept;

}  // namespace anlan::access
