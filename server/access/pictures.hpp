#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "access/key_ring.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/database.hpp"

namespace anlan::access {

// Pictures of people, their homes and their papers. They are stored sealed for their owner from the first byte on, so
// that destroying his key leaves nothing of them in the data file, in its log or in a backup; entries name the sealed
// bytes. Whoever looks says what for, and gets a ticket for the door that shows them.

/// "sealed-picture:1:<a key of its own, sealed with the owner's>\n<nonce and ciphertext>" (XChaCha20-Poly1305), other
/// bytes each time. Problems of KeyRing::seal.
[[nodiscard]] Result<std::string> seal_picture(KeyRing& keys, const std::string& owner, std::string_view plain);
/// Nothing when the owner's key is destroyed or not held at this site, or when the bytes are not what was sealed.
[[nodiscard]] std::optional<std::string> unseal_picture(const KeyRing& keys, std::string_view sealed);
/// Whether the bytes are such ones, readable or not.
[[nodiscard]] bool is_sealed_picture(std::string_view bytes) noexcept;

/// What a command names as a picture of an owner.
struct NamedPicture {
  std::string owner;
  std::string blob;
  std::string pointer;  ///< the field that names it
  Text missing;         ///< what to say when nothing of that name is stored
};
/// Problems: `unknown-blob` when no picture of that name is stored; `unsealed-picture` when it is not sealed with the
/// owner's key.
[[nodiscard]] Result<void> check_picture(store::Connection& db, const KeyRing& keys, const NamedPicture& named);

/// By what a picture is known again, whoever owns it and however often it was sealed.
struct PictureMarks {
  std::string mark = {};        ///< keyed hash of the picture itself
  std::string plain_name = {};  ///< by which entries named it before pictures were sealed
};
/// Empty when this site cannot open it. Problems of KeyRing::mark.
[[nodiscard]] Result<PictureMarks> marks_of_picture(store::Connection& db, KeyRing& keys, const std::string& blob);

/// A picture in the answer of a look that is on record: {blob, ticket}. GET /blobs/<blob>?ticket=<ticket> is the
/// picture, for this account and a quarter of an hour.
[[nodiscard]] nlohmann::json shown_picture(KeyRing& keys, const std::string& account, const std::string& blob,
                                           Instant now);
[[nodiscard]] bool ticket_holds(KeyRing& keys, std::string_view ticket, const std::string& account,
                                std::string_view blob, Instant now);

}  // namespace anlan::access
