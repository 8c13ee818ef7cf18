#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "supplies/goods.hpp"
#include "supplies/release.hpp"

namespace anlan::supplies {

/// Whether goods may be asked for: items the catalogue has, by a time that has not passed. Problem `bad-release`.
[[nodiscard]] Result<void> check_request(const Release& release, const GoodsCatalogue& goods, Instant now);

/// Whether the request may be granted like this: it is still open, and no item is granted that was not asked for, or
/// more of it than was. Problems, 409: `release-not-open`, `over-approved` with the pointer of each line.
[[nodiscard]] Result<void> check_grants(const Release& release, const std::vector<Grant>& grants);

/// Problem `release-not-open` (409) unless nobody decided yet.
[[nodiscard]] Result<void> check_undecided(const Release& release);

}  // namespace anlan::supplies
