#pragma once

#include <string>
#include <string_view>

#include "gis/fault.hpp"
#include "gis/import.hpp"

namespace anlan::gis {

// How requests and reports cross the pipe between the server and its import worker. Readers take hostile bytes: wrong
// types, missing members and texts that are not UTF-8 are the fault `import-answer`.

[[nodiscard]] std::string to_json(const ImportRequest& request);
[[nodiscard]] Result<ImportRequest> request_from_json(std::string_view text);

[[nodiscard]] std::string to_json(const ImportReport& report);
[[nodiscard]] Result<ImportReport> report_from_json(std::string_view text);

[[nodiscard]] std::string to_json(const Fault& fault);
[[nodiscard]] Result<Fault> fault_from_json(std::string_view text);

}  // namespace anlan::gis
