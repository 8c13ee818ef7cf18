#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "relief/likeness.hpp"

namespace anlan::relief {

/// Decisions on two households that are alike, on the streams `likeness/<first>/<second>`: {campaign, first, second,
/// village, verdict, alike, inquiry, sealed}, version 1; `sealed` is the reason.
inline constexpr std::string_view kLikenessDecided = "likeness.decided";

void declare_likeness_entries(journal::EntryTypes& types);

[[nodiscard]] std::string likeness_stream(const std::string& first, const std::string& second);

[[nodiscard]] journal::Draft likeness_decided(const LikenessDecision& decision);

/// The words of what is alike.
[[nodiscard]] nlohmann::json alike_json(const std::vector<Alike>& alike);
[[nodiscard]] std::vector<Alike> read_alike(const nlohmann::json& words);

}  // namespace anlan::relief
