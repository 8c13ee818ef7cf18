#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/division_code.hpp"
#include "base/time.hpp"

namespace anlan::journal {

/// How a fact reached this site. The law allows reporting by phone and entering it later.
enum class Channel { web, phone, fax, radio, mail, file, relay, system };

[[nodiscard]] std::string_view to_string(Channel channel) noexcept;
[[nodiscard]] std::optional<Channel> parse_channel(std::string_view text) noexcept;

/// Who did it, as of then: kept in the entry, because roles and names change.
struct Actor {
  std::string account = {};
  std::string display_name = {};
  std::string role = {};
  std::string division = {};
};

[[nodiscard]] nlohmann::json to_json(const Actor& actor);

/// What `to_json` wrote. Throws when a field is missing: entries are checked before they are kept.
[[nodiscard]] Actor read_actor(const nlohmann::json& actor);

/// A fact that a rule decided, before it has its place in the journal.
struct Draft {
  std::string stream;                       ///< "report/01J…": what the fact is about
  std::string type;                         ///< "report.submitted"; declared in the room's entries
  DivisionCode division;                    ///< whose fact it is; decides who sees it
  nlohmann::json body;                      ///< as the type's current version describes it
  bool exercise = false;                    ///< never enters real totals
  std::optional<Instant> occurred_at = {};  ///< when it happened; the recording time when nothing was said
  std::optional<Instant> received_at = {};  ///< when this site heard of it
  Channel channel = Channel::web;
};

/// A fact in the past tense. Never updated, never deleted.
struct Entry {
  std::int64_t seq = 0;  ///< dense, local
  std::string origin = {};
  std::int64_t origin_seq = 0;  ///< dense per origin
  std::string stream = {};
  std::int64_t stream_version = 0;  ///< dense per stream; what `expected_version` is compared with
  std::string type = {};
  int version = 1;  ///< of the body's format
  Instant occurred_at = {};
  Instant received_at = {};
  Instant recorded_at = {};
  std::string actor = {};  ///< JSON of the Actor
  std::string channel = {};
  std::string division = {};
  bool exercise = false;
  std::string command_id = {};
  std::string body = {};  ///< JSON
  std::string prev = {};  ///< hash of the origin's entry before, raw bytes; empty for the first
  std::string hash = {};
};

}  // namespace anlan::journal
