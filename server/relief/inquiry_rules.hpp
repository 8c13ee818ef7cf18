#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "relief/inquiry.hpp"

namespace anlan::relief {

/// Whether a finding may be inquired into: nobody does yet. Problem `inquiry-exists` (409).
[[nodiscard]] Result<void> check_not_inquired(bool inquired);

/// Whoever entered or changed what a doubt is about neither decides on it nor closes it. Problem `own-entry` (403).
[[nodiscard]] Result<void> check_decider(std::string_view account, const std::set<std::string>& hands);

/// Whether it may be decided so: it is open, and what is confirmed is to be put right by a day that is not over.
/// Problems `inquiry-decided` (409), `bad-due-day`.
[[nodiscard]] Result<void> check_verdict(const Inquiry& inquiry, Verdict verdict, const std::optional<std::string>& due,
                                         Instant now);

/// Only what was confirmed is closed. Problem `inquiry-not-confirmed` (409).
[[nodiscard]] Result<void> check_close(const Inquiry& inquiry);

/// Whether the day to put it right by is over in Beijing.
[[nodiscard]] bool overdue(const Inquiry& inquiry, Instant now);

}  // namespace anlan::relief
