#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/http.hpp"

namespace anlan::net {

/// Whether the page that sent this request is one of ours (RFC 6454): the Origin field, exactly once, equals the
/// request's own scheme and Host byte for byte, or one of the allowed origins.
///
/// Browsers write origins in one form, in lower case and without default ports, so nothing is normalised here: what
/// differs in any byte is foreign.
[[nodiscard]] bool same_origin(const Request& request, const std::vector<std::string>& allowed);

}  // namespace anlan::net
