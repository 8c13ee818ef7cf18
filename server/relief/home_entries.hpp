#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "relief/home.hpp"

namespace anlan::relief {

/// The register of damaged homes, on the streams `home/<uuid>`. Whoever is named stands in `sealed`, with the
/// incident's key, and so do the pictures' hashes; the rest is figures.
///
/// Bodies, version 1:
/// - entered {home, incident, facts, sealed, photos} and changed {…, reason, note}: the whole row as it stands from
/// then
///   on; `note` is sealed, or null.
/// - withdrawn {home, incident, reason, note}.
/// - linked {home, incident, campaign, household} and unlinked {…, reason}: a person said that the row is, or is not,
///   about the home of that household. The reason is sealed with the incident's key.
inline constexpr std::string_view kHomeEntered = "home.entered";
inline constexpr std::string_view kHomeChanged = "home.changed";
inline constexpr std::string_view kHomeWithdrawn = "home.withdrawn";
inline constexpr std::string_view kHomeLinked = "home.linked";
inline constexpr std::string_view kHomeUnlinked = "home.unlinked";

void declare_home_entries(journal::EntryTypes& types);

[[nodiscard]] std::string home_stream(const std::string& home);

[[nodiscard]] nlohmann::json home_facts_json(const HomeFacts& facts);
[[nodiscard]] HomeFacts read_home_facts(const nlohmann::json& facts);

/// A row as an entry has it.
struct HomeRow {
  std::string home;      ///< uuid
  std::string incident;  ///< uuid
  HomeFacts facts;
  std::string sealed;
  std::vector<std::string> photos;
  bool exercise = false;
};
[[nodiscard]] HomeRow read_home_row(const nlohmann::json& body, bool exercise);

/// Why, in the form's words and in somebody's own (sealed).
template <class Reason>
struct HomeGrounds {
  Reason reason;
  std::optional<std::string> note = {};
};

[[nodiscard]] journal::Draft home_entered(const HomeRow& row);
[[nodiscard]] journal::Draft home_changed(const HomeRow& row, const HomeGrounds<HomeChangeReason>& grounds);
[[nodiscard]] journal::Draft home_withdrawn(const Home& home, const HomeGrounds<HomeWithdrawReason>& grounds);
[[nodiscard]] journal::Draft home_linked(const Home& home, const Household& household);
[[nodiscard]] journal::Draft home_unlinked(const Home& home, const Household& household, const std::string& reason);

}  // namespace anlan::relief
