#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/reader_pool.hpp"
#include "store/writer.hpp"

namespace anlan::app {

/// Everything that can be set, with its default. Read from defaults, then the TOML file, then the command line; only
/// this room knows it, the others get their own small structs.
struct Config {
  /// Where the site's data live: the journal, the views, the lock. Created when missing.
  std::filesystem::path data = "data-dir";
  /// What ships with the program: catalogues, schemas, exercises, the Jiaozuo sample.
  std::filesystem::path reference = "/usr/share/anlan/data";
  /// The built web app.
  std::filesystem::path web = "/usr/share/anlan/web";
  /// A folder with divisions.csv and boundaries/: adopted when the data directory has no divisions yet.
  std::optional<std::filesystem::path> sample = {};

  std::string listen = "127.0.0.1";
  std::uint16_t port = 8080;
  /// PEM files; both or none. With them the server speaks TLS only.
  std::optional<std::filesystem::path> tls_certificate = {};
  std::optional<std::filesystem::path> tls_key = {};
  /// Origins allowed beside the server's own, e.g. "https://duty.example.gov.cn" behind a proxy.
  std::vector<std::string> origins = {};

  /// Shown to people, and the chain's hash: "sha256", or "sm3" where a grade-protection review asks. Fixed at first
  /// start.
  std::string site_name = "焦作市";
  std::string hash = "sha256";
  /// The division at the top; accounts of the whole site have it as their jurisdiction.
  std::string site_division = "410800000000";

  /// Adds demo accounts and plays the July 2021 exercise; refuses to listen on anything but loopback.
  bool demo = false;
  /// Seconds of the exercise per second.
  double demo_speed = 1.0;

  store::WriterLimits writer = {};
  store::ReaderLimits readers = {};
  std::size_t worker_threads = 2;
  std::size_t max_connections = 10'000;
  std::size_t max_connections_per_address = 10'000;
};

/// Reads a TOML file over the defaults. The problem lists every unknown key and wrong value with its place.
[[nodiscard]] Result<Config> load_config(const std::filesystem::path& file, Config defaults);

/// "127.0.0.1:8080" or "[::1]:8080" into address and port.
[[nodiscard]] Result<void> set_listen(Config& config, const std::string& text);

[[nodiscard]] bool is_loopback(const std::string& address);

}  // namespace anlan::app
