// Request targets: what strangers write behind GET.
#include <algorithm>
#include <charconv>

#include "base/utf8.hpp"
#include "net/http.hpp"

namespace anlan::net {
namespace {

constexpr std::size_t kMostParameters = 100;

auto bad_target() {
  return fail(ProblemKind::invalid, "bad-address",
              {"网址格式有误（转义、字符或路径不合法），请核对后重试",
               "the address is malformed (escapes, characters or path); correct it and try again"});
}

/// Undoes %XX and, in a query, '+'. Nothing when an escape is broken or the result is no clean text.
std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      unsigned value = 0;
      const auto* const from = text.data() + i + 1;
      if (i + 2 >= text.size()) return std::nullopt;
      if (const auto [end, error] = std::from_chars(from, from + 2, value, 16);
          error != std::errc{} || end != from + 2) {
        return std::nullopt;
      }
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  if (!is_utf8(out)) return std::nullopt;
  return out;
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool is_clean_path(std::string_view path) {
  if (!path.starts_with('/') || has_control(path) || path.find('\\') != std::string_view::npos) return false;
  for (std::size_t from = 1; from <= path.size();) {
    const auto to = std::min(path.find('/', from), path.size());
    const auto segment = path.substr(from, to - from);
    if (segment == "." || segment == "..") return false;
    from = to + 1;
  }
  return true;
}

/// "http://host/path" is how proxies ask; the Host field decides, so only the path counts.
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const auto slash = target.find('/', scheme.size());
    return slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  return target;
}

bool read_query(std::string_view text, QueryPairs& out) {
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const auto pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    auto key = decoded(pair.substr(0, equals), true);
    auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!key || !value || has_control(*key) || out.size() == kMostParameters) return false;
    out.emplace_back(std::move(*key), std::move(*value));
  }
  return true;
}

}  // namespace

Result<void> read_target(Request& request) {
  const auto target = without_authority(request.target);
  const auto question = std::min(target.find('?'), target.size());
  if (target.find('#') != std::string_view::npos) return bad_target();
  auto path = decoded(target.substr(0, question), false);
  if (!path || !is_clean_path(*path)) return bad_target();
  request.path = std::move(*path);
  request.query.clear();
  if (!read_query(target.substr(std::min(question + 1, target.size())), request.query)) return bad_target();
  return {};
}

}  // namespace anlan::net
