#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "supplies/handout.hpp"

namespace anlan::supplies {

/// Hand-outs, on the streams `handout/<uuid>`. The body, version 1, is `handout_json`. What moved is the ledger's own
/// fact beside it; a hand-out is withdrawn by reversing that.
inline constexpr std::string_view kHandoutRecorded = "handout.recorded";

void declare_handout_entries(journal::EntryTypes& types);

[[nodiscard]] std::string handout_stream(const std::string& handout);

[[nodiscard]] journal::Draft handout_recorded(const Handout& handout);

}  // namespace anlan::supplies
