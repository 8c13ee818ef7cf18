// The command line. Everything it names is done in app/.
#include <CLI/CLI.hpp>

#include "app/command_line.hpp"

int main(int argc, char** argv) {
  CLI::App program{"安澜 Anlan：救灾协调服务器 / disaster-relief coordination server"};
  program.require_subcommand(1);
  int exit_code = 0;
  anlan::app::declare_commands(program, exit_code);
  CLI11_PARSE(program, argc, argv);
  return exit_code;
}
