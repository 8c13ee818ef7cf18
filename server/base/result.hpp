#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

#include "base/problem.hpp"

namespace anlan {

/// A value, or the problem that the caller has to hear about. Faults of ours are exceptions instead.
template <class T>
using Result = tl::expected<T, Problem>;

[[nodiscard]] inline tl::unexpected<Problem> fail(Problem problem) {
  return tl::unexpected<Problem>(std::move(problem));
}

[[nodiscard]] inline tl::unexpected<Problem> fail(ProblemKind kind, std::string type, Text detail) {
  return fail(Problem{.kind = kind, .type = std::move(type), .detail = std::move(detail)});
}

/// One wrong field.
[[nodiscard]] inline tl::unexpected<Problem> fail_field(std::string pointer, std::string type, Text detail) {
  Problem problem{.kind = ProblemKind::invalid, .type = std::move(type), .detail = detail};
  problem.errors.push_back({std::move(pointer), std::move(detail)});
  return fail(std::move(problem));
}

}  // namespace anlan
