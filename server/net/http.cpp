#include "net/http.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

#include <nlohmann/json.hpp>

#include "base/json.hpp"

namespace anlan::net {
namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) noexcept {
  const auto from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

std::string_view reason_of(int status) noexcept {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 426:
      return "Upgrade Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";
  }
}

constexpr std::string_view kSecurityHeaders =
    "Content-Security-Policy: default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; "
    "script-src 'self' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n";
constexpr std::string_view kStrictTransport = "Strict-Transport-Security: max-age=31536000\r\n";

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void Headers::add(std::string_view name, std::string_view value) {
  fields_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(name.size()),
                     static_cast<std::uint32_t>(value.size())});
  text_.append(name).append(value);
}

std::string_view Headers::name_of(const Field& field) const noexcept {
  return std::string_view{text_}.substr(field.name_at, field.name_size);
}

std::string_view Headers::value_of(const Field& field) const noexcept {
  return std::string_view{text_}.substr(field.name_at + field.name_size, field.value_size);
}

std::string_view Headers::get(std::string_view name) const noexcept {
  const auto found = std::ranges::find_if(fields_, [&](const Field& field) { return same_name(name_of(field), name); });
  return found == fields_.end() ? std::string_view{} : value_of(*found);
}

std::size_t Headers::count(std::string_view name) const noexcept {
  return static_cast<std::size_t>(
      std::ranges::count_if(fields_, [&](const Field& field) { return same_name(name_of(field), name); }));
}

bool Headers::has_token(std::string_view name, std::string_view token) const noexcept {
  for (const auto& field : fields_) {
    if (!same_name(name_of(field), name)) continue;
    for (auto rest = value_of(field); !rest.empty();) {
      const auto comma = std::min(rest.find(','), rest.size());
      if (same_name(trimmed(rest.substr(0, comma)), token)) return true;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return false;
}

std::string_view cookie(const Headers& headers, std::string_view name) noexcept {
  for (auto rest = headers.get("Cookie"); !rest.empty();) {
    const auto semicolon = std::min(rest.find(';'), rest.size());
    const auto pair = trimmed(rest.substr(0, semicolon));
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
      return pair.substr(name.size() + 1);
    }
    rest.remove_prefix(std::min(semicolon + 1, rest.size()));
  }
  return {};
}

Response json_response(std::string text) { return {.body = std::make_shared<const std::string>(std::move(text))}; }

Response problem_response(const Problem& problem) { return problem_response(problem, http_status(problem.kind)); }

Response problem_response(const Problem& problem, int status) {
  auto document = to_json(problem);
  document["status"] = status;
  Response response = json_response(dump(document));
  response.status = status;
  response.content_type = "application/problem+json";
  response.problem = problem.type;
  response.headers.emplace_back("Cache-Control", "no-store");
  if (status == 429 || status == 503) {
    response.headers.emplace_back("Retry-After", std::to_string(problem.retry_after.value_or(2)));
  }
  return response;
}

const std::string& http_date() {
  thread_local std::time_t second = 0;
  thread_local std::string text;
  const auto now = std::time(nullptr);
  if (now != second) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> out{};
    text.assign(out.data(), std::strftime(out.data(), out.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
    second = now;
  }
  return text;
}

std::string write_head(const Response& response, bool secure, bool keep_alive) {
  std::string out;
  out.reserve(768);
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(response.status));
  out += ' ';
  out += reason_of(response.status);
  out += "\r\nDate: ";
  out += http_date();
  out += "\r\n";
  const bool has_body = response.status != 204 && response.status != 304;
  if (has_body) {
    if (!response.content_type.empty()) out.append("Content-Type: ").append(response.content_type).append("\r\n");
    out += "Content-Length: ";
    append_number(out, response.body ? response.body->size() : 0);
    out += "\r\n";
  }
  if (!keep_alive) out += "Connection: close\r\n";
  for (const auto& [name, value] : response.headers) out.append(name).append(": ").append(value).append("\r\n");
  out += kSecurityHeaders;
  if (secure) out += kStrictTransport;
  out += "\r\n";
  return out;
}

}  // namespace anlan::net
