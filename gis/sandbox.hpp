#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "gis/fault.hpp"
#include "gis/import.hpp"

namespace anlan::gis {

/// The program `anlan-import-worker` beside our own.
[[nodiscard]] std::string installed_worker();

/// How to start the worker: a program that calls import_worker_main.
struct WorkerCommand {
  std::vector<std::string> argv = {installed_worker()};
  std::string scratch_root = {};  ///< where the worker's folder is made; empty: the system's temporary folder
};

/// The body of `anlan-import-worker FOLDER`: takes an ImportRequest from standard input, gives up the network, other
/// programs, files outside the folder and the request's, and all but 2 GiB, 20 s of CPU, 512 MiB of file and 64
/// descriptors, imports, and writes the outcome to standard output. Returns the exit code: 0 when an outcome or a Fault
/// was written.
int import_worker_main(int argc, char** argv);

/// Imports a boundary file in a worker process and waits for it; blocks, so call it on a worker thread. What comes back
/// is checked as if a stranger had sent it. Faults: those of import_layer, and `import-deadline`, `import-cpu`,
/// `import-memory`, `import-crashed`, `import-answer`, `sandbox-unavailable`.
[[nodiscard]] Result<ImportOutcome> run_import(const ImportRequest& request, const WorkerCommand& command,
                                               std::chrono::milliseconds deadline);

}  // namespace anlan::gis
