#include "app/config.hpp"

#include <charconv>
#include <functional>
#include <map>

#include <toml++/toml.h>
#include <boost/asio/ip/address.hpp>

namespace anlan::app {
namespace {

using Setter = std::function<bool(const toml::node&)>;

template <class T>
Setter number(T& target, std::int64_t min, std::int64_t max) {
  return [&target, min, max](const toml::node& node) {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < min || *value > max) return false;
    target = static_cast<T>(*value);
    return true;
  };
}

Setter text(std::string& target) {
  return [&target](const toml::node& node) {
    const auto value = node.value_exact<std::string>();
    if (value) target = *value;
    return value.has_value();
  };
}

template <class Path>
Setter path(Path& target) {
  return [&target](const toml::node& node) {
    const auto value = node.value_exact<std::string>();
    if (value) target = std::filesystem::path{*value};
    return value.has_value();
  };
}

Setter texts(std::vector<std::string>& target) {
  return [&target](const toml::node& node) {
    const auto* array = node.as_array();
    if (array == nullptr) return false;
    target.clear();
    for (const auto& item : *array) {
      const auto value = item.value_exact<std::string>();
      if (!value) return false;
      target.push_back(*value);
    }
    return true;
  };
}

Setter listen(Config& config) {
  return [&config](const toml::node& node) {
    const auto value = node.value_exact<std::string>();
    return value && set_listen(config, *value).has_value();
  };
}

/// Every key there is; anlan.example.toml lists the same with their defaults.
std::map<std::string, Setter, std::less<>> settings(Config& config) {
  return {{"data", path(config.data)},
          {"reference", path(config.reference)},
          {"web", path(config.web)},
          {"sample", path(config.sample)},
          {"listen", listen(config)},
          {"tls_certificate", path(config.tls_certificate)},
          {"tls_key", path(config.tls_key)},
          {"origins", texts(config.origins)},
          {"site_name", text(config.site_name)},
          {"site_division", text(config.site_division)},
          {"hash", text(config.hash)},
          {"writer_queue", number(config.writer.queue, 1, 1'000'000)},
          {"writer_batch", number(config.writer.batch, 1, 10'000)},
          {"reader_threads", number(config.readers.threads, 1, 64)},
          {"reader_queue", number(config.readers.queue, 1, 100'000)},
          {"worker_threads", number(config.worker_threads, 1, 64)},
          {"max_connections", number(config.max_connections, 1, 1'000'000)},
          {"max_connections_per_address", number(config.max_connections_per_address, 1, 1'000'000)}};
}

Problem bad_config(const std::filesystem::path& file) {
  return {.kind = ProblemKind::invalid,
          .type = "bad-config",
          .detail = {"配置文件 " + file.string() + " 有误", "the configuration file " + file.string() + " has faults"}};
}

std::string place(const toml::node& node) { return "line " + std::to_string(node.source().begin.line); }

}  // namespace

Result<Config> load_config(const std::filesystem::path& file, Config defaults) {
  auto config = std::move(defaults);
  auto problem = bad_config(file);
  try {
    const auto table = toml::parse_file(file.string());
    const auto known = settings(config);
    for (const auto& [key, node] : table) {
      const auto found = known.find(key.str());
      const std::string pointer = "/" + std::string{key.str()};
      if (found == known.end()) {
        problem.errors.push_back({pointer, {place(node) + "：没有这个配置项", place(node) + ": no such setting"}});
      } else if (!found->second(node)) {
        problem.errors.push_back(
            {pointer, {place(node) + "：值的类型或范围不对", place(node) + ": wrong type or range"}});
      }
    }
  } catch (const toml::parse_error& error) {
    const std::string reason{error.description()};
    problem.errors.push_back({"", {reason, reason + " at line " + std::to_string(error.source().begin.line)}});
  }
  if (config.tls_certificate.has_value() != config.tls_key.has_value()) {
    problem.errors.push_back({"/tls_key", {"证书与私钥要同时给出", "give both the certificate and the key"}});
  }
  if (!problem.errors.empty()) return fail(std::move(problem));
  return config;
}

Result<void> set_listen(Config& config, const std::string& text) {
  const auto colon = text.rfind(':');
  auto address = text.substr(0, colon == std::string::npos ? 0 : colon);
  if (address.size() > 2 && address.front() == '[' && address.back() == ']')
    address = address.substr(1, address.size() - 2);
  boost::system::error_code bad;
  boost::asio::ip::make_address(address, bad);
  std::uint16_t port = 0;
  const auto* first = text.data() + (colon == std::string::npos ? text.size() : colon + 1);
  const auto [end, error] = std::from_chars(first, text.data() + text.size(), port);
  if (bad || error != std::errc{} || end != text.data() + text.size()) {
    return fail_field(
        "/listen", "bad-listen",
        {"监听地址应写作 127.0.0.1:8080 或 [::1]:8080", "write the address as 127.0.0.1:8080 or [::1]:8080"});
  }
  config.listen = address;
  config.port = port;
  return {};
}

bool is_loopback(const std::string& address) {
  boost::system::error_code bad;
  const auto parsed = boost::asio::ip::make_address(address, bad);
  return !bad && parsed.is_loopback();
}

}  // namespace anlan::app
