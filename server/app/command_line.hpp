#pragma once

namespace CLI {
class App;
}

namespace anlan::app {

/// The subcommands: serve, import, verify, replay, backup, restore, account, and the worker that imports run in.
/// `exit_code` is set when one has run and outlives the program object.
void declare_commands(CLI::App& program, int& exit_code);

}  // namespace anlan::app
