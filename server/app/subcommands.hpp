#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/config.hpp"

namespace CLI {
class App;
}

namespace anlan::app {

/// What the options of one subcommand fill; kept alive by the callback that reads it.
struct Given {
  std::string config_file = {};
  std::string listen = {};
  std::string data = {};
  std::string reference = {};
  std::string web = {};
  std::string sample = {};
  bool demo = false;
  double demo_speed = 1.0;
};
using SharedGiven = std::shared_ptr<Given>;

/// A subcommand with the options that all have: --config, --data, --reference.
CLI::App& subcommand(CLI::App& parent, const char* name, const char* text, const SharedGiven& given);

/// Settles the configuration and runs `work(config)` when the subcommand was chosen.
void on_chosen(CLI::App& command, const SharedGiven& given, int& exit_code, std::function<int(const Config&)> work);

void declare_account_commands(CLI::App& program, int& exit_code);
void declare_import_commands(CLI::App& program, int& exit_code);

}  // namespace anlan::app
