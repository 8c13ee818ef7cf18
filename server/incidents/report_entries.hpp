#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "incidents/report.hpp"
#include "journal/entry.hpp"
#include "journal/entry_types.hpp"

namespace anlan::incidents {

/// `report.submitted`, `report.corrected`, `report.withdrawn`, `report.returned`, all on the stream `report/<uuid>`.
///
/// Body, version 1: `{report, incident, kind, phase, figures, narrative, contact, channel, occurred_at, received_at,
/// reason, fault, warnings}`, the whole version. The entry's own times are those of the act: of the statement for a
/// submission or a correction, of the recording for a return or a withdrawal.
void declare_report_entries(journal::EntryTypes& types);

[[nodiscard]] bool is_report_entry(std::string_view type) noexcept;

[[nodiscard]] std::string report_stream(const std::string& report);

/// The fact that adds this version to its chain.
[[nodiscard]] journal::Draft draft_of(const Version& version);

/// The version that an entry carries, with its place in the journal.
[[nodiscard]] Version read_version(const journal::Entry& entry, const nlohmann::json& body);

/// The content of a version as body and wire share it.
[[nodiscard]] nlohmann::json content_json(const Version& version);
/// Reads what `content_json` wrote.
void read_content(const nlohmann::json& content, Version& version);

}  // namespace anlan::incidents
