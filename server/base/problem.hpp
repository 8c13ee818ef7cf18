#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace anlan {

/// What went wrong, named after what the caller can do about it.
enum class ProblemKind {
  invalid,          ///< the input breaks a rule; correct it and send it again
  unauthenticated,  ///< no valid sign-in came with the request
  forbidden,        ///< the role or the jurisdiction does not allow this
  not_found,        ///< no such thing, or not visible to this caller
  conflict,         ///< it changed since the caller last read it
  too_large,        ///< more bytes than the border lets in
  unsupported,      ///< a kind of content that is not accepted here
  rate_limited,     ///< too many tries; wait
  overloaded,       ///< a queue is full; retry after a pause
  unavailable,      ///< shutting down, or the disk does not take writes
  internal,         ///< a bug or a broken invariant on our side
};

/// A message in the two languages of the product.
struct Text {
  std::string zh = {};
  std::string en = {};
};

/// One field that is wrong: `pointer` is an RFC 6901 pointer into the parameters.
struct FieldFault {
  std::string pointer = {};
  Text detail = {};
};

/// An error that reaches the user: an RFC 9457 problem. `detail` says what to do next.
struct Problem {
  ProblemKind kind = ProblemKind::internal;
  std::string type = {};  ///< stable slug of the exact fault, e.g. "stale-version"; the metric's label too
  Text detail = {};
  std::vector<FieldFault> errors = {};
  std::optional<std::int64_t> current_version = {};  ///< of the stream, for a conflict
  std::optional<int> retry_after = {};               ///< seconds
  std::string internal = {};                         ///< for the log only; may name tables, files, SQL
};

[[nodiscard]] int http_status(ProblemKind kind) noexcept;
[[nodiscard]] std::string_view to_string(ProblemKind kind) noexcept;

/// The RFC 9457 object, with `title_en` and `detail_en` beside the Chinese `title` and `detail`.
[[nodiscard]] nlohmann::json to_json(const Problem& problem);

}  // namespace anlan
