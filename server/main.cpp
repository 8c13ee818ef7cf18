// The command line. Everything it names is done in app/.
#include <string_view>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "gis/sandbox.hpp"

int main(int argc, char** argv) {
  // What the server starts for itself to read one hostile file; it gives up everything else before it looks at it.
  if (argc > 1 && std::string_view{argv[1]} == "import-worker") return anlan::gis::import_worker_main(argc, argv);

  CLI::App program{"安澜 Anlan：救灾协调服务器 / disaster-relief coordination server"};
  program.require_subcommand(1);
  int exit_code = 0;
  anlan::app::declare_commands(program, exit_code);
  CLI11_PARSE(program, argc, argv);
  return exit_code;
}
