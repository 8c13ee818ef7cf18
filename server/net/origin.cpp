#include "net/origin.hpp"

#include <algorithm>

namespace anlan::net {
namespace {

/// A Host field that can stand in an origin: a name or address with a port or none; no userinfo, no list, no spaces.
bool is_plain_host(std::string_view host) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  };
  return !host.empty() && host.back() != '.' && std::ranges::all_of(host, plain);
}

}  // namespace

bool same_origin(const Request& request, const std::vector<std::string>& allowed) {
  if (request.headers.count("Origin") != 1) return false;
  const auto origin = request.headers.get("Origin");
  if (std::ranges::find(allowed, origin) != allowed.end()) return true;

  const auto host = request.headers.get("Host");
  const std::string_view scheme = request.secure ? "https://" : "http://";
  return is_plain_host(host) && origin.size() == scheme.size() + host.size() && origin.starts_with(scheme) &&
         origin.ends_with(host);
}

}  // namespace anlan::net
